import { readSheet } from 'read-excel-file/node'
import writeExcelFile from 'write-excel-file/node'
import type { Answer, TestApp, Visitor } from './app.ts'
import { does, idIn } from './deeds.ts'
import { creditCodeOf } from './world.ts'

/** Sheets that staff fill in and send, and what they then see. */

export type Cells = Array<string | number>
export const heading = ['对象类型', '名称', '统一社会信用代码', '所在乡镇', '详细地址', '联系人', '联系电话']
export async function sheet(rows: Cells[], head: string[] = heading, name = '对象.xlsx'): Promise<File> {
  const data = [head, ...rows].map(row =>
    row.map(value => ({ value, type: typeof value === 'number' ? Number : String })),
  )
  const content = await writeExcelFile(data as never).toBuffer()
  return new File([new Uint8Array(content)], name, { type: 'application/octet-stream' })
}
/** Sends a sheet, and lets it be looked at; returns where it is. */
export async function send(app: TestApp, who: Visitor, kind: string, file: File): Promise<string> {
  const id = await does(who, 'import_batch/upload', { kind, 'file:new': file })
  await app.runJobs()
  return `/desk/imports/${id}`
}
export const words = (answer: Answer): string =>
  answer.page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
export const counts = (answer: Answer): string =>
  answer.page
    .querySelectorAll('.facet a')
    .map(tab => tab.textContent.trim())
    .join('，')
export const bringIn = async (app: TestApp, who: Visitor, page: string): Promise<Answer> => {
  await does(who, `import_batch/start/${idIn(page)}`)
  await app.runJobs()
  return who.get(page)
}
/** The workbook that an address answers with: its first sheet as texts. */
export async function workbookAt(who: Visitor, path: string): Promise<{ rows: string[][]; file: Blob }> {
  const bytes = await who.bytes(path)
  const rows = await readSheet(Buffer.from(bytes), 1, { parseNumber: text => text })
  return { rows: rows.map(row => row.map(cell => String(cell ?? ''))), file: new Blob([bytes]) }
}

/** The `n`th firm of a county that nobody has registered yet. */
export const firm = (n: number): Cells => [
  '企业',
  `新县第${n}商贸有限公司`,
  creditCodeOf('91', 5000 + n),
  '高河镇',
  '某路',
  '吴敏',
  `1391000${1000 + n}`,
]
