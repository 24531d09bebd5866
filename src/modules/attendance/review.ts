import { type Ctx, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import type { Session } from './clock.ts'
import { askedBefore, keysInUse, presentElsewhere, presentIn, samePapers } from './queries/review.ts'
import { closeSeconds, manyPeople } from './settings.ts'
import { signalFlow } from './signal.ts'
import { afterClosing, type Finding, onePhone, overlapping, sameDevice, samePhoto } from './signals.ts'

/** Looks at a half day and raises what is to be asked, each question once. Returns how many are new. */
export async function raiseSignals(ctx: Ctx, session: Session): Promise<number> {
  const found = (await findingsOf(ctx, session)).map(one => ({
    ...one,
    // Marks of devices are kept for some days only; what a question keeps must not be one.
    key: ctx.centre.keys.hash(`attendance signal ${one.kind} ${one.key}`).slice(0, 32),
  }))
  const known = await keysInUse(
    ctx,
    found.map(one => one.key),
  )
  const fresh = found.filter(one => !known.has(one.key))
  for (const { kind, key, records, figure } of fresh)
    await perform({ ...ctx, actor: system }, signalFlow, 'raise', null, {
      ...{ kind, key, class_id: session.class_id, figure },
      ...(kind === 'same_photo' ? { records: [], papers: records } : { records, papers: [] }),
    })
  return fresh.length
}

async function findingsOf(ctx: Ctx, session: Session): Promise<Finding[]> {
  const [all, elsewhere, papers] = await Promise.all([
    presentIn(ctx, session.class_id),
    presentElsewhere(ctx, session),
    samePapers(ctx, session.id),
  ])
  const here = all.filter(one => one.session === session.id)
  const asked = await askedBefore(
    ctx,
    'after_close',
    here.map(one => one.id),
  )
  const notAsked = here.filter(one => !asked.has(one.id))
  return [
    ...sameDevice(here, closeSeconds.of(ctx.centre)),
    ...onePhone(all, manyPeople.of(ctx.centre), session.class_id),
    ...overlapping([...here, ...elsewhere]).filter(one =>
      one.records.some(id => here.some(row => row.id === id)),
    ),
    ...samePhoto(papers),
    ...afterClosing(notAsked.map(one => ({ ...one, late: one.method === 'late' }))),
  ]
}
