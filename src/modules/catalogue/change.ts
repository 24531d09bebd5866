import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { dateTime } from '#platform/format'
import { message } from '#platform/notify'
import { perform } from '#platform/perform'
import { defineTemplate } from '#platform/templates'
import { allOf, concerned, not } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { fieldsChanged, same } from './change-words.ts'
import { changeDays } from './freshness.ts'
import { type Offer, offering } from './offers.ts'
import { offerText } from './price.ts'
import { itself, manageProviders, providerFlow } from './provider.ts'
import { actsForProvider, providerOf } from './provider-case.ts'
import { ownProfile, type Profile, profileOf } from './provider-inputs.ts'

type Change = RowOf<'provider_change'>
type Provider = RowOf<'provider'>

const texts = {
  proposed: defineTemplate('provider_change.proposed', '{name}提议修改{what}，请核对后采纳或退回。'),
  adopted: defineTemplate('provider_change.adopted', '您提议的修改（{what}）已采纳。', { sms: true }),
  refused: defineTemplate('provider_change.refused', '您提议的修改（{what}）没有采纳：{reason}', {
    sms: true,
  }),
}

const ownPage = (row: Change): string => `/my/providers/${row.provider_id}`
const deskPage = (row: Change): string => `/desk/providers/${row.provider_id}`
const nameOf = async (ctx: Ctx, raw: Record<string, unknown>): Promise<string | null> =>
  (await providerOf(ctx, raw.provider_id).catch(() => null))?.name ?? null

const what = (row: Pick<Change, 'kind' | 'name'>): string =>
  row.kind === 'profile' ? '资料' : `「${row.name}」的报价`

type OwnProfile = Profile & { provider_id: string }

const proposal = (ctx: Ctx, provider: Provider) => ({
  provider_id: provider.id,
  party_id: provider.party_id,
  proposed_by: ctx.actor.name,
  proposed_at: ctx.now,
})

/** Two people of the same firm wait for each other. */
const oneAtATime = (ctx: Ctx, providerId: string) =>
  ctx.db.selectFrom('provider').select('id').where('id', '=', providerId).forUpdate().execute()

/** A second proposal about the same would leave open which of them holds. */
async function refuseSecond(ctx: Ctx, providerId: string, itemId: string | null): Promise<void> {
  const waiting = await ctx.db
    .selectFrom('provider_change')
    .select('id')
    .where('provider_id', '=', providerId)
    .where('item_id', 'is not distinct from', itemId)
    .where('state', '=', 'proposed')
    .executeTakeFirst()
  if (waiting)
    throw conflict('上一次的提议还没有处理；要改内容，请先撤回上一次的。', `/my/providers/${providerId}`)
}

async function proposedProfile(ctx: Ctx, { provider_id, ...wanted }: OwnProfile) {
  const provider = await providerOf(ctx, provider_id)
  await oneAtATime(ctx, provider_id)
  await refuseSecond(ctx, provider_id, null)
  const before = profileOf(provider)
  const required = new Set(before.qualifications.filter(one => one.required).map(one => one.name))
  const after = {
    ...wanted,
    qualifications: wanted.qualifications.map(one => ({ ...one, required: required.has(one.name) })),
  }
  if (fieldsChanged(before, after).length === 0) throw invalid({ '': '内容没有变化，不需要提交。' })
  return {
    ...proposal(ctx, provider),
    kind: 'profile',
    name: provider.name,
    before: JSON.stringify(before),
    wanted: JSON.stringify(after),
  }
}

async function proposedPrice(ctx: Ctx, input: Offer & { provider_id: string }) {
  const provider = await providerOf(ctx, input.provider_id)
  await oneAtATime(ctx, provider.id)
  await refuseSecond(ctx, provider.id, input.item_id)
  const wanted = { price_fen: input.price_fen ?? null, price_note: input.price_note }
  if (input.before && offerText(input.before) === offerText(wanted))
    throw invalid({ price_fen: '和现在的报价一样，不需要提交。' })
  const { price_fen, price_note } = input.before ?? { price_fen: null, price_note: '' }
  return {
    ...proposal(ctx, provider),
    kind: 'price',
    item_id: input.item_id,
    name: input.item,
    before: JSON.stringify(input.before ? { price_fen, price_note } : null),
    wanted: JSON.stringify(wanted),
  }
}

/** Only what the provider wants changed, upon what stands there now; not upon what somebody has changed since. */
async function carryOut(ctx: Ctx, row: Change): Promise<void> {
  const basis = `依服务商 ${dateTime(row.proposed_at)} 的提议`
  if (row.kind === 'price') {
    const { price_fen, price_note } = row.wanted as unknown as {
      price_fen: number | null
      price_note: string
    }
    const price = { item_id: row.item_id, ...(price_fen !== null && { price_fen }), price_note }
    await perform(ctx, providerFlow, 'offerItem', row.provider_id, { ...price, basis })
    return
  }
  const provider = await ctx.db
    .selectFrom('provider')
    .selectAll()
    .where('id', '=', row.provider_id)
    .executeTakeFirstOrThrow()
  const now = profileOf(provider)
  const before = row.before as unknown as Profile
  const wanted = row.wanted as unknown as Profile
  const changed = fieldsChanged(before, wanted)
  const touched = changed.filter(key => !same(now[key], before[key]))
  if (touched.length > 0)
    throw conflict(
      '提议之后资料又有修改，改的是同一处。请退回这份提议，让服务商按现在的资料重新提交。',
      deskPage(row),
    )
  const next = { ...now, ...Object.fromEntries(changed.map(key => [key, wanted[key]])) }
  await perform(ctx, providerFlow, 'edit', row.provider_id, { ...next, basis })
}

