import { createHash } from 'node:crypto'
import { Agent, request } from 'node:http'
import type pg from 'pg'
import { privacyNotice } from '#modules/identity'
import { newId } from '#platform/ids'

/*
 * 5.3.1 A thousand people sit one exam, each on a phone of their own and signed in: they begin, save what they have, and
 * hand it in. As the owner of the tables.
 */
export const candidates = 1_000
const questions = 60
const each = 20

export interface ExamRush {
  /** Sittings a second from beginning to hand-in (three requests each), ours and by hand-written SQL. */
  ours: number
  floor: number
  /** Handed in and marked with all that was answered. */
  marked: number
}

const token = (n: number): string => `bench-exam-${n}`
const uuid = (kind: string, n = 'n'): string =>
  `(substr(md5('${kind}' || ${n}), 1, 12) || '7' || substr(md5('${kind}' || ${n}), 13, 3) || '8' || substr(md5('${kind}' || ${n}), 16, 15))::uuid`
const idOf = (kind: string, n: number): string => {
  const md5 = createHash('md5').update(`${kind}${n}`).digest('hex')
  const hex = `${md5.slice(0, 12)}7${md5.slice(12, 15)}8${md5.slice(15, 30)}`
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
}

/** People with a session each, a bank, a class, and two exams of it that run: ours and the floor's. */
export async function prepareExams(
  client: pg.ClientBase,
  centre: number,
  people = candidates,
): Promise<string[]> {
  const rows = `from generate_series(1, ${people}) n`
  const phone = `'134' || lpad(n::text, 8, '0')`
  const [ours, floor, paper, course] = [newId(), newId(), newId(), newId()]
  await client.query(
    `insert into identity (id, name, phone_number) select ${uuid('examinee')}, '考生' || n, ${phone} ${rows}`,
  )
  await client.query(
    `insert into session (id, token, identity_id, created_at, seen_at, expires_at, idle_minutes, ends_at)
     select ${uuid('exam-session')}, t.token, ${uuid('examinee')}, now(), now(), now() + interval '1 day', 1440, now() + interval '1 day'
     from unnest($1::text[]) with ordinality t (token, n)`,
    [
      Array.from({ length: people }, (_, n) =>
        createHash('sha256')
          .update(token(n + 1))
          .digest('hex'),
      ),
    ],
  )
  const staff = `(select id from staff where centre_id = ${centre} order by id limit 1)`
  const pool = `(select jsonb_build_array(jsonb_build_object('kind', 'single', 'count', ${each}, 'marks', 5,
    'ids', jsonb_agg(id))) from exam_question where centre_id = ${centre} and topic = '压测')`
  const statements = [
    `insert into consent (centre_id, id, state, identity_id, document, version, given_at)
     select ${centre}, ${uuid('exam-consent')}, 'given', ${uuid('examinee')}, 'privacy', '${privacyNotice.version}', now() ${rows}`,
    `insert into exam_question (centre_id, id, state, number, version, kind, topic, difficulty, stem, options, checked_at)
     select ${centre}, ${uuid('exam-question')}, 'in_use', 100000 + n, 1, 'single', '压测', 'easy', '第' || n || '题',
       '[{"text":"甲","right":true},{"text":"乙","right":false},{"text":"丙","right":false}]'::jsonb, now()
     from generate_series(1, ${questions}) n`,
    `insert into exam_paper (centre_id, id, state, title, mode, rules, total, owner_id)
     values (${centre}, '${paper}', 'in_use', '压测卷', 'rule', '[{}]', ${each * 5}, ${staff})`,
    `insert into training_class (centre_id, id, state, number, kind, title, owner_id, about, organiser, place, capacity, starts_on,
       ends_on, opens_at, closes_at, hours_tenths, teaching_plan, published_at)
     values (${centre}, '${course}', 'running', '2026-9999', 'basic', '千人班', ${staff}, '讲课。', '中心', '会展中心', 2000,
       current_date, current_date, now() - interval '9 days', now() - interval '1 day', 80, '讲一天。', now())`,
    `insert into enrolment (centre_id, id, state, class_id, turn, identity_id, person_name, phone, id_hash, channel, applied_at,
       accepted_at)
     select ${centre}, ${uuid('exam-enrolment')}, 'accepted', '${course}', n, ${uuid('examinee')}, '考生' || n, ${phone},
       md5('exam' || n), 'desk', now(), now() ${rows}`,
    ...[ours, floor].flatMap((id, which) => [
      `insert into exam (centre_id, id, state, class_id, title, paper_id, theory_weight, practical_weight, theory_most, pass_mark,
         opens_at, closes_at, minutes, place, multiple_rule, retakes, retake_days, owner_id, pools, roster_at)
       values (${centre}, '${id}', 'scheduled', '${course}', '压测考试${which}', '${paper}', 100, 0, ${each * 5}, 60,
         now() - interval '1 hour', now() + interval '5 hours', 60, '在线', 'full', 0, 0, ${staff}, ${pool}, now())`,
      `insert into exam_sitting (centre_id, id, state, exam_id, class_id, enrolment_id, identity_id, person_name, attempt,
         exam_title, opens_at, closes_at, has_theory, has_practice)
       select ${centre}, ${uuid(`exam-sitting-${which}-`)}, 'expected', '${id}', '${course}', ${uuid('exam-enrolment')},
         ${uuid('examinee')}, '考生' || n, 1, '压测考试', now() - interval '1 hour', now() + interval '5 hours', true, false ${rows}`,
    ]),
    ...['identity', 'session', 'consent', 'enrolment', 'exam_sitting', 'exam_question'].map(
      table => `vacuum (analyze) ${table}`,
    ),
  ]
  for (const statement of statements) await client.query(statement)
  return [ours, floor]
}

