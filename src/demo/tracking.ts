import { callFlow, checkFlow, followUpFlow, roundFlow } from '#modules/tracking'
import { type Actor, type Ctx, stranger, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type Random, random } from './random.ts'
import type { Settled } from './settle.ts'
import type { DemoClasses } from './training.ts'

const day = 86_400_000

interface Scene {
  now: Date
  chance: Random
  at<T>(who: Actor, ago: number, work: (ctx: Ctx) => Promise<T>): Promise<T>
  staff(name: string): Actor
}

/** A finished spot check with what it found, one that goes on; three rounds of follow-up, the latest open. */
export async function liveTracking(settled: Settled, now: Date, those: DemoClasses): Promise<void> {
  const scene: Scene = {
    now,
    chance: random(53_109),
    at: (who, ago, work) => settled.at(who, new Date(now.getTime() - ago * day), work),
    staff: name => settled.staff.get(name) as Actor,
  }
  await finishedCheck(scene, those.live)
  await runningCheck(scene, those.video)
  for (const id of [those.live, those.video]) await followed(scene, id)
}

const caller = '孙丽'
const asked = { there: 'yes', content: 'yes', charged: 'no', remark: '' }

async function drawnCheck(scene: Scene, classId: string, ago: number) {
  const { at, staff } = scene
  const check = await at(system, 0, ctx =>
    ctx.db.selectFrom('spot_check').select('id').where('class_id', '=', classId).executeTakeFirst(),
  )
  if (!check) return null
  await at(staff(caller), ago, ctx => perform(ctx, checkFlow, 'draw', check.id))
  const calls = await at(system, 0, ctx =>
    ctx.db
      .selectFrom('spot_call')
      .select(['id', 'owner_id'])
      .where('check_id', '=', check.id)
      .orderBy('rank')
      .execute(),
  )
  return { id: check.id, calls }
}

async function finishedCheck(scene: Scene, classId: string): Promise<void> {
  const { at, staff } = scene
  const drawn = await drawnCheck(scene, classId, 186)
  if (!drawn) return
  const [good, finding, gone, ...more] = drawn.calls
  const by = <T>(ago: number, work: (ctx: Ctx) => Promise<T>) => at(staff(caller), ago, work)
  for (const one of [good, ...more])
    if (one) await by(184, ctx => perform(ctx, callFlow, 'reach', one.id, { ...asked, satisfied: 5 }))
  if (finding) {
    await by(184, ctx =>
      perform(ctx, callFlow, 'reach', finding.id, {
        ...{ ...asked, satisfied: 3, charged: 'yes', remark: '说交过三十块钱材料费。' },
      }),
    )
    await at(staff('张涛'), 181, ctx =>
      perform(ctx, callFlow, 'explain', finding.id, {
        explanation: '三十元是学员自愿拼单买手机支架，由卖家收取，与培训无关；以后不在课堂上拼单。',
      }),
    )
    await by(180, ctx =>
      perform(ctx, callFlow, 'settle', finding.id, { reason: '再次致电学员，确认是买支架的钱。' }),
    )
  }
  if (gone) {
    for (const ago of [184, 183, 182])
      await by(ago, ctx => perform(ctx, callFlow, 'miss', gone.id, { last_try: 'no_answer' }))
    await by(182, ctx => perform(ctx, callFlow, 'giveUp', gone.id))
  }
  await by(179, ctx =>
    perform(ctx, checkFlow, 'close', drawn.id, {
      conclusion: '打通的学员都确认参加了培训、内容与通知一致；一人反映交过材料费，已查清与培训无关。',
    }),
  )
}

async function runningCheck(scene: Scene, classId: string): Promise<void> {
  const drawn = await drawnCheck(scene, classId, 4)
  const [first, second] = drawn?.calls ?? []
  if (!first || !second) return
  const by = <T>(ago: number, work: (ctx: Ctx) => Promise<T>) => scene.at(scene.staff(caller), ago, work)
  await by(3, ctx =>
    perform(ctx, callFlow, 'reach', first.id, {
      ...{ ...asked, satisfied: 2, content: 'no', remark: '说第三天没有练剪辑，提前散了。' },
    }),
  )
  await by(2, ctx => perform(ctx, callFlow, 'miss', second.id, { last_try: 'busy' }))
}

/** Rounds whose day has come: asked, answered by most, each a little further on. */
async function followed(scene: Scene, classId: string): Promise<void> {
  const { at, now } = scene
  const rounds = await at(system, 0, ctx =>
    ctx.db
      .selectFrom('follow_round')
      .select(['id', 'class_id', 'months', 'title', 'due_on', 'closes_on'])
      .where('class_id', '=', classId)
      .orderBy('months')
      .execute(),
  )
  const since = (on: string) => (now.getTime() - Date.parse(`${on}T09:10:00+08:00`)) / day
  for (const round of rounds.filter(one => since(one.due_on) > 0)) {
    await at(system, since(round.due_on), ctx => perform(ctx, roundFlow, 'open', round.id))
    await askEverybody(scene, round, since(round.due_on))
    if (since(round.closes_on) > 1) {
      await at(system, since(round.closes_on) - 1, ctx => perform(ctx, roundFlow, 'close', round.id))
      await lapse(scene, round.id, since(round.closes_on) - 1)
    }
  }
}

interface Due {
  id: string
  class_id: string
  months: number
  title: string
}

async function askEverybody({ at, chance }: Scene, round: Due, ago: number): Promise<void> {
  const { id: round_id, class_id, months, title } = round
  const learners = await at(system, 0, ctx =>
    ctx.db
      .selectFrom('enrolment')
      .select(['id', 'identity_id', 'phone'])
      .where('class_id', '=', class_id)
      .where('state', '=', 'completed')
      .orderBy('turn')
      .execute(),
  )
  const ids = await at(system, ago, async ctx => {
    const made: string[] = []
    for (const { id, identity_id, phone } of learners) {
      const input = { round_id, class_id, months, title, enrolment_id: id, identity_id, phone }
      made.push((await perform(ctx, followUpFlow, 'invite', null, input)).id)
    }
    return made
  })
  const early = Math.min(2, ago / 2)
  for (const [n, id] of ids.entries()) {
    if (n % 5 === 4) continue
    const holder: Actor = { ...stranger, name: '学员', holdsCodeOf: id }
    const shop = (n * 7) % 10 < 3 + Math.min(months, 4)
    await at(holder, ago - early, ctx =>
      perform(ctx, followUpFlow, 'answer', id, {
        ...{ shop: shop ? 'yes' : 'no', shop_url: '', remark: n % 9 === 0 ? '想学怎么做售后。' : '' },
        ...(shop && { platform: ['douyin', 'wechat', 'pdd', 'taobao'][n % 4] }),
        sales_fen: shop ? (4 + chance.below(40)) * (1 + months) * 10_000 : 0,
        employment: shop ? 'own' : ['farm', 'employed', 'none'][n % 3],
      }),
    )
  }
}

const lapse = ({ at }: Scene, roundId: string, ago: number): Promise<void> =>
  at(system, ago, async ctx => {
    const open = await ctx.db
      .selectFrom('follow_up')
      .select('id')
      .where('round_id', '=', roundId)
      .where('state', '=', 'open')
      .execute()
    for (const { id } of open) await perform(ctx, followUpFlow, 'lapse', id)
  })
