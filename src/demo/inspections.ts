import sharp from 'sharp'
import {
  conflictFlow,
  inspectionFlow,
  planFlow,
  rectificationFlow,
  seatFlow,
  sheetFlow,
} from '#modules/inspections'
import { staffFlow } from '#modules/team'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { type Stored, stage } from '#platform/files'
import type { Kernel } from '#platform/http'
import { perform } from '#platform/perform'
import { demoPassword } from './people.ts'
import type { Settled } from './settle.ts'

/** Who inspects: people of the bureau and an expert. */
const inspectors = [
  { username: 'wuxiuying', name: '吴秀英', organisation: 'bureau', phone: '13800001021' },
  { username: 'huguoping', name: '胡国平', organisation: 'bureau', phone: '13800001022' },
  { username: 'wangxiaolan', name: '汪晓兰', organisation: 'bureau', phone: '13800001023' },
  { username: 'chengyuan', name: '程远', organisation: 'assessor', phone: '13800001024' },
] as const

const witnesses = [
  { name: '潘明', unit: '县纪委监委派驻组' },
  { name: '朱晓梅', unit: '服务对象代表' },
]

interface Scene {
  settled: Settled
  now: Date
  bureau: Actor
  director: Actor
  photo: Stored
  ago(days: number): Date
}

/** A plan that is finished with an order struck off, one in hand with an order that is late, one that was announced. */
export async function liveInspections(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  const scene: Scene = {
    settled,
    now,
    bureau: settled.staff.get('周健') as Actor,
    director: settled.staff.get('李卫东') as Actor,
    photo: await photo(kernel),
    ago: days => new Date(now.getTime() - days * 86_400_000),
  }
  await appoint(scene)
  const sheets = await settled.at(scene.bureau, scene.ago(190), designSheets)
  await inspectAreas(scene, sheets.place)
  await inspectProviders(scene, sheets.provider)
  const first = addDays(dayOf(now), 14)
  await announced(scene, 1, {
    title: '运营合同履行和分中心检查',
    kinds: ['operating_contract', 'sub_centre'],
    ...{ measure: 'share', amount: 50, sheet_id: sheets.place },
    ...{ first_day: first, last_day: addDays(first, 20) },
  })
  await lookAround(kernel, scene)
}

async function appoint({ settled, bureau, ago }: Scene): Promise<void> {
  await settled.at(bureau, ago(195), async ctx => {
    const post = await ctx.db
      .selectFrom('post')
      .select('id')
      .where('name', '=', '检查员')
      .executeTakeFirstOrThrow()
    for (const one of inspectors) {
      const { row } = await perform(ctx, staffFlow, 'appoint', null, {
        ...one,
        password: demoPassword,
        full_time: one.organisation === 'bureau',
        posts: [post.id],
      })
      settled.staff.set(one.name, {
        kind: 'person',
        identityId: row.identity_id as string,
        name: one.name,
        staffId: row.id,
        organisation: one.organisation,
        duties: new Set(['inspection.inspect']),
        parties: [],
      })
    }
  })
}

async function designSheets(ctx: Ctx) {
  const points = (lines: ReadonlyArray<readonly [string, string, number]>) =>
    lines.map(([text, help, score]) => ({ text, help, score }))
  const provider = await perform(ctx, sheetFlow, 'design', null, {
    name: '服务商检查表',
    points: points([
      ['证照齐全并在有效期内', '营业执照、资质证书与名录登记一致', 20],
      ['收费与公布的一致', '抽查近三个月合同和发票各 3 份', 25],
      ['按约定期限交付', '抽查 3 件办件，与承诺期限核对', 20],
      ['服务档案完整', '合同、交付成果、验收单齐全', 15],
      ['客户投诉有记录有答复', '查看投诉登记', 20],
    ]),
  })
  const place = await perform(ctx, sheetFlow, 'design', null, {
    name: '场地设施检查表',
    points: points([
      ['标识牌完好、位置正确', '门口和区域标识清楚', 10],
      ['设备能正常使用', '现场开机', 30],
      ['消防通道畅通、器材有效', '灭火器压力正常', 30],
      ['使用登记完整', '查看近一个月登记', 15],
      ['服务信息上墙并及时更新', '项目、价格、电话与网站一致', 15],
    ]),
  })
  return { provider: provider.id, place: place.id }
}

interface Planned {
  title: string
  kinds: string[]
  measure: string
  amount: number
  sheet_id: string
  first_day: string
  last_day: string
}

/** A plan that became public so many days ago. */
async function announced({ settled, bureau, ago }: Scene, days: number, plan: Planned): Promise<string> {
  return settled.at(bureau, ago(days), async ctx => {
    const { id } = await perform(ctx, planFlow, 'plan', null, {
      ...plan,
      basis: '《怀宁县电子商务公共服务中心监督检查制度》，DB34/T 4229-2022 第 4.5.1 条',
      inspectors_each: 2,
      number_source: '抽取当日福利彩票双色球开奖号码',
    })
    await perform(ctx, planFlow, 'announce', id)
    return id
  })
}

