import type { Ctx } from '#platform/ctx'

interface Progress {
  step: string
  done: number
  total: number
}

/** How far the work on a pack is, which also shows that somebody works on it. */
export const noteProgress = (ctx: Ctx, id: string, at: Date, { step, done, total }: Progress) =>
  ctx.db
    .updateTable('evidence_pack')
    .set({ step, done, total, beat_at: at })
    .where('id', '=', id)
    .where('state', '=', 'building')
    .execute()
