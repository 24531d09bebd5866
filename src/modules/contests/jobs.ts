import { onMerge } from '#modules/parties'
import { defineHolding, defineRecordHolding, staffWithDuty } from '#modules/team'
import { type Ctx, system } from '#platform/ctx'
import { defineJob } from '#platform/jobs'
import { message, tell } from '#platform/notify'
import { performMany } from '#platform/perform'
import { moveTasks } from '#platform/tasks'
import { manageContests } from './duties.ts'
import { judgeFlow } from './judge.ts'
import { texts } from './messages.ts'
import { ownedBy, seatsOf } from './queries/desk.ts'
import { remindAfter } from './settings.ts'
import { contestFlow } from './workflow.ts'

/** In the morning, once a day, judges who have works left some days after a round began. */
export const remindJudges = defineJob({
  name: 'contest.remind',
  cron: '30 9 * * *',
  run: work =>
    work.write(async ctx => {
      for (const { id, identity_id, title, n } of await waitingJudges(ctx)) {
        await ctx.db.updateTable('contest_judge').set({ reminded_at: ctx.now }).where('id', '=', id).execute()
        await tell(
          ctx,
          message(
            { identity: identity_id as string },
            texts.reminder,
            { title, count: String(n) },
            `/my/contests/judging/${id}`,
          ),
        )
      }
    }),
})

const waitingJudges = (ctx: Ctx) =>
  ctx.db
    .selectFrom('contest_sheet')
    .innerJoin('contest_judge', 'contest_judge.id', 'contest_sheet.judge_id')
    .innerJoin('contest_round', 'contest_round.id', 'contest_sheet.round_id')
    .innerJoin('contest', 'contest.id', 'contest_sheet.contest_id')
    .select(({ fn }) => [
      'contest_judge.id',
      'contest_judge.identity_id',
      'contest.title',
      fn.countAll<number>().as('n'),
    ])
    .where('contest_sheet.state', '=', 'open')
    .where('contest_round.state', '=', 'judging')
    .where(
      'contest_round.started_at',
      '<=',
      new Date(ctx.now.getTime() - remindAfter.of(ctx.centre) * 86_400_000),
    )
    .where('contest_judge.identity_id', 'is not', null)
    .groupBy(['contest_judge.id', 'contest_judge.identity_id', 'contest.title'])
    .limit(500)
    .execute()

onMerge('contest.follow_merge', async (ctx, from, into) => {
  for (const table of ['contest_entry', 'contest_sheet'] as const)
    await ctx.db.updateTable(table).set({ party_id: into }).where('party_id', '=', from).execute()
  await moveTasks(ctx, from, into)
})

defineRecordHolding('contests', {
  label: '负责的大赛',
  flow: contestFlow,
  successors: ctx => staffWithDuty(ctx, manageContests),
  lasting: true,
  theirs: ownedBy,
  input: (owner_id, reason) => ({ owner_id, reason }),
})

/** Nobody inherits a seat: what was not signed goes to the other judges. */
defineHolding('contest_judge', {
  label: '担任评委的大赛',
  lasting: true,
  successors: ctx => staffWithDuty(ctx, manageContests),
  count: async (ctx, staffId) => (await seatsOf(ctx, staffId)).length,
  async handOn(ctx, from) {
    const ids = (await seatsOf(ctx, from)).map(row => row.id)
    await performMany({ ...ctx, actor: system }, judgeFlow, 'leave', ids)
  },
})
