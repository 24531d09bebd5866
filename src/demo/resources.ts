import { needFlow, referralFlow, resourceFlow } from '#modules/resources'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, stranger, system } from '#platform/ctx'
import { townsOf } from '#platform/divisions'
import { perform } from '#platform/perform'
import { providers, recipients } from './people.ts'
import type { Settled } from './settle.ts'

const day = 86_400_000

type Fate = 'listed' | 'opened' | 'draft' | 'reviewing' | 'returned' | 'withdrawn'
interface Cast {
  kind: string
  name: string
  /** Index of a provider or recipient of the cast, or an outside body. */
  holder: { provider: number } | { recipient: number } | string
  offers: string
  audiences?: string[]
  conditions?: string
  town?: string
  cost: string
  contact: [name: string, phone: string, shown: 'public' | 'introduced']
  /** Days from now that it is valid. */
  valid?: number
  fate: Fate
}

const firms = ['enterprise', 'sole_trader', 'cooperative', 'family_farm']
/** Fictional, as everything of the demonstration. */
const cast: readonly Cast[] = [
  {
    ...{ kind: 'finance', name: '电商助农信用贷款', holder: '怀宁惠农村镇银行（演示）' },
    offers: '凭近一年网店流水授信，最高 50 万元，随借随还；材料齐全 5 个工作日放款。',
    ...{ audiences: firms, conditions: '开店满一年，无不良征信。', cost: '年化利率 3.85%' },
    ...{ contact: ['储经理', '0556-000 1101', 'introduced'], valid: 200, fate: 'opened' },
  },
  {
    ...{ kind: 'finance', name: '农业保险和价格指数保险', holder: '安庆农保服务部（演示）' },
    offers: '蓝莓低温、水稻、小龙虾价格指数保险，财政补贴 70%，到村验标。',
    ...{ cost: '自付保费三成', contact: ['余主任', '0556-000 1102', 'public'], fate: 'listed' },
  },
  {
    ...{ kind: 'logistics', name: '乡镇冷链集货专线', holder: { provider: 5 } },
    offers: '每天两班到乡镇收鲜货，2–8 度直达安庆、合肥分拨中心，次日到省内。',
    ...{
      conditions: '单次 50 公斤起。',
      cost: '每公斤 0.6 元',
      contact: ['葛强', '13800003006', 'introduced'],
    },
    fate: 'opened',
  },
  {
    ...{ kind: 'logistics', name: '快递集包优惠价', holder: '怀宁快递协会（演示）' },
    offers: '协会统谈的快递价，首重省内 2.8 元、省外 3.6 元，含面单。',
    ...{
      audiences: firms,
      cost: '首重 2.8 元起',
      contact: ['杨秘书', '0556-000 1104', 'public'],
      fate: 'listed',
    },
  },
  {
    ...{ kind: 'platform', name: '地方特产馆入驻绿色通道', holder: '皖美特产电商平台（演示）' },
    offers: '免入驻费，运营对接人一对一指导上架，首月给首页流量位。',
    ...{ audiences: firms, conditions: '有食品生产许可或合格证。', cost: '佣金 3%' },
    ...{ contact: ['招商部贺经理', '0551-000 1105', 'introduced'], valid: 120, fate: 'opened' },
  },
  {
    ...{ kind: 'channel', name: '省城社区团购直采', holder: '合肥邻里鲜供应链公司（演示）' },
    offers: '蓝莓、桃、土鸡蛋、豆腐等直采，每周结算，按标准验收。',
    ...{ conditions: '日供 200 公斤以上，有检测报告。', cost: '免费' },
    ...{ contact: ['采购部纪经理', '0551-000 1106', 'introduced'], fate: 'listed' },
  },
  {
    ...{ kind: 'expert', name: '蓝莓栽培与采后保鲜专家', holder: '省农科院园艺所专家工作站（演示）' },
    offers: '每月一次到园指导，平时微信答疑；可帮做采后预冷方案。',
    ...{ town: '黄墩镇', cost: '免费', contact: ['孙老师', '0551-000 1107', 'introduced'], fate: 'listed' },
  },
  {
    ...{ kind: 'expert', name: '直播带货实战导师', holder: { provider: 2 } },
    offers: '三天陪跑：选品、话术、投放、复盘，直播间现场带。',
    ...{ cost: '每天 800 元，脱贫户减半', contact: ['胡蓉', '13800003003', 'introduced'], fate: 'listed' },
  },
  {
    ...{ kind: 'training', name: '职业技能培训定点机构', holder: '怀宁启航职业培训学校（演示）' },
    offers: '电商、直播、农产品加工培训，可申请政府补贴，结业发证。',
    ...{ cost: '补贴对象免费', contact: ['刘校长', '0556-000 1109', 'public'], fate: 'listed' },
  },
  {
    ...{ kind: 'programme', name: '电商企业和基地签约奖补', holder: '怀宁县商务局（演示）' },
    offers: '与生产基地签两年以上、年采购 50 万元以上合同的，按实际采购给予奖补。',
    ...{ audiences: ['enterprise'], conditions: '合同、发货和付款凭证齐全。', cost: '免费申报' },
    ...{ contact: ['电商股', '0556-000 1110', 'public'], valid: 45, fate: 'listed' },
  },
  {
    ...{ kind: 'venue', name: '产地预冷库和分拣车间', holder: { recipient: 5 } },
    offers: '预冷库 300 立方、分拣线两条，蓝莓季外对外出租，可按天。',
    ...{
      town: '黄墩镇',
      cost: '每天 300 元',
      contact: ['朱晓梅', '13800000017', 'introduced'],
      fate: 'listed',
    },
  },
  {
    ...{ kind: 'design', name: '农产品包装打样', holder: { provider: 1 } },
    offers: '礼盒、快递箱设计打样，三款起，十天出样，不满意免费改一次。',
    ...{ cost: '每款 600 元', contact: ['严俊', '13800003002', 'introduced'], fate: 'listed' },
  },
  {
    ...{ kind: 'testing', name: '农残快检和委托检测', holder: '县农产品质检站（演示）' },
    offers: '农残快检当天出结果，委托检测 7 个工作日出具有资质认定标志的报告。',
    ...{
      cost: '快检免费，委托检测按项目',
      contact: ['检测科', '0556-000 1113', 'public'],
      fate: 'reviewing',
    },
  },
  {
    ...{ kind: 'media', name: '本地三农达人带货合作', holder: '怀宁乡村达人联盟（演示）' },
    offers: '十二位本地达人，粉丝合计八十万，可到田头直播，纯佣金合作。',
    ...{ cost: '佣金 15%', contact: ['汪盟主', '0556-000 1114', 'introduced'], fate: 'draft' },
  },
  {
    ...{ kind: 'venue', name: '电商产业园共享仓（一期）', holder: '怀宁电商产业园（演示）' },
    offers: '共享仓 800 平方，代收代发、打包、贴单。',
    ...{ cost: '每单 0.8 元', contact: ['园区招商部', '0556-000 1115', 'public'], fate: 'withdrawn' },
  },
]

