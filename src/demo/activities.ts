import sharp from 'sharp'
import { activityFlow, evidenceFlow, giveOpinion, registrationFlow } from '#modules/activities'
import { addDays, type Day, dayOf } from '#platform/calendar'
import { type Actor, type Ctx, stranger, system } from '#platform/ctx'
import { type Stored, stage } from '#platform/files'
import { time } from '#platform/format'
import type { Kernel } from '#platform/http'
import { asOf } from '#platform/ids'
import { perform } from '#platform/perform'
import { type Random, random } from './random.ts'
import type { Settled } from './settle.ts'

interface Scene {
  settled: Settled
  now: Date
  today: Day
  chance: Random
  pictures: Record<'room' | 'truck' | 'stage', Stored>
  staff(name: string): Actor
  /** Names of recipients who have an account. */
  recipients: readonly string[]
}

type Plan = Record<string, unknown>
const day = 86_400_000

/** People who call the counter instead: name and phone. */
const callers = [
  ['何春兰', '13800000711'],
  ['江来福', '13800000712'],
  ['潘大年', '13800000713'],
  ['丁小荷', '13800000714'],
  ['胡根旺', '13800000715'],
  ['查桂英', '13800000716'],
] as const

/** A year of activities: held and filed, to be filed, full with a line, with kept seats, in approval, called off. */
export async function liveActivities(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  const scene: Scene = {
    ...{ settled, now, today: dayOf(now) },
    chance: random(52_202),
    pictures: {
      room: await drawn(kernel, 'room'),
      truck: await drawn(kernel, 'truck'),
      stage: await drawn(kernel, 'stage'),
    },
    staff: name => settled.staff.get(name) as Actor,
    recipients: [...settled.parties.keys()].slice(0, 13),
  }
  await filed(scene, 296, pastPlans.opening, 'stage', 9)
  await filed(scene, 204, pastPlans.park, 'truck', 7)
  await filed(scene, 118, pastPlans.berries, 'room', 8)
  await calledOff(scene)
  await toBeFiled(scene)
  await underWay(scene)
  await fullHouse(scene)
  await keptSeats(scene)
  await notYetOpen(scene)
  await inApproval(scene)
}

const pastPlans = {
  opening: {
    ...{
      kind: '讲座',
      title: '年货节开店第一课',
      audience: '想开网店的农户和返乡青年',
      place: '高河镇文化站二楼',
    },
    about: '从注册店铺到发第一单，一步一步讲。带上手机和身份证，现场帮您开店。',
    plan: '上午讲开店流程，下午分三组带着操作；每组一名工作人员。消防通道留人值守。',
    minutes:
      '上午由张涛讲开店流程和常见罚款，下午分三组现场操作。九人中有六人当场开出店铺，另三人缺对公账户，已约下周到窗口办理。大家提出发货包装没有头绪，下次讲座专门讲。',
    summary: '九位农户现场学开店，六家当天上线，卖的有贡糕、蓝莓和山货。',
  },
  park: {
    ...{ kind: '参观', title: '走进安庆电商物流园', audience: '已经在发货的商家', place: '安庆市电商物流园' },
    about: '看分拣线、冷库和退货仓，听仓配价格怎么谈。中心统一派车，早八点出发。',
    plan: '八点在中心集合，九点到园区，参观分拣、冷库、退货仓；十一点座谈。随车一名工作人员，投保当日意外险。',
    minutes:
      '园区介绍了仓配一体的收费方式，三家商家当场要了报价。汪德顺提出小件贡糕按体积收费不划算，园区答应试行按重量计。',
    summary: '七位商家实地看仓储物流，小件按重量计费的建议得到回应。',
  },
  berries: {
    ...{ kind: '沙龙', title: '蓝莓鲜果怎么卖', series: '电商下午茶', audience: '蓝莓种植户、合作社' },
    ...{ place: '中心一楼洽谈区' },
    about: '三位卖得好的店主讲包装、冷链和售后，边喝茶边聊，随时提问。',
    plan: '三位店主各讲十五分钟，其余时间答疑。准备茶水和样品。',
    minutes:
      '店主们一致认为破损赔付是最大的成本。讨论形成三条意见：统一采购气柱袋；雨天不采摘发货；售后模板共用。中心负责联系包装厂报价。',
    summary: '八位种植户交流鲜果发货，商定统一采购包装。',
  },
} as const satisfies Record<string, Plan>

