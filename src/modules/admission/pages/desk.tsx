import { date } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Steps } from '#ui/steps'
import { type Column, DataTable, type Filter } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { DeskAdmissionView } from '../view.ts'
import { Applied } from './matter.tsx'
import type { Deadline, StateBadge } from './my.tsx'

export interface AdmissionLine {
  id: string
  name: string
  code: string
  state: StateBadge
  deadline: Deadline | null
  score: string
  refusal: string
  channel: string
  applied_at: Date
  ended_at: Date | null
}

export const admissionColumns: ReadonlyArray<Column<AdmissionLine>> = [
  {
    key: 'name',
    label: '单位',
    phone: 'title',
    width: 36,
    value: row => row.name,
    cell: row => <a href={`/desk/admissions/${row.id}`}>{row.name}</a>,
  },
  { key: 'code', label: '信用代码', width: 22, phone: 'hide', value: row => row.code },
  {
    key: 'state',
    label: '状态',
    value: row => row.state.label,
    cell: row => <Badge tone={row.state.tone}>{row.state.label}</Badge>,
  },
  {
    key: 'due',
    label: '时限',
    value: row => row.deadline?.text ?? '',
    cell: row => (row.deadline ? <Badge tone={row.deadline.tone}>{row.deadline.text}</Badge> : '—'),
  },
  { key: 'score', label: '评审得分', value: row => row.score },
  { key: 'refusal', label: '未通过原因', value: row => row.refusal },
  { key: 'channel', label: '来源', value: row => row.channel },
  { key: 'applied', label: '申请', kind: 'date', value: row => row.applied_at },
  { key: 'ended', label: '办结', kind: 'date', phone: 'hide', value: row => row.ended_at },
]

interface ListProps {
  rows: readonly AdmissionLine[]
  query: Record<string, string>
  next: string | null
  filters: readonly Filter[]
}

export const DeskAdmissions = ({ rows, query, next, filters }: ListProps) => (
  <>
    <PageHead
      title="服务商准入"
      lead="审查、评审、审定由不同的人办理；单位没有手机的，从服务对象的档案页代为申请。"
      actions={
        <>
          <a class="button" href="/admissions">
            公开页面
          </a>
          <a class="button" href="/desk/exits">
            退出
          </a>
          <a class="button" href="/desk/blacklist">
            失信名单
          </a>
        </>
      }
    />
    <DataTable
      path="/desk/admissions"
      query={query}
      rows={rows}
      search="单位名称或信用代码"
      filters={filters}
      next={next === null ? null : { after: next }}
      exportable
      empty={{ title: '没有入库申请', text: '换个条件试试，或者还没有单位申请。' }}
      columns={admissionColumns}
    />
  </>
)

export function DeskAdmission({ view }: { view: DeskAdmissionView }) {
  const { row, state, deadline, buttons } = view
  const back = `/desk/admissions/${row.id}`
  return (
    <>
      <PageHead
        title={row.name}
        badges={
          <>
            <Badge tone={state.tone}>{state.label}</Badge>
            {deadline && <Badge tone={deadline.tone}>{deadline.text}</Badge>}
          </>
        }
        actions={<ActionButtons offers={buttons} back={back} />}
      />
      <div class="columns">
        <div>
          {view.steps && (
            <Card>
              <Steps items={view.steps} />
            </Card>
          )}
          <Result view={view} />
          <Objections view={view} back={back} />
          <Reviews view={view} back={back} />
          <Applied view={view} />
        </div>
        <aside>
          <Card
            title="经过"
            action={
              <a href={`${back}/sheet.pdf`} data-turbo="false">
                评审表
              </a>
            }
          >
            <Timeline items={view.story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

function Result({ view: { row, refusal, score, publicUntil } }: { view: DeskAdmissionView }) {
  if (score === null && !refusal) return null
  return (
    <Card title="结果">
      <Facts
        items={[
          score !== null && { label: '评审平均', value: `${score} 分` },
          publicUntil !== null && { label: '公示到', value: date(publicUntil) },
          row.opinion !== null && { label: '审定意见', value: row.opinion },
          refusal !== null && { label: '未通过', value: `${refusal}：${row.refusal_text}` },
          row.agreement !== null && { label: '协议', value: row.agreement },
          row.first_day !== null && { label: '协议期', value: `${row.first_day} 至 ${row.last_day}` },
          row.provider_id !== null && {
            label: '服务商',
            value: <a href={`/desk/providers/${row.provider_id}`}>名录中的资料</a>,
          },
        ]}
      />
    </Card>
  )
}

const Reviews = ({ view: { reviews }, back }: { view: DeskAdmissionView; back: string }) =>
  reviews.length === 0 ? null : (
    <Card title="评审">
      {reviews.map(one => (
        <article class="case">
          <h3>
            {one.reviewer} <Badge tone={one.state.tone}>{one.state.label}</Badge>
            {one.total !== null && <b> {one.total} 分</b>}
          </h3>
          {one.hidden && <p class="quiet">您交了自己的评审表后，才能看到其他人的。</p>}
          {one.marks.length > 0 && (
            <p class="quiet">
              {one.marks.map(mark => `${mark.label} ${mark.mark}（${mark.weight}%）`).join(' · ')}
            </p>
          )}
          {one.opinion && <p class="prose">{one.opinion}</p>}
          {one.conflict && <p class="prose">回避原因：{one.conflict}</p>}
          <ActionButtons offers={one.buttons} back={back} />
        </article>
      ))}
    </Card>
  )

const Objections = ({ view: { objections }, back }: { view: DeskAdmissionView; back: string }) =>
  objections.length === 0 ? null : (
    <Card title="公示异议">
      {objections.map(one => (
        <Alert
          tone={one.answer === null ? 'warning' : 'info'}
          title={`${one.raised_by}，${date(one.raised_at)}`}
        >
          <p class="prose">{one.body}</p>
          <p>
            <Badge tone={one.state.tone}>{one.state.label}</Badge> 电话 {one.phone}
          </p>
          {one.answer && <p class="prose">答复：{one.answer}</p>}
          <ActionButtons offers={one.buttons} back={back} />
        </Alert>
      ))}
    </Card>
  )
