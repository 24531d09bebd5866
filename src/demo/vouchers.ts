import { quoteFlow, serviceCaseFlow } from '#modules/cases'
import { milestoneFlow, milestonesOf, serviceOrderFlow } from '#modules/orders'
import { bankLineFlow, checkFlow, programmeFlow, redemptionFlow, voucherFlow } from '#modules/vouchers'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, type Ctx, stranger, system } from '#platform/ctx'
import { stage } from '#platform/files'
import type { Kernel } from '#platform/http'
import { perform } from '#platform/perform'
import type { RowOf } from '#platform/workflow'
import { identify } from './identify.ts'
import { inOrder } from './in-order.ts'
import { type PartyCast, recipients } from './people.ts'
import { drawn, type Picture } from './pictures.ts'
import type { Settled } from './settle.ts'

const day = 86_400_000

interface Scene {
  settled: Settled
  now: Date
  /** An invoice of each recipient's own. */
  papers: readonly Picture[]
  /** Who acts for each recipient of the cast, in their order. */
  people: readonly Actor[]
}

/** A running programme with vouchers in every state, one that was settled and reconciled, one that waits for the bureau. */
export async function liveVouchers(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  const [people, papers]: [Actor[], Picture[]] = [[], []]
  for (const [n, cast] of recipients.entries()) {
    papers.push(await drawn(kernel, '发票.png', '#f7f4ec', `#a9b5${String(10 + n)}`))
    people.push({
      ...(await identify(kernel, cast.contact, cast.phone)),
      parties: [settled.parties.get(cast.name) as string],
    })
  }
  const scene: Scene = { settled, now, people, papers }
  await settledProgramme(scene)
  await runningProgramme(scene)
  await waitingProgramme(scene)
}

const staffOf = ({ settled }: Scene, name: string): Actor => settled.staff.get(name) as Actor
const daysAgo = ({ now }: Scene, days: number): Date => new Date(now.getTime() - days * day)

/** Whoever acts for a recipient of the cast. */
const personOf = ({ people }: Scene, at: number): Actor => people[at] as Actor

const acts = (
  scene: Scene,
  who: Actor,
  ago: number,
  work: (ctx: Ctx) => Promise<unknown>,
): Promise<unknown> => scene.settled.at(who, daysAgo(scene, ago), work)

/** Lives of vouchers that go on side by side. */
const together = (scene: Scene, ...lives: Array<(scene: Scene) => Promise<unknown>>): Promise<void> =>
  inOrder(
    scene.settled.at,
    lives.map(life => at => life({ ...scene, settled: { ...scene.settled, at } })),
  )

interface Plan {
  code: string
  name: string
  about: string
  budget: number
  cap: number
  share: number
  number: string
  /** Days before now: drafted, and the time to claim. */
  drafted: number
  opens: number
  closes: number
  valid: number
}

async function draft(scene: Scene, plan: Plan): Promise<string> {
  const { settled } = scene
  const matcher = staffOf(scene, '张涛')
  const { id } = await settled.at(matcher, daysAgo(scene, plan.drafted), ctx =>
    perform(ctx, programmeFlow, 'draft', null, {
      ...{ code: plan.code, name: plan.name, about: plan.about },
      ...{ source: '县级电商发展专项资金', funds: 'centre', budget_fen: plan.budget },
      ...{
        share: plan.share,
        cap_fen: plan.cap,
        most_vouchers: 200,
        party_most: 1,
        party_most_fen: plan.cap,
      },
      opens_at: `${dayOf(daysAgo(scene, plan.opens))}T08:00`,
      closes_at: `${dayOf(daysAgo(scene, plan.closes))}T18:00`,
      ...{ valid_days: plan.valid, grace_days: 60, pay_to: 'provider' },
      proof: '服务发票、领券人自付部分的付款凭证。',
      audience: ['enterprise', 'sole_trader', 'cooperative', 'family_farm', 'village_collective', 'person'],
      conditions: [],
    }),
  )
  await settled.at(matcher, daysAgo(scene, plan.drafted), ctx => perform(ctx, programmeFlow, 'submit', id))
  return id
}

async function publish(scene: Scene, plan: Plan): Promise<string> {
  const id = await draft(scene, plan)
  await acts(scene, staffOf(scene, '周健'), plan.drafted - 2, ctx =>
    perform(ctx, programmeFlow, 'approve', id, { number: plan.number }),
  )
  await acts(scene, staffOf(scene, '张涛'), plan.drafted - 3, ctx =>
    perform(ctx, programmeFlow, 'publish', id),
  )
  return id
}

async function claim(scene: Scene, programme: string, at: number, ago: number): Promise<string> {
  const person = personOf(scene, at)
  const { id } = await scene.settled.at(person, daysAgo(scene, ago), ctx =>
    perform(ctx, voucherFlow, 'claim', null, { programme_id: programme, party_id: person.parties[0] }),
  )
  return id
}

