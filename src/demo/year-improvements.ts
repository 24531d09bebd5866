import { improvementFlow, measureFlow, shownNumber, valueIn } from '#modules/improvements'
import { addDays, type Day, dayOf } from '#platform/calendar'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { stage } from '#platform/files'
import type { Kernel } from '#platform/http'
import { type Indicator, indicators } from '#platform/indicators'
import { perform } from '#platform/perform'
import { lastOver, type Period, periodAfter, periodOf } from '#platform/periods'
import type { Life } from './in-order.ts'
import { drawn, type Picture } from './pictures.ts'
import type { Settled } from './settle.ts'
import { approvedAfter, raisedAfter, type SimulatedYear, turnAfter, workingMorning } from './year.ts'

interface Scene {
  settled: Settled
  now: Date
  proof: Picture
  /** Performs something as somebody at a moment; returns the id of the record. */
  act(who: string, at: Date, flow: Flow, name: string, id: string | null, input?: object): Promise<string>
  staffId(name: string): string
}
type Flow = Parameters<typeof perform>[1]

/** What the evaluations found, from the causes to the look back, as far as the time has come. */
export async function yearsFindingLives(kernel: Kernel, year: SimulatedYear, now: Date): Promise<Life[]> {
  const proof = await drawn(kernel, '落实凭据.png', '#eef3f0', '#0b7a5a')
  const sceneOf = (settled: Settled): Scene => {
    const staff = (name: string): Actor => (name === '' ? system : (settled.staff.get(name) as Actor))
    return {
      ...{ settled, now, proof },
      act: (who, at, flow, name, id, input = {}) =>
        settled.at(staff(who), at, async ctx => (await perform(ctx, flow, name, id, { ...input })).id),
      staffId: name => staff(name).staffId ?? '',
    }
  }
  const after = (source: Story['source'], periods: readonly Period[], days: number) =>
    periods.map(({ last }) => ({ source, from: last, looks: workingMorning(last, days + 4) }))
  return [
    ...after('recipients', year.quarters, raisedAfter.recipients),
    ...after('self', year.halves, raisedAfter.self),
    ...after('third_party', [year.calendar], raisedAfter.thirdParty),
  ]
    .filter(({ looks }) => looks < now)
    .map(
      ({ source, from, looks }): Life =>
        async settled => {
          const scene = sceneOf(settled)
          const found = await raisedBy(scene, source, from, looks)
          const story = stories.find(one => one.source === source)
          if (found && story) await improved(scene, story, found.day, found.ids)
        },
    )
}

/** Problems that an evaluation raised since a period's end, and that nobody has taken up; and on which day. */
const raisedBy = ({ settled }: Scene, source: string, from: Day, looks: Date) =>
  settled.at(system, looks, async ctx => {
    const rows = await ctx.db
      .selectFrom('finding')
      .select(['id', 'raised_at'])
      .where('source', '=', source)
      .where('state', '=', 'open')
      .where('key', 'not like', 'entered:%')
      .where('key', 'not like', 'coverage:%')
      .where('raised_at', '>=', new Date(from))
      .orderBy('raised_at')
      .execute()
    const [first] = rows
    return first ? { day: dayOf(first.raised_at), ids: rows.map(row => row.id) } : null
  })

async function improved(scene: Scene, story: Story, raised: Day, findings: string[]): Promise<void> {
  const { act, staffId, now } = scene
  const turn = turnAfter(raised)
  const due_on = addDays(turn, 20)
  const on = (days: number) => workingMorning(raised, days)
  if (on(approvedAfter) > now) return
  const { owner, title } = story
  const id = await act('李卫东', on(2), improvementFlow, 'begin', null, {
    ...{ finding_ids: findings, title, owner_id: staffId(owner) },
  })
  await act(owner, on(5), improvementFlow, 'analyse', id, story.analysis)
  const aim = await aimOf(scene, story, on(8))
  if (!aim) return
  await act(owner, on(8), improvementFlow, 'plan', id, { ...story.plan, ...aim, due_on })
  for (const { what, who } of story.measures)
    await act(owner, on(8), measureFlow, 'add', null, {
      ...{ improvement_id: id, what, owner_id: staffId(who), due_on },
    })
  await act(owner, on(9), improvementFlow, 'submit', id)
  await act('李卫东', on(approvedAfter), improvementFlow, 'approve', id)
  if (!(await carriedOut(scene, story, id, turn))) return
  await verified(scene, story, aim, id, turn)
}

