import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { type Column, DataTable } from '#ui/table'
import { Timeline } from '#ui/timeline'

interface State {
  label: string
  tone: BadgeTone
}

export interface ExpertLine {
  id: string
  name: string
  from: string
  introduction: string
  kinds: string
  topics: string
  open: number
  most: number
  answered: number
  away: string
  state: State
}

export const expertColumns: ReadonlyArray<Column<ExpertLine>> = [
  {
    key: 'name',
    label: '姓名',
    phone: 'title',
    value: row => row.name,
    cell: row => <a href={`/desk/consultations/experts/${row.id}`}>{row.name}</a>,
  },
  { key: 'from', label: '来自', value: row => row.from },
  { key: 'introduction', label: '介绍', long: true, value: row => row.introduction },
  { key: 'kinds', label: '类型', value: row => row.kinds },
  { key: 'topics', label: '主题', long: true, value: row => row.topics },
  { key: 'open', label: '手上', kind: 'number', sort: true, value: row => row.open },
  { key: 'most', label: '最多', kind: 'number', value: row => row.most },
  { key: 'answered', label: '答过', kind: 'number', sort: true, value: row => row.answered },
  { key: 'away', label: '不在，至', value: row => row.away },
  {
    key: 'state',
    label: '状态',
    value: row => row.state.label,
    cell: row => <Badge tone={row.state.tone}>{row.state.label}</Badge>,
  },
]

interface ListProps {
  rows: readonly ExpertLine[]
  query: Record<string, string>
  mayAdd: boolean
}

export const ExpertList = ({ rows, query, mayAdd }: ListProps) => (
  <>
    <PageHead
      title="专家库"
      lead="本中心的人和外部的人，按主题、手上的件数和请假推荐。外部专家用手机号登录答复。"
      actions={
        mayAdd && (
          <>
            <a class="button" href="/act/consulting_expert/addColleague">
              添加本中心人员
            </a>
            <a class="button button-primary" href="/act/consulting_expert/addOutsider">
              添加外部专家
            </a>
          </>
        )
      }
    />
    <DataTable
      path="/desk/consultations/experts"
      query={query}
      columns={expertColumns}
      rows={rows}
      total={String(rows.length)}
      exportable
      empty={{ title: '专家库里还没有人', text: '把能答政策、技术、业务问题的人请进来。' }}
    />
  </>
)

interface ExpertProps {
  name: string
  state: State
  facts: {
    from: string
    phone: string
    introduction: string
    kinds: string
    topics: string
    load: string
    leaves: string
  }
  buttons: Button[]
  back: string
  story: Told[]
}

export const ExpertPage = ({ name, state, facts, buttons, back, story }: ExpertProps) => (
  <>
    <PageHead
      title={name}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={<ActionButtons offers={buttons} back={back} />}
    />
    <div class="columns">
      <Card title="情况">
        <Facts
          columns={1}
          items={[
            { label: '来自', value: facts.from },
            { label: '手机号', value: facts.phone },
            { label: '介绍', value: facts.introduction },
            { label: '类型', value: facts.kinds },
            { label: '主题', value: facts.topics },
            { label: '件数', value: facts.load },
            { label: '请假', value: facts.leaves },
          ]}
        />
      </Card>
      <Card title="经过">
        <Timeline items={story} />
      </Card>
    </div>
  </>
)

interface OfficeLine {
  id: string
  name: string
  matters: string
  contact: string
  phone: string
  address: string
  state: State
  buttons: Button[]
}

export const OfficeList = ({ rows, mayAdd }: { rows: readonly OfficeLine[]; mayAdd: boolean }) => (
  <>
    <PageHead
      title="政府部门名录"
      lead="不归中心答的，转给谁、打哪个电话。"
      actions={
        mayAdd && (
          <a class="button button-primary" href="/act/government_office/add">
            登记部门
          </a>
        )
      }
    />
    {rows.length === 0 ? (
      <Empty
        icon="building"
        title="名录还是空的"
        text="常问的部门先登记进来：市场监管、税务、农业农村、邮政管理。"
      />
    ) : (
      <Card>
        <ul class="task-list">
          {rows.map(row => (
            <li>
              <div>
                <b>{row.name}</b> {row.state.label === '已停用' && <Badge tone="grey">已停用</Badge>}
                <p>{row.matters}</p>
                <p class="quiet">
                  {[row.contact, row.address].filter(Boolean).join('，')} <Phone number={row.phone} />
                </p>
              </div>
              <ActionButtons offers={row.buttons} back="/desk/consultations/offices" />
            </li>
          ))}
        </ul>
      </Card>
    )}
  </>
)
