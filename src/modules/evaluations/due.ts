import { addDays, dayOf } from '#platform/calendar'
import { defineDue, dueState, stepsDue } from '#platform/due'
import { noId } from '#platform/ids'
import { periodAfter, periodOf } from '#platform/periods'
import { evaluationKinds, kindNames } from './kinds.ts'
import { cycles } from './settings.ts'
import { evaluationFlow } from './workflow.ts'

/** 6.1.2 By when the rounds that are open take their next step, and when the next ones open by themselves. */
defineDue('evaluations', {
  label: '评价',
  async find(ctx, from, until) {
    const today = dayOf(ctx.now)
    const due = await stepsDue(ctx, 'evaluation', from, until)
    const rows = await ctx.db
      .selectFrom('evaluation')
      .selectAll()
      .where('id', 'in', [noId, ...due.map(one => one.record_id)])
      .execute()
    const steps = due.flatMap(({ record_id, state, due_at, closed_at }) => {
      const row = rows.find(one => one.id === record_id)
      if (!row) return []
      const day = dayOf(due_at)
      const label = evaluationFlow.states[state as keyof typeof evaluationFlow.states]?.label ?? ''
      return [
        {
          ...{ day, from: '中心', to: '主管部门', href: evaluationFlow.href(row, ctx.actor) },
          what: `${evaluationFlow.title(row)}（“${label}”这一步）`,
          state: dueState(closed_at !== null, day, today),
        },
      ]
    })
    const coming = kindNames.flatMap(kind => {
      const opens = []
      const first = periodOf(cycles[kind].of(ctx.centre), from > today ? addDays(from, -1) : today)
      for (let period = first; addDays(period.last, 1) <= until; period = periodAfter(period))
        opens.push({
          ...{ day: addDays(period.last, 1), from: '中心', to: '主管部门', href: null },
          what: `${period.label}${evaluationKinds[kind].label}开启`,
          state: 'planned' as const,
        })
      return opens
    })
    return [...steps, ...coming]
  },
})
