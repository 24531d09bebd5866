import { defineRecordHolding } from '#modules/team'
import { noId } from '#platform/ids'
import { seatFlow } from './seat.ts'

/** Whoever goes cannot choose who inspects instead: the drawn order does. */
defineRecordHolding('inspection_seat', {
  label: '抽中的检查',
  successors: async () => [{ id: noId, name: '抽取顺序中的下一位', away_until: null }],
  flow: seatFlow,
  theirs: (ctx, staffId) =>
    ctx.db
      .selectFrom('inspection_seat')
      .innerJoin('inspection', 'inspection.id', 'inspection_seat.inspection_id')
      .select('inspection_seat.id')
      .where('inspection_seat.staff_id', '=', staffId)
      .where('inspection_seat.state', 'in', ['named', 'asked'])
      .where('inspection.state', 'in', ['assigned', 'on_site', 'confirming'])
      .limit(500)
      .execute(),
  input: (_to, reason) => ({ reason }),
})
