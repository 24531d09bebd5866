import { onMerge } from '#modules/parties'
import { addDays, addWorkingDays, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { warningDue } from '#platform/expiry'
import { defineJob, type Work } from '#platform/jobs'
import { message, tell } from '#platform/notify'
import { perform, performMany } from '#platform/perform'
import { defineTemplate } from '#platform/templates'
import { confirmationFlow } from './confirmation.ts'
import { confirmEvery, confirmLead } from './freshness.ts'
import { lacking, manageProviders, type Qualification } from './provider.ts'
import {
  entriesToConfirm,
  itemsToTurn,
  providersWithQualifications,
  qualificationWarnings,
} from './queries/clock.ts'
import { proposeSuspension } from './suspension.ts'
import { editItems, serviceItemFlow } from './workflow.ts'

const texts = {
  item: defineTemplate('item.expiring', '服务项目「{name}」{day} 失效，到期后自动暂停公开，请及时修订。'),
  qualification: defineTemplate(
    'provider.qualification.ending',
    '{name}的「{what}」{day} 到期，请续期后更新资料。',
    { sms: true },
  ),
  over: defineTemplate(
    'provider.qualification.over',
    '{name}的「{what}」已于 {day} 过期，不再公开显示，请尽快更新。',
    { sms: true },
  ),
}

const idsOf = (rows: ReadonlyArray<{ id: string }>): string[] => rows.map(row => row.id)

/** Versions take effect on their first day, and are hidden on the day after their last. */
export const turnItems = defineJob({
  name: 'item.turn',
  cron: '2 0 * * *',
  run: work =>
    work.write(async ctx => {
      const bySystem = { ...ctx, actor: system }
      const { effective, expired, expiring } = await itemsToTurn(ctx)
      await performMany(bySystem, serviceItemFlow, 'takeEffect', idsOf(effective))
      // The one that follows may have taken effect this very night.
      const followed = new Set(idsOf(effective))
      const over = idsOf(expired).filter(id => !followed.has(id))
      await performMany(bySystem, serviceItemFlow, 'hide', over, { why: 'expired' })
      for (const item of expiring) {
        const due = warningDue(item.expires_on as string, dayOf(ctx.now), item.warned_days)
        if (due === null) continue
        await ctx.db.updateTable('service_item').set({ warned_days: due }).where('id', '=', item.id).execute()
        const values = { name: item.name, day: item.expires_on as string }
        await tell(ctx, message({ duty: editItems.code }, texts.item, values, `/desk/items/${item.id}`))
      }
    }),
})

/** What is asked for in one transaction; there may be thousands on the first night. */
const batch = 100

/** Asks whether entries are still true, early enough that the answer can be there when the period ends. */
export const askForConfirmation = defineJob({
  name: 'confirmation.ask',
  cron: '10 6 * * *',
  async run(work) {
    while ((await work.write(askSome)) === batch);
  },
})

async function askSome(ctx: Ctx): Promise<number> {
  const { calendar } = ctx.centre
  const ends = addWorkingDays(calendar, dayOf(ctx.now), confirmLead.of(ctx.centre))
  const entries = await entriesToConfirm(ctx, addDays(ends, -confirmEvery.of(ctx.centre)), batch)
  for (const entry of entries) await perform({ ...ctx, actor: system }, confirmationFlow, 'ask', null, entry)
  return entries.length
}

/** 60, 30 and 7 days before a qualification ends both sides are told, and once it is over. */
export const watchQualifications = defineJob({
  name: 'provider.qualifications',
  cron: '35 0 * * *',
  async run(work: Work) {
    for (let after = ''; ; ) {
      const last = await work.write(ctx => watchSome(ctx, after))
      if (last === null) return
      after = last
    }
  },
})

type Watched = Awaited<ReturnType<typeof providersWithQualifications>>[number]

async function watchSome(ctx: Ctx, after: string): Promise<string | null> {
  const providers = await providersWithQualifications(ctx, after, batch)
  const warned = await qualificationWarnings(ctx, idsOf(providers))
  for (const provider of providers) {
    for (const one of provider.qualifications as unknown as Qualification[]) {
      if (one.valid_until === null) continue
      const told = warned.get(`${provider.id} ${one.name} ${one.valid_until}`) ?? null
      await warn(ctx, provider, one.name, one.valid_until, told)
    }
    await proposeWhereLacking(ctx, provider, warned)
  }
  return providers.length < batch ? null : (providers.at(-1)?.id ?? null)
}

async function warn(
  ctx: Ctx,
  provider: Watched,
  what: string,
  day: string,
  told: number | null,
): Promise<void> {
  const over = day < dayOf(ctx.now)
  const due = over ? (told === 0 ? null : 0) : warningDue(day, dayOf(ctx.now), told)
  if (due === null) return
  await ctx.db
    .insertInto('qualification_warning')
    .values({ provider_id: provider.id, name: what, valid_until: day, days: due })
    .onConflict(conflict =>
      conflict.columns(['centre_id', 'provider_id', 'name', 'valid_until']).doUpdateSet({ days: due }),
    )
    .execute()
  const values = { name: provider.name, what, day }
  const text = over ? texts.over : texts.qualification
  // The public page leaves it out from today on.
  if (over) await ctx.db.renewPages(ctx.centre.id)
  await tell(
    ctx,
    message({ party: provider.party_id }, text, values, `/my/providers/${provider.id}`),
    message({ duty: manageProviders.code }, text, values, `/desk/providers/${provider.id}`),
  )
}

/** A required one that is over is a reason to suspend; said once for each, a person decides. */
async function proposeWhereLacking(
  ctx: Ctx,
  provider: Watched,
  warned: ReadonlyMap<string, number>,
): Promise<void> {
  if (provider.state !== 'listed') return
  const fresh = lacking(provider, dayOf(ctx.now)).filter(
    one => warned.get(`${provider.id} ${one.name} ${one.valid_until}`) !== 0,
  )
  if (fresh.length === 0) return
  const names = fresh.map(one => `${one.name}（${one.valid_until} 到期）`).join('、')
  await proposeSuspension(ctx, provider.id, `必备资质已过期：${names}`, { ofPapers: true })
}

onMerge('provider.follow_merge', async (ctx, from, into) => {
  for (const table of ['provider', 'confirmation', 'provider_case', 'provider_change'] as const)
    await ctx.db.updateTable(table).set({ party_id: into }).where('party_id', '=', from).execute()
})