const when = (on: Day, from: string, to: string): Plan => ({
  starts_at: `${on}T${from}`,
  ends_at: `${on}T${to}`,
})
const instant = (on: Day, at: string): Date => new Date(`${on}T${at}:00+08:00`)

/** Planned, approved and published, the last so many days before; returns its id. */
async function announced(
  scene: Scene,
  plan: Plan,
  at: Date,
  { picture, alt, by = '张涛' }: { picture?: Stored; alt?: string; by?: string } = {},
): Promise<string> {
  const { settled, staff } = scene
  const owner = staff(by)
  const id = await settled.at(owner, at, async ctx => {
    const made = await perform(ctx, activityFlow, 'plan', null, {
      ...{ organiser: ctx.centre.name, owner_id: owner.staffId, groups: [], questions: [], budget: [] },
      opens_at: `${dayOf(at)}T08:00`,
      ...plan,
    })
    if (picture)
      await perform(ctx, activityFlow, 'illustrate', made.id, {
        cover: [await stage(ctx, picture, 'cover')],
        cover_alt: alt,
      })
    await perform(ctx, activityFlow, 'submit', made.id)
    return made.id
  })
  const later = (hours: number) => new Date(at.getTime() + hours * 3_600_000)
  await settled.at(staff('李卫东'), later(3), ctx => perform(ctx, activityFlow, 'approve', id))
  await settled.at(owner, later(4), ctx => perform(ctx, activityFlow, 'publish', id))
  return id
}

/** Registers recipients by themselves and callers by the counter; returns the registrations in their order. */
async function registered(
  scene: Scene,
  activity: string,
  at: Date,
  who: { recipients: readonly string[]; callers?: number; more?: (index: number) => Plan },
): Promise<string[]> {
  const { settled, staff } = scene
  const fields = (index: number) => ({ activity_id: activity, companions: [], ...who.more?.(index) })
  // One after the other, in one transaction: each as whoever it is, a while after the one before.
  return settled.at(system, at, async ctx => {
    const ids: string[] = []
    const step = async (actor: Actor, action: string, input: Plan) => {
      const then = new Date(at.getTime() + ids.length * 1_500_000)
      const one = () => perform({ ...ctx, actor, now: then }, registrationFlow, action, null, input)
      ids.push((await asOf(then, one)).id)
    }
    for (const [index, name] of who.recipients.entries()) {
      const party_id = settled.parties.get(name) as string
      await step(asParty(scene, name), 'register', {
        ...fields(index),
        party_id,
        ...(await contactOf(ctx, party_id)),
      })
    }
    for (const [index, [contact_name, contact_phone]] of callers.slice(0, who.callers ?? 0).entries())
      await step(staff('陈静'), 'enter', {
        ...fields(who.recipients.length + index),
        contact_name,
        contact_phone,
      })
    return ids
  })
}

const contactOf = (ctx: Ctx, party: string) =>
  ctx.db
    .selectFrom('party')
    .select(['contact_name', 'contact_phone'])
    .where('id', '=', party)
    .executeTakeFirstOrThrow()

const asParty = ({ settled }: Scene, name: string): Actor => ({
  ...stranger,
  kind: 'person',
  name,
  parties: [settled.parties.get(name) as string],
})

/** Signs in by the list, or one by a scanned ticket. */
async function arrive(ctx: Ctx, registration: string, input: Plan = { method: 'list' }): Promise<void> {
  const people = await ctx.db
    .selectFrom('activity_participant')
    .select('id')
    .where('registration_id', '=', registration)
    .limit(50)
    .execute()
  const participants = people.map(one => one.id)
  await perform(ctx, registrationFlow, 'arrive', registration, { participants, ...input })
}

