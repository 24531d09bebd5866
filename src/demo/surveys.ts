import { randomUUID } from 'node:crypto'
import { evaluationFlow } from '#modules/evaluations'
import { giveAnswers, invitationFlow, surveyFlow } from '#modules/surveys'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { lastOver, type Period, periodAfter } from '#platform/periods'
import { explained } from './evaluations.ts'
import type { Life } from './in-order.ts'
import { type Random, random } from './random.ts'
import type { Settled } from './settle.ts'
import { morningAfter, raisedAfter, type SimulatedYear } from './year.ts'

const day = 86_400_000

interface Scene {
  settled: Settled
  now: Date
  chance: Random
  staff(name: string): Actor
}

/**
 * The surveys of the year are finished, and every one since but the last: that one is in the field, with reminders and calls.
 * In the first of them few were content; what was improved then shows in those that follow.
 */
export function surveyLives(year: SimulatedYear, now: Date): Life[] {
  const chance = random(61_002)
  const sceneOf = (settled: Settled): Scene => ({
    ...{ settled, now, chance },
    staff: name => settled.staff.get(name) as Actor,
  })
  const last = lastOver('quarter', dayOf(now))
  const lives: Life[] = []
  for (let quarter = year.quarters[0] as Period; quarter.last < last.first; quarter = periodAfter(quarter)) {
    const [period, turn] = [quarter, lives.length]
    lives.push(settled => finished(sceneOf(settled), period, turn))
  }
  return [...lives, settled => inTheField(sceneOf(settled), last)]
}

/** As the clock opened it when the quarter was over, unless that was done already. */
async function surveyOf({ settled }: Scene, quarter: Period, at: Date): Promise<string> {
  return settled.at(system, at, async ctx => {
    const known = await ctx.db
      .selectFrom('survey')
      .select('id')
      .where('period', '=', quarter.code)
      .executeTakeFirst()
    if (known) return known.id
    const { code, first, last } = quarter
    const round = { kind: 'recipients', period: code, first_day: first, last_day: last }
    const { id } = await perform(ctx, evaluationFlow, 'open', null, round)
    const survey = await ctx.db
      .selectFrom('survey')
      .select('id')
      .where('round_id', '=', id)
      .executeTakeFirstOrThrow()
    return survey.id
  })
}

interface Asked {
  id: string
  service_key: string
}

/** The list, the draw and the invitations; returns who was asked, in drawn order. */
async function asked({ settled, staff }: Scene, survey: string, at: Date): Promise<Asked[]> {
  for (const name of ['list', 'draw'])
    await settled.at(staff('刘芳'), at, ctx => perform(ctx, surveyFlow, name, survey))
  return settled.at(system, at, async ctx => {
    const drawn = await ctx.db
      .selectFrom('survey_candidate')
      .select('turn')
      .where('survey_id', '=', survey)
      .where('rank', 'is not', null)
      .orderBy('rank')
      .execute()
    for (const { turn } of drawn)
      await perform(ctx, invitationFlow, 'invite', null, { survey_id: survey, turn, token: randomUUID() })
    return ctx.db
      .selectFrom('survey_invitation')
      .select(['id', 'service_key'])
      .where('survey_id', '=', survey)
      .orderBy('rank')
      .execute()
  })
}

const words = [
  '答复很快，讲得也清楚。',
  '网上的指南有几处和窗口说的不一样。',
  '排队的时间有点长，集日人太多。',
  '希望多办直播带货的培训，最好在镇上办。',
  '平台在手机上找不到上传材料的地方。',
  '工作人员态度很好，帮我把材料都理顺了。',
  '拍的短视频没用上，内容不太合我们的产品。',
]
const themesFor: Record<string, string> = {
  答复很快: '表扬',
  网上的指南: '指南看不懂',
  排队的: '办理慢',
  希望多办: '希望增加',
  平台在: '平台不好用',
  工作人员: '表扬',
  拍的: '内容不实用',
}

type Mood = 'poor' | 'good' | 'usual'
/** What they say by turns, where it is told how content they were. */
const marksBy: Record<Mood, readonly number[]> = {
  poor: [5, 2, 4, 3, 2, 5, 4, 2, 5, 3, 2],
  good: [5, 4, 5, 4, 5, 3, 5, 4, 4, 5, 5],
  usual: [],
}

