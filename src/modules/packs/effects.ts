import { sql } from 'kysely'
import { z } from 'zod'
import { periodChoices } from '#modules/clauses'
import { unmask } from '#modules/parties'
import { dayOf } from '#platform/calendar'
import { type ClauseNumber, clauseNumbers, clauses } from '#platform/clauses'
import type { Ctx } from '#platform/ctx'
import { conflict, forbidden } from '#platform/errors'
import { removeFiles } from '#platform/files'
import { date } from '#platform/format'
import { enqueue } from '#platform/jobs'
import { isPeriod, periodFrom } from '#platform/periods'
import { holds } from '#platform/who'
import type { RowOf } from '#platform/workflow'
import { buildPack } from './jobs.ts'
import { packBeingBuilt } from './queries.ts'
import { allowWhole } from './settings.ts'

type Pack = RowOf<'evidence_pack'>

export interface Wanted {
  period: string
  clauses: string[]
  whole?: boolean
  reason?: string
}

const mayBeWhole = (ctx: Ctx): boolean => allowWhole.of(ctx.centre) && holds(ctx.actor, unmask)

/** The form: a period, clauses, and for who may have it, whether personal values stand in it. */
export async function wanted(ctx: Ctx): Promise<z.ZodType<Wanted>> {
  const options = periodChoices(dayOf(ctx.now)).map(({ code, label }) => ({ value: code, label }))
  const whole = mayBeWhole(ctx)
  return z
    .object({
      period: z
        .string()
        .refine(code => isPeriod(code) && code >= '2000' && code < '2100', '请选择统计期')
        .meta({ label: '统计期', widget: 'select', options }),
      clauses: z
        .array(z.enum(clauseNumbers as [ClauseNumber, ...ClauseNumber[]]))
        .min(1, '至少选一条')
        .meta({
          label: '条款',
          widget: 'checkboxes',
          options: clauseNumbers.map(number => ({
            value: number,
            label: `${number} ${clauses[number].part}：${clauses[number].says}`,
          })),
        }),
      ...(whole && {
        whole: z.boolean().default(false).meta({
          label: '个人信息不遮盖',
          help: '只在检查方书面要求时使用，并妥善保管。',
        }),
        reason: z.string().trim().max(200).default('').meta({ label: '不遮盖的理由', widget: 'textarea' }),
      }),
    })
    .refine(input => !('whole' in input) || !input.whole || String(input.reason).length >= 5, {
      path: ['reason'],
      message: '请写明理由，例如检查方的要求和文号',
    }) as unknown as z.ZodType<Wanted>
}

/** All clauses, of the period that an address names or the present quarter. */
export const usual = (ctx: Ctx, raw: Record<string, unknown>) => ({
  period:
    typeof raw.period === 'string' && isPeriod(raw.period)
      ? raw.period
      : periodChoices(dayOf(ctx.now))[0]?.code,
  clauses: [...clauseNumbers],
})

export async function begin(ctx: Ctx, _row: unknown, input: Wanted) {
  if (input.whole && !mayBeWhole(ctx)) throw forbidden('生成不遮盖的资料包，要由设置允许，并有相应的职责。')
  // Two clicks at once wait for one another; the second finds the first.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`pack.${ctx.centre.id}.${ctx.actor.staffId}`}, 2))`.execute(
    ctx.db,
  )
  const open = await packBeingBuilt(ctx)
  if (open) throw conflict('您的上一个资料包还在生成，请等它完成。', `/desk/packs/${open.id}`)
  return {
    ...{ period: input.period, clauses: input.clauses },
    ...{ whole: input.whole === true, reason: input.reason ?? '' },
    staff_id: ctx.actor.staffId as string,
    asked_at: ctx.now,
    beat_at: ctx.now,
  }
}

export const enqueueBuild = (ctx: Ctx, { id }: { id: string }): Promise<void> =>
  enqueue(ctx, buildPack, { id })

/** What the sealing of a finished pack says. */
export const sealed = z.object({
  files: z.number().int().min(1),
  bytes: z.number().int().min(1),
  sha256: z.string().length(64),
  manifest: z.string().length(64),
  seal_number: z.number().int().nullable(),
})
export type Sealed = z.infer<typeof sealed>

export const fileName = (ctx: Ctx, row: Pack): string =>
  `${ctx.centre.name}迎检资料（${periodFrom(row.period).label}）${date(ctx.now)}.zip`

/** The content goes; what its seal says stays. */
export const clear = (ctx: Ctx, { id }: { id: string }): Promise<void> =>
  removeFiles(ctx, { subject: 'evidence_pack', recordIds: [id] })
