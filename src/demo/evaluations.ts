import { ensureSheet, evaluationFlow, gapFlow, markFlow, servedIn } from '#modules/evaluations'
import { findingFlow } from '#modules/improvements'
import { dayOf, startOfDay } from '#platform/calendar'
import type { ClauseNumber } from '#platform/clauses'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { isOver, type Period, periodAfter, periodOf } from '#platform/periods'
import type { Life } from './in-order.ts'
import type { Settled } from './settle.ts'
import { morningAfter, type SimulatedYear } from './year.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

interface Scene {
  settled: Settled
  now: Date
  staff(name: string): Actor
}

/**
 * The self-evaluations of the year, closed and published, and of every half-year since, by the same sheet, so that they are
 * compared; the one of this half-year begun early and half scored; and the rounds whose contents surveys and the third
 * party bring in.
 */
export function evaluationLives(year: SimulatedYear, now: Date): Life[] {
  const today = dayOf(now)
  const [first, second] = year.halves
  const self =
    (period: Period, how: Told): Life =>
    settled =>
      closedSelf(sceneOf(settled, now), period, how)
  const opening =
    (kind: string, period: Period): Life =>
    settled =>
      opened(sceneOf(settled, now), kind, period)
  const since = (from: Period): Period[] => {
    const over: Period[] = []
    for (let one = from; isOver(one, now); one = periodAfter(one)) over.push(one)
    return over
  }
  return [
    self(first, firstTime),
    self(second, { ...improvedSince, missed: 'premises' }),
    ...since(periodAfter(second)).map(half => self(half, improvedSince)),
    ...since(year.calendar).map(one => opening('third_party', one)),
    ...since(year.quarters[0] as Period).map(one => opening('recipients', one)),
    settled => begunEarly(sceneOf(settled, now), periodOf('half', today)),
  ]
}

const sceneOf = (settled: Settled, now: Date): Scene => ({
  ...{ settled, now },
  staff: name => settled.staff.get(name) as Actor,
})

const opened = ({ settled }: Scene, kind: string, period: Period): Promise<string> =>
  settled.at(system, morningAfter(period), async ctx => {
    await ensureSheet(ctx)
    const { code, first, last } = period
    const round = { kind, period: code, first_day: first, last_day: last }
    return (await perform(ctx, evaluationFlow, 'open', null, round)).id
  })

/** Parts of the sheet go round among those who score; the heads confirm. */
const scorers = ['王敏', '陈静', '刘芳', '张涛'] as const
const headOf = (scorer: string): string => (scorer === '张涛' ? '王敏' : '张涛')
const parts = 13

async function begun({ settled, staff }: Scene, id: string, at: Date): Promise<void> {
  await settled.at(staff('孙丽'), at, async ctx => {
    const sheet = await ctx.db
      .selectFrom('score_sheet')
      .select('id')
      .where('state', '=', 'in_use')
      .limit(1)
      .executeTakeFirstOrThrow()
    const team = Array.from({ length: parts }, (_, n) => {
      const scorer = scorers[n % scorers.length] as string
      return [`p${n + 1}`, { owner_id: staff(scorer).staffId, head_id: staff(headOf(scorer)).staffId }]
    })
    await perform(ctx, evaluationFlow, 'begin', id, { sheet_id: sheet.id, parts: Object.fromEntries(team) })
  })
}

interface Told {
  /** Tenths that a clause gets, and why; the others get what they can. */
  low: Partial<Record<ClauseNumber, { tenths: number; words: string }>>
  /** A service that nobody looks at. */
  missed?: string
  opinion: string
  improvements: string
}

const firstTime: Told = {
  low: {
    '4.5.2': { tenths: 26, words: '时限都有规定，仍有办件超过时限才答复，没有人提前看快到期的。' },
    '5.6.2': { tenths: 13, words: '有两个月的统计报送晚于规定日期，到期前没有人提醒。' },
  },
  opinion: '各项服务开展正常，记录齐全。办理和报送不及时的两项，由责任人提出措施，抓紧解决。',
  improvements: '受理时排定办结日期，每周五看一遍下周到期的事项；统计报送每月五日前完成。',
}
const improvedSince: Told = {
  low: {},
  opinion: '各项服务开展正常，记录齐全。上一期得分偏低的两项已经改进，经验证有效，继续保持。',
  improvements: '人才服务要多走访企业，把岗位需求摸清楚；自评先列全期内提供的服务，再分给评分人。',
}