/** What people say: mostly content; of 咨询 a little less so. */
function sheetOf({ chance }: Scene, service: string, at: number, mood: Mood): Record<string, unknown> {
  const mark = (turn = 0) => {
    const told = marksBy[mood]
    if (told.length > 0) return told[(at + turn) % told.length] as number
    const x = chance.next() + (service === 'consulting' ? 0.12 : 0)
    return x < 0.5 ? 5 : x < 0.82 ? 4 : x < 0.94 ? 3 : 2
  }
  const online = chance.chance(0.4)
  const overall = mark()
  return {
    ...{ way: online ? '自己在网上、手机上办' : '到窗口、现场或者打电话办', overall },
    ...(online
      ? { online_speed: mark(1), online_guide: mark(2), online_ease: mark(3), online_platform: mark() }
      : { offline_speed: mark(1), offline_skill: mark(2), offline_attitude: 5 }),
    solved: overall > 3 ? '解决了' : overall === 3 ? '解决了一部分' : '没有解决',
    wish: [chance.pick(['政策咨询', '开店和直播培训', '物流和仓储', '找客户、找货源'])],
    times: 1 + chance.below(6),
    ...(at % 6 === 0 && { words: words[(at / 6) % words.length] }),
  }
}

/** Each in a transaction of its own, as they come. */
async function answers(
  scene: Scene,
  one: Asked,
  at: Date,
  turn: number,
  way: 'link' | 'phone' = 'link',
  mood: Mood = 'usual',
) {
  await scene.settled.at(system, at, async ctx => {
    const row = await ctx.db
      .selectFrom('survey_invitation')
      .selectAll()
      .where('id', '=', one.id)
      .executeTakeFirstOrThrow()
    await giveAnswers(ctx, row, sheetOf(scene, one.service_key, turn, mood), way)
  })
}

/** `turn`: which of them it is, from 0. Each is drawn a day later than the one before, so that nobody was asked within three months. */
async function finished(scene: Scene, quarter: Period, turn: number): Promise<void> {
  const { settled, staff } = scene
  const after = (days: number) => new Date(new Date(`${quarter.last}T10:00:00+08:00`).getTime() + days * day)
  const survey = await surveyOf(scene, quarter, after(1))
  const drawn = 2 + Math.min(turn, 5)
  const people = await asked(scene, survey, after(drawn))
  const mood = turn === 0 ? 'poor' : 'good'
  for (const [at, one] of people.entries())
    if (at % 8 !== 7) await answers(scene, one, after(drawn + 1 + (at % 8)), at, 'link', mood)
  const by = <T>(who: Actor, at: Date, work: (ctx: Ctx) => Promise<T>) => settled.at(who, at, work)
  await by(staff('刘芳'), after(16), ctx => perform(ctx, surveyFlow, 'close', survey))
  await by(system, after(16), async ctx => {
    for (const [turn, { id }] of people.entries())
      if (turn % 8 === 7) await perform(ctx, invitationFlow, 'lapse', id)
  })
  await by(system, after(17), ctx => perform(ctx, surveyFlow, 'mix', survey))
  for (;;) {
    const rest = await by(staff('刘芳'), after(18), async ctx => {
      const texts = await ctx.db
        .selectFrom('survey_words')
        .select(['id', 'text'])
        .where('survey_id', '=', survey)
        .where('themes', 'is', null)
        .orderBy('id')
        .limit(20)
        .execute()
      if (texts.length > 0)
        await perform(ctx, surveyFlow, 'sort', survey, {
          words: Object.fromEntries(texts.map(one => [one.id, [themeOf(one.text)]])),
        })
      return texts.length
    })
    if (rest === 0) break
  }
  await by(staff('刘芳'), after(raisedAfter.recipients), ctx =>
    perform(ctx, surveyFlow, 'finish', survey, { conclusion: said[mood].conclusion }),
  )
  await published(scene, quarter, after, said[mood])
}

interface Said {
  conclusion: string
  opinion: string
  improvements: string
}
const said: Record<'poor' | 'good', Said> = {
  poor: {
    conclusion:
      '从真正得到服务的人里抽样，满意的不够多。意见集中在答复慢、催了才有回音，以及网上指南和窗口说法不一致，已转入改进。',
    opinion: '抽样和回收符合要求；满意率偏低，办得慢的要马上改，下一季再看。',
    improvements: '受理当天先回一次话，说明什么时候办好；逐条核对网上指南，和窗口说法一致。',
  },
  good: {
    conclusion:
      '从真正得到服务的人里抽样，总体满意。意见集中在集日排队时间长、希望多办直播培训，转有关岗位参考。',
    opinion: '抽样和回收符合要求，总体满意；集日排队的问题要接着改。',
    improvements: '集日增开一个窗口；安排在镇上办直播培训。',
  },
}

