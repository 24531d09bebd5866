import type pg from 'pg'
import { pino } from 'pino'
import { readConfig } from '#platform/config'
import { system } from '#platform/ctx'
import type { Kernel } from '#platform/http'
import { newId } from '#platform/ids'
import { perform } from '#platform/perform'
import { workflows } from '#platform/workflow'
import { openKernel } from '../../src/kernel.ts'
import { figuresNow } from '../../src/modules/surveys/queries/results.ts'
import { standardQuestionnaire } from '../../src/modules/surveys/standard.ts'

/*
 * 6.2.1 A quarter's statistics over a million answered questionnaires: twenty services, fifteen towns, seven questions each.
 * As the owner of the tables.
 */
export const sheets = 1_000_000

export interface SurveyFigures {
  /** Seconds of all figures of the survey, and of counting every question by hand-written SQL over the sheets. */
  ours: number
  floor: number
  /** Seconds of what is done once, when the survey is closed: all sheets in their last order, and counted. */
  closing: number
  sheets: number
  /** Whether both come to the same mean. */
  equal: boolean
}

type Client = Pick<pg.ClientBase, 'query'>

/** A survey that was just closed, with so many sheets that wait; returns its id. */
export async function prepareSurvey(client: Client, centre: number, rows: number): Promise<string> {
  const [survey, questionnaire] = [newId(), newId()]
  const { title, opening, definition } = standardQuestionnaire
  await client.query(
    `insert into questionnaire (centre_id, id, state, code, version, title, opening, definition, used_at)
     values (${centre}, $1, 'in_use', 'bench', 1, $2, $3, $4, now())`,
    [questionnaire, title, opening, JSON.stringify(definition)],
  )
  const services = Array.from({ length: 20 }, (_, n) => ({
    ...{ key: `service-${n}`, name: `服务${n}`, people: 60_000 + n, asked: 55_000 },
  }))
  await client.query(
    `insert into survey (centre_id, id, state, period, title, questionnaire_id, from_day, until_day, margin, confidence, least, response,
       digest, services, number, drawn_at, closed_at)
     values (${centre}, $1, 'coding', '2025-Q4', '满意度调查', $2, '2025-10-01', '2025-12-31', 5, 95, 5, 60,
       md5('a') || md5('b'), $3, '1234567890123456', now(), now())`,
    [survey, questionnaire, JSON.stringify(services)],
  )
  // That it was closed, from which the clock of its state counts.
  await client.query(
    `insert into journal (centre_id, id, at, flow, action, record_id, from_state, to_state, actor_kind, digest)
     values (${centre}, $1, now(), 'survey', 'close', $2, 'fielding', 'coding', 'system', md5('close'))`,
    [newId(), survey],
  )
  const [online, offline] = definition.questions[0]?.options ?? []
  await client.query(
    `insert into survey_inbox (centre_id, survey_id, service_key, town, answers)
     select ${centre}, $1, 'service-' || n % 20, '3408221' || lpad((n / 20 % 15)::text, 2, '0'),
       case when n % 2 = 0 then jsonb_build_object('way', $2::text, 'online_speed', 1 + n % 5, 'online_guide', 1 + n % 4)
         else jsonb_build_object('way', $3::text, 'offline_speed', 1 + n % 5, 'offline_skill', 1 + n % 4) end
       || jsonb_build_object('overall', 5 - n % 7 % 5, 'solved', (array['解决了', '解决了一部分', '没有解决'])[1 + n % 3],
         'times', n % 30, 'wish', jsonb_build_array('政策咨询', '物流和仓储'))
     from generate_series(1, ${rows}) n`,
    [survey, online, offline],
  )
  return survey
}

/** What somebody would write who wants every question counted by service. */
const byHand = (centre: number, survey: string): string => `
  select coalesce(sum(n * number) filter (where key = 'overall') / sum(n) filter (where key = 'overall'), 0) as mean from (
    select service_key, key, value, count(*) as n, case when jsonb_typeof(value) = 'number' then value::numeric end as number
    from survey_answer, jsonb_each(answers) where centre_id = ${centre} and survey_id = '${survey}'
    group by service_key, key, value) counted`

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

/** Closes the survey, and then works out its figures, by ours and by hand. */
export async function timeSurvey(
  client: Client,
  kernel: Kernel,
  centreId: number,
  survey: string,
): Promise<SurveyFigures> {
  const centre = await kernel.centres.byId(centreId)
  const ctx = { centre, now: kernel.outside.now(), log: kernel.log, actor: system }
  const flow = workflows.get('survey') as NonNullable<ReturnType<typeof workflows.get>>
  const closing = await seconds(() =>
    kernel.database.write({ centre: centreId }, db => perform({ ...ctx, db }, flow, 'mix', survey)),
  )
  await client.query('vacuum (analyze) survey_answer')
  const figures = () =>
    kernel.database.read({ centre: centreId }, async db => {
      const row = await db.selectFrom('survey').selectAll().where('id', '=', survey).executeTakeFirstOrThrow()
      return figuresNow({ ...ctx, db }, row)
    })
  const first = await figures()
  const { rows } = await client.query<{ mean: string }>(byHand(centreId, survey))
  const ours = await seconds(figures)
  const floor = await seconds(() => client.query(byHand(centreId, survey)))
  return {
    ...{ ours, floor, closing, sheets: first?.n ?? 0 },
    equal: Math.abs((first?.whole.mean?.value ?? 0) - Number(rows[0]?.mean)) < 1e-9,
  }
}

export async function measureSurveys(
  env: Record<string, string>,
  client: pg.ClientBase,
  centre: number,
  rows: number,
): Promise<SurveyFigures> {
  const survey = await prepareSurvey(client, centre, rows)
  await client.query('vacuum (analyze) survey_inbox')
  const kernel = await openKernel(readConfig({ ...env, DEMO: '0' }), { log: pino({ level: 'error' }) })
  try {
    return await timeSurvey(client, kernel, centre, survey)
  } finally {
    await kernel.close()
  }
}
