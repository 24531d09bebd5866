import { date, money } from '#platform/format'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type FileLink, Files, type StateBadge } from './contract.tsx'
import { type FundSum, FundSums } from './funds.tsx'

interface PublicContract {
  id: string
  title: string
  method: string
  state: StateBadge
  operators: ReadonlyArray<{ name: string; kind: string; lead: boolean }>
  span: string
  amount_fen: number | null
  /** Until when one may object; null outside the 公示. */
  objectUntil: Date | null
  halted: boolean
  notice: readonly FileLink[]
  payments: ReadonlyArray<{ name: string; share: number; state: StateBadge; paid_on: string | null }>
}

interface Props {
  contracts: readonly PublicContract[]
  documents: ReadonlyArray<{
    category: string
    entries: ReadonlyArray<{
      id: string
      title: string
      body: string
      published_at: Date | null
      files: readonly FileLink[]
    }>
  }>
  year: number
  funds: readonly FundSum[]
}

/** 4.1 For everyone: who runs the centre, what is being decided, what was paid, and the documents. */
export function OperatorPage({ contracts, documents, year, funds }: Props) {
  return (
    <div class="wrap stack">
      <PageHead title="运营机构与信息公开" lead="谁在运营中心、怎么选出来的、钱怎么用，都在这里。" />
      {contracts.length === 0 && <Card>还没有公开的运营合同。</Card>}
      {contracts.map(one => (
        <Card title={one.title}>
          {one.objectUntil && (
            <Alert tone="info" title={`中选公示，${date(one.objectUntil)} 截止`}>
              有异议的，请在截止前
              <a href={`/act/objection/raise?contract_id=${one.id}&back=/operator`}>实名提出</a>
              ，由主管部门核实答复。
            </Alert>
          )}
          {one.halted && (
            <Alert tone="warning" title="公示中止">
              收到异议，主管部门正在核实；答复后继续公示或重新招标。
            </Alert>
          )}
          <Facts
            items={[
              { label: '进展', value: <Badge tone={one.state.tone}>{one.state.label}</Badge> },
              { label: '采购方式', value: one.method },
              ...one.operators.map(firm => ({
                label: one.operators.length > 1 ? (firm.lead ? '牵头单位' : '联合体成员') : '运营单位',
                value: `${firm.name}（${firm.kind}）`,
              })),
              one.span !== '' && { label: '服务期', value: one.span },
              one.amount_fen !== null && { label: '合同金额', value: money(one.amount_fen) },
            ]}
          />
          <Files files={one.notice} />
          {one.payments.length > 0 && (
            <ul class="task-list">
              {one.payments.map(node => (
                <li>
                  <div>
                    {node.name}（{node.share}%）
                  </div>
                  <span>
                    {node.paid_on && <span class="quiet">{node.paid_on} </span>}
                    <Badge tone={node.state.tone}>{node.state.label}</Badge>
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Card>
      ))}
      {funds.length > 0 && (
        <Card title={`${year} 年资金收支`}>
          <FundSums sums={funds} />
          <p class="quiet">财政资金和运营机构的自营收入分开登记。</p>
        </Card>
      )}
      {documents.map(({ category, entries }) => (
        <Card title={category}>
          <ul class="link-list">
            {entries.map(entry => (
              <li id={`d-${entry.id}`}>
                <b>{entry.title}</b>
                {entry.published_at && <small>{date(entry.published_at)}</small>}
                {entry.body && <p class="prose">{entry.body}</p>}
                <Files files={entry.files} />
              </li>
            ))}
          </ul>
        </Card>
      ))}
    </div>
  )
}
