import { quoteFlow, serviceCaseFlow } from '#modules/cases'
import { providerFlow, serviceItemFlow } from '#modules/catalogue'
import {
  amendmentFlow,
  claimFlow,
  kindFlow,
  milestoneFlow,
  milestonesOf,
  paymentFlow,
  serviceOrderFlow,
  settleKinds,
} from '#modules/orders'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { asOf } from '#platform/ids'
import { perform } from '#platform/perform'
import type { RowOf } from '#platform/workflow'
import type { Settled } from './settle.ts'

type Order = RowOf<'service_order'>

const kindOf: Record<string, string> = {
  'SX-001': 'video',
  'SX-002': 'visual',
  'SX-003': 'visual',
  'YX-001': 'marketing',
  'CS-001': 'tax',
  'ZS-001': 'property',
  'WL-001': 'logistics',
}

/** Items that the nine kinds of 5.6.1 lack so far; firms of the county offer them. */
const moreItems = [
  {
    ...{
      code: 'RJ-002',
      kind: 'software',
      name: '进销存与小程序部署',
      price_fen: 280_000,
      price_unit: '每套起',
    },
    summary: '库存、订单、会员在一部手机上管。',
    content: '按需求清单选配进销存和小程序商城，部署、导入数据、教会使用。',
    firms: ['怀宁云上影像工作室', '皖西南短视频创作基地'],
  },
  {
    ...{
      code: 'JS-001',
      kind: 'technology',
      name: '店铺和直播设备调试',
      price_fen: 30_000,
      price_unit: '每次',
    },
    summary: '店铺接口、网络、直播设备，上门修好。',
    content: '诊断店铺接口、网络和直播设备的问题，报清工作量后上门处理，留下说明。',
    firms: ['怀宁云上影像工作室'],
  },
  {
    ...{ code: 'JR-001', kind: 'finance', name: '贷款材料准备与陪办', price_fen: 50_000, price_unit: '每件' },
    summary: '比较几家的条件，把材料一次备齐。',
    content: '了解经营和用款，比较贷款、担保和保险的条件，整理材料并陪同办理；不收放款提成。',
    firms: ['安庆明达财税咨询有限公司'],
  },
] as const

/** The nine kinds, each with what is offered of it, before the first case comes in. */
export async function settleSupport(settled: Settled, began: Date): Promise<void> {
  await settled.at(system, began, async ctx => {
    await settleKinds(ctx)
    const kinds = await ctx.db.selectFrom('support_kind').select(['id', 'code']).limit(20).execute()
    const idOf = (code: string) => kinds.find(one => one.code === code)?.id ?? ''
    const editor = { ...ctx, actor: settled.staff.get('张涛') as Actor }
    for (const [code, kind] of Object.entries(kindOf))
      await perform(editor, kindFlow, 'addItem', idOf(kind), { item_id: settled.items.get(code) })
    for (const item of moreItems) await addItem(ctx, editor, settled, item, idOf(item.kind))
  })
}

async function addItem(
  ctx: Ctx,
  editor: Ctx,
  settled: Settled,
  { kind: _kind, firms, ...item }: (typeof moreItems)[number],
  kindId: string,
): Promise<void> {
  const made = await perform(editor, serviceItemFlow, 'create', null, {
    ...item,
    ...{ family: 'support', handling: 'order', price_kind: 'standard', promised_days: 15 },
    audience: ['企业', '个体工商户', '农民专业合作社', '家庭农场'],
    ...{ steps: [], materials: [], rank: 500 },
    legal_basis: '县域电子商务公共服务中心服务指南第 5.6 条',
  })
  await perform(editor, kindFlow, 'addItem', kindId, { item_id: made.id, form: true })
  await perform(editor, serviceItemFlow, 'submit', made.id)
  await perform(ctx, serviceItemFlow, 'publish', made.id, { reason: '首批上架' })
  settled.items.set(item.code, made.id)
  for (const name of firms) {
    const provider = settled.providers.get(name)
    const offer = { item_id: made.id, price_fen: item.price_fen }
    if (provider) await perform(ctx, providerFlow, 'offerItem', provider, offer)
  }
}

const side = (party: string, name: string): Actor => ({
  ...system,
  kind: 'person',
  name,
  parties: [party],
})
const recipientOf = (order: Order): Actor => side(order.party_id, '申请单位经办人')
const firmOf = (order: Order): Actor => side(order.provider_party_id, '服务商业务员')

