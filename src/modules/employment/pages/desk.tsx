import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { Stat } from '#ui/stat'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import { PostBody, type PostView, type StateBadge } from './parts.tsx'

interface ListProps<Row> {
  rows: readonly Row[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: string | null
}
const nextPage = (next: string | null) => (next ? { after: next } : null)

export interface PostLine {
  id: string
  title: string
  kind: string
  employer: string
  trade: string
  pay: string
  places: number
  applications: number
  hired: number
  started: number
  validUntil: string
  ended: string
  state: StateBadge
}

/** 岗位台账: posts, places, applications, hired and started in columns of their own. */
export const postColumns: ReadonlyArray<Column<PostLine>> = [
  {
    key: 'title',
    label: '岗位',
    phone: 'title',
    width: 22,
    value: row => row.title,
    cell: row => <a href={`/desk/jobs/${row.id}`}>{row.title}</a>,
  },
  stateColumn as Column<PostLine>,
  { key: 'kind', label: '类别', value: row => row.kind },
  { key: 'employer', label: '单位', width: 26, long: true, value: row => row.employer },
  { key: 'pay', label: '待遇', long: true, value: row => row.pay },
  { key: 'places', label: '招人', kind: 'number', value: row => row.places },
  { key: 'applications', label: '应聘', kind: 'number', value: row => row.applications },
  { key: 'hired', label: '录用', kind: 'number', value: row => row.hired },
  { key: 'started', label: '到岗', kind: 'number', value: row => row.started },
  { key: 'until', label: '有效期至', value: row => row.validUntil },
]

/** Of the month that runs, each figure by itself. */
export interface MonthCard {
  posts: number
  places: number
  applications: number
  hired: number
  started: number
  first: number
  second: number
}

export const MonthStats = ({ month, days }: { month: MonthCard; days: readonly [number, number] }) => (
  <div class="stats">
    <Stat value={String(month.posts)} label="公开岗位" />
    <Stat value={String(month.places)} label="招人数" />
    <Stat value={String(month.applications)} label="应聘" />
    <Stat value={String(month.hired)} label="录用" />
    <Stat value={String(month.started)} label="到岗" />
    <Stat value={String(month.first)} label={`满 ${days[0]} 天在岗`} />
    <Stat value={String(month.second)} label={`满 ${days[1]} 天在岗`} />
  </div>
)

interface PostListProps extends ListProps<PostLine> {
  mayRegister: boolean
  mayFollow: boolean
  month: MonthCard
  days: readonly [number, number]
}
export const PostList = ({
  rows,
  query,
  filters,
  next,
  mayRegister,
  mayFollow,
  month,
  days,
}: PostListProps) => (
  <>
    <PageHead
      title="岗位与实习"
      lead="登记、审核、公开、应聘、录用、到岗、在岗：一步一个数，不混在一起。"
      actions={
        <div class="actions">
          <a class="button" href="/jobs">
            招聘求职
          </a>
          <a class="button" href="/desk/jobs/figures">
            月度数据
          </a>
          {mayFollow && (
            <>
              <a class="button" href="/desk/jobs/hires">
                录用台账
              </a>
              <a class="button" href="/desk/jobs/internships">
                实习台账
              </a>
            </>
          )}
          {mayRegister && (
            <>
              <a class="button" href="/act/job_post/register?kind=internship">
                登记实习
              </a>
              <a class="button button-primary" href="/act/job_post/register?kind=job">
                登记岗位
              </a>
            </>
          )}
        </div>
      }
    />
    <Card title="本月">
      <MonthStats month={month} days={days} />
    </Card>
    <DataTable
      path="/desk/jobs"
      query={query}
      columns={postColumns}
      rows={rows}
      next={nextPage(next)}
      search="岗位或单位"
      filters={filters}
      exportable
      empty={{ title: '没有这样的岗位', text: '来访来电的单位，可以替对方登记。' }}
    />
  </>
)

interface PostProps {
  post: PostView
  state: StateBadge
  party: { id: string; name: string }
  contact: { name: string; phone: string }
  channel: string
  hints: readonly string[]
  reviewWords: string
  ended: string
  shown: boolean
  counts: ReadonlyArray<{ label: string; n: number }>
  /** 窗口代投的. */
  entered: ReadonlyArray<{ id: string; person: string; appliedOn: string; state: StateBadge }>
  mayEnter: boolean
  buttons: Button[]
  story: readonly Told[]
  mayReadParty: boolean
}

export const DeskPost = (props: PostProps) => (
  <>
    <PageHead
      title={props.post.title}
      lead={props.party.name}
      badges={
        <>
          <Badge tone="blue">{props.post.kind}</Badge>
          <Badge tone={props.state.tone}>{props.state.label}</Badge>
        </>
      }
      actions={<ActionButtons offers={props.buttons} back={`/desk/jobs/${props.post.id}`} />}
    />
    {props.hints.length > 0 && (
      <Alert tone="warning" title="审核时请看一看这些话">
        <ul class="bullets">
          {props.hints.map(hint => (
            <li>{hint}</li>
          ))}
        </ul>
      </Alert>
    )}
    <div class="columns">
      <div>
        <Card title="内容" {...(props.shown && { action: <a href={`/jobs/${props.post.id}`}>公开页面</a> })}>
          <PostBody post={props.post} />
          <Facts
            items={[
              {
                label: '单位',
                value: props.mayReadParty ? (
                  <a href={`/desk/parties/${props.party.id}`}>{props.party.name}</a>
                ) : (
                  props.party.name
                ),
              },
              {
                label: '联系人',
                value: (
                  <>
                    {props.contact.name} <Phone number={props.contact.phone} />
                  </>
                ),
              },
              { label: '来自', value: props.channel },
              { label: '审核意见', value: props.reviewWords },
              { label: '结束', value: props.ended },
              { label: '招聘会', value: props.post.fairs.map(one => one.title).join('、') },
            ]}
          />
        </Card>
      </div>
      <aside>
        <Card title="应聘">
          {props.counts.length === 0 ? (
            <p class="quiet">还没有人应聘。</p>
          ) : (
            <Facts
              columns={1}
              items={props.counts.map(one => ({ label: one.label, value: `${one.n} 人` }))}
            />
          )}
          {props.entered.length > 0 && (
            <>
              <h3>窗口代投的</h3>
              <ul class="task-list">
                {props.entered.map(one => (
                  <li>
                    <div>
                      <a href={`/desk/jobs/applications/${one.id}`}>{one.person}</a>
                      <p class="quiet">{one.appliedOn} 应聘</p>
                    </div>
                    <Badge tone={one.state.tone}>{one.state.label}</Badge>
                  </li>
                ))}
              </ul>
            </>
          )}
          {props.mayEnter && (
            <p>
              <a class="button" href={`/act/job_application/enter?post_id=${props.post.id}`}>
                代为应聘
              </a>
            </p>
          )}
        </Card>
        <Card title="经过">
          <Timeline items={props.story} />
        </Card>
      </aside>
    </div>
  </>
)
