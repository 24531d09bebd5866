import type { Ctx } from '#platform/ctx'
import { tablePdf } from '#platform/documents'
import type { Answer, Http } from '#platform/http'
import type { Column } from '#platform/spreadsheet'
import type { Sheet } from './people.ts'
import { type SheetView, sheetView } from './view.ts'

type Line = SheetView['lines'][number]

const columns: ReadonlyArray<Column<Line>> = [
  { label: '指标', value: line => line.label, width: 30 },
  { label: '计量单位', value: line => line.unit, width: 10 },
  { label: '本期数', value: line => line.value, width: 20 },
  { label: '说明', value: line => line.reason, width: 30 },
]

/** One sheet on paper: to be filled in and signed by hand where it is empty, or as it was reported, with its signatures. */
export async function sheetPdf(ctx: Ctx, c: Http, row: Sheet): Promise<Answer> {
  const view = await sheetView(ctx, row)
  const blank = '＿＿＿＿＿＿'
  const title = `${view.form.title}（${view.form.code}）`
  const about = [
    { label: '填报单位', value: row.name },
    { label: '报告期', value: view.period },
    { label: '报送截止', value: row.due_on },
    ...view.signatures.map(one => ({
      label: one.who,
      value: one.name ? `${one.name} ${one.at}` : blank,
    })),
    ...(row.one_signer ? [{ label: '注', value: '小型单位，由同一人签了多处' }] : []),
    ...(row.entered_by ? [{ label: '注', value: '按签字盖章的纸质报表代录' }] : []),
  ]
  return async () => {
    const file = await tablePdf(columns, view.lines, {
      ...{ title, centre: ctx.centre.name, filters: about, printedAt: ctx.now, landscape: false },
    })
    return c.body(new Uint8Array(file), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`${title}-${view.period}-${row.name}.pdf`)}`,
      'cache-control': 'no-store',
    })
  }
}
