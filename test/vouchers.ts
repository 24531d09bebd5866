import { bankLineFlow, programmeFlow } from '#modules/vouchers'
import { addDays, dayOf } from '#platform/calendar'
import type { Actor } from '#platform/ctx'
import { perform } from '#platform/perform'
import type { TestApp } from './app.ts'
import { applyFor, does } from './deeds.ts'
import type { Firms } from './orders.ts'
import type { Visitor } from './visitor.ts'
import { providers, type World } from './world.ts'

/** A programme as 张涛 types it: half of the price, at most 600 元 a voucher, 60,000 元 in all, for everybody. */
export const programmeOf = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...{ code: '2026-01', name: '直播短视频服务券', about: '帮小店请人拍视频、做设计，先到先得。' },
  ...{ source: '2026 年县级电商专项资金', funds: 'centre', budget_fen: 60_000_00 },
  ...{ share: 50, cap_fen: 600_00, most_vouchers: 100, party_most: 1, party_most_fen: 600_00 },
  ...{ opens_at: '2026-11-20T08:00', closes_at: '2026-12-31T18:00', valid_days: 60, grace_days: 30 },
  ...{ pay_to: 'provider', proof: '服务发票和自付部分的付款凭证。' },
  audience: ['enterprise', 'sole_trader', 'cooperative', 'family_farm', 'village_collective', 'person'],
  conditions: [],
  ...more,
})

const actor = (world: World, name: string): Actor => world.staff.get(name) as Actor

/** Drafted by one, granted by the bureau, published; returns its id. */
export async function publishedProgramme(
  app: TestApp,
  world: World,
  more: Record<string, unknown> = {},
): Promise<string> {
  const now = app.clock.now
  const [matcher, bureau] = [actor(world, '张涛'), actor(world, '周健')]
  const { id } = await world.at(matcher, now, ctx =>
    perform(ctx, programmeFlow, 'draft', null, programmeOf(more)),
  )
  await world.at(matcher, now, ctx => perform(ctx, programmeFlow, 'submit', id))
  await world.at(bureau, now, ctx =>
    perform(ctx, programmeFlow, 'approve', id, { number: '怀商务〔2026〕12 号' }),
  )
  await world.at(matcher, now, ctx => perform(ctx, programmeFlow, 'publish', id))
  return id
}

/** Claims for whom the visitor acts, by the button of the page; returns the id of the voucher. */
export async function claimsVoucher(who: Visitor, programme: string): Promise<string> {
  const page = `/my/vouchers/claim/${programme}`
  const sent = await who.submit(page, {}, '/act/voucher/claim')
  if (sent.status !== 303)
    throw new Error(sent.page.querySelector('main')?.textContent ?? String(sent.status))
  return /[0-9a-f-]{36}/.exec(sent.location ?? '')?.[0] ?? ''
}

/** A programme that everybody may claim of, and the visitor's voucher. */
export async function claimedVoucher(app: TestApp, world: World, who: Visitor) {
  const programme = await publishedProgramme(app, world)
  return { programme, voucher: await claimsVoucher(who, programme) }
}

export interface Agreed {
  order: string
  case: string
  milestones: string[]
}

/** An order of some size that both sides agreed to; its first milestone is the voucher's to pay for. */
export async function agreedOrder(
  app: TestApp,
  world: World,
  firms: Firms,
  citizen: Visitor,
  { price = '4000', party }: { price?: string; party?: string } = {},
): Promise<Agreed> {
  const id = await quotedCase(world, firms, citizen, price, party)
  const order = await app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('service_order').select('id').where('case_id', '=', id).executeTakeFirstOrThrow(),
  )
  return { order: order.id, case: id, milestones: [] }
}

async function quotedCase(world: World, firms: Firms, citizen: Visitor, price: string, party?: string) {
  const staffId = world.staff.get('张涛')?.staffId ?? ''
  const id = await applyFor(citizen, world, 'SX-001', { use: '抖音', count: '1', place: '石牌镇' }, party)
  await does(await world.worker('陈静'), `service_case/accept/${id}`, { assignee_id: staffId })
  await does(await world.worker('张涛'), `service_case/invite/${id}`, {
    providers: [0, 1, 2].map(firms.provider),
    reason: '按轮换邀请三家。',
  })
  const quoteOf = async (n: number): Promise<string> =>
    (await firms.firm(n).call('GET', '/api/v1/quote'))
      .json<{ contents: Array<{ id: string; case_id: string }> }>()
      .contents.find(one => one.case_id === id)?.id ?? ''
  await does(firms.firm(0), `quote/offer/${await quoteOf(0)}`, {
    ...{ price_fen: price, days: '20', proposal: '三条各 60 秒，含两次修改。' },
  })
  for (const n of [1, 2])
    await does(firms.firm(n), `quote/decline/${await quoteOf(n)}`, { reason: '排期已满' })
  await does(citizen, `service_case/agree/${id}`, { quote_id: await quoteOf(0) })
  return id
}

/** Both sides confirm the agreement; returns the milestones in their order. */
export async function confirms(app: TestApp, world: World, firms: Firms, citizen: Visitor, order: string) {
  for (const [who, action] of [
    [firms.firm(0), 'confirmAsProvider'],
    [citizen, 'confirmAsRecipient'],
  ] as const) {
    const page = `/act/service_order/${action}/${order}`
    const sent = await who.submit(page, { consent: '1' })
    if (sent.status !== 303) throw new Error(sent.page.querySelector('main')?.textContent ?? '')
  }
  const rows = await app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('milestone')
      .select('id')
      .where('order_id', '=', order)
      .orderBy('position')
      .limit(20)
      .execute(),
  )
  return rows.map(row => row.id)
}

/** A milestone is delivered and accepted. */
export async function accepts(firms: Firms, citizen: Visitor, milestone: string): Promise<void> {
  const delivered = await firms
    .firm(0)
    .submit(`/act/milestone/deliver/${milestone}`, { note: '成片已交付，请查收。' })
  if (delivered.status !== 303) throw new Error(delivered.page.querySelector('main')?.textContent ?? '')
  const page = `/act/milestone/accept/${milestone}`
  const form = await citizen.get(page)
  const points = form.page
    .querySelectorAll('input[name="points"]')
    .map(input => input.getAttribute('value') ?? '')
  const sent = await citizen.submit(page, { points })
  if (sent.status !== 303) throw new Error(sent.page.querySelector('main')?.textContent ?? '')
}

export const firstProvider = providers[0]

/** A line of the bank's statement, typed by 陈静. */
export const bankLine = (world: World, now: Date, input: Record<string, unknown>) =>
  world.at(actor(world, '陈静'), now, ctx => perform(ctx, bankLineFlow, 'enter', null, input))

export const inDays = (app: TestApp, days: number): string => addDays(dayOf(app.clock.now), days)