const reason = z.object({
  reason: z
    .string()
    .trim()
    .min(2)
    .max(300)
    .meta({ label: '原因', widget: 'textarea', help: '会告知服务商。' }),
})

/** 4.4.2 A provider keeps its own entry true: it proposes, staff adopt, and the edit is theirs. */
export const providerChangeFlow = defineWorkflow({
  subject: 'provider_change',
  label: '服务商提议',
  clause: '4.4.2',
  states: {
    proposed: { label: '待处理', tone: 'orange', awaits: manageProviders, clock: 'decide' },
    adopted: { label: '已采纳', tone: 'green', final: true },
    refused: { label: '未采纳', tone: 'red', final: true },
    withdrawn: { label: '已撤回', tone: 'grey', final: true },
  },
  clocks: { decide: { label: '处理', within: changeDays } },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system'
      ? query
      : actor.parties.length === 0
        ? query.where('provider_change.id', 'is', null)
        : query.where('provider_change.party_id', 'in', [...actor.parties]),
  title: row => (row.kind === 'profile' ? `${row.name}提议修改资料` : `服务商提议修改${what(row)}`),
  href: (row, actor) => (actor.staffId ? deskPage(row) : ownPage(row)),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    provider_id: z.uuid(),
    kind: z.enum(['profile', 'price']),
    item_id: z.uuid().nullable(),
    proposed_at: z.date(),
  }),
  actions: action => ({
    proposeProfile: action<OwnProfile>({
      label: '修改资料',
      past: '提议修改资料',
      done: '已提交，中心核对后更新公开页面',
      from: 'new',
      to: 'proposed',
      by: actsForProvider,
      about: nameOf,
      input: async (ctx, _row, raw) => {
        const { id } = await providerOf(ctx, raw.provider_id)
        await refuseSecond(ctx, id, null)
        return z.object({
          provider_id: z.literal(id).meta({ widget: 'hidden' }),
          ...ownProfile,
        }) as unknown as z.ZodType<OwnProfile>
      },
      prefill: async (ctx, _row, raw) => ({ ...profileOf(await providerOf(ctx, raw.provider_id)) }),
      effect: (ctx, _row, input) => proposedProfile(ctx, input),
      tell: row => [
        message(
          { duty: manageProviders.code },
          texts.proposed,
          { name: row.name, what: '资料' },
          deskPage(row),
        ),
      ],
    }),
    proposePrice: action<Offer & { provider_id: string }>({
      label: '提交报价',
      past: '提议修改报价',
      done: '已提交，中心核对后更新公开页面',
      from: 'new',
      to: 'proposed',
      by: actsForProvider,
      about: nameOf,
      input: async (ctx, _row, raw) => {
        const provider = await providerOf(ctx, raw.provider_id)
        const hidden = z.object({ provider_id: z.literal(provider.id).meta({ widget: 'hidden' }) })
        return offering(ctx, provider, hidden) as Promise<z.ZodType<Offer & { provider_id: string }>>
      },
      prefill: async (ctx, _row, raw) => currentPrice(ctx, raw),
      effect: (ctx, _row, input) => proposedPrice(ctx, input),
      tell: (row, _input, ctx) => [
        message(
          { duty: manageProviders.code },
          texts.proposed,
          { name: ctx.actor.name, what: what(row) },
          deskPage(row),
        ),
      ],
    }),
    adopt: action({
      label: '采纳',
      past: '采纳了提议',
      from: ['proposed'],
      to: 'adopted',
      by: allOf(manageProviders, not(concerned)),
      tone: 'primary',
      consequence: carryOut,
      tell: row => [message({ party: row.party_id }, texts.adopted, { what: what(row) }, ownPage(row))],
    }),
    refuse: action<{ reason: string }>({
      label: '不采纳',
      past: '没有采纳提议',
      from: ['proposed'],
      to: 'refused',
      by: allOf(manageProviders, not(concerned)),
      input: reason,
      note: input => input.reason,
      tell: (row, input) => [
        message(
          { party: row.party_id },
          texts.refused,
          { what: what(row), reason: input.reason },
          ownPage(row),
        ),
      ],
    }),
    withdraw: action({
      label: '撤回',
      past: '撤回了提议',
      from: ['proposed'],
      to: 'withdrawn',
      by: itself,
      confirm: '撤回后可以重新提交。',
    }),
  }),
})

async function currentPrice(ctx: Ctx, { provider_id, item_id }: Record<string, unknown>) {
  const provider = await providerOf(ctx, provider_id)
  if (typeof item_id !== 'string') return {}
  const offer = await ctx.db
    .selectFrom('provider_item')
    .select(['item_id', 'price_fen', 'price_note'])
    .where('provider_id', '=', provider.id)
    .where('item_id', '=', item_id)
    .executeTakeFirst()
  return offer ? { ...offer, price_fen: offer.price_fen ?? undefined } : {}
}
