import { introductionFlow, postingFlow } from '#modules/matching'
import { needFlow, resourceFlow } from '#modules/resources'
import { type Actor, stranger } from '#platform/ctx'
import { perform } from '#platform/perform'
import type { TestApp } from './app.ts'
import type { World } from './world.ts'

/** A public resource, and of one party a need, a public posting, and that it asks to be introduced to another's. */
export async function broughtTogether(app: TestApp, world: World, party: string) {
  const staff = (name: string) => world.staff.get(name) as Actor
  const asker: Actor = { ...stranger, kind: 'person', name: '杨雪', parties: [party] }
  const contact = { contact_name: '杨雪', contact_phone: '13800000081' }
  const act = (who: Actor, work: Parameters<World['at']>[2]) =>
    world.at(who, app.clock.now, work) as Promise<{ id: string }>
  const resource = await act(staff('张涛'), ctx =>
    perform(ctx, resourceFlow, 'register', null, {
      ...{ kind: 'logistics', name: '乡镇冷链集货专线', holder_name: '顺达运输队', cost: '面议' },
      ...{ offers: '每天两班到乡镇收鲜货。', ...contact, contact_shown: 'introduced' },
    }),
  )
  await act(staff('张涛'), ctx => perform(ctx, resourceFlow, 'submit', resource.id))
  await act(staff('李卫东'), ctx => perform(ctx, resourceFlow, 'list', resource.id))
  const need = await act(asker, ctx =>
    perform(ctx, needFlow, 'ask', null, {
      ...{ party_id: party, kind: 'logistics', body: '鸡蛋要发快递，怕碎。', ...contact },
    }),
  )
  const about = {
    ...{ category: 'livestock.egg', title: '散养土鸡蛋', quantity: 100, unit: 'piece' },
    valid_until: '2027-01-20',
  }
  const posting = await act(asker, ctx =>
    perform(ctx, postingFlow, 'submit', null, { ...about, kind: 'supply', party_id: party, ...contact }),
  )
  const demand = await act(staff('张涛'), ctx =>
    perform(ctx, postingFlow, 'register', null, {
      ...{ ...about, kind: 'demand', title: '收土鸡蛋', phone: '13800000099', party_name: '马大山' },
      ...{ party_kind: 'person', channel: 'phone' },
    }),
  )
  for (const { id } of [posting, demand])
    await act(staff('陈静'), ctx => perform(ctx, postingFlow, 'publish', id))
  const introduction = await act(asker, ctx =>
    perform(ctx, introductionFlow, 'ask', null, {
      ...{ posting_id: demand.id, party_id: party, words: '每天一百枚。', ...contact, consent: true },
    }),
  )
  return {
    pooled: resource.id,
    need: need.id,
    posting: posting.id,
    introduction: introduction.id,
  }
}