/** Held long ago, with everybody's names, photos, minutes, costs and opinions. */
async function filed(
  scene: Scene,
  daysAgo: number,
  plan: Plan,
  picture: keyof Scene['pictures'],
  people: number,
): Promise<void> {
  const { settled, staff, today, chance, now } = scene
  const on = addDays(today, -daysAgo)
  const before = new Date(instant(on, '08:00').getTime() - 12 * day)
  const id = await announced(
    scene,
    {
      ...plan,
      ...when(on, '09:00', '11:30'),
      ...{ closes_at: `${addDays(on, -1)}T18:00`, capacity: 20 },
      budget: [
        { item: '讲师课酬', amount_fen: 80_000 },
        { item: '茶水资料', amount_fen: 26_000 },
      ],
    },
    before,
    { picture: scene.pictures[picture], alt: covers[picture] },
  )
  const names = [...scene.recipients].sort(() => chance.next() - 0.5).slice(0, people - 2)
  const ids = await registered(scene, id, new Date(before.getTime() + day), { recipients: names, callers: 3 })
  const missed = ids.at(-1) as string
  await settled.at(staff('陈静'), instant(on, '08:50'), async ctx => {
    for (const one of ids.slice(0, -1))
      await arrive(ctx, one, { method: chance.chance(0.5) ? 'scan' : 'list' })
    await perform(ctx, registrationFlow, 'walkIn', null, { activity_id: id, contact_name: '路过的老乡' })
  })
  await settled.at(system, instant(on, '11:31'), ctx => perform(ctx, activityFlow, 'hold', id))
  const camera = { taken_at: instant(on, '09:42').toISOString(), longitude: 116.829, latitude: 30.734 }
  await settled.at(staff('张涛'), instant(on, '15:00'), async ctx => {
    await perform(ctx, evidenceFlow, 'add', null, {
      ...{ activity_id: id, kind: 'photo', taken_at: `${on}T09:40`, place: String(plan.place), shown: true },
      ...{ photos: [await stage(ctx, { ...scene.pictures[picture], camera }, 'photos')], note: '分享和提问' },
    })
    await perform(ctx, activityFlow, 'settle', id)
    await perform(ctx, activityFlow, 'writeUp', id, { minutes: plan.minutes, summary: plan.summary })
    await perform(ctx, activityFlow, 'spend', id, {
      costs: [
        { item: '讲师课酬', amount_fen: 80_000 },
        { item: '茶水资料', amount_fen: 21_350 },
      ],
    })
  })
  await settled.at(system, instant(on, '15:01'), ctx => perform(ctx, registrationFlow, 'miss', missed))
  await settled.at(system, instant(addDays(on, 1), '10:00'), async ctx => {
    for (const one of ids.slice(0, 6)) await opine(ctx, one, chance)
  })
  const closed = new Date(Math.min(instant(addDays(on, 4), '10:00').getTime(), now.getTime()))
  await settled.at(staff('张涛'), closed, ctx => perform(ctx, activityFlow, 'close', id))
}

const remarks = ['讲得实在，听得懂。', '希望多讲讲包装。', '', '时间再长一点就好了。', '', '下次还来。']
async function opine(ctx: Ctx, registration: string, chance: Random): Promise<void> {
  const row = await ctx.db
    .selectFrom('activity_registration')
    .selectAll()
    .where('id', '=', registration)
    .executeTakeFirstOrThrow()
  const mark = chance.pick([5, 5, 4, 4, 3] as const)
  await giveOpinion(ctx, row, { mark, comment: chance.pick(remarks) })
}

async function calledOff(scene: Scene): Promise<void> {
  const { settled, staff, today } = scene
  const on = addDays(today, -62)
  const at = new Date(instant(on, '08:00').getTime() - 14 * day)
  const id = await announced(
    scene,
    {
      ...{ kind: '考察', title: '赴砀山考察水果电商', audience: '合作社负责人', place: '宿州市砀山县' },
      about: '看梨和黄桃怎样从果园到直播间，两天一夜，食宿自理，车费由中心承担。',
      plan: '首日参观选果厂和直播基地，次日座谈后返程。随队两名工作人员。',
      ...{ starts_at: `${on}T07:00`, ends_at: `${addDays(on, 1)}T18:00`, capacity: 16 },
      closes_at: `${addDays(on, -3)}T18:00`,
      budget: [{ item: '租车', amount_fen: 360_000 }],
    },
    at,
  )
  const ids = await registered(scene, id, new Date(at.getTime() + day), {
    recipients: scene.recipients.slice(2, 6),
  })
  const reason = '当地连日暴雨，为了安全取消，改为线上交流'
  await settled.at(staff('李卫东'), new Date(at.getTime() + 11 * day), async ctx => {
    await perform(ctx, activityFlow, 'cancel', id, { reason })
    for (const one of ids) await perform({ ...ctx, actor: system }, registrationFlow, 'callOff', one)
  })
}

