import type { Ctx } from './ctx.ts'
import { newId } from './ids.ts'

export interface DraftKey {
  flow: string
  action: string
  /** What the form is about, e.g. the service item applied for. */
  subjectId: string | null
}

/** Keeps what was typed so far, for this person on any device. A draft is not an action: nothing is journalled. */
export async function saveDraft(ctx: Ctx, key: DraftKey, input: Record<string, unknown>): Promise<void> {
  if (!ctx.actor.identityId) return
  await ctx.db
    .insertInto('draft')
    .values({
      id: newId(),
      identity_id: ctx.actor.identityId,
      flow: key.flow,
      action: key.action,
      subject_id: key.subjectId,
      input: JSON.stringify(input),
      saved_at: ctx.now,
    })
    .onConflict(conflict =>
      conflict
        .columns(['centre_id', 'identity_id', 'flow', 'action', 'subject_id'])
        .doUpdateSet({ input: JSON.stringify(input), saved_at: ctx.now }),
    )
    .execute()
}

export async function draftOf(
  ctx: Ctx,
  key: DraftKey,
): Promise<{ input: Record<string, unknown>; savedAt: Date } | null> {
  if (!ctx.actor.identityId) return null
  const row = await mine(ctx, key).executeTakeFirst()
  return row ? { input: row.input as Record<string, unknown>, savedAt: row.saved_at } : null
}

export async function dropDraft(ctx: Ctx, key: DraftKey): Promise<void> {
  if (!ctx.actor.identityId) return
  await ctx.db
    .deleteFrom('draft')
    .where('identity_id', '=', ctx.actor.identityId)
    .where('flow', '=', key.flow)
    .where('action', '=', key.action)
    .where('subject_id', 'is not distinct from', key.subjectId)
    .execute()
}

const mine = (ctx: Ctx, key: DraftKey) =>
  ctx.db
    .selectFrom('draft')
    .select(['input', 'saved_at'])
    .where('identity_id', '=', ctx.actor.identityId)
    .where('flow', '=', key.flow)
    .where('action', '=', key.action)
    .where('subject_id', 'is not distinct from', key.subjectId)

/**
 * Keeps what somebody had typed when the session turned out to be over, as it was sent; returns the id to ask for it by.
 * `whose` is the identity of that session, where one knows. Nobody knows yet which field is a secret, so all is sealed.
 */
export async function park(
  ctx: Ctx,
  path: string,
  typed: URLSearchParams,
  whose: string | null,
): Promise<string> {
  const id = newId()
  const sealed = ctx.centre.keys.encrypt(JSON.stringify({ typed: typed.toString(), whose }))
  const input = JSON.stringify(sealed)
  await ctx.db.insertInto('parked_form').values({ id, path, input, parked_at: ctx.now }).execute()
  return id
}

/** What was parked for this form, or null; also where it is known to be somebody else's. */
export async function parked(ctx: Ctx, id: string, path: string): Promise<URLSearchParams | null> {
  const row = await ctx.db
    .selectFrom('parked_form')
    .select(['path', 'input'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row?.path !== path || typeof row.input !== 'string') return null
  const { typed, whose } = JSON.parse(ctx.centre.keys.decrypt(row.input))
  return whose === null || whose === ctx.actor.identityId ? new URLSearchParams(typed) : null
}
