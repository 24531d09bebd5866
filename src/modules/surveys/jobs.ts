import { whenFounded } from '#modules/team'
import { type Ctx, system } from '#platform/ctx'
import { defineJob, enqueue, on } from '#platform/jobs'
import { perform, performMany } from '#platform/perform'
import { mixWaiting } from './answering.ts'
import { shipStandard } from './effects.ts'
import { invitationFlow } from './invitation.ts'
import { newToken } from './link.ts'
import { forgetPeople, openInvitations, surveysIn, toInvite, toRemind } from './queries/clock.ts'
import { surveyFlow } from './workflow.ts'

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })
const batch = 50

whenFounded(shipStandard)

/** Everybody who was drawn is asked, so many in one transaction. */
export const inviteAll = defineJob<{ survey_id: string }>({
  name: 'survey.invite',
  async run(work, { survey_id }) {
    const next = () =>
      work.write(async ctx => {
        const rows = await toInvite(ctx, survey_id, batch)
        for (const { turn } of rows)
          await perform(asSystem(ctx), invitationFlow, 'invite', null, { survey_id, turn, token: newToken() })
        return rows.length
      })
    while ((await next()) === batch);
  },
})
on('survey.draw', 'survey.invite_drawn', (work, { recordId }) =>
  work.write(ctx => enqueue(ctx, inviteAll, { survey_id: recordId })),
)

/** In the morning, who has not answered is reminded. At night nobody is to get a message. */
export const remindOpen = defineJob({
  name: 'survey.remind',
  cron: '40 9 * * *',
  async run(work) {
    const next = () =>
      work.write(async ctx => {
        const rows = await toRemind(ctx, batch)
        for (const { id } of rows)
          await perform(asSystem(ctx), invitationFlow, 'remind', id, { token: newToken() })
        return rows.length
      })
    while ((await next()) === batch);
  },
})

/** What lies in the inbox and has company moves on. */
export const mixAnswers = defineJob({
  name: 'survey.mix',
  cron: '*/30 * * * *',
  async run(work) {
    for (const { id } of await work.read(ctx => surveysIn(ctx, 'fielding')))
      await work.write(ctx => mixWaiting(ctx, id))
  },
})

/** The survey is closed: who has not answered counts apart, answers are put in their last order, people are forgotten. */
on(
  'survey.close',
  'survey.settle',
  async (work, { recordId }) => {
    const next = () =>
      work.write(async ctx => {
        const ids = (await openInvitations(ctx, recordId, batch)).map(one => one.id)
        return (await performMany(asSystem(ctx), invitationFlow, 'lapse', ids)).done.length
      })
    while ((await next()) === batch) work.stopping.throwIfAborted()
    await work.write(async ctx => {
      const survey = await ctx.db
        .selectFrom('survey')
        .select('mixed_at')
        .where('id', '=', recordId)
        .executeTakeFirst()
      if (survey?.mixed_at === null) await perform(asSystem(ctx), surveyFlow, 'mix', recordId)
    })
    await work.write(ctx => forgetPeople(ctx, recordId))
  },
  // Of a million sheets it takes a minute.
  { long: true },
)
