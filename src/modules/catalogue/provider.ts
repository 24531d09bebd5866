import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { performMany } from '#platform/perform'
import { dropFromIndex, putInIndex } from '#platform/search'
import { anyOf, defineDuty, theSystem, type Who } from '#platform/who'
import { type AnyWorkflow, defineWorkflow, type RowOf, workflows } from '#platform/workflow'
import { hiddenBecause, settleConfirmation } from './freshness.ts'
import { providerLeft } from './leaving.ts'
import { dropOffer, dropping, type Offer, offering, priceNote, saveOffer } from './offers.ts'
import { offerText } from './price.ts'
import {
  editing,
  type Profile,
  partyField,
  profile,
  profileColumns,
  type Qualification,
} from './provider-inputs.ts'

export type { KeyPerson, Profile, Qualification } from './provider-inputs.ts'

export const manageProviders = defineDuty('provider.manage', '管理服务商名录')

/** Whoever acts for the firm itself. */
export const itself: Who<{ party_id: string | null }> = {
  says: '服务商本身',
  test: (actor, row) => row.party_id !== null && actor.parties.includes(row.party_id),
}

type Provider = RowOf<'provider'>

interface Listing extends Profile {
  party_id: string
}

const reasoned = (label: string) =>
  z.object({ reason: z.string().trim().min(5).max(1000).meta({ label, widget: 'textarea' }) })

/** Listing counts as a confirmation. */
const confirmedNow = (ctx: Ctx) => ({ confirmed_on: dayOf(ctx.now), hidden_since: null, hidden_why: null })

/** What everybody may read of it is different from now on: whoever keeps a copy of the directory asks since when. */
const changed = (ctx: Ctx) => ({ changed_at: ctx.now })

/** 4.4.1 A provider in the directory. It comes by admission and goes by exit (4.5.1), each with a flow of its own. */
export const providerFlow = defineWorkflow({
  subject: 'provider',
  label: '服务商',
  clause: '4.4.1',
  states: {
    listed: { label: '在库', tone: 'green', final: true },
    suspended: { label: '暂停', tone: 'orange', final: true },
    left: { label: '已退出', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system'
      ? query
      : query.where(eb =>
          eb.or([
            eb('provider.shown', '=', true),
            ...(actor.parties.length > 0 ? [eb('provider.party_id', 'in', [...actor.parties])] : []),
          ]),
        ),
  title: row => row.name,
  href: (row, actor) =>
    actor.staffId
      ? `/desk/providers/${row.id}`
      : actor.parties.includes(row.party_id)
        ? `/my/providers/${row.id}`
        : `/providers/${row.id}`,
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    name: z.string(),
    state: z.string(),
    introduction: z.string(),
    listed_at: z.date(),
    changed_at: z.date(),
    confirmed_on: z.string().meta({ description: '内容最近一次确认属实的日期' }),
    shown: z.boolean().meta({ description: '是否公开' }),
  }),
  actions: action => ({
    list: action<Listing>({
      label: '入库',
      past: '登记入库',
      from: 'new',
      to: 'listed',
      by: theSystem,
      inner: true,
      publishes: true,
      input: async (ctx, _row, raw) =>
        z.object({
          party_id: await partyField(ctx, raw.party_id),
          ...profile,
        }) as unknown as z.ZodType<Listing>,
      effect: async (ctx, row, { party_id, ...input }) => {
        await index(ctx, row.id, input)
        return {
          ...profileColumns(input),
          ...confirmedNow(ctx),
          party_id,
          listed_at: ctx.now,
          ...changed(ctx),
        }
      },
    }),
    readmit: action<Profile>({
      label: '重新入库',
      past: '重新登记入库',
      from: ['left'],
      to: 'listed',
      by: theSystem,
      inner: true,
      quiet: true,
      publishes: true,
      input: z.object(profile) as unknown as z.ZodType<Profile>,
      effect: async (ctx, _row, input) => ({
        ...profileColumns(input),
        ...confirmedNow(ctx),
        listed_at: ctx.now,
        ...changed(ctx),
      }),
      consequence: async (ctx, row) => index(ctx, row.id, row),
    }),
    edit: action<Profile & { basis?: string | undefined }>({
      label: '修改',
      past: '修改了资料',
      from: ['listed', 'suspended'],
      by: manageProviders,
      publishes: true,
      input: editing,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (ctx, row, { basis: _, ...input }) => {
        if (row.shown) await index(ctx, row.id, input)
        return { ...profileColumns(input), ...changed(ctx) }
      },
      consequence: settleSuspension,
      note: input => input.basis,
    }),
    offerItem: action<Offer>({
      label: '登记项目与报价',
      past: '登记了服务项目与报价',
      from: ['listed'],
      by: anyOf(manageProviders, theSystem),
      publishes: true,
      input: (ctx, row) => offering(ctx, row),
      effect: async ctx => changed(ctx),
      consequence: saveOffer,
      note: priceNote,
    }),
    dropItem: action<{
      item_id: string
      before: { name: string; price_fen: number | null; price_note: string } | null
    }>({
      label: '取消服务项目',
      past: '取消了服务项目',
      from: ['listed', 'suspended'],
      by: manageProviders,
      publishes: true,
      input: dropping,
      effect: async ctx => changed(ctx),
      consequence: dropOffer,
      note: ({ before }) => before && `「${before.name}」原报价 ${offerText(before)}`,
    }),
    affirm: action({
      label: '确认内容',
      past: '确认内容仍然属实',
      from: ['listed'],
      by: anyOf(manageProviders, itself, theSystem),
      inner: true,
      quiet: true,
      publishes: true,
      // That it is still true changes nothing of it, unless it comes back by that.
      effect: async (ctx, row) => ({ ...confirmedNow(ctx), ...(row.hidden_since && changed(ctx)) }),
      consequence: async (ctx, row) => index(ctx, row.id, row),
    }),
    hide: action<{ why: 'unconfirmed' }>({
      label: '暂停公开',
      past: '暂停公开',
      from: ['listed'],
      by: theSystem,
      inner: true,
      quiet: true,
      publishes: true,
      input: z.object({ why: z.literal('unconfirmed') }),
      effect: async (ctx, _row, { why }) => ({ hidden_since: ctx.now, hidden_why: why, ...changed(ctx) }),
      consequence: async (ctx, row) => dropFromIndex(ctx, 'provider', row.id),
      note: input => hiddenBecause[input.why],
    }),
    suspend: action<{ reason: string }>({
      label: '暂停',
      past: '暂停',
      from: ['listed'],
      to: 'suspended',
      by: manageProviders,
      tone: 'danger',
      publishes: true,
      input: reasoned('原因'),
      effect: async ctx => ({ hidden_since: null, hidden_why: null, ...changed(ctx) }),
      consequence: offDirectory,
      note: input => input.reason,
    }),
    leave: action<{ reason: string }>({
      label: '退出',
      past: '退出服务商库',
      from: ['listed', 'suspended'],
      to: 'left',
      by: theSystem,
      inner: true,
      quiet: true,
      publishes: true,
      input: reasoned('原因'),
      effect: async ctx => ({ hidden_since: null, hidden_why: null, ...changed(ctx) }),
      consequence: async (ctx, row) => {
        await offDirectory(ctx, row)
        await providerLeft(ctx, row)
      },
      note: input => input.reason,
    }),
    resume: action({
      label: '恢复在库',
      past: '恢复在库',
      from: ['suspended'],
      to: 'listed',
      by: manageProviders,
      publishes: true,
      effect: async ctx => ({ ...confirmedNow(ctx), ...changed(ctx) }),
      consequence: async (ctx, row) => index(ctx, row.id, row),
    }),
  }),
})