interface Sent {
  path: string
  headers?: Record<string, string>
  body?: string
}

/** All at once: 100 are under way, the next as soon as one is through. Returns how many a second were through. */
async function sitAll(site: string, people: number, steps: (n: number) => Sent[]): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 100 })
  let next = 1
  const began = performance.now()
  const lane = async (): Promise<void> => {
    for (let n = next++; n <= people; n = next++)
      for (const step of steps(n)) {
        const status = await post(agent, site, step)
        if (![200, 204, 303].includes(status)) throw new Error(`${step.path} was answered ${status}`)
      }
  }
  await Promise.all(Array.from({ length: 100 }, lane))
  agent.destroy()
  return people / ((performance.now() - began) / 1000)
}

const post = (agent: Agent, site: string, { path, headers = {}, body = '' }: Sent): Promise<number> =>
  new Promise((done, failed) => {
    const sent = request(`${site}${path}`, { agent, method: 'POST', headers }, answer => {
      answer.resume().once('end', () => done(answer.statusCode ?? 0))
    })
    sent.once('error', failed)
    sent.end(body)
  })

const answers = new URLSearchParams(
  Array.from({ length: each }, (_, at) => [`q${at + 1}`, 'ABC'[at % 3] as string]),
).toString()

export async function measureExams(
  site: string,
  floor: string,
  client: pg.ClientBase,
  [exam]: readonly string[],
  people = candidates,
): Promise<ExamRush> {
  const headers = (n: number) => ({
    cookie: `centre_session=${token(n)}`,
    'content-type': 'application/x-www-form-urlencoded',
    origin: site,
  })
  const ours = await sitAll(site, people, n => {
    const id = idOf('exam-sitting-0-', n)
    return [
      { path: `/act/exam_sitting/begin/${id}`, headers: headers(n) },
      { path: `/my/exams/${id}/answers`, headers: headers(n), body: answers },
      { path: `/my/exams/${id}/hand-in`, headers: headers(n), body: 'sure=1' },
    ]
  })
  const byHand = await sitAll(floor, people, n => {
    const id = idOf('exam-sitting-1-', n)
    return ['begin', 'save', 'hand-in'].map(step => ({ path: `/exam/${step}/${id}/${token(n)}` }))
  })
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from exam_sitting where exam_id = $1 and state = 'marked' and jsonb_array_length(theory) = ${each}`,
    [exam],
  )
  return { ours, floor: byHand, marked: rows[0]?.n ?? 0 }
}