async function closedSelf(scene: Scene, period: Period, how: Told): Promise<void> {
  const { settled, now, staff } = scene
  const id = await opened(scene, 'self', period)
  const from = morningAfter(period)
  const span = Math.max(Math.min(34 * day, now.getTime() - from.getTime() - hour), 10 * minute)
  const at = inWorkingHours(from, span)
  const does = (name: string, share: number, action: string, input = {}) =>
    settled.at(staff(name), at(share), ctx => perform(ctx, evaluationFlow, action, id, input))
  await begun(scene, id, at(0.06))
  const marks = await marksOf(scene, id)
  for (const name of scorers)
    await settled.at(staff(name), at(0.3), async ctx => {
      for (const mark of marks.filter(one => one.owner_id === ctx.actor.staffId))
        await score(ctx, mark, period, how)
    })
  for (const name of ['王敏', '张涛'])
    await settled.at(staff(name), at(0.37), async ctx => {
      for (const mark of marks.filter(one => one.head_id === ctx.actor.staffId))
        await perform(ctx, markFlow, 'confirm', mark.id)
    })
  await does('李卫东', 0.55, 'approve', { opinion: how.opinion })
  await does('孙丽', 0.65, 'publish', {
    method: '由中心各岗位按评分表逐项自评，每项附平台上的记录作为依据，由另一人确认，中心主任审定。',
    improvements: how.improvements,
  })
  await explained(scene, id, overlooked, [at(0.68), at(0.72)])
  await does('孙丽', 0.8, 'close')
}

/** A share of the time from a moment on; in working hours, where there are days to choose from. */
function inWorkingHours(from: Date, span: number): (share: number) => Date {
  return share => {
    const then = new Date(from.getTime() + share * span)
    return span < 4 * day ? then : new Date(startOfDay(dayOf(then)).getTime() + (9 + 7 * share) * hour)
  }
}

interface Mark {
  id: string
  clause: string | null
  points: number
  owner_id: string
  head_id: string
}

const marksOf = ({ settled }: Scene, id: string): Promise<Mark[]> =>
  settled.at(system, new Date(0), ctx =>
    ctx.db
      .selectFrom('evaluation_mark')
      .select(['id', 'clause', 'points', 'owner_id', 'head_id'])
      .where('evaluation_id', '=', id)
      .orderBy('place')
      .execute(),
  )

async function score(
  ctx: Ctx,
  mark: Mark,
  period: Period,
  { low, missed }: Pick<Told, 'low' | 'missed'>,
): Promise<void> {
  const clause = mark.clause as ClauseNumber
  const { words, href, label } = done[clause]
  const services = (await servedIn(ctx, period))
    .filter(one => one.clause === clause && one.service !== missed)
    .map(one => one.service)
  await perform(ctx, markFlow, 'score', mark.id, {
    ...{ score: (low[clause]?.tenths ?? mark.points - (words.length % 3) * 2) / 10 },
    words: low[clause]?.words ?? words,
    evidence: [{ label, href }],
    ...(services.length > 0 && { services }),
  })
}

const overlooked = {
  explanation: '自评时只看了场地本身，没有核对预约使用的登记，期末才发现漏了这一项。',
  remedy: '下一轮自评先列出期内提供的全部服务，再逐项分给评分人核对。',
}

/** The gaps of a round are explained by one and accepted by another; the problems that they raised are seen to with them. */
export async function explained(
  { settled, staff }: Pick<Scene, 'settled' | 'staff'>,
  id: string,
  words: { explanation: string; remedy: string },
  [said, accepted]: readonly [Date, Date],
): Promise<void> {
  const gaps = await settled.at(system, new Date(0), ctx =>
    ctx.db
      .selectFrom('evaluation_gap')
      .select('id')
      .where('evaluation_id', '=', id)
      .where('state', '=', 'open')
      .execute(),
  )
  for (const gap of gaps) {
    await settled.at(staff('孙丽'), said, ctx => perform(ctx, gapFlow, 'explain', gap.id, words))
    await settled.at(staff('李卫东'), accepted, ctx => perform(ctx, gapFlow, 'accept', gap.id))
  }
  const problems = await settled.at(system, new Date(0), ctx =>
    ctx.db
      .selectFrom('finding')
      .innerJoin('finding_evidence', 'finding_evidence.finding_id', 'finding.id')
      .select(['finding.id', 'finding.source'])
      .distinct()
      .where('finding_evidence.href', '=', `/desk/evaluations/${id}/coverage`)
      .where('finding.state', '=', 'open')
      .execute(),
  )
  // What came from outside only the bureau may set aside.
  for (const one of problems)
    await settled.at(staff(one.source === 'third_party' ? '周健' : '李卫东'), accepted, ctx =>
      perform(ctx, findingFlow, 'dismiss', one.id, { reason: `已在当期评价中说明并认可：${words.remedy}` }),
    )
}

/** The people of two parts have scored, one row was given back, the others are still at it. */
async function begunEarly(scene: Scene, period: Period): Promise<void> {
  const { settled, now, staff } = scene
  const from = new Date(Math.max(startOfDay(period.first).getTime() + 9 * hour, now.getTime() - 6 * day))
  const at = inWorkingHours(from, Math.max(now.getTime() - from.getTime() - hour, minute))
  const id = await settled.at(
    staff('孙丽'),
    at(0),
    async ctx => (await perform(ctx, evaluationFlow, 'prepare', null, { period: period.code })).id,
  )
  await begun(scene, id, at(0.1))
  const marks = await marksOf(scene, id)
  const ofPerson = (name: string) => marks.filter(mark => mark.owner_id === staff(name).staffId)
  const scored = [...ofPerson('王敏').slice(0, 4), ...ofPerson('陈静').slice(0, 3)]
  for (const mark of scored)
    await settled.at(staff(ofPerson('王敏').includes(mark) ? '王敏' : '陈静'), at(0.5), ctx =>
      score(ctx, mark, period, { low: {} }),
    )
  const [returned, ...confirmed] = scored
  await settled.at(staff('张涛'), at(0.8), async ctx => {
    if (returned)
      await perform(ctx, markFlow, 'giveBack', returned.id, {
        reason: '请写明合同的起止日期，并附上公示的记录。',
      })
    for (const mark of confirmed.slice(0, 3)) await perform(ctx, markFlow, 'confirm', mark.id)
  })
}