/** The pool, and who asked for something of it: one of each way that it can go. */
export async function liveResources(settled: Settled, now: Date): Promise<void> {
  const staff = (name: string) => settled.staff.get(name) as Actor
  const at = (days: number) => new Date(now.getTime() - days * day)
  const ids = new Map<string, string>()
  for (const [index, one] of cast.entries())
    ids.set(one.name, await entered(settled, one, { now, first: at(150 - index * 4), staff }))
  await liveNeeds(settled, ids, now)
}

/** What the neighbours have opened: it is read in 怀宁 too. */
const neighbours: readonly Cast[] = [
  {
    ...{ kind: 'logistics', name: '太湖至武汉农产品直达货运', holder: '太湖顺安货运部（演示）' },
    offers: '每周二、五发车，零担可拼，茶叶、板栗、豆制品都收。',
    ...{ cost: '每吨 260 元', contact: ['殷师傅', '0556-000 2201', 'introduced'], fate: 'opened' },
  },
  {
    ...{ kind: 'expert', name: '茶叶加工和审评专家', holder: '太湖茶叶协会（演示）' },
    offers: '绿茶加工工艺指导，统一审评，帮助定级和写说明。',
    ...{ cost: '免费', contact: ['詹老师', '0556-000 2202', 'introduced'], fate: 'opened' },
  },
]
export async function liveNeighbours(settled: Settled, now: Date): Promise<void> {
  const named: Record<string, string> = { 张涛: '徐林', 李卫东: '吴梅' }
  const staff = (name: string) => settled.staff.get(named[name] ?? name) as Actor
  const first = new Date(now.getTime() - 50 * day)
  for (const one of neighbours) await entered(settled, one, { now, first, staff })
}