/** Held last week where there was no network: signed on paper, to be written up. */
async function toBeFiled(scene: Scene): Promise<void> {
  const { settled, staff, today } = scene
  const on = addDays(today, -6)
  const at = new Date(instant(on, '08:00').getTime() - 10 * day)
  const id = await announced(
    scene,
    {
      ...{ kind: '讲座', title: '手机拍短视频入门', series: '村里的课', audience: '村民、站长' },
      ...{ place: '石牌镇凌桥村村部', ...when(on, '14:00', '16:30') },
      about: '一部手机怎么拍、怎么剪、怎么配字幕。讲完就拍自家的货。',
      plan: '前一小时讲，后一小时到田间拍；刘芳主讲，站长协助组织。村部无线信号弱，带纸质签到表。',
      ...{ closes_at: `${addDays(on, -1)}T18:00`, capacity: 30, most_people: 3 },
      budget: [{ item: '资料印刷', amount_fen: 12_000 }],
    },
    at,
    { picture: scene.pictures.stage, alt: covers.stage, by: '刘芳' },
  )
  const ids = await registered(scene, id, new Date(at.getTime() + day), {
    ...{ recipients: scene.recipients.slice(0, 6), callers: 6 },
    more: index => (index === 1 ? { companions: [{ name: '汪小宝' }, { name: '汪青山' }] } : {}),
  })
  await settled.at(staff('刘芳'), instant(on, '14:05'), async ctx => {
    for (const one of ids.slice(0, 4)) await arrive(ctx, one)
  })
  await settled.at(system, instant(on, '16:31'), ctx => perform(ctx, activityFlow, 'hold', id))
  await settled.at(staff('刘芳'), instant(addDays(on, 1), '09:00'), async ctx => {
    const people = await ctx.db
      .selectFrom('activity_participant')
      .select('id')
      .where('registration_id', 'in', ids.slice(4, 10))
      .execute()
    await perform(ctx, evidenceFlow, 'backfill', null, {
      ...{ activity_id: id, came: people.map(one => one.id), reason: '村部网络中断，当时签在纸上' },
      sheets: [await stage(ctx, scene.pictures.room, 'sheets')],
    })
    await perform(ctx, evidenceFlow, 'add', null, {
      ...{ activity_id: id, kind: 'photo', taken_at: `${on}T14:30`, place: '凌桥村村部', shown: true },
      ...{ photos: [await stage(ctx, scene.pictures.stage, 'photos')], note: '田间拍摄' },
    })
  })
}

/** Just now: some are in, some are still on the way. */
async function underWay(scene: Scene): Promise<void> {
  const { settled, staff, now } = scene
  const starts = new Date(Math.floor((now.getTime() - 20 * 60_000) / 1_800_000) * 1_800_000)
  const ends = new Date(starts.getTime() + 2 * 3_600_000)
  const at = new Date(now.getTime() - 8 * day)
  const text = (moment: Date) => `${dayOf(moment)}T${time(moment)}`
  const id = await announced(
    scene,
    {
      ...{
        kind: '沙龙',
        title: '主播互助会',
        series: '电商下午茶',
        audience: '正在直播的商家',
        place: '中心二楼直播间外厅',
      },
      about: '互相看直播回放、互相挑毛病，一次解决一个问题。',
      plan: '每人放三分钟回放，大家点评；工作人员记录问题清单。',
      ...{
        starts_at: text(starts),
        ends_at: text(ends),
        closes_at: text(new Date(starts.getTime() - 3_600_000)),
      },
      capacity: 15,
    },
    at,
    { picture: scene.pictures.room, alt: covers.room },
  )
  const ids = await registered(scene, id, new Date(at.getTime() + day), {
    recipients: scene.recipients.slice(3, 10),
    callers: 4,
  })
  await settled.at(staff('陈静'), new Date(now.getTime() - 4 * 60_000), async ctx => {
    for (const one of ids.slice(0, 5)) await arrive(ctx, one, { method: 'scan' })
  })
}

