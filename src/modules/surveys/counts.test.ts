import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Ctx, system } from '#platform/ctx'
import { type TestApp, testApp } from '../../../test/app.ts'
import { type Answer, countedPlainly, opensSurvey } from '../../../test/surveys.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { mixAll } from './answering.ts'
import { type Counts, countAnswers, countsOf } from './counts.ts'
import { grouped } from './groups.ts'
import { figuresOf } from './results.ts'
import { standardQuestionnaire } from './standard.ts'

/** What the database counts is what somebody would count who takes the sheets one by one. */
let app: TestApp
let world: World
let survey: string

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  ;({ survey } = await opensSurvey(app, world))
})
const at = <T>(work: (ctx: Ctx) => Promise<T>): Promise<T> => world.at(system, app.clock.now, work)

const { definition } = standardQuestionnaire
const optionsOf = (key: string): string[] => definition.questions.find(one => one.key === key)?.options ?? []
const mark = fc.integer({ min: 1, max: 5 })
const answers = fc.record(
  {
    overall: mark,
    way: fc.constantFrom(...optionsOf('way')),
    solved: fc.constantFrom(...optionsOf('solved')),
    online_speed: fc.option(mark),
    offline_skill: mark,
    wish: fc.subarray(optionsOf('wish')),
    times: fc.oneof(fc.integer({ min: 0, max: 10_000 }), fc.constant(0.5)),
  },
  { requiredKeys: ['overall', 'way', 'solved'] },
)
const service = fc.constantFrom('consulting', 'training', 'activity', null)
const sheets = fc.array(fc.record({ service, answers }), { maxLength: 60 })

async function write(ctx: Ctx, rows: readonly Answer[]): Promise<void> {
  await ctx.db.deleteFrom('survey_answer').where('survey_id', '=', survey).execute()
  if (rows.length === 0) return
  await ctx.db
    .insertInto('survey_answer')
    .values(
      rows.map(row => ({
        ...{ id: randomUUID(), survey_id: survey, service_key: row.service },
        answers: JSON.stringify(row.answers),
      })),
    )
    .execute()
}

/** Of a number only its moments are kept; a question that nobody answered is not there. */
const comparable = ({ questions, services }: Counts) => {
  const sorted = (map: ReadonlyMap<string, number>) => [...map].sort()
  const of = (all: Counts['services'] | Counts['questions']) =>
    [...all]
      .filter(([, one]) => one.moments.n > 0)
      .map(([key, { moments, answers: given }]) => [key, moments, key === 'times' ? [] : sorted(given)])
      .sort()
  return [of(questions), of(services)]
}

describe('the counts of the database', () => {
  test('are those of the sheets one by one, for any sheets, and so are the figures', async () => {
    const strata = ['consulting', 'training', 'activity'].map((key, turn) => ({
      ...{ key, name: key, people: 100 + turn, asked: 50 },
    }))
    await fc.assert(
      fc.asyncProperty(sheets, async rows => {
        const found = await at(async ctx => {
          await write(ctx, rows)
          await countAnswers(ctx, survey)
          return countsOf(ctx, survey)
        })
        const plainly = countedPlainly(rows)
        expect(comparable(found)).toEqual(comparable(plainly))
        expect(figuresOf(definition, found, strata, 0.95)).toEqual(
          figuresOf(definition, plainly, strata, 0.95),
        )
      }),
      { numRuns: 40 },
    )
  })

  test('worked out by hand: 5 5 4 2 1 of one service and 3 of 其他, two options of a sheet, half a time', async () => {
    const rows: Answer[] = [
      ...[5, 5, 4, 2, 1].map(overall => ({ service: 'consulting', answers: { overall, times: 2 } })),
      { service: null, answers: { overall: 3, times: 0.5, wish: ['政策咨询', '物流和仓储'] } },
    ]
    const { questions, services } = await at(async ctx => {
      await write(ctx, rows)
      await countAnswers(ctx, survey)
      return countsOf(ctx, survey)
    })
    // 20 in six sheets; 25 + 25 + 16 + 4 + 1 + 9 = 80.
    expect(questions.get('overall')?.moments).toEqual({ n: 6, sum: 20, squares: 80 })
    expect(services.get('consulting')?.moments).toEqual({ n: 5, sum: 17, squares: 71 })
    expect(services.get(null)?.answers).toEqual(new Map([['3', 1]]))
    expect(questions.get('wish')?.moments.n, 'one sheet, however many options').toBe(1)
    expect(questions.get('times')?.moments).toEqual({ n: 6, sum: 10.5, squares: 20.25 })
    expect(questions.get('times')?.answers, 'a number stands nowhere alone').toEqual(new Map())
  })
})

describe('the last order', () => {
  const town = fc.constantFrom('340822100', '340822101', null)
  const waiting = fc.array(
    fc.record({ service: fc.constantFrom('consulting', 'training', 'activity'), town, answers }),
    { maxLength: 50 },
  )

  test('keeps every sheet as it is, in the groups that the rule makes, and counts what it keeps', async () => {
    await fc.assert(
      fc.asyncProperty(waiting, waiting, async (inbox, earlier) => {
        const { rows, held, counts } = await at(async ctx => {
          await write(ctx, earlier)
          const sent = inbox.map(row => ({
            ...{ survey_id: survey, service_key: row.service, town: row.town },
            answers: JSON.stringify({ ...row.answers, words: '谢谢' }),
          }))
          if (sent.length > 0) await ctx.db.insertInto('survey_inbox').values(sent).execute()
          const heldBack = await mixAll(ctx, survey)
          const left = await ctx.db.selectFrom('survey_inbox').select('id').execute()
          expect(left).toEqual([])
          return {
            held: heldBack,
            counts: await countsOf(ctx, survey),
            rows: await ctx.db
              .selectFrom('survey_answer')
              .select(['service_key as service', 'town', 'answers'])
              .execute(),
          }
        })
        // Those that moved before had lost their town.
        const all = [...inbox, ...earlier.map(row => ({ ...row, town: null }))]
        const plain = (
          some: ReadonlyArray<{ service: string | null; town: string | null; answers: unknown }>,
        ) => some.map(row => JSON.stringify([row.service, row.town, sortedKeys(row.answers)])).sort()
        expect(plain(rows)).toEqual(plain(grouped(all)))
        expect(held).toBe(all.length - rows.length)
        expect(comparable(counts)).toEqual(comparable(countedPlainly(rows as unknown as Answer[])))
      }),
      { numRuns: 25 },
    )
  })
})

const sortedKeys = (value: unknown) => Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1))
