import type { Button, Told } from '#modules/actions'
import { money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'

export interface StateBadge {
  label: string
  tone: BadgeTone
}
export interface FileLink {
  id: string
  name: string
}

export interface ContractLine {
  id: string
  title: string
  operators: string
  span: string
  amount_fen: number | null
  state: StateBadge
}

const contractColumns: ReadonlyArray<Column<ContractLine>> = [
  {
    key: 'title',
    label: '项目',
    phone: 'title',
    long: true,
    value: row => row.title,
    cell: row => <a href={`/desk/operator/contracts/${row.id}`}>{row.title}</a>,
  },
  { key: 'operators', label: '运营单位', long: true, value: row => row.operators },
  { key: 'span', label: '服务期', value: row => row.span },
  {
    key: 'amount',
    label: '金额（元）',
    kind: 'money',
    value: row => row.amount_fen,
    cell: row => (row.amount_fen === null ? '—' : money(row.amount_fen)),
  },
  stateColumn,
]

interface ListProps {
  rows: readonly ContractLine[]
  query: Record<string, string>
  mayAnnounce: boolean
}

export function ContractList({ rows, query, mayAnnounce }: ListProps) {
  return (
    <>
      <PageHead
        title="运营机构"
        lead="从招标、公示、签约到验收付款；选定、验收和拨付由主管部门办理。"
        actions={
          <div class="actions">
            <a class="button" href="/operator">
              公开页面
            </a>
            <a class="button" href="/desk/operator/disclosures">
              信息公开
            </a>
            <a class="button" href="/desk/operator/funds">
              资金收支
            </a>
            {mayAnnounce && (
              <a class="button button-primary" href="/act/operating_contract/announce">
                登记招标
              </a>
            )}
          </div>
        }
      />
      <DataTable
        path="/desk/operator"
        query={query}
        rows={rows}
        empty={{ title: '还没有运营合同', text: '由主管部门登记招标后，这里显示全过程。' }}
        columns={contractColumns}
      />
    </>
  )
}

interface Props {
  contract: {
    id: string
    title: string
    method: string
    budget_fen: number
    summary: string
    number: string | null
    amount_fen: number | null
    span: string
    review: string | null
    grade: string | null
    publicity: string | null
  }
  state: StateBadge
  buttons: Button[]
  operators: ReadonlyArray<{ rank: number; name: string; code: string; kind: string }>
  targets: ReadonlyArray<{
    name: string
    definition: string
    unit: string
    goal: number
    reached: number | null
  }>
  payments: ReadonlyArray<{
    id: string
    name: string
    share: number
    amount_fen: number
    condition: string
    report: string | null
    paid_on: string | null
    state: StateBadge
    files: readonly FileLink[]
    buttons: Button[]
  }>
  /** Null for whoever may not know of them. */
  objections: ReadonlyArray<{ id: string; raised_by: string; raised: string; state: StateBadge }> | null
  files: readonly FileLink[]
  story: Told[]
}

export const Files = ({ files }: { files: readonly FileLink[] }) => (
  <div class="thumbs">
    {files.map(file => (
      <a href={`/files/${file.id}`} data-turbo="false">
        {file.name}
      </a>
    ))}
  </div>
)

export function ContractPage(props: Props) {
  const { contract, state, buttons, operators, targets, payments, objections, files, story } = props
  const back = `/desk/operator/contracts/${contract.id}`
  return (
    <>
      <PageHead
        title={contract.title}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={<ActionButtons offers={buttons} back={back} />}
      />
      <div class="columns">
        <div>
          <Card title="项目与合同">
            <Facts
              items={[
                { label: '采购方式', value: contract.method },
                { label: '预算', value: money(contract.budget_fen) },
                contract.publicity !== null && { label: '公示', value: contract.publicity },
                contract.number !== null && { label: '合同编号', value: contract.number },
                contract.amount_fen !== null && {
                  label: '合同金额',
                  value: money(contract.amount_fen),
                },
                contract.span !== '' && { label: '服务期', value: contract.span },
                contract.grade !== null && {
                  label: '中期评价',
                  value: `${contract.grade}：${contract.review}`,
                },
                contract.summary !== '' && { label: '服务内容', value: contract.summary },
              ]}
            />
            <Files files={files} />
          </Card>
          {operators.length > 0 && (
            <Card title={operators.length > 1 ? '联合体' : '运营单位'}>
              <ul class="task-list">
                {operators.map(one => (
                  <li>
                    <div>
                      <b>{one.name}</b>{' '}
                      {operators.length > 1 && <Badge>{one.rank === 0 ? '牵头' : '成员'}</Badge>}
                      <p class="quiet">
                        {one.kind} · {one.code}
                      </p>
                    </div>
                  </li>
                ))}
              </ul>
            </Card>
          )}
          {payments.length > 0 && (
            <Card title="付款节点">
              <ul class="task-list">
                {payments.map(node => (
                  <li>
                    <div>
                      <b>
                        {node.name}（{node.share}%，{money(node.amount_fen)}）
                      </b>{' '}
                      <Badge tone={node.state.tone}>{node.state.label}</Badge>
                      <p class="quiet">
                        条件：{node.condition}
                        {node.paid_on && `；${node.paid_on} 拨付`}
                      </p>
                      {node.report && <p class="prose">{node.report}</p>}
                      <Files files={node.files} />
                    </div>
                    <ActionButtons offers={node.buttons} back={back} />
                  </li>
                ))}
              </ul>
            </Card>
          )}
          {targets.length > 0 && (
            <Card title="考核目标">
              <ul class="task-list">
                {targets.map(one => (
                  <li>
                    <div>
                      <b>{one.name}</b>
                      <p class="quiet">{one.definition}</p>
                    </div>
                    <span class="right">
                      目标 {one.goal} {one.unit}
                      {one.reached !== null && (
                        <>
                          <br />
                          完成 {one.reached} {one.unit}
                        </>
                      )}
                    </span>
                  </li>
                ))}
              </ul>
            </Card>
          )}
          {objections && objections.length > 0 && (
            <Card title="公示异议">
              <ul class="task-list">
                {objections.map(one => (
                  <li>
                    <div>
                      <a href={`/desk/operator/objections/${one.id}`}>{one.raised_by}</a>
                      <p class="quiet">{one.raised}</p>
                    </div>
                    <Badge tone={one.state.tone}>{one.state.label}</Badge>
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </div>
        <aside>
          <Card title="经过">
            <Timeline items={story} />
          </Card>
        </aside>
      </div>
    </>
  )
}
