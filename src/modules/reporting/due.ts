import { type Day, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { type Due, defineDue, dueState } from '#platform/due'
import { type PeriodKind, periodAfter, periodOf } from '#platform/periods'
import { roundDays } from './dates.ts'
import { type ReporterKind, reporterKinds } from './form-inputs.ts'
import { roundsDue } from './queries/sheets.ts'
import { activeForms, countByState, withReporter } from './queries.ts'
import { periodWords } from './words.ts'

/** What is due of the reports: rounds that are out, and those that will be sent out, each with its three days. */
defineDue('reporting', { label: '统计报表', find: dueBetween })

async function dueBetween(ctx: Ctx, from: Day, until: Day): Promise<Due[]> {
  const forms = await activeForms(ctx)
  const kinds = new Map(forms.map(form => [form.code, form.reporters as ReporterKind]))
  const rounds = await roundsDue(ctx, from, until)
  const lines: Due[] = []
  for (const round of rounds) {
    const counts = await countByState(ctx, round.id)
    const missing = withReporter.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0)
    const what = `${round.title}（${periodWords(round.period)}）`
    const href = `/desk/reports/rounds/${round.id}`
    const done = [missing === 0, round.state !== 'open', round.state === 'locked'] as const
    lines.push(
      ...threeLines(ctx, { ...round, what, href, kind: kinds.get(round.form_code) ?? 'party' }, done),
    )
  }
  const known = new Set(rounds.map(round => `${round.form_code} ${round.period}`))
  for (const form of forms) {
    const kind = form.frequency as PeriodKind
    const now = periodOf(kind, from)
    for (const period of [-3, -2, -1, 0, 1].map(n => periodAfter(now, n))) {
      const days = roundDays(ctx.centre, period, form.due_day)
      const isComing = period.last >= dayOf(ctx.now) && !known.has(`${form.code} ${period.code}`)
      if (!isComing || days.lock_on < from || days.due_on > until) continue
      const what = `${form.title}（${period.label}）`
      lines.push(
        ...threeLines(ctx, { ...days, what, href: null, kind: form.reporters as ReporterKind }, null),
      )
    }
  }
  return lines
}

interface Dated {
  due_on: Day
  audit_on: Day
  lock_on: Day
  what: string
  href: string | null
  kind: ReporterKind
}

function threeLines(ctx: Ctx, of: Dated, done: readonly [boolean, boolean, boolean] | null): Due[] {
  const today = dayOf(ctx.now)
  const line = (day: Day, from: string, to: string, at: 0 | 1 | 2): Due => ({
    ...{ day, what: of.what, href: of.href, from, to },
    state: done === null ? 'planned' : dueState(done[at], day, today),
  })
  return [
    line(of.due_on, reporterKinds[of.kind], of.kind === 'centre' ? '主管部门' : '中心', 0),
    line(of.audit_on, '中心审核汇总', '主管部门', 1),
    line(of.lock_on, '主管部门审定锁定', '上级部门', 2),
  ]
}