/** Drawn some days later; the inspections in drawn order. */
async function drawn({ settled, bureau, ago }: Scene, plan: string, days: number, number: string) {
  await settled.at(bureau, ago(days + 1), ctx => perform(ctx, planFlow, 'fix', plan))
  return settled.at(bureau, ago(days), async ctx => {
    await perform(ctx, planFlow, 'draw', plan, { number, witnesses })
    return ctx.db
      .selectFrom('inspection')
      .select(['id', 'target_name', 'inspector_ids'])
      .where('plan_id', '=', plan)
      .orderBy('id')
      .limit(50)
      .execute()
  })
}
type Drawn = Awaited<ReturnType<typeof drawn>>[number]

const byId = ({ settled }: Scene, id: string | undefined): Actor =>
  [...settled.staff.values()].find(one => one.staffId === id) as Actor
const teamOf = (scene: Scene, one: Drawn): Actor[] => one.inspector_ids.map(id => byId(scene, id))
/** Somebody who may check, because they did not inspect. */
const otherThan = ({ settled }: Scene, one: Drawn): Actor =>
  inspectors
    .map(each => settled.staff.get(each.name) as Actor)
    .find(each => !one.inspector_ids.includes(each.staffId ?? '')) as Actor

const pass = { p1: '合格', p2: '合格', p3: '合格', p4: '合格', p5: '不适用' }

/** A team on the spot: what failed is said in a remark and shown in a picture. */
async function visit(
  scene: Scene,
  one: Drawn,
  days: number,
  failed: ReadonlyArray<{ point: string; remark: string; requirement: string; days: number }> = [],
): Promise<void> {
  const { settled, ago, photo: picture } = scene
  const [lead, second] = teamOf(scene, one) as [Actor, Actor]
  await settled.at(lead, ago(days), async ctx => {
    await perform(ctx, inspectionFlow, 'arrive', one.id)
    const answers: Record<string, unknown> = { ...pass }
    for (const { point, remark } of failed) {
      answers[point] = '不合格'
      answers[`${point}_remark`] = remark
      answers[`${point}_photos`] = [await stage(ctx, picture, `answers.${point}_photos`)]
    }
    await perform(ctx, inspectionFlow, 'fill', one.id, { answers })
    await perform(ctx, inspectionFlow, 'submit', one.id, {
      opinion: failed.length > 0 ? '总体规范，请尽快整改存在的问题。' : '总体规范，没有发现问题。',
      requirements: Object.fromEntries(
        failed.map(({ point, requirement, days: due }) => [point, { requirement, days: due }]),
      ),
    })
  })
  await settled.at(second, ago(days - 0.1), async ctx => {
    const seat = await ctx.db
      .selectFrom('inspection_seat')
      .select('id')
      .where('inspection_id', '=', one.id)
      .where('staff_id', '=', second.staffId as string)
      .executeTakeFirstOrThrow()
    await perform(ctx, seatFlow, 'confirm', seat.id)
  })
}

const orderOf = (scene: Scene, one: Drawn): Promise<string> =>
  scene.settled.at(system, scene.now, async ctx => {
    const order = ctx.db.selectFrom('rectification').select('id').where('inspection_id', '=', one.id)
    return (await order.executeTakeFirstOrThrow()).id
  })

const publish = (scene: Scene, all: readonly Drawn[], days: number) =>
  scene.settled.at(system, scene.ago(days), async ctx => {
    for (const { id } of all) await perform(ctx, inspectionFlow, 'publish', id)
  })

/** Half a year ago: three areas of the centre, one with an order that was put right, checked and struck off. */
async function inspectAreas(scene: Scene, sheet_id: string): Promise<void> {
  const { settled, ago, bureau, director, photo: picture } = scene
  const plan = await announced(scene, 180, {
    title: '上半年场地设施检查',
    kinds: ['functional_area'],
    ...{ measure: 'count', amount: 3, sheet_id },
    ...{ first_day: dayOf(ago(168)), last_day: dayOf(ago(150)) },
  })
  const [bad, ...good] = (await drawn(scene, plan, 170, '0308141922280')) as [Drawn, ...Drawn[]]
  for (const [at, one] of good.entries()) await visit(scene, one, 166 - at)
  await visit(scene, bad, 165, [
    {
      point: 'p3',
      remark: '两具灭火器压力不足，后门堆放样品箱。',
      requirement: '更换灭火器，清空后门通道并张贴禁止堆放标识。',
      days: 10,
    },
  ])
  const order = await orderOf(scene, bad)
  await settled.at(director, ago(158), async ctx =>
    perform(ctx, rectificationFlow, 'report', order, {
      report: '已更换灭火器 2 具，样品箱移入负一楼样品仓，后门已张贴标识。',
      photos: [await stage(ctx, picture, 'photos')],
    }),
  )
  await settled.at(otherThan(scene, bad), ago(156), ctx =>
    perform(ctx, rectificationFlow, 'pass', order, { opinion: '现场查看，压力正常，通道畅通。' }),
  )
  await settled.at(bureau, ago(155), ctx => perform(ctx, rectificationFlow, 'strike', order))
  await publish(scene, [bad, ...good], 150)
}