/** Nobody more fits in: a line, and one who was offered a seat. */
async function fullHouse(scene: Scene): Promise<void> {
  const { settled, today, now } = scene
  const on = addDays(today, 6)
  const at = new Date(now.getTime() - 7 * day)
  const id = await announced(
    scene,
    {
      ...{
        kind: '沙龙',
        title: '年货选品会',
        series: '电商下午茶',
        audience: '网店店主、合作社',
        place: '中心一楼洽谈区',
      },
      about: '十二家本地货源带样品来，现场试吃、现场谈价。名额少，请准时。',
      plan: '货源方提前半小时布展；每家介绍三分钟，其余自由洽谈。',
      ...{ ...when(on, '14:00', '16:30'), closes_at: `${addDays(on, -1)}T18:00`, capacity: 8 },
      questions: [{ label: '您的店主要卖什么', kind: 'text', required: true }],
      budget: [{ item: '茶水', amount_fen: 15_000 }],
    },
    at,
    { picture: scene.pictures.room, alt: covers.room },
  )
  const goods = ['蓝莓', '贡糕', '山茶油', '红薯粉丝', '咸鸭蛋', '手工挂面']
  const ids = await registered(scene, id, new Date(now.getTime() - 6 * day), {
    ...{ recipients: scene.recipients.slice(0, 11), callers: 1 },
    more: index => ({ answers: { q1: goods[index % goods.length] } }),
  })
  const [gone, next] = [ids[3] as string, ids[8] as string]
  await settled.at(
    asParty(scene, scene.recipients[3] as string),
    new Date(now.getTime() - 3 * 3_600_000),
    ctx => perform(ctx, registrationFlow, 'cancel', gone),
  )
  await settled.at(system, new Date(now.getTime() - 2 * 3_600_000), ctx =>
    perform(ctx, registrationFlow, 'offer', next),
  )
}

/** Seats kept for those who would otherwise come too late. */
async function keptSeats(scene: Scene): Promise<void> {
  const { today, now } = scene
  const on = addDays(today, 13)
  const at = new Date(now.getTime() - 5 * day)
  const id = await announced(
    scene,
    {
      ...{
        kind: '参观',
        title: '参观县级物流分拨中心',
        audience: '发货的商家、合作社、脱贫户',
        place: '高河镇物流分拨中心',
      },
      about: '看包裹怎样分到村，谈一谈发货价格。中心门口集合，统一派车。',
      plan: '九点集合，分两组参观，十点半座谈。随车一名工作人员。',
      ...{
        ...when(on, '09:00', '11:30'),
        closes_at: `${addDays(on, -2)}T18:00`,
        capacity: 20,
        most_people: 3,
      },
      groups: [
        { label: '合作社', seats: 6 },
        { label: '脱贫户', seats: 5 },
      ],
      release_at: `${addDays(on, -4)}T08:00`,
    },
    at,
    { picture: scene.pictures.truck, alt: covers.truck },
  )
  await registered(scene, id, new Date(now.getTime() - 4 * day), {
    recipients: scene.recipients.slice(0, 6),
    more: index => ({
      ...(index < 2 && { group_code: 'g1' }),
      ...(index === 0 && { companions: [{ name: '李家富' }, { name: '汪来顺' }] }),
    }),
  })
}

async function notYetOpen(scene: Scene): Promise<void> {
  const on = addDays(scene.today, 20)
  await announced(
    scene,
    {
      ...{ kind: '讲座', title: '平台规则新变化', audience: '所有网店店主', place: '高河镇文化站二楼' },
      about: '退款不退货、运费险、虚假发货怎么判，平台的人来讲，现场答疑。',
      plan: '平台小二主讲一小时，答疑一小时。收集问题提前发给讲师。',
      ...{ ...when(on, '14:30', '16:30'), opens_at: `${addDays(scene.today, 2)}T08:00` },
      ...{ closes_at: `${addDays(on, -1)}T18:00`, capacity: 60 },
    },
    new Date(scene.now.getTime() - day),
    { by: '刘芳' },
  )
}

