import { defineRecordHolding, staffOfCentre } from '#modules/team'
import { lineFlow } from './counting.ts'
import { onTheBooks } from './kinds.ts'
import { assetFlow } from './workflow.ts'

defineRecordHolding('asset', {
  label: '保管的资产',
  // A thing does not change hands because its keeper is away for some days.
  lasting: true,
  successors: staffOfCentre,
  flow: assetFlow,
  theirs: (ctx, staffId) =>
    ctx.db
      .selectFrom('asset')
      .select('id')
      .where('keeper_id', '=', staffId)
      .where('state', 'in', [...onTheBooks])
      .limit(5_000)
      .execute(),
  input: (keeper_id, reason) => ({ keeper_id, reason }),
})

defineRecordHolding('stocktaking_line', {
  label: '待说明的盘点差异',
  lasting: true,
  successors: staffOfCentre,
  flow: lineFlow,
  theirs: (ctx, staffId) =>
    ctx.db
      .selectFrom('stocktaking_line')
      .select('id')
      .where('keeper_id', '=', staffId)
      .where('state', '=', 'differing')
      .limit(5_000)
      .execute(),
  input: (keeper_id, reason) => ({ keeper_id, reason }),
})
