import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { filesOf } from '#platform/files'
import { decode, fieldsOf, files } from '#platform/forms'
import { type Finding, findingsOf } from './checks.ts'
import { type Cells, cellsOf, compileSheet, type Definition } from './definition.ts'
import { knownOf, limitsOf } from './known.ts'
import type { Sheet } from './people.ts'
import { cellsIn, definitionOf, formById, reasonsIn } from './queries.ts'
import { oneSigner } from './settings.ts'

/** Figures by cell, explanations by `why_` and the cell, and who filled it in. */
export interface Filled {
  [field: string]: unknown
  proof?: string[] | undefined
  filler_name: string
  all_mine?: boolean | undefined
}
export interface Entered extends Filled {
  stats_name: string
  head_name: string
  paper: string[]
}

export const personName = (label: string, help?: string) =>
  z
    .string()
    .trim()
    .min(2, '请写全名')
    .max(20)
    .meta({ label, ...(help && { help }) })

/** Whether one person may sign in all three places: a small reporter, where the centre allows it. */
export const mayBeOne = (ctx: Pick<Ctx, 'centre'>, row: Pick<Sheet, 'small'>): boolean =>
  row.small && oneSigner.of(ctx.centre)

/** The sheet as its reporter fills it in. */
export async function filling(
  ctx: Ctx,
  row: Sheet | null,
  raw: Record<string, unknown>,
): Promise<z.ZodType<Filled>> {
  const all = mayBeOne(ctx, row as Sheet)
    ? {
        all_mine: z.boolean().default(false).meta({
          label: '统计负责人、单位负责人也是我，三处都由我签',
          widget: 'checkbox',
          help: '小型单位可以这样签，报表上会注明。',
        }),
      }
    : {}
  return sheetSchema(ctx, row, raw, {
    filler_name: personName('填表人', '写全名，就是签字：对所填数字的真实性负责。'),
    ...all,
  }) as unknown as Promise<z.ZodType<Filled>>
}

/** The sheet as staff type it from paper: who signed there, and a picture of it. */
export const entering = (ctx: Ctx, row: Sheet | null, raw: Record<string, unknown>) =>
  sheetSchema(ctx, row, raw, {
    filler_name: personName('纸质表上的填表人'),
    stats_name: personName('纸质表上的统计负责人'),
    head_name: personName('纸质表上的单位负责人'),
    paper: files(4)
      .refine(ids => ids.length > 0, '请上传签字盖章的纸质表照片')
      .meta({ label: '纸质表照片', help: '签字、盖章要看得清。' }),
  }) as unknown as Promise<z.ZodType<Entered>>

/** Cells, with a field for the explanation right below each that needs one; what blocks is told at its cell. */
async function sheetSchema(
  ctx: Ctx,
  row: Sheet | null,
  raw: Record<string, unknown>,
  signing: Record<string, z.ZodType>,
): Promise<z.ZodObject> {
  if (!row) throw notFound('这张报表')
  const definition = definitionOf(await formById(ctx, row.form_id))
  const known = await knownOf(ctx, row, definition)
  const check = (cells: Cells): Finding[] => findingsOf(definition, cells, known, limitsOf(ctx.centre))
  const base = compileSheet(definition)
  const soft = Map.groupBy(
    check(typedCells(definition, raw)).filter(one => one.weight === 'soft'),
    one => one.cell,
  )
  const fields = cellsOf(definition).flatMap(({ key, label }) => {
    const found = soft.get(key)
    const cell = [[key, base.shape[key] as z.ZodType]] as Array<[string, z.ZodType]>
    return found ? [...cell, [`why_${key}`, reason(label, found)] as [string, z.ZodType]] : cell
  })
  return z
    .object({
      ...Object.fromEntries(fields),
      proof: files(6).optional().meta({
        label: '凭据和说明附件',
        help: '增减较大的指标必须上传，例如平台结算单、销售台账的照片。',
      }),
      ...signing,
    })
    .superRefine((input, issues) => {
      const found = check(cellsFrom(definition, input))
      for (const one of found.filter(one => one.weight === 'hard'))
        issues.addIssue({ code: 'custom', path: [one.cell], message: `${one.name}：${one.says}` })
      const proof = input.proof as string[] | undefined
      if (found.some(one => one.kind === 'change') && (proof ?? []).length === 0)
        issues.addIssue({ code: 'custom', path: ['proof'], message: '有指标增减较大，请上传凭据' })
    })
}

const reason = (label: string, found: readonly Finding[]) => {
  const says = found.map(one => `${one.name}：${one.says}`).join('；')
  return z
    .string(`请写明原因。${says}`)
    .trim()
    .min(5, '请至少写 5 个字，说清原因')
    .max(300)
    .meta({ label: `${label}：情况说明`, widget: 'textarea', rows: 2, help: `${says}。` })
}

/** What was typed so far, as text by a browser or as read already; what cannot be read is left out. */
export function typedCells(definition: Definition, raw: Record<string, unknown>): Cells {
  const texts = new URLSearchParams()
  const numbers: Cells = {}
  for (const { key } of cellsOf(definition)) {
    const value = raw[key]
    if (typeof value === 'string') texts.append(key, value)
    if (typeof value === 'number') numbers[key] = value
  }
  return { ...numbers, ...cellsFrom(definition, decode(fieldsOf(compileSheet(definition)), texts)) }
}

/** The figures of an input. */
export const cellsFrom = (definition: Definition, input: Record<string, unknown>): Cells =>
  Object.fromEntries(
    cellsOf(definition).flatMap(({ key }) => {
      const value = input[key]
      return typeof value === 'number' && Number.isSafeInteger(value) ? [[key, value]] : []
    }),
  )

/** What the form starts with: what was reported before it was sent back, or what the station's days add up to. */
export async function startOf(ctx: Ctx, row: Sheet | null): Promise<Record<string, unknown>> {
  if (!row) return {}
  const definition = definitionOf(await formById(ctx, row.form_id))
  const cells = row.edited_at ? cellsIn(row) : (await knownOf(ctx, row, definition)).records
  const why = Object.entries(reasonsIn(row)).map(([key, text]) => [`why_${key}`, text])
  const kept = await filesOf(ctx, 'report', row.id)
  return {
    ...cells,
    ...Object.fromEntries(why),
    proof: kept.filter(file => file.field === 'proof').map(file => file.id),
    filler_name: row.filler_name ?? ctx.actor.name,
  }
}