/** What was done for each clause, and where it can be seen. */
const done: Record<ClauseNumber, { words: string; label: string; href: string }> = {
  '4.1.1': {
    words: '通过公开择优确定运营机构，合同和公示记录齐全。',
    label: '运营合同',
    href: '/desk/operator',
  },
  '4.1.2': {
    words: '公共资金和自营收入分账管理，经费使用按季公开。',
    label: '经费台账',
    href: '/desk/operator',
  },
  '4.2.1': { words: '架构清楚，岗位职责由实际权限生成，人员在岗。', label: '岗位与人员', href: '/desk/team' },
  '4.2.2': { words: '每户服务对象都有专员，定期联系并留有记录。', label: '服务专员', href: '/desk/liaison' },
  '4.3.1': { words: '场地面积满足日常办事和培训，全年在用。', label: '场地设施', href: '/desk/facilities' },
  '4.3.2': { words: '设备台账完整，年度盘点差异都已说明。', label: '固定资产', href: '/desk/assets' },
  '4.3.3': { words: '功能区都有人服务，分中心按计划开放。', label: '分中心', href: '/desk/facilities' },
  '4.3.4': { words: '各项服务都在平台上办理，记录可以追溯。', label: '服务数据', href: '/desk/figures' },
  '4.3.5': { words: '车辆用于下乡服务，行驶里程有登记。', label: '场地预约', href: '/desk/bookings' },
  '4.4.1': { words: '目录写明内容、流程、价格，服务商名录齐全。', label: '服务目录', href: '/desk/items' },
  '4.4.2': { words: '目录在网站公开，到期的内容及时确认。', label: '内容确认', href: '/desk/confirmations' },
  '4.5.1': {
    words: '准入退出、反馈处置、监督检查都有制度和记录。',
    label: '管理制度',
    href: '/desk/regulations',
  },
  '4.5.2': {
    words: '时限写进系统执行，修订后都作了宣讲。',
    label: '管理制度',
    href: '/desk/regulations',
  },
  '5.1': { words: '咨询首问负责，按时答复，复杂问题请专家。', label: '咨询', href: '/desk/consultations' },
  '5.2.1': { words: '按需求引荐资源，对接结果都有回访。', label: '资源对接', href: '/desk/resources/needs' },
  '5.2.2': { words: '按计划办沙龙、讲座和考察，签到和总结齐全。', label: '活动', href: '/desk/activities' },
  '5.3.1': { words: '按年度计划办班，一期一档，考勤和考试完整。', label: '培训班', href: '/desk/classes' },
  '5.3.2': { words: '发布岗位和实习信息，录用后核实到岗。', label: '岗位与实习', href: '/desk/jobs' },
  '5.3.3': { words: '人才引荐的次数不多，企业需求掌握得不够。', label: '人才库', href: '/desk/talents' },
  '5.4.1': {
    words: '在孵团队按月报情况，导师辅导有双方确认的记录。',
    label: '孵化',
    href: '/desk/incubation',
  },
  '5.4.2': { words: '大赛按计划举办，规则、评分和公示都公开。', label: '大赛', href: '/desk/contests' },
  '5.5': { words: '稿件三审三校，多渠道发布，阅读量有统计。', label: '宣传稿件', href: '/desk/articles' },
  '5.6.1': { words: '九类业务都有服务商承接，比选和验收留痕。', label: '服务订单', href: '/desk/orders' },
  '5.6.2': {
    words: '数据按月核对、按期报送，口径写在指标字典里。',
    label: '服务数据',
    href: '/desk/figures',
  },
  '6.1.1': { words: '三类评价都已开展，方法和结果对外公布。', label: '评价', href: '/desk/evaluations' },
  '6.1.2': { words: '评价按周期自动开启，没有漏期。', label: '评价', href: '/desk/evaluations' },
  '6.1.3': {
    words: '期内提供的服务逐项核对是否评到。',
    label: '覆盖情况',
    href: '/desk/evaluations/coverage',
  },
  '6.2.1': {
    words: '评价、投诉和检查发现的问题集中登记、归类。',
    label: '服务反馈',
    href: '/desk/complaints',
  },
  '6.2.2': {
    words: '问题有责任人、有时限，整改由另一人验证。',
    label: '监督检查',
    href: '/desk/inspections',
  },
}
