import { dayOf } from '#platform/calendar'
import { defineDue, dueState, stepsDue } from '#platform/due'
import { noId } from '#platform/ids'
import { periodFlow } from './period.ts'

const steps = {
  open: { what: '核对', from: '中心', to: '负责锁定的人员' },
  proposed: { what: '锁定', from: '负责锁定的人员', to: '上级部门' },
} as const

/** By when the figures of a period are looked through and locked. */
defineDue('indicators', {
  label: '统计期锁定',
  async find(ctx, from, until) {
    const due = await stepsDue(ctx, 'indicator_period', from, until)
    const rows = await ctx.db
      .selectFrom('indicator_period')
      .selectAll()
      .where('id', 'in', [noId, ...due.map(one => one.record_id)])
      .execute()
    return due.flatMap(({ record_id, state, due_at, closed_at }) => {
      const row = rows.find(one => one.id === record_id)
      const step = steps[state as keyof typeof steps]
      if (!row || !step) return []
      const day = dayOf(due_at)
      return [
        {
          ...{ day, from: step.from, to: step.to, href: periodFlow.href(row, ctx.actor) },
          what: `${periodFlow.title(row)}：${step.what}`,
          state: dueState(closed_at !== null, day, dayOf(ctx.now)),
        },
      ]
    })
  },
})
