import { z } from 'zod'
import { type ClauseNumber, clauseNumbers } from '#platform/clauses'
import { system } from '#platform/ctx'
import { Problem } from '#platform/errors'
import { filesOf, fileToRead } from '#platform/files'
import { validate } from '#platform/forms'
import { defineJob, type Work } from '#platform/jobs'
import { perform } from '#platform/perform'
import { columnsOf, columnsWorkbook, inputOf, type SheetRow as Line, readWorkbook } from '#platform/workbook'
import { type AnyWorkflow, workflows } from '#platform/workflow'
import { isTenths } from './mark-inputs.ts'
import { sheetById } from './queries/sheets.ts'
import { fullMarks, keyOf, partsOf, type SheetRow } from './score-sheet.ts'

/** A sheet is scored by hand: more rows than that nobody would. */
const mostRows = 300
/** Each part has two people to be named in one form. */
const mostParts = 30
const mostFaults = 50

const level = (label: string) => z.string().trim().max(120).meta({ label })
const long = (label: string) => z.string().trim().max(1_000).default('').meta({ label, widget: 'textarea' })

/** One row of the workbook. */
const line = z.object({
  level1: level('一级指标').min(2, '请填写一级指标'),
  level2: level('二级指标').default(''),
  level3: level('三级指标').default(''),
  explanation: long('指标解释'),
  points: z.number().min(0.1).max(1_000).refine(isTenths, '最多一位小数').meta({ label: '分值', unit: '分' }),
  evidence: long('评价材料'),
  on_site: long('现场检查'),
  clause: z
    .string()
    .trim()
    .default('')
    .refine(text => text === '' || clauseNumbers.includes(text as ClauseNumber), '没有这一条，例如 5.2.1')
    .meta({ label: '条款' }),
  bonus: z.boolean().default(false).meta({ label: '加分项', widget: 'checkbox' }),
})
type Filled = z.infer<typeof line>

const columns = columnsOf(line, [
  { name: 'level1', example: '服务内容' },
  { name: 'level2', example: '培训' },
  { name: 'level3', example: '培训组织', help: '没有三级的不填；评分的是最后一级。' },
  { name: 'explanation', example: '按年度计划办班，学员签到完整' },
  { name: 'points', example: '3', help: '满分，可以有一位小数。' },
  { name: 'evidence', example: '培训计划、签到表、照片' },
  { name: 'on_site', example: '抽查一期一档，电话回访学员' },
  { name: 'clause', example: '5.3.1', help: '对应的标准条款，没有的不填。' },
  { name: 'bonus', example: '否', help: '填“是”的，得分在满分之外另加。' },
])

/** The workbook to fill in, or a sheet to take along and send again. */
export const sheetWorkbook = (title: string, rows: readonly SheetRow[]): Promise<Buffer> =>
  columnsWorkbook(columns, { title: title.slice(0, 28), rows: rows.map(cells) })

const cells = (row: SheetRow): Record<string, string> => {
  const [level1 = '', level2 = '', level3 = ''] = row.levels
  return {
    ...{ 一级指标: level1, 二级指标: level2, 三级指标: level3, 指标解释: row.explanation },
    ...{ 分值: String(row.points / 10), 评价材料: row.evidence, 现场检查: row.on_site },
    ...{ 条款: row.clause ?? '', 加分项: row.bonus ? '是' : '否' },
  }
}

/** What the rows of a workbook make, or what is wrong with them: sentences with the row's number. */
export function rowsFrom(lines: readonly Line[]): { rows: SheetRow[] } | { faults: string[] } {
  const rows: SheetRow[] = []
  const faults: string[] = []
  const first = new Map<string, number>()
  for (const { number, cells } of lines) {
    const read = rowFrom(cells)
    if ('faults' in read) {
      faults.push(...read.faults.map(fault => `第 ${number} 行：${fault}`))
      continue
    }
    const twin = first.get(read.row.key)
    if (twin !== undefined) faults.push(`第 ${number} 行：和第 ${twin} 行是同一个指标。`)
    first.set(read.row.key, number)
    rows.push(read.row)
  }
  if (faults.length === 0 && fullMarks(rows).points === 0) faults.push('全是加分项，没有满分可以计算。')
  if (partsOf(rows).length > mostParts) faults.push(`一级指标超过 ${mostParts} 个，请归并。`)
  return faults.length > 0 ? { faults: faults.slice(0, mostFaults) } : { rows }
}

function rowFrom(cells: Record<string, string>): { row: SheetRow } | { faults: string[] } {
  const answer = String(cells.加分项 ?? '').trim()
  if (answer !== '' && answer !== '是' && answer !== '否') return { faults: ['加分项请填“是”或“否”。'] }
  try {
    const filled = validate(line as z.ZodType<Filled>, inputOf(columns, cells))
    const levels = [filled.level1, filled.level2, filled.level3]
    const given = levels.filter(Boolean)
    if (filled.level3 && !filled.level2) return { faults: ['有三级指标，没有二级指标。'] }
    return {
      row: {
        ...{ key: keyOf(given), levels: given, explanation: filled.explanation },
        ...{ points: Math.round(filled.points * 10), evidence: filled.evidence, on_site: filled.on_site },
        ...{ clause: (filled.clause || null) as ClauseNumber | null, bonus: filled.bonus },
      },
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const labels = new Map(columns.map(({ field }) => [field.name, field.label]))
    return {
      faults: Object.entries(error.errors).map(([name, says]) => `${labels.get(name) ?? name}：${says}。`),
    }
  }
}

/** Reads the workbook of a sheet outside of any transaction; what comes of it is one action. */
export const readSheet = defineJob<{ id: string }>({
  name: 'evaluation.read_sheet',
  async run(work, { id }) {
    const sheet = await work.read(ctx => sheetById(ctx, id))
    if (sheet?.state !== 'reading') return
    const read = await readWorkbook(await contentOf(work, id), columns, mostRows)
    const found = 'problem' in read ? { faults: [read.problem] } : rowsFrom(read.rows)
    const flow = workflows.get('score_sheet') as AnyWorkflow
    await work.write(async ctx => {
      if ((await sheetById(ctx, id))?.state !== 'reading') return
      await perform({ ...ctx, actor: system }, flow, 'rows' in found ? 'take' : 'refuse', id, found)
    })
  },
})

async function contentOf(work: Work, id: string): Promise<Buffer> {
  const file = await work.read(async ctx => {
    const [one] = await filesOf(ctx, 'score_sheet', id)
    return one && fileToRead(ctx, one.id, async () => true)
  })
  const parts: Buffer[] = []
  if (file) for await (const part of work.outside.store.read(file.sha256)) parts.push(part)
  return Buffer.concat(parts)
}
