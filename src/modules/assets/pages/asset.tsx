import type { Button, Told } from '#modules/actions'
import { money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { type Picture, Pictures } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { Timeline } from '#ui/timeline'
import { CountCard, type CountView, State, type StateBadge } from './parts.tsx'

export interface AssetView {
  id: string
  number: string
  name: string
  category: string
  model: string
  serial: string
  funds: string
  /** The text of the programme's plate, where it carries one. */
  mark: string | null
  where: string
  keeper: string
  cost_fen: number
  acquired_on: string
  supplier: string
  warranty: string | null
  repair_fen: number
  loan: { to: string; phone: string; due_back: string; late: boolean } | null
  disposal: { way: string; on: string; residual_fen: number } | null
  state: StateBadge
}

interface Props {
  asset: AssetView
  buttons: Button[]
  count: CountView | null
  files: readonly Picture[]
  story: Told[]
}

/** One thing on one screen: what it is, what can be done with it, its whole life. */
export function AssetPage({ asset, buttons, count, files, story }: Props) {
  const back = `/desk/assets/${asset.id}`
  return (
    <>
      <PageHead
        title={asset.name}
        badges={<State state={asset.state} />}
        actions={<ActionButtons offers={buttons} back={back} />}
      />
      {asset.loan && <LoanNote loan={asset.loan} />}
      <div class="columns">
        <div>
          {count && <CountCard count={count} back={back} />}
          <Card
            title="资料"
            action={<a href={`/desk/assets/labels?q=${encodeURIComponent(asset.number)}`}>打印标签</a>}
          >
            <Facts
              items={[
                { label: '资产编号', value: asset.number },
                { label: '类别', value: asset.category },
                { label: '品牌和型号', value: asset.model },
                { label: '序列号', value: asset.serial },
                { label: '资金来源', value: asset.funds },
                { label: '标识牌', value: asset.mark },
                { label: '位置', value: asset.where },
                { label: '保管人', value: asset.keeper },
                { label: '原值', value: money(asset.cost_fen) },
                { label: '取得日期', value: asset.acquired_on },
                { label: '供应商', value: asset.supplier },
                { label: '保修', value: asset.warranty },
                asset.repair_fen > 0 && { label: '累计维修', value: money(asset.repair_fen) },
                asset.disposal !== null && {
                  label: '处置',
                  value: `${asset.disposal.way}，${asset.disposal.on}`,
                },
                asset.disposal !== null && { label: '残值收入', value: money(asset.disposal.residual_fen) },
              ]}
            />
          </Card>
          {files.length > 0 && (
            <Card title="照片和单据">
              <Pictures files={files} alt={asset.name} />
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

const LoanNote = ({ loan }: { loan: NonNullable<AssetView['loan']> }) => (
  <Alert tone={loan.late ? 'warning' : 'info'} title={loan.late ? '借出已逾期' : '借出中'}>
    {loan.to}（
    <Phone number={loan.phone} />
    ），约定 {loan.due_back} 归还。
  </Alert>
)

interface ScanProps extends Pick<Props, 'asset' | 'buttons' | 'count'> {
  /** Stock-takings under way that this thing is not part of. */
  outside: readonly string[]
}

/** What opens when the label is scanned: for a phone, with what one came for on top. */
export function ScanPage({ asset, buttons, count, outside }: ScanProps) {
  const back = `/desk/assets/n/${asset.number}`
  return (
    <div class="scan stack">
      <PageHead title={asset.name} badges={<State state={asset.state} />} lead={asset.number} />
      {count && <CountCard count={count} back={back} />}
      {outside.map(name => (
        <Alert tone="warning" title={`不在「${name}」的范围里`}>
          登记位置是{asset.where || '（没有写明）'}。放错了请送回；确实搬来了，请先调整位置。
        </Alert>
      ))}
      {asset.loan && <LoanNote loan={asset.loan} />}
      <Card title="资料" action={<a href={`/desk/assets/${asset.id}`}>全部资料和经过</a>}>
        <Facts
          columns={1}
          items={[
            { label: '位置', value: asset.where },
            { label: '保管人', value: asset.keeper },
            { label: '品牌和型号', value: asset.model },
            { label: '资金来源', value: asset.funds },
            { label: '保修', value: asset.warranty },
          ]}
        />
      </Card>
      {buttons.length > 0 && (
        <Card title="办理">
          <ActionButtons offers={buttons} back={back} />
        </Card>
      )}
    </div>
  )
}
