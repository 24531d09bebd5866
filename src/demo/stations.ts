import sharp from 'sharp'
import { serviceCaseFlow } from '#modules/cases'
import { mandateFlow } from '#modules/parties'
import {
  checkFlow,
  codeOf,
  enterCode,
  entryFlow,
  errandFlow,
  rectificationFlow,
  stationFlow,
} from '#modules/stations'
import { type Day, dayOf } from '#platform/calendar'
import { type Actor, type Ctx, stranger } from '#platform/ctx'
import { townsOf, villagesOf } from '#platform/divisions'
import { stage } from '#platform/files'
import type { Kernel } from '#platform/http'
import { asOf } from '#platform/ids'
import { perform } from '#platform/perform'
import { identify } from './identify.ts'
import { type Random, random } from './random.ts'
import type { Settled } from './settle.ts'

/** Town, village, head, phone; how it fares. */
const cast = [
  ['高河镇', '凌桥', '凌桂生', '13800004001', 'lively'],
  ['石牌镇', '邵塅', '何家旺', '13800004002', 'mending'],
  ['黄墩镇', '栗山', '潘小兰', '13800004003', 'steady'],
  ['茶岭镇', '泉合', '汪长顺', '13800004004', 'doubtful'],
  ['月山镇', '复兴', '丁秀英', '13800004005', 'steady'],
  ['秀山乡', '独秀', '程木根', '13800004006', 'new'],
  ['公岭镇', '水磨', '操建国', '13800004007', 'building'],
  ['小市镇', '平坦', '钱小凤', '13800004008', 'applied'],
  ['三桥镇', '双河', '余德发', '13800004009', 'closed'],
] as const
type Fate = (typeof cast)[number][4]

interface Place {
  id: string
  name: string
  phone: string
  head: Actor
  fate: Fate
}

const hour = 3_600_000
const day = 24 * hour

/** The stations of 怀宁县: each at another point of its life, and one whose head acts for villagers. */
export async function liveStations(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  const chance = random(40305)
  const picture = await drawn(kernel)
  for (const [at, [town, village, name, phone, fate]] of cast.entries()) {
    const place = await begin(kernel, settled, now, { at, town, village, name, phone, fate, picture })
    if (!place) continue
    await write(settled, place, now, chance)
    await follow(settled, place, now, picture)
  }
}

type Picture = Parameters<typeof stage>[1]

