import { defineRecordHolding, staffWithDuty } from '#modules/team'
import { manageStations } from './duties.ts'
import { keptBy } from './queries.ts'
import { stationFlow } from './workflow.ts'

defineRecordHolding('station', {
  label: '联系的服务站点',
  successors: ctx => staffWithDuty(ctx, manageStations),
  flow: stationFlow,
  // Whoever stands in for some days follows up what is due; the stations keep their contact.
  lasting: true,
  theirs: keptBy,
  input: (keeper_id, reason) => ({ keeper_id, reason }),
})
