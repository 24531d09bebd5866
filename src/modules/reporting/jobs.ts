import { onMerge } from '#modules/parties'
import { addDays, addWorkingDays, type Day, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { savepoint } from '#platform/db'
import { Problem } from '#platform/errors'
import { defineJob, on } from '#platform/jobs'
import { message, tell } from '#platform/notify'
import { perform, performMany } from '#platform/perform'
import { lastOver, type PeriodKind, periodFrom } from '#platform/periods'
import { moveTasks } from '#platform/tasks'
import { roundDays } from './dates.ts'
import { auditReports } from './duties.ts'
import { feed } from './feed.ts'
import { tellReporter, texts, toBureau } from './messages.ts'
import type { Round, Sheet } from './people.ts'
import { lateOf, sheetsIn } from './queries/sheets.ts'
import { activeForms, roundIfThere, withReporter } from './queries.ts'
import { escalateAfter, remindBefore } from './settings.ts'
import { sheetFlow } from './sheet.ts'
import { pageOf, roundFlow } from './workflow.ts'

/** Every morning: what is over is sent out, who has not reported is reminded, who is late is told upward. */
export const keepDays = defineJob({
  name: 'report.days',
  cron: '40 7 * * *',
  run: work =>
    work.write(async ctx => {
      await openRounds(ctx)
      await remindStations(ctx)
      await escalate(ctx)
    }),
})

/** A form is sent out on the day after its period; nobody gets one of which the day is over before it was in use. */
async function openRounds(ctx: Ctx): Promise<void> {
  const today = dayOf(ctx.now)
  for (const form of await activeForms(ctx)) {
    const last = lastOver(form.frequency as PeriodKind, today)
    if (roundDays(ctx.centre, last, form.due_day).due_on < today) continue
    const period = last.code
    try {
      await savepoint(ctx.db, () =>
        perform({ ...ctx, actor: system }, roundFlow, 'open', null, { form_id: form.id, period }),
      )
    } catch (error) {
      // It is there already.
      if (!(error instanceof Problem)) throw error
    }
  }
}

/** Parties are reminded of their tasks; a station has no list of tasks, so it is told here: before, and the day after. */
async function remindStations(ctx: Ctx): Promise<void> {
  const today = dayOf(ctx.now)
  const { calendar } = ctx.centre
  const soon = addWorkingDays(calendar, today, remindBefore.of(ctx.centre))
  for (const row of await stationSheets(ctx, [soon, addDays(today, -1)])) {
    const values = { title: row.title, period: periodFrom(row.period).label, day: row.due_on }
    await tellReporter(ctx, row, row.due_on < today ? texts.late : texts.soon, values)
  }
}

const stationSheets = (ctx: Ctx, due: readonly Day[]) =>
  ctx.db
    .selectFrom('report')
    .selectAll()
    .where('station_id', 'is not', null)
    .where('state', 'in', [...withReporter])
    .where('due_on', 'in', [...due])
    .limit(1_000)
    .execute() as Promise<Sheet[]>

/** Once a round, some working days after the day: the names of who is late, to the bureau and to who audits. */
async function escalate(ctx: Ctx): Promise<void> {
  const today = dayOf(ctx.now)
  const rounds = (await ctx.db
    .selectFrom('report_round')
    .selectAll()
    .where('state', '=', 'open')
    .where('escalated_on', 'is', null)
    .where('due_on', '<', today)
    .limit(100)
    .execute()) as Round[]
  for (const round of rounds) {
    if (addWorkingDays(ctx.centre.calendar, round.due_on, escalateAfter.of(ctx.centre)) > today) continue
    await ctx.db.updateTable('report_round').set({ escalated_on: today }).where('id', '=', round.id).execute()
    const late = await lateOf(ctx, round.id)
    if (late.length === 0) continue
    const names = late.slice(0, 10).map(one => one.name)
    const facts = {
      ...{ title: round.title, period: periodFrom(round.period).label, count: String(late.length) },
      names: names.join('、') + (late.length > names.length ? '等' : ''),
    }
    await tell(
      ctx,
      toBureau(texts.escalated, facts, pageOf(round)),
      message({ duty: auditReports.code }, texts.escalated, facts, pageOf(round)),
    )
  }
}

/** The sheets that had not come when the round was summed; they can come after all when the bureau sends it back. */
on('report_round.sum', 'report.after_sum', (work, { recordId }) =>
  work.write(async ctx => {
    const round = await roundIfThere(ctx, recordId)
    if (!round || round.state === 'open') return
    const ids = await sheetsIn(ctx, recordId, withReporter)
    await performMany({ ...ctx, actor: system }, sheetFlow, 'miss', ids)
  }),
)
on('report_round.sendBack', 'report.after_send_back', (work, { recordId }) =>
  work.write(async ctx => {
    const round = await roundIfThere(ctx, recordId)
    if (round?.state !== 'open') return
    await performMany(
      { ...ctx, actor: system },
      sheetFlow,
      'reopen',
      await sheetsIn(ctx, recordId, ['missing']),
    )
  }),
)
on('report_round.lock', 'report.after_lock', (work, { recordId }) =>
  work.write(async ctx => {
    const round = await roundIfThere(ctx, recordId)
    if (round) await feed(ctx, round)
  }),
)
on('report_correction.approve', 'report.after_correction', (work, { recordId }) =>
  work.write(async ctx => {
    const slip = await ctx.db
      .selectFrom('report_correction')
      .innerJoin('report', 'report.id', 'report_correction.report_id')
      .select('report.round_id')
      .where('report_correction.id', '=', recordId)
      .executeTakeFirst()
    const round = slip && (await roundIfThere(ctx, slip.round_id))
    if (round) await feed(ctx, round)
  }),
)

onMerge('report.follow_merge', async (ctx, from, into) => {
  // Where both had a sheet of the same round, each keeps its own: the figures were theirs.
  await ctx.db
    .updateTable('report')
    .set({ party_id: into })
    .where('party_id', '=', from)
    .where('round_id', 'not in', eb =>
      eb.selectFrom('report').select('round_id').where('party_id', '=', into),
    )
    .execute()
  await ctx.db
    .updateTable('report_reporter')
    .set({ party_id: into })
    .where('party_id', '=', from)
    .where('form_code', 'not in', eb =>
      eb
        .selectFrom('report_reporter')
        .select('form_code')
        .where('party_id', '=', into)
        .where('state', '=', 'active'),
    )
    .execute()
  await ctx.db.updateTable('report_correction').set({ party_id: into }).where('party_id', '=', from).execute()
  await moveTasks(ctx, from, into)
})
