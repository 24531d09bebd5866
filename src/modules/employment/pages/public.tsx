import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { type Choice, Find } from '#ui/find'
import { Icon } from '#ui/icon'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { NoFee, type Phase, PostBody, type PostView } from './parts.tsx'

export interface JobCard {
  id: string
  kind: string
  title: string
  employer: string
  pay: string
  place: string
  about: string
  day: string
}

interface Service {
  id: string
  name: string
  summary: string
}

interface Props {
  posts: readonly JobCard[]
  choices: readonly Choice[]
  question: string
  filtered: boolean
  next: string | null
  services: readonly Service[]
  phone: string
}

const Line = ({ one }: { one: JobCard }) => (
  <li class="card market-card">
    <div>
      <p class="market-head">
        <Badge tone={one.kind === '岗位' ? 'green' : one.kind === '实习实践' ? 'blue' : 'orange'}>
          {one.kind}
        </Badge>
        <span class="quiet">{one.day}</span>
      </p>
      <a href={`/jobs/${one.id}`}>{one.title}</a>
      <p class="market-price">
        <b>{one.pay}</b>
        <span>{one.about}</span>
      </p>
      <p class="quiet">{[one.employer, one.place].filter(Boolean).join(' · ')}</p>
    </div>
  </li>
)

/** 招聘求职: jobs, internships and posts for rare skills of the county's e-commerce. */
export function JobsPage({ posts, choices, question, filtered, next, services, phone }: Props) {
  return (
    <div class="wrap stack">
      <PageHead
        title="招聘求职"
        lead="县里电商单位招的人、收的实习生。写一份简历，看中了就投，不收费。"
        actions={
          <div class="actions">
            <a class="button button-primary" href="/my/jobs">
              我的求职
            </a>
            <a class="button" href="/act/job_post/submit?kind=job">
              我要招人
            </a>
            <a class="button" href="/act/talent/join">
              加入人才库
            </a>
          </div>
        }
      />
      <NoFee phone={phone} />
      <div class="list-tools">
        <Find path="/jobs" question={question} placeholder="岗位、单位或本领" choices={choices} />
      </div>
      {posts.length === 0 ? (
        <Card>
          <Empty
            icon="list-search"
            title={filtered ? '没有找到这样的岗位' : '现在没有招聘中的岗位'}
            text="加入人才库，有合适的中心会问您愿不愿意。"
            {...(filtered && { action: { href: '/jobs', label: '看全部' } })}
          />
        </Card>
      ) : (
        <ul class="market-cards">
          {posts.map(one => (
            <Line one={one} />
          ))}
        </ul>
      )}
      {next && (
        <nav class="pager" aria-label="翻页">
          <a href={next}>下一页</a>
        </nav>
      )}
      <p class="feeds">
        <Icon name="rss" size={18} />
        用阅读器订阅：
        <a href="/jobs.atom">Atom</a>
        <a href="/jobs.rss">RSS</a>
        <a href="/jobs.json">JSON Feed</a>
      </p>
      {services.length > 0 && (
        <Card title="给用人单位的人力资源服务">
          <ul class="task-list">
            {services.map(one => (
              <li>
                <div>
                  <a href={`/items/${one.id}`}>{one.name}</a>
                  <p class="quiet">{one.summary}</p>
                </div>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}

interface JobProps {
  post: PostView
  phase: Phase
  phone: string
}

/** One post: what it is, and the way in; what is over says so on top. */
export function JobPage({ post, phase, phone }: JobProps) {
  return (
    <div class="wrap stack">
      <PageHead
        title={post.title}
        lead={post.employer}
        badges={
          <>
            <Badge tone="blue">{post.kind}</Badge>
            <Badge tone={phase.tone}>{phase.label}</Badge>
          </>
        }
        actions={
          phase.open && (
            <a class="button button-primary" href={`/act/job_application/apply?post_id=${post.id}`}>
              投简历
            </a>
          )
        }
      />
      {!phase.open && (
        <Alert tone="warning" title={`${phase.label}，不能再投简历`}>
          <p>
            {phase.why}
            <a href="/jobs">看看还在招的</a>。
          </p>
        </Alert>
      )}
      <Card title="岗位说明">
        <PostBody post={post} />
        <Facts items={[{ label: '发布', value: post.publishedOn }]} />
      </Card>
      {post.fairs.length > 0 && (
        <Card title="招聘会上也能面谈">
          <ul class="bullets">
            {post.fairs.map(one => (
              <li>
                <a href={`/activities/${one.id}`}>{one.title}</a> {one.day} {one.booth && `展位 ${one.booth}`}
              </li>
            ))}
          </ul>
        </Card>
      )}
      <NoFee phone={phone} />
      {phase.open && phone && (
        <p class="quiet">
          不会在网上投的，请打电话 <Phone number={phone} />
          ，或到中心窗口，工作人员教您写简历。
        </p>
      )}
      <p>
        <a href="/jobs">招聘求职</a>
      </p>
    </div>
  )
}

export interface FairLine {
  id: string
  title: string
  employer: string
  pay: string
  places: number
  booth: string
  open: boolean
}

/** On the page of a 招聘会: which posts are brought to it. */
export const FairPosts = ({ lines }: { lines: readonly FairLine[] }) => (
  <Card title={`参会岗位（${lines.length} 个）`}>
    {lines.length === 0 ? (
      <p class="quiet">还没有单位带岗位来。用人单位在“求职与实习”里打开岗位，点“带到招聘会”。</p>
    ) : (
      <ul class="task-list">
        {lines.map(one => (
          <li>
            <div>
              <a href={`/jobs/${one.id}`}>{one.title}</a>
              <p class="quiet">
                {[one.employer, one.pay, `招 ${one.places} 人`, one.booth && `展位 ${one.booth}`]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            {!one.open && <Badge tone="grey">已结束</Badge>}
          </li>
        ))}
      </ul>
    )}
  </Card>
)
