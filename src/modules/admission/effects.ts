import { providerFlow, publishedItems } from '#modules/catalogue'
import { addDays, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { perform } from '#platform/perform'
import { averageOf } from '#platform/scoring'
import type { RowOf } from '#platform/workflow'
import type { Application, Offering, Signing } from './inputs.ts'
import { barredUntil } from './queries/blacklist.ts'
import { reviewFlow } from './review.ts'
import { againDays } from './settings.ts'

type Admission = RowOf<'admission'>

/** What an application says, as columns. */
export const columnsOf = (input: Omit<Application, 'party_id'>) => ({
  name: input.name,
  introduction: input.introduction,
  team: input.team,
  team_size: input.team_size ?? null,
  key_people: JSON.stringify(input.key_people),
  cases: input.cases,
  qualifications: JSON.stringify(input.qualifications),
  contact_name: input.contact_name,
  contact_phone: input.contact_phone,
  offers: JSON.stringify(onceEach(input.offers)),
})

/** Named twice, the last price counts. */
const onceEach = (offers: readonly Offering[]): Offering[] => [
  ...new Map(offers.map(offer => [offer.item_id, offer])).values(),
]

export async function apply(ctx: Ctx, _row: Admission, input: Application) {
  // Held fast, so that two applications at once are one after the other.
  const { code } = await ctx.db
    .selectFrom('party')
    .select('code')
    .where('id', '=', input.party_id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (!code) throw invalid({ '': '只有登记了统一社会信用代码的单位可以申请入库。' })
  await refuseBarred(ctx, input.party_id)
  return {
    ...columnsOf(input),
    ...{ code, party_id: input.party_id },
    at_counter: ctx.actor.staffId !== null,
    identity_id: ctx.actor.staffId ? null : ctx.actor.identityId,
    applied_at: ctx.now,
  }
}

/** Who is in already, is on its way, was refused not long ago, or is on the blacklist. */
async function refuseBarred(ctx: Ctx, partyId: string): Promise<void> {
  const [provider, last, barred] = await Promise.all([
    ctx.db.selectFrom('provider').select('state').where('party_id', '=', partyId).executeTakeFirst(),
    ctx.db
      .selectFrom('admission')
      .select(['id', 'state', 'ended_at'])
      .where('party_id', '=', partyId)
      .where('state', '!=', 'withdrawn')
      .orderBy('id', 'desc')
      .executeTakeFirst(),
    barredUntil(ctx, partyId),
  ])
  if (provider && provider.state !== 'left') throw invalid({ '': '这家已在服务商库中，不用再申请。' })
  if (barred) throw invalid({ '': `这家在失信名单中，${barred} 之后才能申请。` })
  if (last && last.state !== 'admitted' && last.state !== 'refused')
    throw invalid({ '': '这家已有一件申请正在办理，请不要重复提交。' })
  if (last?.state !== 'refused' || !last.ended_at) return
  const from = addDays(dayOf(last.ended_at), againDays.of(ctx.centre))
  if (dayOf(ctx.now) < from) throw invalid({ '': `上次申请未通过，${from} 起可以再申请。` })
}

export async function askReviewers(ctx: Ctx, row: Admission, input: { reviewers: string[] }): Promise<void> {
  for (const id of input.reviewers) await askReviewer(ctx, row, id)
}

export async function askReviewer(ctx: Ctx, row: Admission, reviewer_id: string): Promise<void> {
  const { id: admission_id, party_id, name } = row
  await perform({ ...ctx, actor: system }, reviewFlow, 'ask', null, {
    ...{ admission_id, party_id, name, reviewer_id },
  })
}

export async function average(ctx: Ctx, row: Admission) {
  const given = await ctx.db
    .selectFrom('admission_review')
    .select('total')
    .where('admission_id', '=', row.id)
    .where('state', '=', 'given')
    .limit(50)
    .execute()
  if (given.length === 0) throw conflict('还没有人评审。')
  return { score: averageOf(given.map(one => one.total as number)) }
}

export const refuse = async (
  ctx: Ctx,
  _row: Admission,
  { refusal, text }: { refusal: string; text: string },
) => ({
  refusal,
  refusal_text: text,
  ended_at: ctx.now,
})

export async function cancelReviews(ctx: Ctx, row: Admission): Promise<void> {
  const open = await ctx.db
    .selectFrom('admission_review')
    .select('id')
    .where('admission_id', '=', row.id)
    .where('state', 'in', ['asked', 'conflicted'])
    .orderBy('id')
    .limit(50)
    .execute()
  for (const { id } of open) await perform({ ...ctx, actor: system }, reviewFlow, 'cancel', id)
}

/** With the agreement it is in the directory, together with what it offers: in one transaction, or not at all. */
export async function admit(ctx: Ctx, row: Admission, input: Signing) {
  const barred = await barredUntil(ctx, row.party_id)
  if (barred) throw conflict(`这家已列入失信名单（至 ${barred}），不能入库。`)
  const provider = await enter({ ...ctx, actor: system }, row)
  const { agreement, first_day, last_day } = input
  return { agreement, first_day, last_day, provider_id: provider, ended_at: ctx.now }
}

async function enter(ctx: Ctx, row: Admission): Promise<string> {
  const { name, introduction, team, team_size, key_people, cases, qualifications } = row
  const profile = {
    ...{ name, introduction, team, key_people, cases, qualifications },
    ...(team_size !== null && { team_size }),
    ...{ contact_name: row.contact_name, contact_phone: row.contact_phone },
  }
  const before = await ctx.db
    .selectFrom('provider')
    .select('id')
    .where('party_id', '=', row.party_id)
    .executeTakeFirst()
  const { id } = before
    ? await perform(ctx, providerFlow, 'readmit', before.id, profile)
    : await perform(ctx, providerFlow, 'list', null, { party_id: row.party_id, ...profile })
  // What was taken off the catalogue in the meantime cannot be offered.
  const items = await publishedItems(ctx).select('service_item.id').limit(5_000).execute()
  const known = new Set(items.map(item => item.id))
  for (const { item_id, price_fen, price_note } of row.offers as unknown as Offering[])
    if (known.has(item_id))
      await perform(ctx, providerFlow, 'offerItem', id, {
        ...{ item_id, price_note },
        ...(price_fen != null && { price_fen }),
      })
  return id
}
