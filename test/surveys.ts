import { consultationFlow } from '#modules/consulting'
import { evaluationFlow } from '#modules/evaluations'
import { type Actor, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { momentsOf } from '#platform/statistics'
import type { Counted, Counts } from '../src/modules/surveys/counts.ts'
import type { TestApp } from './app.ts'
import type { World } from './world.ts'

/** 13900000001 … of those who asked something at the counter, or on the phone, in this quarter. */
export const askerPhone = (n: number): string => `139${String(n).padStart(8, '0')}`

/** So many people are answered on the spot, each by the member of staff. */
export async function answersOnTheSpot(app: TestApp, world: World, from: number, until: number, by = '王敏') {
  for (let n = from; n <= until; n++)
    await world.at(world.staff.get(by) as Actor, app.clock.now, ctx =>
      perform(ctx, consultationFlow, 'enter', null, {
        ...{ kind: 'policy', channel: 'phone', question: '自家做的米酒能不能在网上卖？', unnamed: false },
        ...{
          contact_name: `来电人${n}`,
          contact_phone: askerPhone(n),
          answer: '要办小作坊登记，办好就能卖。',
        },
      }),
    )
}

/** The recipients' round of a quarter, as the clock opens it when the quarter is over; returns the id of its survey. */
export async function opensSurvey(
  app: TestApp,
  world: World,
  quarter = { period: '2026-Q4', first_day: '2026-10-01', last_day: '2026-12-31' },
): Promise<{ survey: string; round: string }> {
  return world.at(system, app.clock.now, async ctx => {
    const round = await perform(ctx, evaluationFlow, 'open', null, { kind: 'recipients', ...quarter })
    const { id } = await ctx.db
      .selectFrom('survey')
      .select('id')
      .where('round_id', '=', round.id)
      .executeTakeFirstOrThrow()
    return { survey: id, round: round.id }
  })
}

/** This quarter's survey as it was opened, and its questionnaire. */
export async function preparedSurvey(app: TestApp, world: World) {
  const { survey } = await opensSurvey(app, world)
  const row = await world.at(system, app.clock.now, ctx =>
    ctx.db.selectFrom('survey').select('questionnaire_id').where('id', '=', survey).executeTakeFirst(),
  )
  return { satisfaction: survey, questionnaire: row?.questionnaire_id ?? '' }
}

/** The links that were sent, by phone; the latest of each. */
export const linksSent = (app: TestApp): Map<string, string> =>
  new Map(
    app.sent.sms.flatMap(({ phone, body }) => {
      const link = /\/s\/[\w-]+/.exec(body)?.[0]
      return link ? [[phone, link] as const] : []
    }),
  )

/** A sheet of the standard questionnaire, filled in on the spot. */
export const sheet = (mark: number, more: Record<string, string> = {}): Record<string, string> => ({
  ...{ way: '到窗口、现场或者打电话办', overall: String(mark), solved: '解决了' },
  ...{ offline_speed: String(mark), offline_skill: String(mark), offline_attitude: '5' },
  ...more,
})

export interface Answer {
  service: string | null
  answers: Record<string, unknown>
}

/** What was answered, counted one by one: what the database's counts must be equal to. */
export function countedPlainly(all: readonly Answer[]): Counts {
  const keys = new Set(all.flatMap(one => Object.keys(one.answers)))
  const countedIn = (some: readonly Answer[], key: string): Counted => {
    const given = some.map(one => one.answers[key]).filter(value => value !== undefined && value !== null)
    const answers = new Map<string, number>()
    for (const value of given.flat()) answers.set(String(value), (answers.get(String(value)) ?? 0) + 1)
    const { sum, squares } = momentsOf(given.filter(value => typeof value === 'number'))
    return { moments: { n: given.length, sum, squares }, answers }
  }
  return {
    questions: new Map([...keys].map(key => [key, countedIn(all, key)])),
    services: new Map(
      [...Map.groupBy(all, one => one.service)].map(([service, some]) => [
        service,
        countedIn(some, 'overall'),
      ]),
    ),
  }
}
