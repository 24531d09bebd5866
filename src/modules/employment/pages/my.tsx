import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Timeline } from '#ui/timeline'
import {
  type LineProps,
  Lines,
  PostBody,
  type PostView,
  ResumeBody,
  type ResumeView,
  type StateBadge,
} from './parts.tsx'

interface HomeProps {
  checks: ReadonlyArray<{ title: string; days: number; href: string; buttons: Button[] }>
  applications: readonly LineProps[]
  internships: readonly LineProps[]
  introductions: readonly LineProps[]
  resumes: ReadonlyArray<{ href: string; title: string; changed: string }>
  talents: ReadonlyArray<{ headline: string; skills: string; buttons: Button[] }>
  posts: readonly LineProps[]
  recruits: boolean
}

const Section = ({ title, lines }: { title: string; lines: readonly LineProps[] }) =>
  lines.length > 0 ? (
    <Card title={title}>
      <Lines lines={lines} />
    </Card>
  ) : null

/** 求职与实习: what waits first; then what one applied for, one's résumés, and what one recruits. */
export const MyJobs = (props: HomeProps) => (
  <div class="wrap stack">
    <PageHead
      title="求职与实习"
      lead="投出去的、约好的、录用的；自己的简历；单位的岗位。"
      actions={
        <div class="actions">
          <a class="button button-primary" href="/jobs">
            找岗位
          </a>
          <a class="button" href="/act/resume/write">
            写简历
          </a>
          {props.recruits && (
            <a class="button" href="/act/job_post/submit?kind=job">
              发布岗位
            </a>
          )}
        </div>
      }
    />
    {props.checks.map(one => (
      <Card title={`到「${one.title}」上班满 ${one.days} 天了`}>
        <p>还在岗吗？有没有人向您收过钱、押金或扣过证件？点一下就好，单位看不到您怎么答。</p>
        <ActionButtons offers={one.buttons} back="/my/jobs" />
      </Card>
    ))}
    <Section title="我的引荐" lines={props.introductions} />
    <Section title="我的实习" lines={props.internships} />
    <Card title="我的应聘">
      {props.applications.length === 0 ? (
        <Empty
          icon="list-search"
          title="还没有投过简历"
          text="看中了点“投简历”。简历只给您投的那家看，随时可以收回。"
          action={{ href: '/jobs', label: '去找岗位' }}
        />
      ) : (
        <Lines lines={props.applications} />
      )}
    </Card>
    <Card title="我的简历" action={<a href="/act/resume/write">再写一份</a>}>
      {props.resumes.length === 0 ? (
        <p class="quiet">还没有简历。写一份，几分钟就行；只有您自己看得到，投给谁谁才看得到。</p>
      ) : (
        <ul class="task-list">
          {props.resumes.map(one => (
            <li>
              <div>
                <a href={one.href}>{one.title}</a>
                <p class="quiet">{one.changed} 修改</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
    <Card title="人才库">
      {props.talents.length === 0 ? (
        <>
          <p>
            愿意被中心引荐的，可以加入人才库：写会做什么、想找什么。每次引荐都先问您，您同意以前对方不知道您是谁。
          </p>
          <div class="actions">
            <a class="button" href="/act/talent/join">
              加入人才库
            </a>
          </div>
        </>
      ) : (
        props.talents.map(one => (
          <>
            <p>
              <b>{one.headline}</b>
            </p>
            <p class="quiet">{one.skills}</p>
            <ActionButtons offers={one.buttons} back="/my/jobs" />
          </>
        ))
      )}
    </Card>
    {props.recruits && (
      <Card title="单位的岗位">
        {props.posts.length === 0 ? (
          <Empty
            icon="basket"
            title="还没有发布岗位"
            text="写清做什么、给多少，审核后公开。"
            action={{ href: '/act/job_post/submit?kind=job', label: '发布岗位' }}
          />
        ) : (
          <Lines lines={props.posts} />
        )}
        <div class="actions">
          <a class="button" href="/act/job_post/submit?kind=internship">
            发布实习实践
          </a>
          <a class="button" href="/act/job_post/submit?kind=talent">
            发布人才引进
          </a>
        </div>
      </Card>
    )}
  </div>
)

interface PostProps {
  post: PostView
  state: StateBadge
  returned: string | null
  hints: readonly string[]
  ended: string
  contact: string
  shown: boolean
  buttons: Button[]
  applications: readonly LineProps[]
  withdrawn: number
  story: readonly Told[]
}

/** One's own post: who applied, and what to do with it. */
export const MyPost = (props: PostProps) => (
  <div class="wrap stack">
    <PageHead
      title={props.post.title}
      lead={`${props.post.kind} · ${props.post.employer}`}
      badges={<Badge tone={props.state.tone}>{props.state.label}</Badge>}
      actions={<ActionButtons offers={props.buttons} back={`/my/jobs/posts/${props.post.id}`} />}
    />
    {props.returned && (
      <Card title="需要修改">
        <p class="prose">{props.returned}</p>
      </Card>
    )}
    {props.hints.length > 0 && (
      <Alert tone="warning" title="有些话最好改一改">
        <ul class="bullets">
          {props.hints.map(hint => (
            <li>{hint}</li>
          ))}
        </ul>
      </Alert>
    )}
    <Card title="应聘的人">
      {props.applications.length === 0 ? (
        <p class="quiet">还没有人应聘。有了会告诉您。</p>
      ) : (
        <Lines lines={props.applications} />
      )}
      {props.withdrawn > 0 && <p class="quiet">另有 {props.withdrawn} 人已撤回。</p>}
    </Card>
    <Card title="内容" {...(props.shown && { action: <a href={`/jobs/${props.post.id}`}>公开页面</a> })}>
      <PostBody post={props.post} />
      <Facts
        items={[
          { label: '联系人（不公开）', value: props.contact },
          { label: '结束', value: props.ended },
          {
            label: '招聘会',
            value: props.post.fairs.map(one => `${one.title} ${one.booth}`.trim()).join('、'),
          },
        ]}
      />
    </Card>
    <Card title="经过">
      <Timeline items={props.story} />
    </Card>
    <p>
      <a href="/my/jobs">求职与实习</a>
    </p>
  </div>
)

interface ResumeProps {
  id: string
  title: string
  resume: ResumeView
  files: Parameters<typeof Files>[0]['files']
  shownTo: readonly LineProps[]
  buttons: Button[]
}

export const MyResume = ({ id, title, resume, files, shownTo, buttons }: ResumeProps) => (
  <div class="wrap stack">
    <PageHead
      title={title}
      lead="只有您自己看得到；投给谁，谁才看得到。"
      actions={<ActionButtons offers={buttons} back={`/my/jobs/resumes/${id}`} />}
    />
    <Card>
      <ResumeBody resume={resume} />
      <Files files={files} />
    </Card>
    <Card title="现在谁看得到">
      {shownTo.length === 0 ? (
        <p class="quiet">没有单位看得到这份简历。</p>
      ) : (
        <>
          <Lines lines={shownTo} />
          <p class="quiet">打开一条，就能收回。</p>
        </>
      )}
    </Card>
    <p>
      <a href="/my/jobs">求职与实习</a>
    </p>
  </div>
)