/** These weeks: all providers. One order is late, one is under way; somebody made way; some are still to be visited. */
async function inspectProviders(scene: Scene, sheet_id: string): Promise<void> {
  const { settled, ago, now } = scene
  const plan = await announced(scene, 45, {
    title: '下半年服务商检查',
    kinds: ['provider'],
    ...{ measure: 'share', amount: 100, sheet_id },
    ...{ first_day: dayOf(ago(34)), last_day: addDays(dayOf(now), 12) },
  })
  await settled.at(settled.staff.get('胡国平') as Actor, ago(40), ctx =>
    avoid(ctx, '怀宁快捷冷链物流有限公司', '妹妹在该公司任会计'),
  )
  const all = await drawn(scene, plan, 36, '0511172329310')
  const named = (words: string) => all.find(one => one.target_name.includes(words)) as Drawn
  const [late, open, clean] = [named('短视频创作基地'), all[0] as Drawn, named('财税')]
  const others = all.filter(one => ![late, open, clean].includes(one))
  await visit(scene, late, 30, [
    {
      point: 'p2',
      remark: '一份短视频合同按每条 2,200 元收费，公布的价格是 1,800 元。',
      requirement: '按公布的价格结算，退还多收的 400 元，并公示收费标准。',
      days: 10,
    },
  ])
  await visit(scene, clean, 22)
  const found = open === late || open === clean ? (others.shift() as Drawn) : open
  await visit(scene, found, 6, [
    {
      point: 'p4',
      remark: '抽查的 3 件中有 1 件没有验收单。',
      requirement: '补齐验收单，今后每件交付都由客户签收。',
      days: 15,
    },
  ])
  await publish(scene, [clean, late], 12)
  const [here, away] = others as [Drawn, Drawn]
  await settled.at(teamOf(scene, here)[0] as Actor, ago(0.1), async ctx => {
    await perform(ctx, inspectionFlow, 'arrive', here.id)
    await perform(ctx, inspectionFlow, 'fill', here.id, { answers: { p1: '合格', p2: '合格' } })
  })
  await settled.at(teamOf(scene, away)[1] as Actor, ago(9), async ctx => {
    const seat = await ctx.db
      .selectFrom('inspection_seat')
      .select('id')
      .where('inspection_id', '=', away.id)
      .where('staff_id', '=', ctx.actor.staffId)
      .executeTakeFirstOrThrow()
    await perform(ctx, seatFlow, 'recuse', seat.id, { reason: '去年曾受聘为该单位讲课' })
  })
  const order = await orderOf(scene, late)
  await settled.at(system, ago(1), ctx => perform(ctx, rectificationFlow, 'late', order))
}

async function avoid(ctx: Ctx, name: string, reason: string): Promise<void> {
  const provider = await ctx.db
    .selectFrom('provider')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  await perform(ctx, conflictFlow, 'declare', null, { target: `provider/${provider.id}`, reason })
}

/** A picture for sheets and reports: a corridor with a door, drawn. */
async function photo(kernel: Kernel): Promise<Stored> {
  const drawing = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600">
    <rect width="800" height="600" fill="#dfe6e2"/><path d="M0 600 280 360H520L800 600Z" fill="#b9c4be"/>
    <rect x="330" y="170" width="140" height="190" fill="#8d6b4a"/><circle cx="452" cy="270" r="7" fill="#e8c46a"/>
    <rect x="600" y="330" width="34" height="96" rx="10" fill="#c0392b"/><rect x="608" y="312" width="18" height="20" fill="#444"/>
    <rect x="60" y="90" width="190" height="130" fill="#f7f9f8" stroke="#8fa29a" stroke-width="6"/></svg>`)
  const made = await sharp(drawing).jpeg({ quality: 70 }).toBuffer()
  const { sha256, size } = await kernel.outside.store.put(made, 1_000_000)
  return { sha256, size, name: '现场照片.jpg', mediaType: 'image/jpeg' }
}

/** Who looked at files today and yesterday, for 查阅记录. */
async function lookAround(kernel: Kernel, { settled, now }: Scene): Promise<void> {
  const parties = [...settled.parties.values()]
  for (const [at, [name, what]] of (
    [
      ['陈静', '查看档案'],
      ['王敏', '查看档案'],
      ['王敏', '查看文件'],
      ['张涛', '查看档案'],
      ['李卫东', '查看完整证件号'],
      ['周健', '查看档案'],
      ['陈静', '查看档案'],
    ] as const
  ).entries()) {
    const who = settled.staff.get(name) as Actor
    kernel.looks.note({
      centreId: settled.id,
      at: new Date(now.getTime() - (7 - at) * 4 * 3_600_000),
      identityId: who.identityId,
      staffId: who.staffId,
      what,
      recordId: parties[at % parties.length] ?? '',
    })
  }
  await kernel.looks.flush()
}
