import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { removeFiles } from '#platform/files'
import { defineJob, enqueue } from '#platform/jobs'
import type { RowOf } from '#platform/workflow'
import { lookAtAll } from './check.ts'
import { carryOut } from './run.ts'

/** What was found: how many rows of each kind. */
export const findings = z.object({
  total: z.number().int(),
  fresh: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  wrong: z.number().int(),
})
export type Findings = z.infer<typeof findings>

interface Which {
  id: string
}
type Batch = Pick<RowOf<'import_batch'>, 'id'>

const lookJob = defineJob<Which>({ name: 'import.look', run: (work, { id }) => lookAtAll(work, id) })
/** Imports take turns with whatever else waits: when its time is up, it queues itself again. */
const goOnJob = defineJob<Which>({
  name: 'import.go_on',
  async run(work, { id }) {
    if (await carryOut(work, id)) await work.write(ctx => enqueue(ctx, goOnJob, { id }))
  },
})

export const look = (ctx: Ctx, { id }: Batch): Promise<void> => enqueue(ctx, lookJob, { id })
export const goOn = (ctx: Ctx, { id }: Batch): Promise<void> => enqueue(ctx, goOnJob, { id })

/** What was read is nobody's business any more. */
export async function clear(ctx: Ctx, { id }: Batch): Promise<void> {
  await removeFiles(ctx, { subject: 'import_batch', recordIds: [id] })
  await ctx.db.deleteFrom('import_row').where('batch_id', '=', id).execute()
}
