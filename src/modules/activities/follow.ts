import { type Ctx, system } from '#platform/ctx'
import { defineJob } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { workflows } from '#platform/workflow'

/** What follows for every registration from what became of the activity. */
type What = 'askAgain' | 'callOff' | 'settle'

const open = ['registered', 'waiting', 'offered', 'confirming'] as const
const batch = 50

/**
 * Goes through all registrations, a few in a transaction, so that nobody waits long for their locks; each is done once,
 * because it then stands in another state, or was asked already.
 */
export const followAll = defineJob<{ activity_id: string; what: What }>({
  name: 'activity.follow_all',
  async run(work, { activity_id, what }) {
    for (let after = 0; after >= 0; )
      after = await work.write(ctx => followSome(ctx, activity_id, what, after))
  },
})

/** The turn to go on from, or -1 where that was all. */
async function followSome(ctx: Ctx, activityId: string, what: What, after: number): Promise<number> {
  const flow = workflows.get('activity_registration')
  const rows = await ctx.db
    .selectFrom('activity_registration')
    .select(['id', 'state', 'turn'])
    .where('activity_id', '=', activityId)
    .where('state', 'in', open)
    .where('turn', '>', after)
    .orderBy('turn')
    .limit(batch)
    .execute()
  for (const [action, those] of Map.groupBy(rows, row => actionFor(what, row.state))) {
    const ids = those.map(row => row.id)
    if (flow) await performMany({ ...ctx, actor: system }, flow, action, ids)
  }
  return rows.length < batch ? -1 : (rows.at(-1)?.turn ?? -1)
}

/** Who waits keeps waiting when the day changes; when all is over, a wait and an unanswered offer end as such. */
const actionFor = (what: What, state: string): string => {
  if (what === 'callOff') return 'callOff'
  if (what === 'askAgain') return state === 'waiting' ? 'tellMoved' : 'askAgain'
  return state === 'waiting' || state === 'offered' ? 'endWaiting' : 'miss'
}
