import { type Ctx, system } from '#platform/ctx'
import { noId } from '#platform/ids'
import { perform } from '#platform/perform'
import { definePersonalData, phoneOfPerson } from '#platform/personal-data'
import { invitationFlow } from './invitation.ts'

/** By account, or by the phone that they sign in with. */
async function ownInvitations(ctx: Ctx) {
  const phone = await phoneOfPerson(ctx)
  return ctx.db
    .selectFrom('survey_invitation')
    .select(['id', 'state', 'service_name', 'told_on', 'reminders', 'tries'])
    .where(eb =>
      eb.or([eb('identity_id', '=', ctx.actor.identityId), ...(phone ? [eb('phone', '=', phone)] : [])]),
    )
    .limit(1_000)
    .execute()
}

/** That they were asked is theirs; what they answered cannot be found, by nobody. */
definePersonalData('surveys', {
  keeps: async ctx => (await ownInvitations(ctx)).map(({ id: _, ...kept }) => kept),
  async forget(ctx) {
    const rows = await ownInvitations(ctx)
    for (const { id, state } of rows)
      if (state === 'open') await perform({ ...ctx, actor: system }, invitationFlow, 'lapse', id)
    const ids = [noId, ...rows.map(row => row.id)]
    await ctx.db.deleteFrom('survey_token').where('invitation_id', 'in', ids).execute()
    await ctx.db
      .updateTable('survey_invitation')
      .set({ phone: '', identity_id: null, near: [] })
      .where('id', 'in', ids)
      .execute()
    const phone = await phoneOfPerson(ctx)
    await ctx.db
      .deleteFrom('survey_candidate')
      .where(eb =>
        eb.or([eb('identity_id', '=', ctx.actor.identityId), ...(phone ? [eb('phone', '=', phone)] : [])]),
      )
      .execute()
  },
})