export const orderOf = (ctx: Ctx, caseId: string): Promise<Order> =>
  ctx.db
    .selectFrom('service_order')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()

/** Both sides confirm what was agreed, each the text that lies there. */
export async function bothConfirm(ctx: Ctx, order: Order): Promise<void> {
  for (const [actor, action] of [
    [firmOf(order), 'confirmAsProvider'],
    [recipientOf(order), 'confirmAsRecipient'],
  ] as const)
    await confirm(ctx, order.id, actor, action)
}

async function confirm(ctx: Ctx, id: string, actor: Actor, action: string): Promise<void> {
  const as = { ...ctx, actor }
  const row = await ctx.db
    .selectFrom('service_order')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const prefill = await serviceOrderFlow.actions.confirmAsProvider.prefill?.(as, row, {})
  await perform(as, serviceOrderFlow, action, id, { ...prefill, consent: true })
}

/** Delivers the next milestone, and accepts it unless it is to wait. */
async function goOn(ctx: Ctx, order: Order, accepts: boolean): Promise<void> {
  const next = (await milestonesOf({ ...ctx, actor: system }, order.id)).find(one => one.state === 'planned')
  if (!next) return
  await perform({ ...ctx, actor: firmOf(order) }, milestoneFlow, 'deliver', next.id, {
    note: `${next.name}已完成，请逐项核对。`,
    files: [],
  })
  if (accepts) await accept(ctx, order, next)
}

const accept = (ctx: Ctx, order: Order, milestone: RowOf<'milestone'>) =>
  perform({ ...ctx, actor: recipientOf(order) }, milestoneFlow, 'accept', milestone.id, {
    version: 1,
    points: milestone.points as string[],
  })

/** All of an order, one milestone after the other, as most of them go. */
export async function carryOut(ctx: Ctx, order: Order): Promise<void> {
  const all = await milestonesOf({ ...ctx, actor: system }, order.id)
  for (const _ of all) await goOn(ctx, order, true)
}

/** Orders in several states on top of the year's: waiting for confirmation, reworked, in warranty, a defect, ended early. */
export async function liveOrders(settled: Settled, now: Date): Promise<void> {
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
  const { staff } = settled
  const scenes: Array<(ctx: Ctx, order: Order) => Promise<void>> = [
    async () => {},
    async (ctx, order) => confirm(ctx, order.id, firmOf(order), 'confirmAsProvider'),
    reworked,
    changed,
    endedEarly(staff.get('李卫东') as Actor),
    inWarranty,
    withDefect,
  ]
  for (const [at, scene] of scenes.entries()) {
    const when = ago(at < 2 ? 1 : 6)
    await settled.at(system, when, ctx =>
      asOf(when, async () => scene(ctx, await agreedNow(settled, ctx, at))),
    )
  }
}

/** Of which item, what for, at which price, and from whose file. */
const wishes = [
  ['SX-001', '蓝莓采摘季短视频三条', 480_000],
  ['YX-001', '店铺年货节推广', 620_000],
  ['SX-002', '瓜蒌子产品拍摄和详情页', 320_000],
  ['SX-001', '手工挂面工艺短片', 560_000],
  ['SX-003', '贡糕礼盒包装', 260_000],
  ['SX-001', '直播专场预告和切片', 800_000],
  ['SX-002', '腊味产品拍摄', 300_000],
] as const

