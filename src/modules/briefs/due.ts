import { type Day, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { type Due, defineDue, dueState } from '#platform/due'
import { profileOf } from '#platform/profile'
import { pageOf } from './messages.ts'
import { activeKinds, dueBriefs } from './queries/briefs.ts'
import { daysFor, type Rhythm, spanAfter, spanOf } from './rhythms.ts'

/** Briefs that are there, and those that will be opened by themselves. */
defineDue('briefs', { label: '工作信息', find: dueBetween })

async function dueBetween(ctx: Ctx, from: Day, until: Day): Promise<Due[]> {
  const today = dayOf(ctx.now)
  const upward = { from: '中心', to: profileOf(ctx.centre).supervisor || '主管部门' }
  const rows = await dueBriefs(ctx, from, until)
  const known = new Set(rows.map(row => `${row.kind_code} ${row.period}`))
  const lines: Due[] = rows.map(row => ({
    ...{ day: row.due_on as Day, what: row.title, href: pageOf(row), ...upward },
    state: dueState(row.first_sent_at !== null, row.due_on as Day, today),
  }))
  for (const kind of await activeKinds(ctx)) {
    if (kind.rhythm === 'none') continue
    const rhythm = kind.rhythm as Exclude<Rhythm, 'none'>
    // Those that end up to three months before the first day: nothing is due later than that.
    for (let span = spanAfter(spanOf(rhythm, from), -14); span.last <= until; span = spanAfter(span)) {
      const { due } = daysFor(ctx.centre.calendar, span, kind)
      if (span.last < today || due < from || due > until || known.has(`${kind.code} ${span.code}`)) continue
      lines.push({ day: due, what: `${kind.name}（${span.label}）`, href: null, ...upward, state: 'planned' })
    }
  }
  // What the bureau has not been sent yet has no page for it.
  return ctx.actor.organisation === 'bureau'
    ? lines.map(line => {
        const row = rows.find(one => pageOf(one) === line.href)
        return row && row.sent_at === null ? { ...line, href: null } : line
      })
    : lines
}