const index = (ctx: Ctx, id: string, provider: Pick<Provider, 'name' | 'introduction'>) =>
  putInIndex(ctx, {
    subject: 'provider',
    recordId: id,
    audience: 'public',
    title: provider.name,
    summary: provider.introduction.slice(0, 60),
    href: `/providers/${id}`,
    text: provider.introduction,
    weight: 3,
  })

/** Nobody finds it, nobody is asked about it, and what spoke for suspending it is settled. */
async function offDirectory(ctx: Ctx, row: Provider): Promise<void> {
  await dropFromIndex(ctx, 'provider', row.id)
  await settleConfirmation(ctx, { provider: row.id }, 'drop')
  await settleSuspension(ctx, row)
}

/** Required qualifications that were over before this day. */
export const lacking = (row: Pick<Provider, 'qualifications'>, day: string): Qualification[] =>
  (row.qualifications as unknown as Qualification[]).filter(
    one => one.required && one.valid_until !== null && one.valid_until < day,
  )

/** Each with whether it is over, for those who may see that. */
export const withExpiry = (ctx: Ctx, all: readonly Qualification[]) =>
  all.map(one => ({ ...one, expired: one.valid_until !== null && one.valid_until < dayOf(ctx.now) }))

/**
 * A proposal to suspend it is settled once the provider is off the directory; one that speaks of its papers, once none is
 * lacking. Whatever else speaks against it waits for a person.
 */
async function settleSuspension(ctx: Ctx, row: Provider): Promise<void> {
  if (row.state === 'listed' && lacking(row, dayOf(ctx.now)).length > 0) return
  const open = await ctx.db
    .selectFrom('suspension_proposal')
    .select('id')
    .where('provider_id', '=', row.id)
    .where('state', '=', 'open')
    .$if(row.state === 'listed', those => those.where('of_papers', '=', true))
    .execute()
  const flow = workflows.get('suspension_proposal') as AnyWorkflow
  const ids = open.map(one => one.id)
  await performMany({ ...ctx, actor: system }, flow, 'settle', ids)
}