interface Aim {
  /** The indicator that shows it, counted from the records. */
  indicator: string
  better: 'up' | 'down'
  target: number
}

/**
 * A third of what is missing to the best, or half of what is too much, by what the records said of the last month then; of
 * the first of the story's indicators in which there was anything to improve.
 */
async function aimOf({ settled }: Scene, { gauges }: Story, at: Date): Promise<Aim | null> {
  for (const [code, better] of gauges) {
    const indicator = indicators.get(code) as Indicator
    const before = await settled.at(system, at, ctx =>
      valueIn(ctx, indicator, lastOver(indicator.frequency, dayOf(at))),
    )
    if (before === null) continue
    const now = shownNumber(before, indicator.measure)
    const target = better === 'up' ? Math.min(Math.ceil(now + (100 - now) / 3), 95) : Math.floor(now / 2)
    if (better === 'up' ? target > now : target < now) return { indicator: code, better, target }
  }
  return null
}

/** Each measure with what proves it; whether its days have come. */
async function carriedOut(scene: Scene, story: Story, id: string, turn: Day): Promise<boolean> {
  const { settled, now, proof } = scene
  const rows = await settled.at(system, workingMorning(turn), ctx =>
    ctx.db
      .selectFrom('measure')
      .select(['id', 'what'])
      .where('improvement_id', '=', id)
      .orderBy('rank')
      .execute(),
  )
  for (const [place, row] of rows.entries()) {
    const at = workingMorning(turn, 3 + place * 5)
    const told = story.measures.find(one => one.what === row.what)
    if (at > now || !told) return false
    await settled.at(settled.staff.get(told.who) as Actor, at, async ctx => {
      await perform(ctx, measureFlow, 'carryOut', row.id, {
        ...{ result: told.result, proof: [await stage(ctx, proof, 'proof')] },
      })
    })
  }
  return true
}

/** By another, when the first month is over in which the records say that it is better; and again some months later. */
async function verified(scene: Scene, story: Story, aim: Aim, id: string, turn: Day): Promise<void> {
  const { act, settled, now } = scene
  const reached = (period: Period, at: Date) => settled.at(system, at, ctx => isReached(ctx, aim, period))
  for (let month = periodOf('month', turn); workingMorning(month.last, 7) < now; month = periodAfter(month)) {
    const at = workingMorning(month.last, 7)
    if (!(await reached(month, at))) continue
    const { opinion, held } = story
    await act('孙丽', at, improvementFlow, 'verify', id, { period: month.code, opinion })
    const { look_on } = await settled.at(system, at, ctx =>
      ctx.db.selectFrom('improvement').select('look_on').where('id', '=', id).executeTakeFirstOrThrow(),
    )
    const look = workingMorning(look_on as Day, 3)
    if (look > now) return
    await act('', workingMorning(look_on as Day), improvementFlow, 'comeDue', id)
    const since = periodOf('month', dayOf(at))
    for (let last = lastOver('month', dayOf(look)); last.first >= since.first; last = periodAfter(last, -1))
      if (await reached(last, look)) {
        await act('孙丽', look, improvementFlow, 'hold', id, { period: last.code, opinion: held })
        return
      }
    return
  }
}

async function isReached(ctx: Ctx, { indicator, better, target }: Aim, period: Period): Promise<boolean> {
  const gauge = indicators.get(indicator) as Indicator
  const value = await valueIn(ctx, gauge, period)
  if (value === null) return false
  const shown = shownNumber(value, gauge.measure)
  return better === 'up' ? shown >= target : shown <= target
}

interface Story {
  /** Which kind of evaluation raised it. */
  source: 'recipients' | 'self' | 'third_party'
  title: string
  owner: string
  /** Indicators that show it, the fittest first, and which way is better. */
  gauges: ReadonlyArray<readonly [code: string, better: 'up' | 'down']>
  analysis: object
  plan: object
  measures: ReadonlyArray<{ what: string; who: string; result: string }>
  /** When it was verified, and when it was looked at again. */
  opinion: string
  held: string
}

const cause = (category: string, words: string, main = false) => ({ category, cause: words, main })
const option = (what: string, effect: string, cost: string, chosen = true) => ({ what, effect, cost, chosen })

