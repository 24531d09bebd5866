import { proposeSuspension } from '#modules/catalogue'
import { addDays, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { weighted } from '#platform/scoring'
import type { RowOf } from '#platform/workflow'
import { criteria, criterionKeys, type Scores } from './criteria.ts'
import type { Period } from './facts.ts'
import type { Sheet } from './inputs.ts'
import { factsIn } from './queries/facts.ts'
import { openOf, totalBefore, unassessedSince } from './queries.ts'
import { passMark } from './settings.ts'

type Assessment = RowOf<'provider_assessment'>

export const periodOf = (row: Pick<Assessment, 'from_day' | 'to_day'>): Period => ({
  from: row.from_day,
  to: row.to_day,
})

/** Held fast: of two assessments of one provider at once, the second finds the first. */
async function held(ctx: Ctx, providerId: string) {
  const provider = await ctx.db
    .selectFrom('provider')
    .select(['id', 'party_id', 'name', 'state', 'listed_at'])
    .where('id', '=', providerId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (provider.state === 'left') throw invalid({ provider_id: '这家已经退出。' })
  if (await openOf(ctx, providerId)) throw invalid({ provider_id: '这家正在评估。' })
  return provider
}

export async function begin(
  ctx: Ctx,
  _row: Assessment,
  input: { provider_id: string; from_day: string; to_day: string },
) {
  const { party_id, name } = await held(ctx, input.provider_id)
  return { ...input, party_id, name, opened_at: ctx.now }
}

/** Up to yesterday: today is not over yet. */
export async function open(ctx: Ctx, _row: Assessment, input: { provider_id: string; reason: string }) {
  const provider = await held(ctx, input.provider_id)
  const [from_day, to_day] = [await unassessedSince(ctx, provider), addDays(dayOf(ctx.now), -1)]
  if (from_day > to_day) throw invalid({ provider_id: '这家刚入库或刚评估过，还没有可以评估的内容。' })
  return {
    ...{ provider_id: provider.id, party_id: provider.party_id, name: provider.name },
    ...{ from_day, to_day, early_reason: input.reason, opened_at: ctx.now },
  }
}

/** What was known is kept with the marks: the page shows it later as it was then. */
export async function score(ctx: Ctx, row: Assessment, input: Sheet) {
  const scores = Object.fromEntries(criterionKeys.map(key => [key, input[key]])) as Scores
  return {
    facts: JSON.stringify(await factsIn(ctx, row.provider_id, periodOf(row))),
    scores: JSON.stringify(scores),
    total: weighted(criteria, scores),
    opinion: input.opinion,
    departure: input.reason || null,
    scored_at: ctx.now,
  }
}

/** 4.5.1 Below the mark twice running speaks for suspending a provider; a person decides. */
export async function weighTotals(ctx: Ctx, row: Assessment): Promise<void> {
  const least = passMark.of(ctx.centre) * 10
  const before = await totalBefore(ctx, row)
  if ((row.total as number) < least && before !== null && before < least)
    await speakForSuspension(ctx, row.provider_id, `连续两次年度评估不满 ${passMark.of(ctx.centre)} 分。`)
}

/** Only of a provider that is in the directory; false where it is not, or where something speaks for it already. */
export async function speakForSuspension(ctx: Ctx, providerId: string, reason: string): Promise<boolean> {
  const provider = await ctx.db
    .selectFrom('provider')
    .select('state')
    .where('id', '=', providerId)
    .executeTakeFirst()
  return provider?.state === 'listed' && proposeSuspension({ ...ctx, actor: system }, providerId, reason)
}

export async function suggestSuspension(ctx: Ctx, row: Assessment, input: { reason: string }): Promise<void> {
  const provider = await ctx.db
    .selectFrom('provider')
    .select('state')
    .where('id', '=', row.provider_id)
    .executeTakeFirstOrThrow()
  if (provider.state !== 'listed') throw conflict('这家已经暂停，不用再建议；请选择限期整改。')
  await proposeSuspension(ctx, row.provider_id, `年度评估：${input.reason}`.slice(0, 300))
}

/** Whoever failed twice to put it right. */
export async function afterRejection(ctx: Ctx, row: Assessment): Promise<void> {
  if (row.state === 'failed')
    await speakForSuspension(ctx, row.provider_id, '年度评估后限期整改，两次复查不合格。')
}
