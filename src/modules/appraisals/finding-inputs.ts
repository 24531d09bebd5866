import { z } from 'zod'
import { type ClauseNumber, clauseNumbers } from '#platform/clauses'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { files, oneOf } from '#platform/forms'
import { isId } from '#platform/ids'
import { periodFrom } from '#platform/periods'
import { text } from './inputs.ts'
import type { Finding } from './people.ts'
import { recordOf } from './register.ts'
import { registerOf } from './registers.ts'
import { itemLabel, itemsIn } from './scores.ts'
import { type Severity, severities } from './words.ts'
import { atWork } from './work.ts'

/** The forms of a finding: noted by the assessor, answered by the centre, ruled on by the assessor. */

export interface Noted {
  appraisal_id: string
  item_key: string
  clause: ClauseNumber
  severity: Severity
  title: string
  facts: string
  advice: string
  evidence?: string[] | undefined
  /** The record of the evidence room that it rests on. */
  register?: string | undefined
  record_id?: string | undefined
}

const fields = {
  clause: z.enum(clauseNumbers as [ClauseNumber]).meta({
    label: '对应条款',
    widget: 'select',
    options: clauseNumbers.map(value => ({ value, label: `第 ${value} 条` })),
  }),
  severity: oneOf(severities, '严重程度', 'radio'),
  title: z.string().trim().min(4).max(80).meta({ label: '问题', help: '一句话，不写人名。' }),
  facts: text(
    '事实',
    10,
    2_000,
    '看了多少、几个有问题、在哪份台账。电话里谁说的不写；不写人名、电话、证件号码。',
  ),
  advice: z.string().trim().max(500).default('').meta({ label: '建议', widget: 'textarea', rows: 2 }),
  evidence: files(8).optional().meta({ label: '证据', help: '照片、截图；会随报告给中心看。' }),
}

async function appraisalBy(ctx: Ctx, id: unknown) {
  const row = isId(String(id))
    ? await ctx.db
        .selectFrom('appraisal')
        .select(['items', 'period'])
        .where('id', '=', String(id))
        .executeTakeFirst()
    : undefined
  if (!row) throw notFound('这次评价')
  return row
}

async function sheetField(ctx: Ctx, appraisalId: string) {
  const items = itemsIn(await appraisalBy(ctx, appraisalId))
  return z.enum(items.map(item => item.key) as [string, ...string[]]).meta({
    label: '评分项',
    widget: 'select',
    options: items.map(item => ({ value: item.key, label: itemLabel(item) })),
  })
}

export const noted = async (ctx: Ctx, _row: Finding | null, raw: Record<string, unknown>) =>
  z.object({
    appraisal_id: z.uuid().meta({ widget: 'hidden' }),
    item_key: await sheetField(ctx, String(raw.appraisal_id ?? '')),
    ...fields,
    ...(Boolean(raw.record_id) && {
      register: z.literal(String(raw.register)).meta({ widget: 'hidden' }),
      record_id: z.literal(String(raw.record_id)).meta({ widget: 'hidden' }),
    }),
  }) as unknown as z.ZodType<Noted>

/** The record that a finding rests on: of this period’s room, and of no other; 404 otherwise. */
export async function basisOf(
  ctx: Ctx,
  of: { appraisal_id: unknown; register: unknown; record_id: unknown },
) {
  const register = registerOf(String(of.register))
  const { items, period } = await appraisalBy(ctx, of.appraisal_id)
  await atWork(ctx, String(of.appraisal_id), ['working'])
  const record =
    register && isId(String(of.record_id))
      ? await recordOf(ctx, register, periodFrom(period), String(of.record_id))
      : null
  if (!register || !record) throw notFound('这条记录')
  return { register, record, items: itemsIn({ items }).filter(item => item.clause === register.clause) }
}

export const basisWords = (register: string | null, title: string): string =>
  register ? `台账「${registerOf(register)?.label ?? register}」：${title}` : ''

/** From a record of the room: its clause, and the item of the sheet where there is only one. */
export async function knownBasis(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  if (!raw.record_id) return {}
  const { appraisal_id, register: name, record_id } = raw
  const { register, items } = await basisOf(ctx, { appraisal_id, register: name, record_id })
  return { clause: register.clause, ...(items.length === 1 && { item_key: items[0]?.key }) }
}
export async function aboutBasis(ctx: Ctx, raw: Record<string, unknown>): Promise<string | null> {
  if (!raw.record_id) return null
  const { appraisal_id, register: name, record_id } = raw
  const { register, record } = await basisOf(ctx, { appraisal_id, register: name, record_id })
  return basisWords(register.name, record.title)
}

export const edited = async (ctx: Ctx, row: Finding | null) =>
  z.object({
    item_key: await sheetField(ctx, row?.appraisal_id ?? ''),
    ...fields,
  }) as unknown as z.ZodType<Noted>

export interface Answer {
  answer: string
  proof?: string[] | undefined
}
export const accepted = z.object({
  answer: text('打算怎么改', 4, 1_000, '报告定稿后，认可的问题转入改进，另行分析原因、定措施。'),
  proof: files(6).optional().meta({ label: '材料', help: '已经改好的，可以附上。' }),
}) as unknown as z.ZodType<Answer>
export const contested = z.object({
  answer: text('为什么有异议', 10, 1_000, '事实哪里不对，依据是什么。'),
  proof: files(6)
    .refine(ids => ids.length > 0, '有异议的，请附上证据')
    .meta({ label: '证据' }),
}) as unknown as z.ZodType<Answer>

export interface Ruling {
  ruling: string
  facts?: string
  severity?: Severity
}
const ruling = text('复核意见', 10, 1_000, '看了中心的证据，为什么这样认定；写进定稿的报告。')
export const upheld = z.object({
  severity: fields.severity,
  facts: fields.facts,
  ruling,
}) as unknown as z.ZodType<Ruling>
export const withdrawn = z.object({ ruling }) as unknown as z.ZodType<Ruling>
