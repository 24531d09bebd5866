import { quoteFlow, serviceCaseFlow } from '#modules/cases'
import { kindFlow, serviceOrderFlow, settleKinds } from '#modules/orders'
import { type Actor, type Ctx, stranger, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import type { TestApp } from './app.ts'
import { providers, type World } from './world.ts'

const person = (party: string): Actor => ({ ...stranger, kind: 'person', name: '经办人', parties: [party] })

/** The nine kinds, and an order of a party with the first provider; confirmed by that provider alone. */
export async function agreedOrder(app: TestApp, world: World, party: string) {
  const act = <T>(who: Actor, work: (ctx: Ctx) => Promise<T>) => world.at(who, app.clock.now, work)
  await act(system, settleKinds)
  const kind = await act(system, ctx =>
    ctx.db.selectFrom('support_kind').select('id').where('code', '=', 'video').executeTakeFirstOrThrow(),
  )
  const officer = world.staff.get('张涛') as Actor
  await act(officer, ctx =>
    perform(ctx, kindFlow, 'addItem', kind.id, { item_id: world.items.get('SX-001') ?? '' }),
  )
  const { id } = await act(world.staff.get('陈静') as Actor, ctx =>
    perform(ctx, serviceCaseFlow, 'register', null, {
      ...{ phone: '13800000081', party_id: party, channel: 'counter', note: '拍两条短视频' },
      ...{ item_id: world.items.get('SX-001'), assignee_id: officer.staffId },
    }),
  )
  await act(officer, ctx =>
    perform(ctx, serviceCaseFlow, 'invite', id, {
      providers: [...world.providers.values()],
      reason: '按轮换邀请三家。',
    }),
  )
  const first = world.providers.get(providers[0]?.name ?? '') ?? ''
  const quote = await act(system, ctx =>
    ctx.db
      .selectFrom('quote')
      .select(['id', 'party_id'])
      .where('case_id', '=', id)
      .where('provider_id', '=', first)
      .executeTakeFirstOrThrow(),
  )
  await act(person(quote.party_id), ctx =>
    perform(ctx, quoteFlow, 'offer', quote.id, { price_fen: 300_000, days: 10, proposal: '两条，含修改。' }),
  )
  await act(officer, ctx => perform(ctx, serviceCaseFlow, 'presentQuotes', id))
  await act(person(party), ctx => perform(ctx, serviceCaseFlow, 'agree', id, { quote_id: quote.id }))
  const order = await act(system, ctx =>
    ctx.db.selectFrom('service_order').selectAll().where('case_id', '=', id).executeTakeFirstOrThrow(),
  )
  await act(person(quote.party_id), async ctx => {
    const prefill = await serviceOrderFlow.actions.confirmAsProvider.prefill?.(ctx, order, {})
    return perform(ctx, serviceOrderFlow, 'confirmAsProvider', order.id, { ...prefill, consent: true })
  })
  return { order: order.id, supportKind: kind.id }
}
