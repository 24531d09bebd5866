import { type Ctx, system } from '#platform/ctx'
import { defineJob } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { workflows } from '#platform/workflow'

/** What follows for every enrolment from what became of the class. */
type What = 'callOff' | 'endWaiting' | 'tellChange'

const states = {
  callOff: ['applied', 'waiting', 'accepted'],
  endWaiting: ['waiting'],
  tellChange: ['accepted'],
} as const
const batch = 50

/**
 * Goes through all enrolments, a few in a transaction, so that nobody waits long for their locks; each is done once, for
 * it is gone on by its turn.
 */
export const followAll = defineJob<{ class_id: string; what: What }>({
  name: 'training.follow_all',
  async run(work, { class_id, what }) {
    for (let after = 0; after >= 0; ) after = await work.write(ctx => followSome(ctx, class_id, what, after))
  },
})

/** The turn to go on from, or -1 where that was all. */
async function followSome(ctx: Ctx, classId: string, what: What, after: number): Promise<number> {
  const flow = workflows.get('enrolment')
  const rows = await ctx.db
    .selectFrom('enrolment')
    .select(['id', 'turn'])
    .where('class_id', '=', classId)
    .where('state', 'in', states[what])
    .where('turn', '>', after)
    .orderBy('turn')
    .limit(batch)
    .execute()
  const ids = rows.map(row => row.id)
  if (flow) await performMany({ ...ctx, actor: system }, flow, what, ids)
  return rows.length < batch ? -1 : (rows.at(-1)?.turn ?? -1)
}
