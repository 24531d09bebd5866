import { dayOf } from '#platform/calendar'
import { defineDue, dueState, stepsDue } from '#platform/due'
import { noId } from '#platform/ids'
import { reportFlow } from './report.ts'

/** 6.2 By when the report of a quarter is written and approved. */
defineDue('improvements', {
  label: '改进报告',
  async find(ctx, from, until) {
    const due = await stepsDue(ctx, 'improvement_report', from, until)
    const rows = await ctx.db
      .selectFrom('improvement_report')
      .selectAll()
      .where('id', 'in', [noId, ...due.map(one => one.record_id)])
      .execute()
    return due.flatMap(({ record_id, state, due_at, closed_at }) => {
      const row = rows.find(one => one.id === record_id)
      if (!row) return []
      const day = dayOf(due_at)
      return [
        {
          ...{ day, from: '中心', to: '主管部门', href: reportFlow.href(row, ctx.actor) },
          what: `${reportFlow.title(row)}：${state === 'draft' ? '编写' : '批准'}`,
          state: dueState(closed_at !== null, day, dayOf(ctx.now)),
        },
      ]
    })
  },
})
