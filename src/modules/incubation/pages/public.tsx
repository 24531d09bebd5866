import { date } from '#platform/format'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { type Picture, Pictures } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Process } from '#ui/steps'
import type { GuideText } from '../guide-standard.ts'

interface Shown {
  id: string
  name: string
  field: string
  about: string
  graduated: boolean
}
interface Props {
  guide: GuideText
  pass: number
  free: number
  inPublic: ReadonlyArray<{
    id: string
    name: string
    party: string
    field: string
    introduction: string
    score: string | null
    until: Date | null
  }>
  startups: readonly Shown[]
  mentors: ReadonlyArray<{ id: string; name: string; work: string; topics: string }>
}

/** 5.4.1 For everyone: what one gets, who may come and how, who is in 公示, who is here, who helps. */
export const IncubationPage = ({ guide, pass, free, inPublic, startups, mentors }: Props) => (
  <div class="wrap stack">
    <PageHead
      title="创业孵化"
      lead={guide.promise}
      actions={
        <>
          <a class="button button-primary" href="/incubation/apply">
            申请入孵
          </a>
          <a class="button" href="/consulting/new?q=创业孵化：">
            先问一问
          </a>
        </>
      }
    />
    <InPublic projects={inPublic} />
    <Card title="入孵条件">
      <ul class="bullets">
        {guide.criteria.map(one => (
          <li>
            <strong>{one.title}</strong>：{one.about}
          </li>
        ))}
      </ul>
      <p>
        {free > 0 ? `现在还有 ${free} 个孵化工位空着。` : '现在孵化工位已满，可以先申请，空出来按次序安排。'}
      </p>
    </Card>
    <Card title="流程">
      <Process steps={guide.steps.map(step => ({ ...step, days: null }))} />
      <h3>评审看什么</h3>
      <ul class="bullets">
        {guide.sheet.map(one => (
          <li>
            {one.label}（{one.weight}%）：{one.about}
          </li>
        ))}
      </ul>
      <p class="quiet">
        各评审人得分的平均值达到 {pass} 分、没有人一票否决的，通过。与申请人有利害关系的评审人回避。
      </p>
    </Card>
    <Card title="孵化企业">
      {startups.length === 0 ? (
        <Empty icon="rocket" title="还没有公开介绍的孵化企业" text="入孵后，愿意公开的会列在这里。" />
      ) : (
        startups.map(one => (
          <article class="case">
            <h3>
              <a href={`/incubation/${one.id}`}>{one.name}</a>{' '}
              <Badge tone={one.graduated ? 'green' : 'blue'}>{one.graduated ? '已毕业' : '孵化中'}</Badge>
            </h3>
            <p class="quiet">{one.field}</p>
            <p>{one.about}</p>
          </article>
        ))
      )}
    </Card>
    <Card title="创业导师">
      {mentors.length === 0 && <p class="quiet">导师名单整理中，愿意公开的会列在这里。</p>}
      <ul class="link-list">
        {mentors.map(one => (
          <li>
            <a href={`/incubation/mentors/${one.id}`}>{one.name}</a>
            <small>
              {one.work}；{one.topics}
            </small>
          </li>
        ))}
      </ul>
    </Card>
  </div>
)

const InPublic = ({ projects }: { projects: Props['inPublic'] }) =>
  projects.length === 0 ? null : (
    <Card title="正在公示">
      {projects.map(one => (
        <article class="case">
          <h3>{one.name}</h3>
          {one.until ? (
            <Alert tone="info" title={`公示到 ${date(one.until)}`}>
              有异议的，请在截止前
              <a href={`/act/incubation_objection/raise?incubation_id=${one.id}&back=/incubation`}>
                实名提出
              </a>
              ，核实后答复您。
            </Alert>
          ) : (
            <Alert tone="warning" title="公示中止">
              收到异议，正在核实。
            </Alert>
          )}
          <Facts
            items={[
              { label: '申请人', value: one.party },
              { label: '行业', value: one.field },
              one.score !== null && { label: '评审得分', value: `${one.score} 分` },
              { label: '介绍', value: one.introduction },
            ]}
          />
        </article>
      ))}
    </Card>
  )

interface StartupProps {
  one: Shown & { link: string; since: string | null; graduatedOn: string | null }
  photos: readonly Picture[]
}
/** A start-up's page, as it agreed to it. */
export const StartupPage = ({ one, photos }: StartupProps) => (
  <div class="wrap stack">
    <PageHead
      title={one.name}
      badges={<Badge tone={one.graduated ? 'green' : 'blue'}>{one.graduated ? '已毕业' : '孵化中'}</Badge>}
    />
    <Card>
      <p class="prose">{one.about}</p>
      <Facts
        items={[
          { label: '行业', value: one.field },
          one.since !== null && { label: '入孵', value: one.since },
          one.graduatedOn !== null && { label: '毕业', value: one.graduatedOn },
        ]}
      />
      <Pictures files={photos} alt={one.name} />
      {one.link && (
        <p>
          <a href={one.link} rel="nofollow noopener">
            去店铺看看
          </a>
        </p>
      )}
    </Card>
    <p>
      <a href="/incubation">回到创业孵化</a>
    </p>
  </div>
)

export const MentorPage = ({
  mentor,
}: {
  mentor: { name: string; work: string; introduction: string; topics: readonly string[] }
}) => (
  <div class="wrap stack">
    <PageHead title={mentor.name} lead={mentor.work} />
    <Card>
      <p class="prose">{mentor.introduction}</p>
      <Facts items={[{ label: '辅导主题', value: mentor.topics.join('、') }]} />
      <p class="quiet">在孵的企业登录后，在“我的孵化”里约时间。</p>
    </Card>
    <p>
      <a href="/incubation">回到创业孵化</a>
    </p>
  </div>
)