/** The round takes the results over: approved by the director, published; why nobody was asked about some services is said and accepted, and it is closed. */
async function published(
  { settled, staff }: Scene,
  quarter: Period,
  after: (days: number) => Date,
  { opinion, improvements }: Said,
) {
  const round = await settled.at(system, after(20), ctx =>
    ctx.db
      .selectFrom('evaluation')
      .select('id')
      .where('kind', '=', 'recipients')
      .where('period', '=', quarter.code)
      .executeTakeFirstOrThrow(),
  )
  await settled.at(staff('李卫东'), after(21), ctx =>
    perform(ctx, evaluationFlow, 'approve', round.id, { opinion }),
  )
  await settled.at(staff('孙丽'), after(23), ctx =>
    perform(ctx, evaluationFlow, 'publish', round.id, {
      method: '从期内真正办过事的服务对象里按服务和乡镇随机抽取，发出问卷；匿名作答，不与本人对应。',
      improvements,
    }),
  )
  await explained(
    { settled, staff },
    round.id,
    {
      explanation: '这几类服务当季办得少，抽样名单里没有人；有的没有登记到人，无从抽样。',
      remedy: '下一季先看各类服务的人次，人少的全部列入名单；没有登记到人的改在现场请人填纸质问卷。',
    },
    [after(24), after(25)],
  )
  await settled.at(staff('孙丽'), after(26), ctx => perform(ctx, evaluationFlow, 'close', round.id))
}

const themeOf = (text: string): string =>
  Object.entries(themesFor).find(([start]) => text.startsWith(start))?.[1] ?? '其他'

/** A third has answered; the others were reminded; some were called. */
async function inTheField(scene: Scene, quarter: Period): Promise<void> {
  const { settled, now } = scene
  // For eight days at most, but not before the quarter was over: then all goes faster.
  const until = Math.min(new Date(`${dayOf(now)}T10:30:00+08:00`).getTime(), now.getTime())
  const from = Math.max(until - 8 * day, morningAfter(quarter).getTime() + 3_600_000)
  const span = Math.max(until - from, 60_000)
  const ago = (days: number) => new Date(until - (span * days) / 8)
  const survey = await surveyOf(scene, quarter, ago(8))
  const people = await asked(scene, survey, ago(7))
  const open: Asked[] = []
  for (const [turn, one] of people.entries())
    if (turn % 3 === 0) await answers(scene, one, ago(6 - (turn % 5)), turn)
    else open.push(one)
  await settled.at(system, ago(2), async ctx => {
    for (const { id } of open) await perform(ctx, invitationFlow, 'remind', id, { token: randomUUID() })
  })
  const call = async (one: Asked | undefined, at: Date, outcome?: Record<string, unknown>) => {
    if (!one) return
    const who = await callerFor(scene, one)
    await settled.at(who, at, ctx => perform(ctx, invitationFlow, 'take', one.id))
    if (outcome) await settled.at(who, at, ctx => perform(ctx, invitationFlow, 'attempt', one.id, outcome))
    else await answers(scene, one, at, 1, 'phone')
  }
  const tomorrow = `${addDays(dayOf(now), 1)}T10:00`
  await call(open[0], ago(1))
  await call(open[1], ago(1))
  await call(open[2], ago(1), { last_try: 'missed' })
  await call(open[3], ago(1), { last_try: 'later', call_at: tomorrow })
  await call(open[4], ago(1), { last_try: 'refused', never: true })
  await call(open[5], ago(1), { last_try: 'wrong' })
}

/** Whoever did not serve them. */
async function callerFor({ settled, staff, now }: Scene, one: Asked): Promise<Actor> {
  const row = await settled.at(system, now, ctx =>
    ctx.db.selectFrom('survey_invitation').select('near').where('id', '=', one.id).executeTakeFirstOrThrow(),
  )
  const caller = staff('孙丽')
  return row.near.includes(caller.staffId ?? '') ? staff('李卫东') : caller
}
