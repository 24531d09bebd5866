import { sql } from 'kysely'
import { whenProviderLeaves } from '#modules/catalogue'
import { onMerge } from '#modules/parties'
import { addDays, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { defineJob } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { moveTasks } from '#platform/tasks'
import { applicationFlow } from './application.ts'
import { endPostsOf } from './post-effects.ts'
import { endingBy } from './queries/posts.ts'
import { remindDays } from './settings.ts'
import { talentFlow } from './talent.ts'
import { jobPostFlow } from './workflow.ts'

const batch = 500

/** Employers are reminded once before the end; what nobody confirmed is marked, and takes no more applications. */
export const watchPosts = defineJob({
  name: 'job.validity',
  cron: '25 0 * * *',
  async run(work) {
    while ((await work.write(watchSome)) === batch);
  },
})

async function watchSome(ctx: Ctx): Promise<number> {
  const today = dayOf(ctx.now)
  const ending = await endingBy(ctx, addDays(today, remindDays.of(ctx.centre)), batch)
  const ids = (rows: typeof ending) => rows.map(one => one.id)
  await performMany(ctx, jobPostFlow, 'expire', ids(ending.filter(one => one.valid_until < today)))
  await performMany(ctx, jobPostFlow, 'remind', ids(ending.filter(one => one.valid_until >= today)))
  return ending.length
}

const postsOfProvider = (ctx: Ctx, providerId: string) =>
  ctx.db
    .selectFrom('job_post')
    .innerJoin('provider', 'provider.party_id', 'job_post.party_id')
    .select('job_post.id')
    .where('provider.id', '=', providerId)
    .where('job_post.state', '!=', 'closed')
    .orderBy('job_post.id')
    .limit(500)

/** A provider that left the directory recruits nobody here any more. */
whenProviderLeaves('employment', {
  async lock(ctx, providerId) {
    await postsOfProvider(ctx, providerId).forUpdate('job_post').execute()
  },
  async handBack(ctx, gone) {
    if (gone.party_id) await endPostsOf(ctx, [gone.party_id])
  },
})

const tables = [
  'job_post',
  'resume',
  'job_application',
  'job_check',
  'internship',
  'talent_introduction',
] as const
const ofEmployer = ['job_application', 'internship', 'talent_introduction'] as const

/** Two files of one party become one: what it applied for with itself ends, and it stands in the pool once. */
onMerge('employment.merge', async (ctx, from, into) => {
  const asSystem = { ...ctx, actor: system }
  await performMany(asSystem, applicationFlow, 'endWithAccount', await between(ctx, from, into))
  await leaveTwice(ctx, from, into)
  for (const table of tables)
    await ctx.db
      .updateTable(table)
      .set({ party_id: into })
      .where('party_id', '=', from)
      .$if(table !== 'job_post' && table !== 'resume' && table !== 'job_check', query =>
        query.where(sql<boolean>`employer_party_id <> ${into}`),
      )
      .execute()
  for (const table of ofEmployer)
    await ctx.db
      .updateTable(table)
      .set({ employer_party_id: into })
      .where('employer_party_id', '=', from)
      .where('party_id', '!=', into)
      .execute()
  await moveTasks(ctx, from, into)
})

/** Applications between the two, and those that both made for the same post. */
async function between(ctx: Ctx, from: string, into: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from job_application a
    where a.state in ('applied', 'viewed', 'invited', 'interview', 'offered', 'hired')
      and ((a.party_id in (${from}, ${into}) and a.employer_party_id in (${from}, ${into}))
        or (a.party_id = ${from} and exists (select from job_application b where b.centre_id = a.centre_id
          and b.post_id = a.post_id and b.party_id = ${into}
          and b.state not in ('withdrawn', 'rejected', 'declined', 'absent'))))
    limit 200`.execute(ctx.db)
  return rows.map(row => row.id)
}

async function leaveTwice(ctx: Ctx, from: string, into: string): Promise<void> {
  const both = await ctx.db
    .selectFrom('talent')
    .select(['id', 'party_id'])
    .where('party_id', 'in', [from, into])
    .where('state', '=', 'listed')
    .limit(2)
    .execute()
  const twice = both.length === 2 ? both.filter(one => one.party_id === from).map(one => one.id) : []
  await performMany({ ...ctx, actor: system }, talentFlow, 'leave', twice)
  await ctx.db.updateTable('talent').set({ party_id: into }).where('party_id', '=', from).execute()
}