/** By the clerk, with what the recipient signed. */
async function claimAtCounter(scene: Scene, programme: string, at: number, ago: number): Promise<void> {
  await acts(scene, staffOf(scene, '陈静'), ago, async ctx =>
    perform(ctx, voucherFlow, 'claimFor', null, {
      ...{ programme_id: programme, party_id: personOf(scene, at).parties[0], consent: true },
      consent_papers: [
        await stage(ctx, { ...(scene.papers[at] as Picture), name: '签字的委托.png' }, 'consent_papers'),
      ],
    }),
  )
}

interface Bought {
  order: string
  provider: Actor
}

/** A film that the recipient orders: asked for, quoted, agreed; the agreement still waits for both sides. */
async function ordered(scene: Scene, at: number, yuan: number, ago: number): Promise<Bought> {
  const { settled } = scene
  const cast = recipients[at] as PartyCast
  const person = personOf(scene, at)
  const handler = staffOf(scene, '张涛')
  const when = daysAgo(scene, ago)
  const { id } = await settled.at(person, when, ctx =>
    perform(ctx, serviceCaseFlow, 'submit', null, {
      ...{ item_id: settled.items.get('SX-001'), party_id: person.parties[0] },
      ...{ contact_name: cast.contact, contact_phone: cast.phone },
      answers: { use: '抖音', count: 3, place: cast.town },
    }),
  )
  await settled.at(staffOf(scene, '陈静'), when, ctx =>
    perform(ctx, serviceCaseFlow, 'accept', id, { assignee_id: handler.staffId }),
  )
  const quotes = await settled.at(handler, when, async ctx => {
    const offered = await ctx.db
      .selectFrom('provider_item')
      .innerJoin('provider', 'provider.id', 'provider_item.provider_id')
      .select('provider.id')
      .where('item_id', '=', settled.items.get('SX-001') as string)
      .where('provider.shown', '=', true)
      .limit(3)
      .execute()
    await perform(ctx, serviceCaseFlow, 'invite', id, {
      providers: offered.map(one => one.id),
      reason: '均有同类农产品拍摄案例，按轮换顺序邀请。',
    })
    return ctx.db.selectFrom('quote').select(['id', 'party_id']).where('case_id', '=', id).execute()
  })
  for (const [n, quote] of quotes.entries())
    await settled.at(firm(quote.party_id), when, ctx =>
      perform(ctx, quoteFlow, 'offer', quote.id, {
        price_fen: (yuan + n * 300) * 100,
        ...{ days: 20, proposal: '三条各 60 秒，脚本、拍摄、剪辑、配音全包，含两次修改。' },
      }),
    )
  const first = quotes[0] as (typeof quotes)[number]
  const order = await settled.at(person, when, async ctx => {
    await perform(ctx, serviceCaseFlow, 'agree', id, { quote_id: first.id })
    return ctx.db.selectFrom('service_order').select('id').where('case_id', '=', id).executeTakeFirstOrThrow()
  })
  return { order: order.id, provider: firm(first.party_id) }
}

const firm = (party: string): Actor => ({
  ...stranger,
  kind: 'person',
  name: '服务商业务员',
  parties: [party],
})

async function confirmBoth(scene: Scene, person: Actor, { order, provider }: Bought, ago: number) {
  for (const [who, action] of [
    [provider, 'confirmAsProvider'],
    [person, 'confirmAsRecipient'],
  ] as const)
    await acts(scene, who, ago, async ctx => {
      const row = await ctx.db
        .selectFrom('service_order')
        .selectAll()
        .where('id', '=', order)
        .executeTakeFirstOrThrow()
      const known = await serviceOrderFlow.actions[action].prefill?.(ctx, row, {})
      await perform(ctx, serviceOrderFlow, action, order, { ...known, consent: true })
    })
}

/** Milestones are delivered and accepted, one every five days until today. */
async function accepted(
  scene: Scene,
  person: Actor,
  bought: Bought,
  { milestones, ago }: { milestones: readonly RowOf<'milestone'>[]; ago: number },
): Promise<void> {
  for (const [n, milestone] of milestones.entries())
    if (ago - 5 * n > 1) await accept(scene, person, bought, milestone, ago - 5 * n)
}

async function accept(
  scene: Scene,
  person: Actor,
  { provider }: Bought,
  { id, points }: RowOf<'milestone'>,
  ago: number,
): Promise<void> {
  await acts(scene, provider, ago, ctx =>
    perform(ctx, milestoneFlow, 'deliver', id, { note: '已发到您微信，请查看。', files: [] }),
  )
  await acts(scene, person, ago - 1, ctx =>
    perform(ctx, milestoneFlow, 'accept', id, {
      version: 1,
      points,
    }),
  )
}

