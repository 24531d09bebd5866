import { sql } from 'kysely'
import { mandateFlow } from '#modules/parties'
import type { Ctx } from '#platform/ctx'
import { performMany } from '#platform/perform'

/** Everything this centre keeps of the person, to take along (个人信息保护法 第四十五条). */
export async function exportOwnData(ctx: Ctx): Promise<Record<string, unknown>> {
  const id = ctx.actor.identityId as string
  const parties = ctx.actor.parties.length > 0 ? [...ctx.actor.parties] : ['00000000-0000-0000-0000-000000000000']
  return {
    centre: ctx.centre.name,
    exportedAt: ctx.now,
    identity: await ctx.db.selectFrom('identity').select(['id', 'name', 'phone_number', 'created_at']).where('id', '=', id).executeTakeFirst(),
    consents: await ctx.db.selectFrom('consent').select(['document', 'version', 'given_at', 'withdrawn_at']).where('identity_id', '=', id).limit(100).execute(),
    mandates: await ctx.db.selectFrom('mandate').select(['party_id', 'state', 'role', 'valid_until', 'asked_at']).where('identity_id', '=', id).limit(200).execute(),
    parties: await ctx.db.selectFrom('party').select(['id', 'kind', 'name', 'code', 'town', 'address', 'contact_name', 'contact_phone', 'registered_at']).where('id', 'in', parties).execute(),
    cases: await ctx.db.selectFrom('service_case').select(['number', 'title', 'state', 'answers', 'answer', 'contact_name', 'contact_phone', 'submitted_at', 'closed_at']).where('party_id', 'in', parties).limit(5000).execute(),
    messages: await ctx.db.selectFrom('case_message').select(['case_id', 'at', 'body']).where('identity_id', '=', id).limit(5000).execute(),
    notifications: await ctx.db.selectFrom('notification').select(['at', 'body']).where('identity_id', '=', id).limit(5000).execute(),
    drafts: await ctx.db.selectFrom('draft').select(['flow', 'action', 'input', 'saved_at']).where('identity_id', '=', id).limit(100).execute(),
    journal: await ctx.db.selectFrom('journal').select(['at', 'flow', 'action', 'from_state', 'to_state']).where('identity_id', '=', id).limit(10000).execute(),
  }
}

/**
 * Erases the person: mandates end, drafts and messages' names go, and what the journal keeps as free text of
 * this person's own actions. What auditing must keep (that something was done, and when) stays without a name.
 */
export async function eraseOwnData(ctx: Ctx): Promise<void> {
  const id = ctx.actor.identityId as string
  const open = await ctx.db.selectFrom('mandate').select('id').where('identity_id', '=', id).where('state', 'in', ['active', 'pending']).limit(200).execute()
  await performMany(ctx, mandateFlow, 'revoke', open.map(row => row.id), { reason: '本人注销账号' })
  await ctx.db.updateTable('mandate').set({ person_name: '（已注销）', phone: '' }).where('identity_id', '=', id).execute()
  const own = ctx.db.selectFrom('party').select('id').where('kind', '=', 'person').where('id', 'in', ctx.actor.parties.length > 0 ? [...ctx.actor.parties] : [id])
  await ctx.db.updateTable('party').set({ name: '（已注销）', contact_name: '（已注销）', contact_phone: '00000000000', address: '', id_number_cipher: null, id_number_hash: null }).where('id', 'in', own).execute()
  await ctx.db.updateTable('service_case').set({ contact_name: '（已注销）', contact_phone: '00000000000' }).where('applicant_identity_id', '=', id).execute()
  await ctx.db.updateTable('case_message').set({ author_name: '（已注销）' }).where('identity_id', '=', id).execute()
  await ctx.db.deleteFrom('draft').where('identity_id', '=', id).execute()
  await sql`update notification set body = '（已删除）', variables = '{}', phone = null where identity_id = ${id}`.execute(ctx.db)
  await sql`
    update journal_detail d set salt = '', actor_name = '（已注销）', note = null, input = '{}'
    from journal j where j.centre_id = d.centre_id and j.id = d.journal_id and j.identity_id = ${id}`.execute(ctx.db)
}