interface Entering {
  now: Date
  first: Date
  staff(name: string): Actor
}

async function entered(settled: Settled, one: Cast, entering: Entering): Promise<string> {
  const { now, staff } = entering
  // What nobody reviewed yet was entered these days.
  const fresh = one.fate === 'draft' || one.fate === 'reviewing'
  const first = fresh ? new Date(now.getTime() - 2 * day) : entering.first
  const later = (days: number) => new Date(first.getTime() + days * day)
  const id = await settled.at(staff('张涛'), first, async ctx => {
    const towns = townsOf(ctx.centre.division)
    const { holder, contact, valid } = one
    const held =
      typeof holder === 'string'
        ? { holder_name: holder }
        : 'provider' in holder
          ? { provider_id: settled.providers.get(providers[holder.provider]?.name ?? '') }
          : { holder_phone: recipients[holder.recipient]?.phone }
    const made = await perform(ctx, resourceFlow, 'register', null, {
      ...{ kind: one.kind, name: one.name, offers: one.offers, cost: one.cost, ...held },
      ...{ audiences: one.audiences ?? [], conditions: one.conditions ?? '' },
      town: towns.find(town => town.name === one.town)?.code,
      ...{ contact_name: contact[0], contact_phone: contact[1], contact_shown: contact[2] },
      valid_until: valid ? addDays(dayOf(now), valid) : undefined,
    })
    return made.id
  })
  if (one.fate === 'draft') return id
  await settled.at(staff('张涛'), later(1), ctx => perform(ctx, resourceFlow, 'submit', id))
  if (one.fate === 'reviewing') return id
  await settled.at(staff('李卫东'), later(2), ctx => perform(ctx, resourceFlow, 'list', id))
  // Asked again after some months, and confirmed; one is asked just now.
  const age = Math.round((now.getTime() - first.getTime()) / day)
  const asked = one.kind === 'training' ? age - 2 : Math.min(84, age - 3)
  await settled.at(system, later(asked), ctx => perform(ctx, resourceFlow, 'askAgain', id))
  if (one.kind !== 'training')
    await settled.at(staff('张涛'), later(asked + 2), ctx => perform(ctx, resourceFlow, 'confirm', id))
  if (one.fate === 'opened')
    await settled.at(staff('张涛'), later(5), ctx =>
      perform(ctx, resourceFlow, 'openUp', id, { opened_by: `${one.contact[0]}电话同意向邻县开放。` }),
    )
  if (one.fate === 'withdrawn')
    await settled.at(staff('张涛'), later(90), ctx =>
      perform(ctx, resourceFlow, 'withdraw', id, { reason: '一期仓库已满，二期建成后重新登记。' }),
    )
  return id
}

interface Need {
  party: number
  kind: string
  body: string
  /** Asked so many days ago. */
  ago: number
  offers: string[]
  fate:
    | 'submitted'
    | 'accepted'
    | 'recommended'
    | 'wanted'
    | 'introduced'
    | 'succeeded'
    | 'closed'
    | 'failed'
    | 'refused'
}
const needs: readonly Need[] = [
  {
    ...{ party: 0, kind: 'finance', ago: 110, offers: ['电商助农信用贷款'], fate: 'closed' },
    body: '合作社要收两百吨贡柑，缺三十万周转，希望用网店流水贷款。',
  },
  {
    ...{
      party: 5,
      kind: 'logistics',
      ago: 95,
      offers: ['乡镇冷链集货专线', '快递集包优惠价'],
      fate: 'succeeded',
    },
    body: '蓝莓鲜果当天发合肥，要全程冷链，每天 500 斤左右。',
  },
  {
    ...{ party: 7, kind: 'design', ago: 20, offers: ['农产品包装打样'], fate: 'introduced' },
    body: '手工豆腐、千张要做真空小包装和礼盒，适合快递。',
  },
  {
    ...{ party: 6, kind: 'channel', ago: 6, offers: ['省城社区团购直采'], fate: 'wanted' },
    body: '稻虾米和小龙虾想进省城的社区团购，有绿色食品证书。',
  },
  {
    ...{
      party: 1,
      kind: 'expert',
      ago: 20,
      offers: ['蓝莓栽培与采后保鲜专家', '直播带货实战导师'],
      fate: 'recommended',
    },
    body: '农场今年新种了二十亩蓝莓，请懂栽培的老师来看看。',
  },
  {
    ...{ party: 13, kind: 'training', ago: 4, offers: [], fate: 'accepted' },
    body: '想让五个年轻社员学剪辑和直播，农闲时候上课。',
  },
  {
    ...{ party: 9, kind: 'finance', ago: 1, offers: [], fate: 'submitted' },
    body: '想买一台烘干机，差四万块，问问有没有贴息贷款。',
  },
  {
    ...{ party: 12, kind: 'logistics', ago: 1, offers: [], fate: 'submitted' },
    body: '家里土鸡蛋要寄快递，怕碎，想找便宜又稳的。',
  },
  {
    ...{ party: 3, kind: 'media', ago: 33, offers: [], fate: 'refused' },
    body: '想请大网红免费来店里拍一次，最好是几百万粉丝的。',
  },
  {
    ...{ party: 2, kind: 'venue', ago: 75, offers: ['产地预冷库和分拣车间'], fate: 'failed' },
    body: '秋茶和菊花要临时用两个月冷库，存五吨左右。',
  },
]