type Fate =
  | 'attached'
  | 'redeemable'
  | 'applied'
  | 'returned'
  | 'checked'
  | 'approved'
  | 'paid'
  | 'reclaiming'

/** A voucher that is used for an order, as far as its fate goes. */
async function use(
  scene: Scene,
  programme: string,
  at: number,
  { fate, yuan, ago }: { fate: Fate; yuan: number; ago: number },
): Promise<{ voucher: string; redemption: string | null }> {
  const person = personOf(scene, at)
  const voucher = await claim(scene, programme, at, ago)
  const bought = await ordered(scene, at, yuan, ago - 1)
  await acts(scene, person, ago - 2, ctx =>
    perform(ctx, voucherFlow, 'attach', voucher, { order_id: bought.order }),
  )
  if (fate === 'attached') return { voucher, redemption: null }
  await confirmBoth(scene, person, bought, ago - 2)
  const [milestone, ...others] = (await scene.settled.at(system, daysAgo(scene, ago - 6), ctx =>
    milestonesOf(ctx, bought.order),
  )) as [RowOf<'milestone'>, ...RowOf<'milestone'>[]]
  await accept(scene, person, bought, milestone, ago - 6)
  const rest = () => accepted(scene, person, bought, { milestones: others, ago: ago - 14 })
  if (fate === 'redeemable') {
    await rest()
    return { voucher, redemption: null }
  }
  const applied = daysAgo(scene, ago - 9)
  const { id } = await scene.settled.at(person, applied, async ctx =>
    perform(ctx, redemptionFlow, 'apply', null, {
      ...{ voucher_id: voucher, milestone_id: milestone.id, invoice: `3426 ${1_100 + at}` },
      own_fen: milestone.price_fen,
      own_on: dayOf(applied),
      proof: [await stage(ctx, scene.papers[at] as Picture, 'proof')],
    }),
  )
  await decide(scene, id, fate, ago - 10)
  await rest()
  return { voucher, redemption: id }
}

async function decide(scene: Scene, id: string, fate: Fate, ago: number): Promise<void> {
  const [matcher, director, clerk] = [
    staffOf(scene, '张涛'),
    staffOf(scene, '李卫东'),
    staffOf(scene, '陈静'),
  ]
  if (fate === 'applied') return
  if (fate === 'returned') {
    await acts(scene, matcher, ago, ctx =>
      perform(ctx, redemptionFlow, 'sendBack', id, { reason: '发票抬头和领券人名称不一致，请换开后再交。' }),
    )
    return
  }
  await acts(scene, matcher, ago, ctx =>
    perform(ctx, redemptionFlow, 'check', id, { check_note: '看过成片、发票和转账记录，相符。' }),
  )
  if (fate === 'checked') return
  await acts(scene, director, ago - 1, ctx => perform(ctx, redemptionFlow, 'approve', id))
  if (fate === 'approved') return
  const paid = daysAgo(scene, ago - 3)
  await acts(scene, clerk, ago - 3, ctx =>
    perform(ctx, redemptionFlow, 'pay', id, {
      paid_on: dayOf(paid),
      paid_number: `付 ${dayOf(paid).slice(5).replace('-', '')}${id.slice(-2).replaceAll(/\D/g, '7')}`,
    }),
  )
}

/** The payment as the bank shows it. */
async function bankShows(scene: Scene, programme: string, redemption: string, ago: number): Promise<void> {
  await acts(scene, staffOf(scene, '陈静'), ago, async ctx => {
    const paid = await ctx.db
      .selectFrom('voucher_redemption')
      .selectAll()
      .where('id', '=', redemption)
      .executeTakeFirstOrThrow()
    await perform(ctx, bankLineFlow, 'enter', null, {
      ...{ programme_id: programme, direction: 'out', day: paid.paid_on, amount_fen: paid.amount_fen },
      ...{ reference: paid.paid_number, counterpart: paid.payee_name },
    })
  })
}