const stories: readonly Story[] = [
  {
    source: 'recipients',
    title: '办事有回音，提高满意率',
    owner: '王敏',
    gauges: [
      ['ratings.satisfied', 'up'],
      ['cases.on_time', 'up'],
    ],
    analysis: {
      whys: [
        '服务对象不满意，多是催了才有回音',
        '受理以后没有告诉本人什么时候办好',
        '承办人等办完才联系',
        '没有规定受理当天要回话',
      ],
      causes: [
        cause('methods', '没有规定受理当天回话', true),
        cause('people', '承办人习惯办完再说'),
        cause('materials', '指南和窗口说法不一致'),
        cause('checks', '差评没有逐条回访', true),
      ],
      root_cause: '受理后什么时候回话没有规定，差评也没有逐条回访，本人不知道办到了哪一步。',
    },
    plan: {
      options: [
        option('受理当天回一次话，说明什么时候办好', '本人心里有数', '不花钱'),
        option('差评两天内逐条回访', '能当场补救', '不花钱'),
        option('请专人接听催办电话', '治标，人手不够', '每月两千元', false),
      ],
      ...{ goal: '受理当天有回音，满意率回到九成左右。', resources: '不需要另外的经费。' },
    },
    measures: [
      {
        what: '规定受理当天给本人回一次话',
        who: '陈静',
        result: '写进窗口办事规程，受理单上加了「已回话」一栏。',
      },
      { what: '差评两天内逐条回访', who: '张涛', result: '回访排进每日例会，当月差评都已回访。' },
    ],
    opinion: '对照好差评逐条看，不满意的明显少了，抽问十人都说受理当天有回音。',
    held: '又看了三个月的好差评，满意率没有回落。',
  },
  {
    source: 'self',
    title: '按时办结，按时报送',
    owner: '张涛',
    gauges: [['cases.on_time', 'up']],
    analysis: {
      whys: [
        '办件和报送有的超过时限',
        '快到期了才开始办',
        '受理时没有排定哪天办完',
        '排期没有写进受理的步骤',
      ],
      causes: [
        cause('methods', '受理时没有排定办结日期', true),
        cause('people', '统计报送只有一人会'),
        cause('tools', '台账上看不出哪天到期'),
        cause('checks', '没有人提前看下周到期的', true),
      ],
      root_cause: '受理时没有排定哪天办完，也没有人提前看下周到期的事项。',
    },
    plan: {
      options: [
        option('受理时排定办结日期，写在台账上', '到期前就动手', '不花钱'),
        option('每周五看一遍下周到期的事项', '来得及补救', '每周半小时'),
        option('延长办理时限', '超期少了，本人等得更久', '不花钱', false),
      ],
      ...{ goal: '办件和报送都在时限内办完。', resources: '不需要。' },
    },
    measures: [
      {
        what: '受理时排定办结日期，写在台账上',
        who: '陈静',
        result: '写进受理的步骤，台账上加了办结日期一栏。',
      },
      {
        what: '每周五看一遍下周到期的事项',
        who: '王敏',
        result: '每周五下班前逐项过一遍，当月四次都有记录。',
      },
    ],
    opinion: '逐项核对当月的待办，超过时限的只有个别，都写明了原因。',
    held: '又看了三个月，按时办理率保持在目标以上。',
  },
  {
    source: 'third_party',
    title: '办结前和本人核实',
    owner: '王敏',
    gauges: [
      ['cases.by_time', 'down'],
      ['cases.on_time', 'up'],
    ],
    analysis: {
      whys: [
        '有人说事情没有办成，记录却已办结',
        '答复以后等到期自动确认',
        '没有人问本人办成没有',
        '窗口人员不会登记本人的意见',
      ],
      causes: [
        cause('methods', '办结前不问本人', true),
        cause('people', '窗口人员不熟悉登记'),
        cause('checks', '没有人看自动确认的有多少', true),
      ],
      root_cause: '办结前没有和本人核实这一步，到期自动确认的也没有人看。',
    },
    plan: {
      options: [
        option('答复后三天内打电话问办成没有', '没办成的当场接着办', '不花钱'),
        option('培训窗口人员登记本人意见', '登记得上、查得到', '半天'),
        option('取消到期自动确认', '办件会一直挂着', '不花钱', false),
      ],
      ...{ goal: '办结前都问过本人，不再靠到期自动确认。', resources: '不需要。' },
    },
    measures: [
      {
        what: '答复后三天内打电话核实结果',
        who: '陈静',
        result: '每天下班前打完当天的核实电话，结果登记在案。',
      },
      { what: '培训窗口人员登记本人意见', who: '刘芳', result: '半天培训，逐人当场操作过关。' },
    ],
    opinion: '当月办结的逐件核对，本人都确认过；抽问五人，都说接到过电话。',
    held: '又看了三个月，自动确认的没有反弹。',
  },
]
