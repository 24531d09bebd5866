import { inBrief } from '#modules/activities'
import { addDays, dayOf, workingDaysBetween } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { dateTime } from '#platform/format'
import { type Message, message, tell } from '#platform/notify'
import { perform } from '#platform/perform'
import type { Template } from '#platform/templates'
import { type AnyWorkflow, workflows } from '#platform/workflow'
import {
  type Applying,
  type Inviting,
  type OwnStart,
  openPost,
  type Starting,
  type Verifying,
} from './application-inputs.ts'
import { reportFee } from './fees.ts'
import { texts } from './messages.ts'
import type { Application } from './people.ts'
import { openOfParty } from './queries/applications.ts'
import { ownResume } from './resume.ts'
import { checkDays, mostApplications } from './settings.ts'
import { inTurnFor } from './turns.ts'

export const ownPage = (row: { id: string }): string => `/my/jobs/applications/${row.id}`

type Rest<V extends string> = Record<Exclude<V, 'title'>, string>
/** A message to one side: of the post, and without any name. */
const to =
  (side: 'party_id' | 'employer_party_id') =>
  <V extends string>(row: Application, template: Template<V>, rest: Rest<V>): Message =>
    message({ party: row[side] }, template, { title: row.title, ...rest } as Record<V, string>, ownPage(row))
export const toSeeker = to('party_id')
export const toEmployer = to('employer_party_id')

export const meeting = (row: Application) => ({
  when: row.interview_at ? inBrief(row.interview_at, row.applied_at) : '',
  place: row.interview_place,
})

export async function applied(ctx: Ctx, row: Application, input: Applying) {
  return sendIn(ctx, row, input)
}

/** What holds for every application, whoever writes it down. */
export async function sendIn(ctx: Ctx, _row: Application, input: Omit<Applying, 'consent'>) {
  const post = await openPost(ctx, input.post_id)
  await ownResume(ctx, input.resume_id, input.party_id)
  const { parties, twin } = ctx.actor
  if ([...parties, ...(twin?.parties ?? [])].includes(post.party_id))
    throw conflict('这是您自己单位的岗位。', `/jobs/${post.id}`)
  await inTurnFor(ctx, `applications of ${input.party_id}`)
  const open = await openOfParty(ctx, input.party_id)
  if (open.some(one => one.post_id === post.id))
    throw ctx.actor.staffId
      ? conflict('这个人已经投过这个岗位。', `/desk/jobs/${post.id}`)
      : conflict('您已经投过这个岗位，进展在“求职与实习”里看。', '/my/jobs')
  const most = mostApplications.of(ctx.centre)
  if (open.length >= most) throw invalid({ '': `同时最多有 ${most} 份在办的应聘，请先撤回不想去的。` })
  return {
    ...{ post_id: post.id, title: post.title, party_id: input.party_id, employer_party_id: post.party_id },
    ...{ resume_id: input.resume_id, words: input.words, applied_at: ctx.now },
  }
}

/** Whoever proposes another time has said yes to it; the other side is asked. */
export const moved = async (ctx: Ctx, row: Application, input: Inviting) => ({
  ...input,
  turn: ctx.actor.parties.includes(row.employer_party_id) ? 'applicant' : 'employer',
})

export const startedAsEmployer = async (_ctx: Ctx, row: Application, { on_day }: Starting) => ({
  employer_started_on: on_day,
  ...(row.applicant_started_on && { started_on: row.applicant_started_on, start_verified: 'both' as const }),
})

export const startedAsApplicant = async (_ctx: Ctx, row: Application, { on_day, fee }: OwnStart) => ({
  applicant_started_on: on_day,
  fee_asked: fee === 'yes',
  ...(row.employer_started_on && { started_on: on_day, start_verified: 'both' as const }),
})

export const verified = async (_ctx: Ctx, _row: Application, input: Verifying) => ({
  fee_asked: input.fee === 'yes',
  ...(input.there === 'yes'
    ? { started_on: input.on_day, start_verified: 'call' as const }
    : { reason: input.words }),
})

/** The person hears who did it and for which employer, so that nobody is applied for behind their back. */
export async function tellEntered(ctx: Ctx, row: Application): Promise<void> {
  const { name } = await ctx.db
    .selectFrom('party')
    .select('name')
    .where('id', '=', row.employer_party_id)
    .executeTakeFirstOrThrow()
  await tell(ctx, toSeeker(row, texts.entered, { clerk: ctx.actor.name, employer: name }))
}

export function tellStarted(row: Application, by: 'employer' | 'applicant'): Message[] {
  const other = by === 'employer' ? toSeeker : toEmployer
  const day = (by === 'employer' ? row.employer_started_on : row.applicant_started_on) as string
  return [
    row.state === 'started'
      ? other(row, texts.started, { day: row.started_on as string })
      : other(row, texts.askStarted, { day }),
  ]
}

export async function afterOwnStart(ctx: Ctx, row: Application, input: OwnStart): Promise<void> {
  await planChecks(ctx, row)
  if (input.fee === 'yes')
    await reportFee(ctx, { ...row, when: '到岗时', words: input.fee_words, self: true })
}

export async function afterVerifying(ctx: Ctx, row: Application, input: Verifying): Promise<void> {
  await planChecks(ctx, row)
  if (input.fee === 'yes')
    await reportFee(ctx, { ...row, when: '到岗时', words: input.fee_words, self: false })
}

/**
 * Somebody who started is asked after so many days, counted from that day; what was said late still has its day. An
 * internship has an end, a diary and an assessment of its own, and is not asked.
 */
export async function planChecks(ctx: Ctx, row: Application): Promise<void> {
  if (row.state !== 'started') return
  const { kind } = await ctx.db
    .selectFrom('job_post')
    .select('kind')
    .where('id', '=', row.post_id)
    .executeTakeFirstOrThrow()
  if (kind === 'internship') return
  const [today, from] = [dayOf(ctx.now), row.started_on as string]
  const days = [...new Set(checkDays.map(setting => setting.of(ctx.centre)))].sort((a, b) => a - b)
  for (const after_days of days) {
    const due_on = addDays(from, after_days)
    await perform({ ...ctx, actor: system }, workflows.get('job_check') as AnyWorkflow, 'plan', null, {
      ...{ application_id: row.id, party_id: row.party_id, title: row.title, after_days, due_on },
      work_days: Math.max(1, Math.min(366, workingDaysBetween(ctx.centre.calendar, today, due_on))),
    })
  }
}

/** For a calendar and for a line on the page. */
export const meetingWords = (row: Application): string =>
  row.interview_at ? `${dateTime(row.interview_at)}，${row.interview_place}` : ''
