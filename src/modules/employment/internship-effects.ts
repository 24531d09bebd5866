import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { type Message, message } from '#platform/notify'
import type { Template } from '#platform/templates'
import {
  type Entry,
  hiredIntern,
  type Planning,
  type Rating,
  type Report,
  type Terms,
} from './internship-inputs.ts'
import { texts } from './messages.ts'
import type { Internship } from './people.ts'
import { inTurnFor } from './turns.ts'

export const ownPage = (row: { id: string }): string => `/my/jobs/internships/${row.id}`

export const toBoth = <V extends string>(
  row: Internship,
  template: Template<V>,
  rest: Record<Exclude<V, 'title'>, string>,
): Message[] =>
  [row.party_id, row.employer_party_id].map(party =>
    message({ party }, template, { title: row.title, ...rest } as Record<V, string>, ownPage(row)),
  )

/** It begins when everybody whose agreement it is has confirmed it. */
export const stateAfter = (row: Internship): 'running' | 'agreeing' =>
  row.employer_agreed_at !== null &&
  row.intern_agreed_at !== null &&
  (row.school_name === '' || row.school_agreed_on !== null)
    ? 'running'
    : 'agreeing'

export const tellRunning = (row: Internship): Message[] =>
  row.state === 'running' ? toBoth(row, texts.running, {}) : []

export async function planned(ctx: Ctx, _row: Internship, { application_id, ...terms }: Planning) {
  const application = await hiredIntern(ctx, application_id)
  await inTurnFor(ctx, `internship of ${application_id}`)
  const before = await ctx.db
    .selectFrom('internship')
    .select('id')
    .where('application_id', '=', application_id)
    .where('state', '!=', 'ended')
    .executeTakeFirst()
  if (before) throw conflict('这次实习已经有协议了。', ownPage(before))
  const { name } = await ctx.db
    .selectFrom('party')
    .select('name')
    .where('id', '=', application.party_id)
    .executeTakeFirstOrThrow()
  const { party_id, employer_party_id, title, entered_by } = application
  return {
    ...terms,
    ...{ application_id, party_id, employer_party_id, entered_by, title, person_name: name },
  }
}

/** What changed is confirmed anew by everybody. */
export const redrafted = (terms: Terms) => ({
  ...terms,
  ...{
    employer_agreed_at: null,
    intern_agreed_at: null,
    school_agreed_on: null,
    birth_on: null,
    guardian: '',
  },
})

/** One entry a day; a second one for the same day says so. */
export async function entered(ctx: Ctx, row: Internship, { on_day, hours, body }: Entry): Promise<void> {
  const { numInsertedOrUpdatedRows: n = 0n } = await ctx.db
    .insertInto('internship_entry')
    .values({ internship_id: row.id, on_day, hours, body, at: ctx.now })
    .onConflict(same => same.columns(['centre_id', 'internship_id', 'on_day']).doNothing())
    .executeTakeFirst()
  if (n === 0n) throw invalid({ on_day: '这一天已经写过日记' })
}

export const reported = async (ctx: Ctx, _row: Internship, { report }: Report) => ({
  report,
  reported_at: ctx.now,
})

/** 实习证明 are numbered by year without gaps, one after the other. */
export async function certified(ctx: Ctx, _row: Internship, { mark, words }: Rating) {
  const marked = { centre_mark: mark, centre_words: words }
  if (mark === 'fail') return marked
  const year = dayOf(ctx.now).slice(0, 4)
  await inTurnFor(ctx, 'internship certificates')
  const { n } = await ctx.db
    .selectFrom('internship')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('certificate_number', 'like', `SX${year}-%`)
    .executeTakeFirstOrThrow()
  return {
    ...marked,
    certificate_number: `SX${year}-${String(Number(n) + 1).padStart(4, '0')}`,
    certified_on: dayOf(ctx.now),
  }
}
