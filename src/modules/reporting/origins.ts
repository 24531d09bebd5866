import { sql } from 'kysely'
import { originOfFigures } from '#modules/indicators'
import { date } from '#platform/format'
import { noId } from '#platform/ids'
import { seesSheets } from './duties.ts'
import { ofCentre } from './people.ts'
import { approvedOf } from './queries.ts'
import { periodWords } from './words.ts'

/**
 * The locked rounds that a reported figure was made of: those with the statistics duties come to the round and its sheets,
 * others to the sums that everybody at the desk may see. What the centre itself took from a department names who filled it
 * in: no single reporter's figure is told by that.
 */
originOfFigures.answer(async (ctx, { code, periods }) => {
  const rounds = await ctx.db
    .selectFrom('report_round')
    .innerJoin('report_form', 'report_form.id', 'report_round.form_id')
    .select(['report_round.id', 'report_round.title', 'report_round.period', 'report_round.locked_at'])
    .where('report_round.state', '=', 'locked')
    .where('report_round.period', 'in', [noId, ...periods])
    .where(sql<boolean>`report_form.definition -> 'feeds' @> ${JSON.stringify([{ indicator: code }])}::jsonb`)
    .orderBy('report_round.period')
    .orderBy('report_round.id')
    .limit(100)
    .execute()
  const inner = seesSheets(ctx.actor)
  return Promise.all(
    rounds.map(async round => {
      const sheets = await approvedOf(ctx, round.id)
      const own = sheets.find(ofCentre)
      const locked = round.locked_at ? `${date(round.locked_at)} 锁定` : ''
      const page = `/desk/reports/rounds/${round.id}`
      return {
        label: `${round.title}（${periodWords(round.period)}）`,
        href: inner ? page : `${page}/summary`,
        says: [
          own?.filler_name && own.filled_at
            ? `${own.filler_name}填报（${date(own.filled_at)}）`
            : `${sheets.length} 家报送`,
          locked,
        ]
          .filter(Boolean)
          .join('，'),
      }
    }),
  )
})