async function inApproval({ settled, staff, today, now }: Scene): Promise<void> {
  const on = addDays(today, 26)
  const owner = staff('张涛')
  const plan = (title: string, more: Plan) => ({
    ...{ kind: '讲座', title, audience: '个体户、小微企业', place: '高河镇文化站二楼', capacity: 40 },
    ...{ organiser: '怀宁县电子商务公共服务中心', owner_id: owner.staffId, groups: [], questions: [] },
    ...{
      ...when(on, '09:00', '11:00'),
      opens_at: `${addDays(today, 5)}T08:00`,
      closes_at: `${addDays(on, -1)}T18:00`,
    },
    ...more,
  })
  await settled.at(owner, new Date(now.getTime() - 20 * 3_600_000), async ctx => {
    const { id } = await perform(
      ctx,
      activityFlow,
      'plan',
      null,
      plan('个体户怎样报税', {
        about: '网店收入怎么申报、发票怎么开、哪些可以减免，请税务所的同志来讲。',
        plan: '税务所同志主讲，窗口王敏协助答疑。会前发通知到各镇。',
        budget: [
          { item: '资料印刷', amount_fen: 18_000 },
          { item: '茶水', amount_fen: 8_000 },
        ],
      }),
    )
    await perform(ctx, activityFlow, 'submit', id)
    await perform(
      ctx,
      activityFlow,
      'plan',
      null,
      plan('合作社财务怎么管', {
        about: '合作社的账怎么记、分红怎么算，还在联系讲师。',
        plan: '拟请县农业农村局的同志主讲，时间待定。',
        budget: [],
      }),
    )
  })
}

const covers = {
  room: '人们围坐在长桌旁交流',
  truck: '物流园里的货车和货架',
  stage: '讲师站在投影幕布前讲课',
} as const

const scenes: Record<keyof typeof covers, string> = {
  room: `<rect width="960" height="540" fill="#e4ece7"/><rect x="0" y="400" width="960" height="140" fill="#cbb89a"/>
    <rect x="210" y="300" width="540" height="46" rx="10" fill="#8d6b4a"/>`,
  truck: `<rect width="960" height="540" fill="#dbe8f0"/><rect y="410" width="960" height="130" fill="#9aa5a8"/>
    <rect x="230" y="220" width="330" height="180" fill="#0b7a5a"/><rect x="570" y="280" width="130" height="120" rx="14" fill="#e07b1a"/>
    <circle cx="320" cy="410" r="36" fill="#333"/><circle cx="620" cy="410" r="36" fill="#333"/>`,
  stage: `<rect width="960" height="540" fill="#efe9df"/><rect x="260" y="70" width="440" height="230" fill="#fff" stroke="#0b7a5a" stroke-width="10"/>
    <path d="M320 250 420 170 500 220 640 110" fill="none" stroke="#e07b1a" stroke-width="12"/><rect y="430" width="960" height="110" fill="#b9a07c"/>`,
}

/** A drawn picture: people in a place. */
async function drawn(kernel: Kernel, of: keyof typeof covers): Promise<Stored> {
  const colours = ['#0b7a5a', '#c0392b', '#2f6fb0', '#e07b1a', '#6b4f8a']
  const people = Array.from({ length: 7 }, (_, n) => {
    const [x, y] = [120 + n * 120, of === 'truck' ? 450 : 400]
    return `<circle cx="${x}" cy="${y - 62}" r="26" fill="#e8c7a0"/><path d="M${x - 40} ${y + 60}q0-92 40-92t40 92z" fill="${colours[n % 5]}"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="540">${scenes[of]}${people.join('')}</svg>`
  const made = await sharp(Buffer.from(svg)).jpeg({ quality: 72 }).toBuffer()
  const { sha256, size } = await kernel.outside.store.put(made, 1_000_000)
  return { sha256, size, name: `${covers[of]}.jpg`, mediaType: 'image/jpeg' }
}
