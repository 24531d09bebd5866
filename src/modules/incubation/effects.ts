import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { perform, performMany } from '#platform/perform'
import { addMonths } from '#platform/periods'
import { averageOf } from '#platform/scoring'
import type { Refusal, Seat } from './codes.ts'
import { currentGuide } from './guide.ts'
import type { Application, Plan } from './inputs.ts'
import { type Seated, seated } from './panel.ts'
import type { Incubation } from './people.ts'
import { vacate } from './places.ts'
import { incubationReviewFlow } from './review.ts'
import { mentoringFlow } from './session.ts'
import { trackYears } from './settings.ts'

/** What an application says, as columns. */
export const columnsOf = ({ declared: _, plan_files: __, team, ...plan }: Plan) => ({
  ...plan,
  team: JSON.stringify(team),
})

export async function apply(ctx: Ctx, _row: Incubation, { party_id, origin, ...plan }: Application) {
  // Held fast, so that two applications at once are one after the other.
  await ctx.db.selectFrom('party').select('id').where('id', '=', party_id).forUpdate().execute()
  const open = await ctx.db
    .selectFrom('incubation')
    .select('id')
    .where('party_id', '=', party_id)
    .where('state', 'not in', ['graduated', 'closed', 'left', 'refused', 'withdrawn'])
    .executeTakeFirst()
  if (open) throw invalid({ '': '已有一个项目正在申请或孵化，请先办完那一个。' })
  return {
    ...columnsOf(plan),
    ...{ party_id, origin },
    at_counter: ctx.actor.staffId !== null,
    identity_id: ctx.actor.staffId ? null : ctx.actor.identityId,
    applied_at: ctx.now,
  }
}

/** The panel is seated, and the sheet frozen as it is now; who checked it looks after it from here. */
export async function appoint(ctx: Ctx, row: Incubation, chosen: Record<Seat, string>) {
  const [{ seed, panel }, { sheet }] = await Promise.all([seated(ctx, row, chosen), currentGuide(ctx)])
  for (const one of panel) await askReviewer(ctx, row, one)
  return {
    reviewer_ids: panel.map(one => one.reviewer_id),
    draw_seed: seed,
    sheet: JSON.stringify(sheet),
    owner_id: ctx.actor.staffId,
  }
}

export async function askReviewer(ctx: Ctx, row: Incubation, { seat, reviewer_id }: Seated): Promise<void> {
  const { id: incubation_id, party_id, name } = row
  await perform({ ...ctx, actor: system }, incubationReviewFlow, 'ask', null, {
    ...{ incubation_id, party_id, name, reviewer_id, seat },
  })
}

export async function concluded(ctx: Ctx, row: Incubation) {
  const given = await ctx.db
    .selectFrom('incubation_review')
    .select(['total', 'veto'])
    .where('incubation_id', '=', row.id)
    .where('state', '=', 'given')
    .limit(20)
    .execute()
  if (given.length === 0) throw conflict('还没有人评审。')
  return {
    score: averageOf(given.map(one => one.total as number)),
    vetoes: given.filter(one => one.veto !== null).length,
  }
}

export const refused = async (ctx: Ctx, _row: Incubation, input: { refusal: Refusal; text: string }) => ({
  refusal: input.refusal,
  refusal_text: input.text,
  ended_at: ctx.now,
})

export async function cancelReviews(ctx: Ctx, row: Incubation): Promise<void> {
  const open = await ctx.db
    .selectFrom('incubation_review')
    .select('id')
    .where('incubation_id', '=', row.id)
    .where('state', 'in', ['asked', 'conflicted'])
    .orderBy('id')
    .limit(20)
    .execute()
  for (const { id } of open) await perform({ ...ctx, actor: system }, incubationReviewFlow, 'cancel', id)
}

/** Gone or graduated by the last day of the agreement. */
const onTime = (row: Incubation, day: string): boolean => row.last_day === null || day <= row.last_day

export const graduated = async (ctx: Ctx, row: Incubation, { text }: { text: string }) => {
  const today = dayOf(ctx.now)
  return {
    graduated_on: today,
    graduation: text,
    on_time: onTime(row, today),
    tracked_until: addMonths(today, trackYears.of(ctx.centre) * 12),
    ended_at: ctx.now,
  }
}

export const left = (row: Incubation, day: string, now: Date) => ({
  left_on: day,
  on_time: onTime(row, day),
  ended_at: now,
})

/** Whoever is gone needs no workplace and keeps no mentor waiting. */
export async function clearOut(ctx: Ctx, row: Incubation): Promise<void> {
  await vacate(ctx, row)
  const booked = await ctx.db
    .selectFrom('mentoring_session')
    .select('id')
    .where('incubation_id', '=', row.id)
    .where('state', '=', 'booked')
    .where('starts_at', '>', ctx.now)
    .limit(200)
    .execute()
  await performMany(
    { ...ctx, actor: system },
    mentoringFlow,
    'release',
    booked.map(one => one.id),
    { reason: '孵化已结束' },
  )
}
