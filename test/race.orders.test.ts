import { beforeAll, describe, expect, test } from 'vitest'
import { milestoneFlow, serviceOrderFlow } from '#modules/orders'
import { type Actor, type Ctx, stranger, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { agreedOrder } from './agreed.ts'
import { type TestApp, testApp, type Visitor } from './app.ts'
import { claims, startOf } from './deeds.ts'
import { newCentre, providers, type World } from './world.ts'

/** Both sides of an order at once, on PostgreSQL: one outcome, nobody waits for ever, money never passes the price. */
let app: TestApp
let world: World
let farmer: Visitor
let firm: Visitor
let officer: Visitor
let party = ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  farmer = await world.citizen('13800000081', '杨雪')
  firm = await world.citizen(providers[0]?.phone ?? '', providers[0]?.contact)
  await claims(firm)
  officer = await world.worker('张涛')
  party =
    (await farmer.call('GET', '/api/v1/party')).json<{ contents: Array<{ id: string }> }>().contents[0]?.id ??
    ''
})

const act = <T>(who: Actor, work: (ctx: Ctx) => Promise<T>): Promise<T> => world.at(who, app.clock.now, work)
const person = (id: string): Actor => ({ ...stranger, kind: 'person', name: '经办人', parties: [id] })
const orderRow = (id: string) =>
  act(system, ctx =>
    ctx.db.selectFrom('service_order').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
const milestones = (id: string) =>
  act(system, ctx =>
    ctx.db
      .selectFrom('milestone')
      .selectAll()
      .where('order_id', '=', id)
      .orderBy('position')
      .limit(20)
      .execute(),
  )

/** An order in force whose first milestone is delivered. */
async function delivered(): Promise<{ order: string; milestone: string; caseId: string }> {
  const { order } = await agreedOrder(app, world, party)
  const row = await orderRow(order)
  await act(person(party), ctx =>
    perform(ctx, serviceOrderFlow, 'confirmAsRecipient', order, { digest: row.digest, consent: true }),
  )
  const [first] = await milestones(order)
  const milestone = first?.id ?? ''
  await act(person(row.provider_party_id), ctx =>
    perform(ctx, milestoneFlow, 'deliver', milestone, { note: '脚本三条，请看。', files: [] }),
  )
  return { order, milestone, caseId: row.case_id }
}

const accepting = async (milestone: string): Promise<Record<string, string | string[]>> => {
  const form = await farmer.get(`/act/milestone/accept/${milestone}`)
  return {
    version: startOf(form, 'version'),
    points: form.page.querySelectorAll('input[name=points]').map(one => one.getAttribute('value') ?? ''),
  }
}

describe('two sides at once', () => {
  test('ten times the recipient accepts while the provider takes back: one of the two happens', async () => {
    for (let round = 0; round < 10; round++) {
      const { milestone } = await delivered()
      const fields = await accepting(milestone)
      const answers = await Promise.all([
        farmer.post(`/act/milestone/accept/${milestone}`, fields),
        firm.post(`/act/milestone/takeBack/${milestone}`, { reason: '发现一处错误，改好再交。' }),
      ])
      expect(answers.map(one => one.status).sort()).toEqual([303, 409])
    }
  })

  test('ten times the recipient accepts while the case is handed back: both end, and nobody waits for ever', async () => {
    for (let round = 0; round < 10; round++) {
      const { milestone, caseId, order } = await delivered()
      const fields = await accepting(milestone)
      const answers = await Promise.all([
        farmer.post(`/act/milestone/accept/${milestone}`, fields),
        officer.post(`/act/service_case/handBack/${caseId}`, { reason: '服务商临时不能来了。' }),
      ])
      for (const one of answers) expect([303, 409]).toContain(one.status)
      expect(answers.some(one => one.status === 303)).toBe(true)
      const { state } = await orderRow(order)
      expect(state).toBe(answers[1]?.status === 303 ? 'terminated' : 'running')
      const open = (await milestones(order)).filter(one =>
        ['planned', 'delivered', 'returned'].includes(one.state),
      )
      if (state === 'terminated') expect(open).toEqual([])
    }
  })

  test('both confirm at once: it is in force once, with its milestones once', async () => {
    for (let round = 0; round < 5; round++) {
      const { order } = await agreedOrder(app, world, party)
      const row = await orderRow(order)
      await act(world.staff.get('张涛') as Actor, ctx =>
        perform(ctx, serviceOrderFlow, 'adjust', order, { plan: row.plan, warranty_days: 20 }),
      )
      const paths = [
        [farmer, `/act/service_order/confirmAsRecipient/${order}`],
        [firm, `/act/service_order/confirmAsProvider/${order}`],
      ] as const
      const digest = startOf(await farmer.get(paths[0][1]), 'digest')
      const answers = await Promise.all(paths.map(([who, path]) => who.post(path, { digest, consent: 'on' })))
      expect(answers.map(one => one.status)).toEqual([303, 303])
      expect((await orderRow(order)).state).toBe('running')
      expect((await milestones(order)).map(one => one.position)).toEqual([1, 2, 3])
    }
  })

  test('twenty payments at once never pass the price', async () => {
    const { order, milestone } = await delivered()
    const price = (await milestones(order))[0]?.price_fen ?? 0
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        farmer.post('/act/order_payment/note', {
          ...{
            order_id: order,
            milestone_id: milestone,
            amount_fen: '200',
            paid_on: '2026-11-20',
            means: 'bank',
          },
        }),
      ),
    )
    const noted = answers.filter(one => one.status === 303).length
    expect(noted).toBe(Math.floor(price / 20_000))
    expect(new Set(answers.map(one => one.status))).toEqual(new Set([303, 422]))
  })
})
