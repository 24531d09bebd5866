import { sql } from 'kysely'
import { addDays, dayOf } from '#platform/calendar'
import { countAll, defineClausePart, inPeriod, lateGap, lateTasks, lookOf } from '#platform/clauses'
import { pdf } from '#platform/documents'
import { definePackPart, ledgerOf, papersOf } from '#platform/packs'
import { addMonths } from '#platform/periods'
import { points } from '#platform/scoring'
import { printedSheet } from './printed.ts'
import { everyMonths } from './settings.ts'
import { assessmentFlow } from './workflow.ts'

const href = '/desk/assessments'

defineClausePart({
  clause: '4.5.1',
  module: 'assessments',
  does: '每家服务商按周期评估，事实由系统取数，听取服务商说明后由另一人决定续约、整改或建议暂停。',
  async look(ctx, period) {
    // Opened by the clock on the day after; a week's grace, so that only what was really missed shows.
    const since = addDays(addMonths(dayOf(ctx.now), -everyMonths.of(ctx.centre)), -7)
    const n = await countAll(ctx, {
      ended: sql`select count(*) from provider_assessment where ended_at is not null and state <> 'ended' and ${inPeriod('ended_at', period)}`,
      due: sql`select count(*) from provider where state <> 'left' and listed_at < ${since}::date
        and not exists (select from provider_assessment a where a.provider_id = provider.id and a.state <> 'ended'
          and (a.ended_at is null or a.to_day >= ${since}::date))`,
      late: lateTasks(ctx, 'provider_assessment'),
    })
    return lookOf({
      evidence: [{ label: '完成的年度评估', count: n.ended, unit: '次', href }],
      gaps: [
        n.due > 0 && {
          says: `${n.due} 家服务商超过评估周期没有评估。`,
          mend: '到期自动开始；没有开始的可以提前评估。',
          href,
        },
        lateGap(n.late, '年度评估'),
      ],
    })
  },
})

definePackPart({
  clause: '4.5.1',
  module: 'assessments',
  ledgers: [
    ledgerOf(assessmentFlow, {
      title: '服务商年度评估台账',
      when: { at: 'opened_at' },
      columns: [
        { label: '服务商', value: row => row.name, width: 40 },
        { label: '评估期起', value: row => row.from_day, kind: 'date' },
        { label: '评估期止', value: row => row.to_day, kind: 'date' },
        { label: '得分', value: row => (row.total === null ? '' : points(row.total)) },
        { label: '决定', value: row => row.decision, width: 40 },
      ],
    }),
  ],
  files: [
    papersOf(assessmentFlow, {
      title: '年度评估表',
      when: { at: 'opened_at' },
      async paper(ctx, row) {
        const sheet = await printedSheet(ctx, row)
        return { name: `年度评估表-${row.name}.pdf`, make: () => pdf('assessment-sheet', sheet) }
      },
    }),
  ],
})
