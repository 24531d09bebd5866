import { Hono } from 'hono'
import { buttonsFor } from '#modules/actions'
import type { Ctx } from '#platform/ctx'
import { filesByRecord } from '#platform/files'
import { dateTime } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook } from '#platform/http'
import { find } from '#platform/perform'
import { cameraViews } from './camera.ts'
import { evidenceFlow, evidenceKinds } from './evidence.ts'
import { frameOf, newButton } from './frame.tsx'
import type { Activity } from './inputs.ts'
import { fewestOpinions } from './opinions.ts'
import { Evidence } from './pages/evidence.tsx'
import { evidenceOf } from './queries.ts'
import { opinionView } from './view.ts'
import { activityFlow } from './workflow.ts'

/** What proves that an activity was held, and what participants said of it. */
export const deskEvidenceRoutes = new Hono<Env>().get('/desk/activities/:id/evidence', atDesk(showEvidence))

async function showEvidence(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, activityFlow, c.req.param('id') ?? '')) as unknown as Activity
  noteLook(c, '查看活动佐证', row.id)
  const found = await evidenceOf(ctx, row.id)
  const files = await filesByRecord(
    ctx,
    'activity_evidence',
    found.map(one => one.id),
  )
  const cameras = await cameraViews(ctx, row, found)
  const here = `/desk/activities/${row.id}/evidence`
  const open = row.state === 'published' || row.state === 'held'
  const proofs = await Promise.all(
    found.map(async one => ({
      id: one.id,
      kind: evidenceKinds[one.kind as keyof typeof evidenceKinds],
      taken: dateTime(one.taken_at),
      place: one.place,
      note: one.note,
      by: one.by ?? '',
      added: dateTime(one.added_at),
      shown: one.shown,
      withdrawn: one.state === 'withdrawn',
      files: files.get(one.id) ?? [],
      cameras: cameras.get(one.id) ?? [],
      buttons: open ? await buttonsFor(ctx, evidenceFlow, one) : [],
    })),
  )
  const page = (
    <Evidence
      id={row.id}
      proofs={proofs}
      actions={
        open
          ? [
              ...newButton(ctx, evidenceFlow, 'add', row.id, here),
              ...(row.starts_at <= ctx.now ? newButton(ctx, evidenceFlow, 'backfill', row.id, here) : []),
            ]
          : []
      }
      opinion={await opinionView(ctx, row.id)}
      fewest={fewestOpinions}
    />
  )
  return frameOf(ctx, c, row, '/evidence', [], page)
}