/** Last spring's: used, paid, found again at the bank, what was left given back. */
async function settledProgramme(scene: Scene): Promise<void> {
  const { settled } = scene
  const year = dayOf(daysAgo(scene, 300)).slice(0, 4)
  const programme = await publish(scene, {
    ...{ code: `${year}-01`, name: '首批短视频服务券', budget: 5_000_00, cap: 800_00, share: 40 },
    about: '试点：帮农户和小店请专业团队拍三条短视频，看看大家用不用得上。',
    ...{ number: `怀商务〔${year}〕6 号`, drafted: 310, opens: 305, closes: 240, valid: 60 },
  })
  const bought = (at: number, yuan: number, ago: number) => async (now: Scene) => {
    const { redemption } = await use(now, programme, at, { fate: 'paid', yuan, ago })
    if (redemption) await bankShows(now, programme, redemption, 230)
  }
  await together(scene, bought(3, 2_600, 300), bought(13, 2_400, 290), async now => {
    const unused = await claim(now, programme, 5, 295)
    await acts(now, system, 240, ctx => perform(ctx, programmeFlow, 'endClaims', programme))
    await acts(now, system, 234, ctx => perform(ctx, voucherFlow, 'expire', unused))
  })
  // The rest of what both may still ask for ran out in the summer.
  await settled.at(system, daysAgo(scene, 170), async ctx => {
    const open = await ctx.db
      .selectFrom('voucher')
      .select('id')
      .where('programme_id', '=', programme)
      .where('state', 'in', ['attached', 'redeemable', 'settling'])
      .execute()
    for (const { id } of open) await perform(ctx, voucherFlow, 'progress', id, { state: 'used' })
  })
  await acts(scene, staffOf(scene, '陈静'), 165, ctx =>
    perform(ctx, checkFlow, 'run', null, { programme_id: programme }),
  )
  await acts(scene, staffOf(scene, '张涛'), 160, ctx => perform(ctx, programmeFlow, 'finish', programme))
}

/** This year's: vouchers and redemptions in every state. */
async function runningProgramme(scene: Scene): Promise<void> {
  const year = dayOf(scene.now).slice(0, 4)
  const programme = await publish(scene, {
    ...{ code: `${year}-11`, name: '直播短视频服务券', budget: 60_000_00, cap: 1_000_00, share: 50 },
    about: '请人拍短视频、做直播间布置，政府补一半，每张券最高一千元，先到先得。',
    ...{ number: `怀商务〔${year}〕31 号`, drafted: 118, opens: 112, closes: -35, valid: 90 },
  })
  const lives: ReadonlyArray<[number, Fate, number, number]> = [
    [1, 'approved', 2_800, 22],
    [2, 'checked', 3_600, 12],
    [4, 'returned', 2_500, 20],
    [6, 'applied', 4_200, 11],
    [8, 'redeemable', 2_900, 13],
    [9, 'attached', 3_000, 6],
  ]
  await together(
    scene,
    async now => {
      const expired = await claim(now, programme, 7, 110)
      await acts(now, system, 19, ctx => perform(ctx, voucherFlow, 'expire', expired))
    },
    async now => {
      const paid = await use(now, programme, 0, { fate: 'paid', yuan: 3_200, ago: 60 })
      if (paid.redemption) await bankShows(now, programme, paid.redemption, 36)
    },
    async now => {
      const wrong = await use(now, programme, 14, { fate: 'paid', yuan: 2_700, ago: 55 })
      if (wrong.redemption) await bankShows(now, programme, wrong.redemption, 31)
      await takeBack(now, wrong)
    },
    async now => {
      const back = await claim(now, programme, 12, 30)
      await acts(now, personOf(now, 12), 25, ctx => perform(ctx, voucherFlow, 'giveBack', back))
    },
    ...lives.map(
      ([at, fate, yuan, ago]) =>
        (now: Scene) =>
          use(now, programme, at, { fate, yuan, ago }),
    ),
    now => claim(now, programme, 10, 5),
    now => claimAtCounter(now, programme, 11, 3),
  )
  await acts(scene, staffOf(scene, '陈静'), 2, ctx =>
    perform(ctx, bankLineFlow, 'enter', null, {
      ...{ programme_id: programme, direction: 'out', day: addDays(dayOf(scene.now), -3), amount_fen: 18_00 },
      ...{ reference: '账户管理费', counterpart: '开户银行' },
    }),
  )
  await acts(scene, staffOf(scene, '陈静'), 1, ctx =>
    perform(ctx, checkFlow, 'run', null, { programme_id: programme }),
  )
}

/** What was paid twice for one film is asked back. */
async function takeBack(
  scene: Scene,
  { voucher, redemption }: { voucher: string; redemption: string | null },
) {
  await acts(scene, staffOf(scene, '李卫东'), 12, async ctx => {
    await perform(ctx, voucherFlow, 'revoke', voucher, {
      reason: '核实发现同一条片子在邻县领过补贴，不能重复领取。',
    })
    if (redemption)
      await perform({ ...ctx, actor: system }, redemptionFlow, 'demand', redemption, {
        reason: '服务券已撤销，已拨付的补贴追回。',
      })
  })
}

/** Next year's: with the bureau since yesterday. */
const waitingProgramme = (scene: Scene): Promise<string> => {
  const year = Number(dayOf(scene.now).slice(0, 4)) + 1
  return draft(scene, {
    ...{ code: `${year}-01`, name: '财税代理服务券', budget: 40_000_00, cap: 600_00, share: 60 },
    about: '帮刚办执照的小微企业请专业的人管账报税，头一年每户补六成。',
    ...{ number: '', drafted: 1, opens: -34, closes: -120, valid: 180 },
  })
}
