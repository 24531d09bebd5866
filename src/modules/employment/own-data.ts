import { sql } from 'kysely'
import { ownFiles, wordsOfPerson } from '#modules/parties'
import { type Ctx, system } from '#platform/ctx'
import { removeFiles } from '#platform/files'
import { noId } from '#platform/ids'
import { performMany } from '#platform/perform'
import {
  definePersonalData,
  eraseDetails,
  forgotten,
  noPhone,
  phoneOfPerson,
  removed,
  without,
} from '#platform/personal-data'
import type { AnyWorkflow } from '#platform/workflow'
import { applicationFlow } from './application.ts'
import { checkFlow } from './check.ts'
import { internshipFlow } from './internship.ts'
import { introductionFlow } from './introduction.ts'
import { resumeFlow } from './resume.ts'
import { talentFlow } from './talent.ts'
import { jobPostFlow } from './workflow.ts'

const files = async (ctx: Ctx) => [noId, ...(await ownFiles(ctx)).map(file => file.id)]
const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })

/** Posts of the person's own files, and those of firms that name them as the contact. */
async function ownPosts(ctx: Ctx) {
  const [parties, phone] = await Promise.all([files(ctx), phoneOfPerson(ctx)])
  return ctx.db
    .selectFrom('job_post')
    .where(eb => eb.or([eb('party_id', 'in', parties), eb('contact_phone', '=', phone ?? '')]))
    .limit(1_000)
}

definePersonalData('job_posts', {
  keeps: async ctx =>
    (await ownPosts(ctx))
      .select(['kind', 'title', 'trade', 'places', 'low_fen', 'high_fen', 'pay_per', 'tasks', 'wants'])
      .select(['place_note', 'valid_until', 'state', 'contact_name', 'contact_phone', 'submitted_at'])
      .execute(),
  async warns(ctx) {
    const open = await (await ownPosts(ctx)).select('id').where('state', '=', 'published').execute()
    return open.length > 0 ? [`您有 ${open.length} 个岗位在招人，注销后结束招聘。`] : []
  },
  async forget(ctx) {
    const own = (await (await ownPosts(ctx)).select('id').execute()).map(one => one.id)
    await performMany(asSystem(ctx), jobPostFlow, 'endWithEmployer', own)
    const words = await wordsOfPerson(ctx)
    const plain = (column: string) => without(words, sql<string>`${sql.ref(column)}`)
    await eraseDetails(ctx, sql`j.flow = 'job_post' and j.record_id = any (${own}::uuid[])`)
    await ctx.db
      .updateTable('job_post')
      .set({
        ...{ contact_name: forgotten, contact_phone: noPhone, identity_id: null },
        ...{
          title: plain('title'),
          tasks: plain('tasks'),
          wants: plain('wants'),
          place_note: plain('place_note'),
        },
      })
      .where('id', 'in', [noId, ...own])
      .execute()
  },
})

const mine = async (
  ctx: Ctx,
  table: 'resume' | 'job_application' | 'job_check' | 'internship' | 'talent' | 'talent_introduction',
) =>
  (
    await ctx.db
      .selectFrom(table)
      .select('id')
      .where('party_id', 'in', await files(ctx))
      .limit(2_000)
      .execute()
  ).map(one => one.id)

async function kept(ctx: Ctx) {
  const parties = await files(ctx)
  const { db } = ctx
  const resumes = db.selectFrom('resume').selectAll().where('party_id', 'in', parties).limit(200)
  const applications = db
    .selectFrom('job_application')
    .selectAll()
    .where('party_id', 'in', parties)
    .limit(1_000)
  const checks = db.selectFrom('job_check').selectAll().where('party_id', 'in', parties).limit(2_000)
  const internships = db.selectFrom('internship').selectAll().where('party_id', 'in', parties).limit(200)
  const talents = db.selectFrom('talent').selectAll().where('party_id', 'in', parties).limit(100)
  const diary = db
    .selectFrom('internship_entry')
    .select(['internship_id', 'on_day', 'hours', 'body'])
    .where('internship_id', 'in', [noId, ...(await mine(ctx, 'internship'))])
    .limit(5_000)
  return {
    resumes: await resumes.execute(),
    applications: await applications.execute(),
    checks: await checks.execute(),
    internships: await internships.execute(),
    diary: await diary.execute(),
    talents: await talents.execute(),
  }
}

definePersonalData('employment', {
  keeps: kept,
  async warns(ctx) {
    const parties = await files(ctx)
    const { n } = await ctx.db
      .selectFrom('job_application')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('party_id', 'in', parties)
      .where('state', 'in', ['applied', 'viewed', 'invited', 'interview', 'offered', 'hired'])
      .executeTakeFirstOrThrow()
    return Number(n) > 0 ? [`您有 ${n} 份应聘还没有结果，注销后撤回，简历删除。`] : []
  },
  /** Résumés and the place in the pool go; that somebody was hired, started and was still there stays, without a name. */
  async forget(ctx) {
    const end = async (table: Parameters<typeof mine>[1], flow: AnyWorkflow, action: string, input = {}) => {
      const ids = await mine(ctx, table)
      await performMany(asSystem(ctx), flow, action, ids, input)
      await eraseDetails(ctx, sql`j.flow = ${table} and j.record_id = any (${ids}::uuid[])`)
      return [noId, ...ids]
    }
    const talents = await end('talent', talentFlow, 'leave')
    await end('talent_introduction', introductionFlow, 'end', { reason: '本人已注销' })
    await end('job_check', checkFlow, 'drop')
    const applications = await end('job_application', applicationFlow, 'endWithAccount')
    await performMany(asSystem(ctx), applicationFlow, 'endConsent', applications.slice(1))
    await end('resume', resumeFlow, 'forget')
    const internships = await end('internship', internshipFlow, 'endWithAccount')
    await eraseTexts(ctx, { applications, internships, talents })
  },
})

interface Left {
  applications: string[]
  internships: string[]
  talents: string[]
}
async function eraseTexts(ctx: Ctx, { applications, internships, talents }: Left): Promise<void> {
  const update = ctx.db.updateTable('job_application').set({ words: '', reason: '' })
  await update.where('id', 'in', applications).execute()
  const checks = ctx.db.updateTable('job_check').set({ body: '' })
  await checks.where('application_id', 'in', applications).execute()
  await removeFiles(ctx, { subject: 'internship', recordIds: internships })
  await removeFiles(ctx, { subject: 'job_application', recordIds: applications })
  await ctx.db
    .updateTable('internship')
    .set({ person_name: forgotten, report: '', school_contact: '', employer_words: '', centre_words: '' })
    .set({ guardian: sql<string>`case when guardian = '' then '' else ${removed} end` })
    .where('id', 'in', internships)
    .execute()
  await ctx.db
    .updateTable('internship_entry')
    .set({ body: removed })
    .where('internship_id', 'in', internships)
    .execute()
  const asked = ctx.db.updateTable('talent_introduction').set({ words: '', reason: '' })
  await asked.where('talent_id', 'in', talents).execute()
}
