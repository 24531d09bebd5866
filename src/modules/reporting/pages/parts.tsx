import { Badge } from '#ui/badge'
import { Facts } from '#ui/facts'
import { type Column, stateColumn, Table } from '#ui/table'
import type { SheetView, Slip } from '../view.ts'

/** The figures one under the other: the same on a phone and at the desk; what departs is told below its figure. */
export const Figures = ({ view, correctFrom }: { view: SheetView; correctFrom?: string }) => (
  <Facts
    columns={1}
    items={view.lines.map(line => ({
      label: line.label,
      value: (
        <>
          <strong>{line.value === '' ? '没有填' : `${line.value} ${line.unit}`}</strong>
          {line.was !== null && <span class="quiet"> 更正前：{line.was}</span>}
          {line.onPrevious && <span class="quiet"> 比上期 {line.onPrevious}</span>}
          {line.onYear && <span class="quiet"> 比上年同期 {line.onYear}</span>}
          {line.findings.map(one => (
            <p>
              <Badge tone={one.weight === 'hard' ? 'red' : 'orange'}>{one.name}</Badge> {one.says}
            </p>
          ))}
          {line.reason !== '' && <p>说明：{line.reason}</p>}
          {correctFrom && (
            <p>
              <a
                href={`/act/report_correction/ask?report_id=${view.row.id}&cell=${line.key}&back=${encodeURIComponent(correctFrom)}`}
              >
                申请更正<span class="visually-hidden">：{line.label}</span>
              </a>
            </p>
          )}
        </>
      ),
    }))}
  />
)

/** The three signatures, and how they came. */
export const Signatures = ({ view }: { view: SheetView }) => (
  <>
    <Facts
      columns={1}
      items={view.signatures.map(one => ({
        label: one.who,
        value: one.name ? `${one.name}（${one.at}）` : '还没有签',
      }))}
    />
    {view.row.one_signer && <p class="quiet">小型单位，由同一人签了多处。</p>}
    {view.row.entered_by !== null && <p class="quiet">按签字盖章的纸质报表代录，照片见附件。</p>}
  </>
)

/** 更正单 of one sheet or many: both values stand beside each other. */
export const Slips = ({ slips, linked }: { slips: readonly Slip[]; linked: boolean }) => (
  <Table
    columns={[
      {
        key: 'label',
        label: '指标',
        phone: 'title',
        value: slip => slip.label,
        cell: slip =>
          linked ? <a href={`/desk/reports/corrections/${slip.id}`}>{slip.label}</a> : slip.label,
      },
      { key: 'before', label: '更正前', value: slip => slip.before },
      { key: 'after', label: '更正后', value: slip => slip.after },
      { key: 'reason', label: '原因', long: true, value: slip => slip.reason },
      { key: 'asked', label: '申请人', value: slip => slip.asked },
      stateColumn as Column<Slip>,
    ]}
    rows={slips}
  />
)
