import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline, type TimelineItem } from '#ui/timeline'
import type { StateBadge } from './parts.tsx'

export interface MentorLine {
  id: string
  name: string
  work: string
  topics: string
  state: StateBadge
  month: string
  confirmed: number
  missed: number
  ready: string
}
export const mentorColumns: ReadonlyArray<Column<MentorLine>> = [
  {
    key: 'name',
    label: '导师',
    phone: 'title',
    value: row => row.name,
    cell: row => <a href={`/desk/mentors/${row.id}`}>{row.name}</a>,
  },
  { key: 'work', label: '单位和职务', width: 24, long: true, value: row => row.work },
  { key: 'topics', label: '主题', width: 26, long: true, phone: 'hide', value: row => row.topics },
  stateColumn as Column<MentorLine>,
  { key: 'month', label: '本月负荷', value: row => row.month },
  { key: 'confirmed', label: '一年内已辅导', kind: 'number', value: row => row.confirmed },
  { key: 'missed', label: '未到', kind: 'number', phone: 'hide', value: row => row.missed },
  { key: 'ready', label: '本人', phone: 'hide', value: row => row.ready },
]

export const DeskMentors = ({
  rows,
  query,
  mayAdd,
}: {
  rows: readonly MentorLine[]
  query: Record<string, string>
  mayAdd: boolean
}) => (
  <>
    <PageHead
      title="导师"
      lead="本月约得少的排在前面；没有来的次数另计，不算负荷。"
      actions={
        <>
          <a class="button" href="/desk/mentors/sessions">
            辅导台账
          </a>
          {mayAdd && (
            <a class="button button-primary" href="/act/mentor/add?back=/desk/mentors">
              聘请导师
            </a>
          )}
        </>
      }
    />
    <DataTable
      path="/desk/mentors"
      query={query}
      rows={rows}
      exportable
      empty={{ title: '还没有导师', text: '聘请第一位：登记姓名和手机号，本人登录后确认。' }}
      columns={mentorColumns}
    />
  </>
)

export interface SessionLine {
  id: string
  when: string
  mentor: string
  project: string
  topic: string
  state: StateBadge
  minutes: number | null
  missed: string
  starts_at: Date
}
export const sessionColumns: ReadonlyArray<Column<SessionLine>> = [
  {
    key: 'when',
    label: '时间',
    phone: 'title',
    width: 26,
    value: row => row.when,
    cell: row => <a href={`/desk/mentors/sessions/${row.id}`}>{row.when}</a>,
  },
  { key: 'mentor', label: '导师', value: row => row.mentor },
  { key: 'project', label: '项目', width: 26, long: true, value: row => row.project },
  { key: 'topic', label: '主题', width: 30, long: true, phone: 'hide', value: row => row.topic },
  stateColumn as Column<SessionLine>,
  { key: 'minutes', label: '时长（分钟）', kind: 'number', value: row => row.minutes },
  { key: 'missed', label: '未到', phone: 'hide', value: row => row.missed },
]

interface SessionsProps {
  rows: readonly SessionLine[]
  query: Record<string, string>
  next: Record<string, string> | null
  filters: readonly Filter[]
}
export const SessionsLedger = ({ rows, query, next, filters }: SessionsProps) => (
  <>
    <PageHead title="导师辅导台账" lead="记录由一方写、另一方确认；未确认的不计入考核。" />
    <DataTable
      path="/desk/mentors/sessions"
      query={query}
      rows={rows}
      filters={filters}
      next={next}
      exportable
      empty={{ title: '还没有辅导', text: '孵化企业在“我的孵化”里约导师后，列在这里。' }}
      columns={sessionColumns}
    />
  </>
)

export interface MentorView {
  id: string
  name: string
  work: string
  introduction: string
  topics: readonly string[]
  place: string
  month: string
  slot: number
  hours: readonly string[]
  leaves: readonly string[]
  state: StateBadge
  shown: boolean
  buttons: Button[]
}
export const MentorFacts = ({ mentor }: { mentor: MentorView }) => (
  <Facts
    columns={1}
    items={[
      { label: '单位和职务', value: mentor.work },
      { label: '介绍', value: <span class="prose">{mentor.introduction}</span> },
      { label: '辅导主题', value: mentor.topics.join('、') },
      { label: '地点', value: mentor.place },
      { label: '本月', value: mentor.month },
      { label: '每次', value: `${mentor.slot} 分钟` },
      { label: '每周可约', value: mentor.hours.join('；') || '还没有安排' },
      { label: '请假', value: mentor.leaves.join('；') },
    ]}
  />
)

interface DeskMentorProps {
  mentor: MentorView
  phone: string
  sessions: readonly SessionLine[]
  story: readonly TimelineItem[]
}
export const DeskMentor = ({ mentor, phone, sessions, story }: DeskMentorProps) => (
  <>
    <PageHead
      title={mentor.name}
      badges={
        <>
          <Badge tone={mentor.state.tone}>{mentor.state.label}</Badge>
          {mentor.shown && <Badge tone="green">已公开</Badge>}
        </>
      }
      actions={<ActionButtons offers={mentor.buttons} back={`/desk/mentors/${mentor.id}`} />}
    />
    <div class="columns">
      <div>
        <Card title="资料">
          <MentorFacts mentor={mentor} />
          <p class="quiet">手机 {phone}</p>
        </Card>
        <Card title="辅导">
          {sessions.length === 0 && <p class="quiet">还没有辅导。</p>}
          <ul class="link-list">
            {sessions.map(one => (
              <li>
                <a href={`/desk/mentors/sessions/${one.id}`}>
                  {one.when} {one.project}
                </a>
                <small>{one.state.label}</small>
              </li>
            ))}
          </ul>
        </Card>
      </div>
      <aside>
        <Card title="经过">
          <Timeline items={story} />
        </Card>
      </aside>
    </div>
  </>
)