async function liveNeeds(settled: Settled, ids: Map<string, string>, now: Date): Promise<void> {
  for (const one of needs) await livedNeed(settled, ids, now, one)
}

async function livedNeed(settled: Settled, ids: Map<string, string>, now: Date, one: Need): Promise<void> {
  const zhang = settled.staff.get('张涛') as Actor
  const person = recipients[one.party]
  const party = settled.parties.get(person?.name ?? '')
  if (!person || !party) return
  const asker: Actor = { ...stranger, kind: 'person', name: person.contact, parties: [party] }
  const act = <T>(who: Actor, after: number, work: Parameters<typeof settled.at<T>>[2]) =>
    settled.at(who, new Date(now.getTime() - Math.max(one.ago - after, 0.01) * day), work)
  const need = await act(asker, 0, ctx =>
    perform(ctx, needFlow, 'ask', null, {
      ...{ party_id: party, kind: one.kind, body: one.body },
      ...{ contact_name: person.contact, contact_phone: person.phone },
    }),
  )
  if (one.fate === 'submitted') return
  if (one.fate === 'refused') {
    await act(zhang, 1, ctx =>
      perform(ctx, needFlow, 'refuse', need.id, {
        reason: '中心没有免费的这类资源；可以先参加本地达人合作，或申请短视频拍摄服务。',
      }),
    )
    return
  }
  await act(zhang, 1, ctx => perform(ctx, needFlow, 'accept', need.id))
  const resources = one.offers.flatMap(name => ids.get(name) ?? [])
  if (one.fate === 'accepted' || resources.length === 0) return
  await act(zhang, 3, ctx =>
    perform(ctx, needFlow, 'recommend', need.id, { resources, remark: '先看看条件，合适的点“请引荐”。' }),
  )
  if (one.fate === 'recommended') return
  const referrals = await act(zhang, 3, ctx =>
    ctx.db
      .selectFrom('resource_referral')
      .select('id')
      .where('need_id', '=', need.id)
      .orderBy('id')
      .execute(),
  )
  const [first, second] = referrals.map(referral => referral.id)
  const step = (who: Actor, after: number, name: string, id: string | undefined, input = {}) =>
    act(who, after, ctx => perform(ctx, referralFlow, name, id ?? null, input))
  await step(asker, 5, 'want', first, { consent: true })
  if (second) await step(asker, 5, 'decline', second, { reason: '先用第一家试试。' })
  if (one.fate === 'wanted') return
  await step(zhang, 6, 'introduce', first)
  if (one.fate === 'introduced') return
  const failed = one.fate === 'failed'
  await step(asker, 25, 'report', first, {
    outcome: failed ? 'failed' : 'succeeded',
    words: failed ? '库位太小，放不下五吨，没有谈成。' : '已经用上了，比原来省心，价钱也合适。',
  })
  if (failed)
    await act(zhang, 28, ctx =>
      perform(ctx, needFlow, 'close', need.id, { reason: '对方另租了乡镇的冷库，不再需要。' }),
    )
  if (one.fate === 'closed')
    await step(zhang, 100, 'followUp', first, { reason: '三十万已放款，按月付息，收果顺利。' })
}
