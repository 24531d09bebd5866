import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { periodFrom } from '#platform/periods'
import { cellsOf } from './definition.ts'
import { cellsFrom, type Entered, type Filled, mayBeOne } from './filling.ts'
import { tellReporter, texts } from './messages.ts'
import type { Sheet } from './people.ts'
import { definitionOf, formById } from './queries.ts'

export const about = (row: Sheet) => ({ title: row.title, period: periodFrom(row.period).label })

/**
 * Nothing comes in once the centre has summed the round. Holds the round's row until the end of the transaction, so that
 * summing and locking wait for whoever is sending just now, and the other way round.
 */
export async function whileOpen(ctx: Ctx, row: Sheet): Promise<void> {
  const round = await ctx.db
    .selectFrom('report_round')
    .select('state')
    .where('id', '=', row.round_id)
    .forShare()
    .executeTakeFirstOrThrow()
  if (round.state === 'open') return
  throw conflict(
    round.state === 'locked'
      ? '这一期已经锁定，只能申请更正单更正。'
      : '这一期已经汇总上报，等主管部门审定；要改请联系中心。',
  )
}

export interface Issue {
  round_id: string
  party_id?: string | undefined
  station_id?: string | undefined
  name: string
  town?: string | null | undefined
  small: boolean
}

export async function issue(ctx: Ctx, _row: unknown, input: Issue) {
  const round = await ctx.db
    .selectFrom('report_round')
    .selectAll()
    .where('id', '=', input.round_id)
    .executeTakeFirstOrThrow()
  const { form_id, form_code, period, title, due_on, audit_on } = round
  return {
    ...{ round_id: input.round_id, form_id, form_code, period, title, due_on, audit_on },
    party_id: input.party_id ?? null,
    station_id: input.station_id ?? null,
    ...{ name: input.name, town: input.town ?? null, small: input.small },
  }
}

async function figures(ctx: Ctx, row: Sheet, input: Filled) {
  const definition = definitionOf(await formById(ctx, row.form_id))
  const reasons = cellsOf(definition).flatMap(({ key }) => {
    const why = input[`why_${key}`]
    return typeof why === 'string' ? [[key, why]] : []
  })
  return {
    cells: JSON.stringify(cellsFrom(definition, input)),
    reasons: JSON.stringify(Object.fromEntries(reasons)),
    edited_at: ctx.now,
    opinion: null,
  }
}

const unsigned = {
  ...{ stats_name: null, stats_id: null, stats_at: null },
  ...{ head_name: null, head_id: null, head_at: null },
}

export async function fill(ctx: Ctx, row: Sheet, input: Filled) {
  await whileOpen(ctx, row)
  const [name, id, at] = [input.filler_name, ctx.actor.identityId, ctx.now]
  const one = input.all_mine === true && mayBeOne(ctx, row)
  return {
    ...(await figures(ctx, row, input)),
    ...{ filler_name: name, filler_id: id, filled_at: at },
    ...(one
      ? {
          ...{ stats_name: name, stats_id: id, stats_at: at },
          ...{ head_name: name, head_id: id, head_at: at, submitted_at: at },
        }
      : { ...unsigned, submitted_at: null }),
    one_signer: one,
    entered_by: null,
  }
}

export async function enter(ctx: Ctx, row: Sheet, input: Entered) {
  await whileOpen(ctx, row)
  const { filler_name, stats_name, head_name } = input
  const one = new Set([filler_name, stats_name, head_name]).size < 3
  if (one && !mayBeOne(ctx, row))
    throw invalid({ head_name: '三处签字应当是三个人；小型单位请先在填报单位名单里标明。' })
  return {
    ...(await figures(ctx, row, input)),
    ...{ filler_name, filler_id: null, filled_at: ctx.now },
    ...{ stats_name, stats_id: null, stats_at: ctx.now },
    ...{ head_name, head_id: null, head_at: ctx.now },
    ...{ one_signer: one, entered_by: ctx.actor.staffId, submitted_at: ctx.now },
  }
}

/** The next signature: by another person than the ones before, unless the reporter is small and the centre allows it. */
async function sign(
  ctx: Ctx,
  row: Sheet,
  name: string,
  before: ReadonlyArray<[string | null, string | null]>,
) {
  await whileOpen(ctx, row)
  const same = before.some(([id, who]) => (id !== null && id === ctx.actor.identityId) || who === name)
  if (same && !mayBeOne(ctx, row)) throw invalid({ name: '这一处要由另一个人签，请换他本人登录签字。' })
  return same
}

export async function signStats(ctx: Ctx, row: Sheet, { name }: { name: string }) {
  const same = await sign(ctx, row, name, [[row.filler_id, row.filler_name]])
  return {
    ...{ stats_name: name, stats_id: ctx.actor.identityId, stats_at: ctx.now },
    one_signer: row.one_signer || same,
  }
}

export async function signHead(ctx: Ctx, row: Sheet, { name }: { name: string }) {
  const same = await sign(ctx, row, name, [
    [row.filler_id, row.filler_name],
    [row.stats_id, row.stats_name],
  ])
  return {
    ...{ head_name: name, head_id: ctx.actor.identityId, head_at: ctx.now },
    ...{ submitted_at: ctx.now, one_signer: row.one_signer || same },
  }
}

export async function audited(ctx: Ctx, row: Sheet, opinion: string | null) {
  await whileOpen(ctx, row)
  return { opinion, audited_by: ctx.actor.staffId, audited_at: ctx.now }
}

export const tellNextSigner = (ctx: Ctx, row: Sheet): Promise<void> | undefined =>
  row.state === 'stats' || row.state === 'head'
    ? tellReporter(ctx, row, texts.toSign, {
        ...about(row),
        who: row.state === 'stats' ? '统计负责人' : '单位负责人',
      })
    : undefined