/** A shop front, so that there is something to look at. */
async function drawn(kernel: Kernel): Promise<Picture> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#dcebe4"/>
    <rect y="330" width="640" height="150" fill="#b9c6bf"/><rect x="110" y="130" width="420" height="220" fill="#f7f4ec"/>
    <rect x="90" y="90" width="460" height="62" fill="#0b7a5a"/><rect x="150" y="190" width="120" height="110" fill="#8fb6c9"/>
    <rect x="320" y="190" width="80" height="160" fill="#7a5a3a"/><rect x="430" y="190" width="70" height="110" fill="#8fb6c9"/></svg>`
  const made = await sharp(Buffer.from(svg)).png().toBuffer()
  const { sha256, size } = await kernel.outside.store.put(made, 1_000_000)
  return { sha256, size, name: '现场照片.png', mediaType: 'image/png' }
}

interface Beginning {
  at: number
  town: string
  village: string
  name: string
  phone: string
  fate: Fate
  picture: Picture
}

/** From the application as far as it has come; null where nobody works there yet. */
async function begin(kernel: Kernel, settled: Settled, now: Date, given: Beginning): Promise<Place | null> {
  const { at, name: head_name, phone: head_phone, fate, picture } = given
  const since = (days: number) => new Date(now.getTime() - days * day)
  const [zhang, director, bureau] = ['张涛', '李卫东', '周健'].map(who => settled.staff.get(who) as Actor)
  const first = fate === 'building' || fate === 'applied' ? 9 : fate === 'new' ? 46 : 320 - at * 5
  const name = `${given.village}村电商服务站`
  const id = await settled.at(zhang as Actor, since(first), async ctx => {
    const towns = townsOf(ctx.centre.division)
    const town = towns.find(one => one.name === given.town) ?? towns[at]
    const villages = villagesOf(town?.code ?? '')
    const village = villages.find(one => one.name.startsWith(given.village)) ?? villages[at % villages.length]
    const made = await perform(ctx, stationFlow, 'apply', null, {
      ...{ code: `ZD-${String(at + 1).padStart(3, '0')}`, name, place: village?.code ?? town?.code },
      address: `${given.town}${given.village}村党群服务中心一楼`,
      position: `${(116.72 + at * 0.021).toFixed(4)},${(30.58 + at * 0.017).toFixed(4)}`,
      ...{ head_name, head_phone, phone: `0556-460 10${String(at + 10)}`, hours: '每天 8:00–18:00' },
      offers: ['代买', '代卖', '快递代收', '快递代发', '缴费充值', '网上办事代办'].slice(0, 6 - (at % 3)),
      keeper_id: settled.staff.get('张涛')?.staffId,
      photos: [await stage(ctx, picture, 'photos')],
    })
    return made.id
  })
  if (fate === 'applied') return null
  await settled.at(director as Actor, since(first - 3), ctx => perform(ctx, stationFlow, 'approve', id))
  if (fate === 'building') return null
  await settled.at(zhang as Actor, since(first - 40), ctx =>
    perform(ctx, stationFlow, 'requestAcceptance', id, { reason: '装修完成，设备、网络和标识牌已到位。' }),
  )
  if (fate === 'new') return null
  await settled.at(bureau as Actor, since(first - 44), async ctx =>
    perform(ctx, stationFlow, 'accept', id, {
      remarks: '门头标识、场地和设备符合要求，站长已参加培训。',
      photos: [await stage(ctx, picture, 'photos')],
    }),
  )
  const head = await enrolled(kernel, settled, { name: head_name, phone: head_phone }, since(first - 44))
  await settled.at(head, since(first - 44), ctx => perform(ctx, stationFlow, 'claim', id))
  return { id, name, phone: head_phone, head, fate }
}

/** Somebody who has signed in once and said who they are. */
async function enrolled(
  kernel: Kernel,
  settled: Settled,
  { name, phone }: { name: string; phone: string },
  at: Date,
): Promise<Actor> {
  const person = await identify(kernel, name, phone)
  const made = await settled.at(person, at, ctx =>
    perform(ctx, mandateFlow, 'registerSelf', null, { person_name: name, consent: true }),
  )
  return { ...person, parties: [made.row.party_id as string] }
}

/** Some weeks of entries, with a day missing here and there, one written down late and one corrected. */
async function write(settled: Settled, { head, fate }: Place, now: Date, chance: Random): Promise<void> {
  const busy = { lively: 3, steady: 2, mending: 1, doubtful: 0.5, closed: 0 }[fate as string] ?? 0
  const days = fate === 'closed' || fate === 'doubtful' ? 4 : 34
  await settled.at(head, now, async ctx => {
    for (let ago = days; ago >= (fate === 'lively' ? 1 : 0); ago--) {
      if (fate !== 'lively' && chance.chance(fate === 'steady' ? 0.1 : 0.45)) continue
      if (fate === 'lively' && (ago === 6 || ago === 13)) continue
      const when = new Date(now.getTime() - ago * day)
      await asOf(when, () =>
        perform({ ...ctx, now: when }, entryFlow, 'enter', null, {
          day: dayOf(when),
          ...counts(busy, chance),
        }),
      )
    }
    if (fate === 'lively') await mend(ctx, dayOf(new Date(now.getTime() - 13 * day)), chance)
  })
}

function counts(busy: number, chance: Random) {
  const some = (most: number) => Math.round(chance.next() * most * busy)
  const [buy_count, sell_count, errand_count] = [some(4), some(3), some(3)] as [number, number, number]
  return {
    ...{ buy_count, buy_fen: buy_count * (3_200 + chance.below(60) * 100) },
    ...{ sell_count, sell_fen: sell_count * (4_500 + chance.below(90) * 100) },
    ...{ parcel_count: some(24), parcel_fen: 0 },
    ...{ errand_count, errand_fen: errand_count * chance.below(80) * 100 },
  }
}

/** 补录 of one of the missing days, and a correction of yesterday. */
async function mend(ctx: Ctx, missing: Day, chance: Random): Promise<void> {
  await perform(ctx, entryFlow, 'enter', null, {
    ...{ day: missing, ...counts(3, chance) },
    late_reason: '那天到县里参加培训，回来后照账本补记。',
  })
  const last = await ctx.db
    .selectFrom('station_entry')
    .selectAll()
    .where('entered_by', '=', ctx.actor.identityId)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  await perform(ctx, entryFlow, 'correct', last.id, {
    ...last,
    sell_count: last.sell_count + 1,
    sell_fen: last.sell_fen + 6_800,
    reason: '晚上又卖出一单土鸡蛋',
  })
}

/** Checks and what follows from them; and what the lively one's head does for villagers. */
async function follow(settled: Settled, place: Place, now: Date, picture: Picture): Promise<void> {
  const sunli = settled.staff.get('孙丽') as Actor
  const director = settled.staff.get('李卫东') as Actor
  const at = (ago: number) => new Date(now.getTime() - ago * day)
  const checked = (ago: number, scores: readonly number[], remarks: string, issues?: string) =>
    settled.at(sunli, at(ago), async ctx => {
      const [premises, capability, results, villagers] = scores
      await perform(ctx, checkFlow, 'make', null, {
        ...{ station_id: place.id, premises, capability, results, villagers, remarks, issues },
        photos: [await stage(ctx, picture, 'photos')],
      })
    })
  switch (place.fate) {
    case 'lively':
      await checked(36, [88, 86, 90, 84], '货架整齐，日报和账本一致，随机问了三户都知道站点。')
      await checked(5, [94, 92, 95, 90], '代卖土鸡蛋和红薯粉 40 多单，村民满意。')
      return helpVillagers(settled, place, now, picture)
    case 'steady':
      return checked(8, [85, 80, 78, 82], '运营正常，建议多做代卖。')
    case 'mending':
      await checked(
        4,
        [55, 60, 50, 58],
        '价目没有公示，快递堆在门口，日报缺得多。',
        '1. 价目上墙。\n2. 快递上架，留出通道。\n3. 日报当天登记。',
      )
      return report(settled, place, at(1), picture)
    case 'doubtful':
      await checked(
        42,
        [40, 45, 30, 35],
        '两次上门都没有开门，村民说很少有人。',
        '恢复正常开门，重新公示开放时间和电话。',
      )
      await settled.at({ ...stranger, kind: 'system', name: '系统' }, at(12), async ctx => {
        const open = await openRectification(ctx, place.id)
        await perform(ctx, rectificationFlow, 'miss', open)
      })
      return
    case 'closed':
      await settled.at(director, at(20), ctx =>
        perform(ctx, stationFlow, 'close', place.id, { reason: '与双河新村站合并，业务由新站承接。' }),
      )
  }
}

const openRectification = async (ctx: Ctx, stationId: string): Promise<string> =>
  (
    await ctx.db
      .selectFrom('station_rectification')
      .select('id')
      .where('station_id', '=', stationId)
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow()
  ).id

const report = (settled: Settled, place: Place, when: Date, picture: Picture) =>
  settled.at(place.head, when, async ctx => {
    await perform(ctx, rectificationFlow, 'report', await openRectification(ctx, place.id), {
      report: '价目已上墙；买了两组货架，快递全部上架；从昨天起每天下午六点登记日报。',
      photos: [await stage(ctx, picture, 'photos')],
    })
  })

/** One villager told the code and a consultation was asked for; another signed on paper; a third has not answered yet. */
async function helpVillagers(settled: Settled, { head }: Place, now: Date, picture: Picture): Promise<void> {
  const ask = (ctx: Ctx, person_name: string, person_phone: string, matter: string, papers?: string[]) =>
    perform(ctx, errandFlow, 'ask', null, {
      ...{ person_name, person_phone, matter, way: papers ? 'paper' : 'code' },
      ...(papers && { papers }),
    })
  const granted = await settled.at(head, new Date(now.getTime() - 3 * day), async ctx => {
    const asked = await ask(ctx, '张桂英', '13800004101', '问清土鸡蛋网上销售要什么手续')
    await enterCode(ctx, asked.id, codeOf(ctx, asked.id))
    return ctx.db.selectFrom('errand').selectAll().where('id', '=', asked.id).executeTakeFirstOrThrow()
  })
  const acting: Actor = { ...head, proxies: granted.party_id ? [granted.party_id] : [] }
  await settled.at(acting, new Date(now.getTime() - 3 * day + hour), ctx =>
    perform(ctx, serviceCaseFlow, 'submit', null, {
      ...{ item_id: settled.items.get('ZX-001'), party_id: granted.party_id },
      ...{ contact_name: '张桂英', contact_phone: '13800004101' },
      answers: { question: '家里养了两百只土鸡，鸡蛋想放到网上卖，要办什么证、怎么包装？' },
    }),
  )
  await settled.at(head, new Date(now.getTime() - day), async ctx => {
    await ask(ctx, '陈来喜', '13800004102', '申请红薯粉的产品拍摄', [await stage(ctx, picture, 'papers')])
  })
}