/** Registered at the counter, quoted by whoever offers it, agreed by the recipient: an order to go on with. */
async function agreedNow(settled: Settled, ctx: Ctx, at: number): Promise<Order> {
  const [code, note, price_fen] = wishes[at] as (typeof wishes)[number]
  const handler = { ...ctx, actor: settled.staff.get('张涛') as Actor }
  const [party, party_id] = [...settled.parties][at + 1] as [string, string]
  const { contact_phone } = await ctx.db
    .selectFrom('party')
    .select('contact_phone')
    .where('id', '=', party_id)
    .executeTakeFirstOrThrow()
  const counter = { ...ctx, actor: settled.staff.get('陈静') as Actor }
  const { id } = await perform(counter, serviceCaseFlow, 'register', null, {
    ...{ phone: contact_phone, party_id, party_name: party, channel: 'counter' },
    ...{ item_id: settled.items.get(code), note, assignee_id: handler.actor.staffId },
  })
  const offered = await ctx.db
    .selectFrom('provider_item')
    .innerJoin('provider', 'provider.id', 'provider_item.provider_id')
    .select('provider.id')
    .where('item_id', '=', settled.items.get(code) ?? '')
    .where('provider.shown', '=', true)
    .limit(3)
    .execute()
  await perform(handler, serviceCaseFlow, 'invite', id, {
    providers: offered.map(one => one.id),
    reason: '都有同类案例，按轮换顺序邀请。',
  })
  const quotes = await ctx.db
    .selectFrom('quote')
    .select(['id', 'party_id'])
    .where('case_id', '=', id)
    .execute()
  for (const [n, quote] of quotes.entries())
    await perform({ ...ctx, actor: side(quote.party_id, '服务商业务员') }, quoteFlow, 'offer', quote.id, {
      ...{ price_fen: price_fen + n * 20_000, days: 12 + n },
      proposal: `${note}：按脚本或样稿确认后制作，含两次修改，素材一并交付。`,
    })
  const applicant = { ...ctx, actor: side(party_id, '申请单位经办人') }
  await perform(applicant, serviceCaseFlow, 'agree', id, { quote_id: quotes[0]?.id })
  return orderOf(ctx, id)
}

/** Returned with what is wrong, and being put right. */
async function reworked(ctx: Ctx, order: Order): Promise<void> {
  await bothConfirm(ctx, order)
  await goOn(ctx, order, true)
  await goOn(ctx, order, false)
  const waiting = (await milestonesOf({ ...ctx, actor: system }, order.id)).find(
    one => one.state === 'delivered',
  )
  if (!waiting) return
  await perform({ ...ctx, actor: recipientOf(order) }, milestoneFlow, 'return', waiting.id, {
    version: 1,
    failed: [(waiting.points as string[])[0]],
    reason: '主图里的产地写成了邻县，请改正；其余没有问题。',
  })
  const accepted = (await milestonesOf({ ...ctx, actor: system }, order.id)).find(
    one => one.state === 'accepted',
  )
  await pay(ctx, order, accepted, true)
}

/** A change that the other side has not answered yet. */
async function changed(ctx: Ctx, order: Order): Promise<void> {
  await bothConfirm(ctx, order)
  await goOn(ctx, order, true)
  await goOn(ctx, order, false)
  const open = (await milestonesOf({ ...ctx, actor: system }, order.id)).filter(
    one => one.state !== 'accepted',
  )
  await perform({ ...ctx, actor: firmOf(order) }, amendmentFlow, 'propose', null, {
    order_id: order.id,
    plan: open.map(({ id, deliverable, price_fen, due_on }, at) => ({
      ...{ id, deliverable, due_on },
      price_fen: at === 0 ? price_fen + 50_000 : price_fen,
    })),
    reason: '按对方要求加拍一段晒面场景，增加五百元。',
  })
}

const endedEarly = (director: Actor) => async (ctx: Ctx, order: Order) => {
  await bothConfirm(ctx, order)
  await goOn(ctx, order, true)
  await perform({ ...ctx, actor: director }, serviceOrderFlow, 'terminate', order.id, {
    reason: '双方对包装材质意见不一，经中心协调，同意做到设计初稿为止。',
    goes_on: 'close',
  })
}

async function inWarranty(ctx: Ctx, order: Order): Promise<void> {
  await bothConfirm(ctx, order)
  await carryOut(ctx, order)
  for (const [at, one] of (await milestonesOf({ ...ctx, actor: system }, order.id)).entries())
    await pay(ctx, order, one, at < 2)
}

async function withDefect(ctx: Ctx, order: Order): Promise<void> {
  await inWarranty(ctx, order)
  await perform({ ...ctx, actor: recipientOf(order) }, claimFlow, 'report', null, {
    order_id: order.id,
    body: '第二款详情页在手机上打开，最后一张图显示不全。',
  })
}

async function pay(
  ctx: Ctx,
  order: Order,
  milestone: RowOf<'milestone'> | undefined,
  received: boolean,
): Promise<void> {
  if (!milestone) return
  const { id } = await perform({ ...ctx, actor: recipientOf(order) }, paymentFlow, 'note', null, {
    ...{ order_id: order.id, milestone_id: milestone.id, amount_fen: milestone.price_fen },
    ...{ paid_on: ctx.now.toISOString().slice(0, 10), means: 'bank', note: milestone.name },
  })
  if (received) await perform({ ...ctx, actor: firmOf(order) }, paymentFlow, 'confirm', id)
}
