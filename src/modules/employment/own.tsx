import { Hono } from 'hono'
import ical from 'ical-generator'
import { badgeOf, buttonsFor, story } from '#modules/actions'
import { partiesOfActor } from '#modules/parties'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { filesOf } from '#platform/files'
import { date } from '#platform/format'
import { type Answer, type Env, type Http, noteLook, signedIn } from '#platform/http'
import { timeline } from '#platform/journal'
import { find } from '#platform/perform'
import { applicationFlow } from './application.ts'
import { checkFlow } from './check.ts'
import { postKinds, wordsOf } from './codes.ts'
import { internshipFlow } from './internship.ts'
import { introductionFlow } from './introduction.ts'
import { MyApplication } from './pages/applications.tsx'
import { MyInternship } from './pages/internships.tsx'
import { MyJobs, MyPost, MyResume } from './pages/my.tsx'
import { MyIntroduction } from './pages/talents.tsx'
import { agreementPdf, certificatePdf } from './printed.ts'
import * as applications from './queries/applications.ts'
import { internshipById, internshipsOfActor } from './queries/internships.ts'
import { postById, postsOfActor } from './queries/posts.ts'
import { introductionById, introductionsOfActor, talentsOfActor } from './queries/talents.ts'
import { resumeFlow } from './resume.ts'
import { talentFlow } from './talent.ts'
import {
  applicationLine,
  applicationView,
  endWords,
  internshipView,
  introductionView,
  postView,
  resumeView,
} from './view.ts'
import { jobPostFlow } from './workflow.ts'

/** 求职与实习: one's own, as who looks for work and as who recruits. */
export const ownRoutes = new Hono<Env>()
  .get('/my/jobs', signedIn(showMine))
  .get('/my/jobs/posts/:id', signedIn(showPost))
  .get('/my/jobs/applications/:id', signedIn(showApplication))
  .get('/my/jobs/applications/:id/interview.ics', signedIn(sendInterview))
  .get('/my/jobs/resumes/:id', signedIn(showResume))
  .get('/my/jobs/internships/:id', signedIn(showInternship))
  .get('/my/jobs/internships/:id/agreement.pdf', signedIn(printAgreement))
  .get('/my/jobs/internships/:id/certificate.pdf', signedIn(printCertificate))
  .get('/my/jobs/introductions/:id', signedIn(showIntroduction))

const own = (c: Http, title: string, page: ReturnType<typeof MyJobs>): Promise<Response> => {
  c.header('cache-control', 'no-store')
  return portal(c, { title, own: true }, page)
}
const idOf = (c: Http): string => c.req.param('id') ?? ''

async function showMine(ctx: Ctx, c: Http): Promise<Answer> {
  const [due, mine, internships, introductions, resumes, talents, posts, parties] = await Promise.all([
    applications.checksDueOfActor(ctx),
    applications.applicationsOfActor(ctx),
    internshipsOfActor(ctx),
    introductionsOfActor(ctx),
    applications.resumesOfActor(ctx),
    talentsOfActor(ctx),
    postsOfActor(ctx),
    partiesOfActor(ctx),
  ])
  const page = (
    <MyJobs
      checks={
        await Promise.all(
          due.map(async row => ({
            ...{
              title: row.title,
              days: row.after_days,
              href: `/my/jobs/applications/${row.application_id}`,
            },
            buttons: await buttonsFor(ctx, checkFlow, row),
          })),
        )
      }
      applications={mine.map(row => applicationLine(row, 'seeker'))}
      internships={internships.map(row => ({
        href: `/my/jobs/internships/${row.id}`,
        title: `实习「${row.title}」`,
        about: ctx.actor.parties.includes(row.party_id) ? row.employer : row.person_name,
        state: badgeOf(internshipFlow, row.state),
      }))}
      introductions={introductions.map(row => ({
        href: `/my/jobs/introductions/${row.id}`,
        title: row.post ?? '人才引荐',
        about: ctx.actor.parties.includes(row.party_id) ? row.employer : row.skills.join('、'),
        state: badgeOf(introductionFlow, row.state),
      }))}
      resumes={resumes.map(row => ({
        href: `/my/jobs/resumes/${row.id}`,
        title: row.title,
        changed: date(row.changed_at),
      }))}
      talents={
        await Promise.all(
          talents.map(async row => ({
            ...{ headline: row.headline, skills: row.skills.join('、') },
            buttons: await buttonsFor(ctx, talentFlow, row),
          })),
        )
      }
      posts={posts.map(row => ({
        href: `/my/jobs/posts/${row.id}`,
        title: row.title,
        about: [wordsOf(postKinds, row.kind), row.party, row.waiting > 0 && `${row.waiting} 份简历待查看`]
          .filter(Boolean)
          .join(' · '),
        state: badgeOf(jobPostFlow, row.state),
      }))}
      recruits={parties.some(party => party.kind !== 'person')}
    />
  )
  return own(c, '求职与实习', page)
}

async function showPost(ctx: Ctx, c: Http): Promise<Answer> {
  const { id } = await find(ctx, jobPostFlow, idOf(c))
  const row = await postById(ctx, id)
  if (!row || !ctx.actor.parties.includes(row.party_id)) throw notFound('这个岗位')
  const [all, counts, journal] = await Promise.all([
    applications.applicationsOfPost(ctx, id),
    applications.countsOfPost(ctx, id),
    row.state === 'returned' ? timeline(ctx, { recordId: id }, 20) : [],
  ])
  const page = (
    <MyPost
      post={await postView(ctx, row)}
      state={badgeOf(jobPostFlow, row.state)}
      returned={journal.find(entry => entry.action === 'return')?.note ?? null}
      hints={row.state === 'submitted' || row.state === 'returned' ? row.hints : []}
      ended={row.end_reason ? `${row.ended_on} ${endWords(row)}` : ''}
      contact={`${row.contact_name} ${row.contact_phone}`}
      shown={row.published_at !== null && row.state !== 'submitted' && row.state !== 'returned'}
      buttons={await buttonsFor(ctx, jobPostFlow, row)}
      applications={all.map(one => applicationLine(one, 'employer'))}
      withdrawn={Number(counts.find(one => one.state === 'withdrawn')?.n ?? 0)}
      story={await story(ctx, { recordId: id })}
    />
  )
  return own(c, row.title, page)
}

/** As whoever applied, or as the employer; staff see it at the desk. */
async function ownApplication(ctx: Ctx, c: Http) {
  const { id } = await find(
    { ...ctx, actor: { ...ctx.actor, staffId: null, duties: new Set() } },
    applicationFlow,
    idOf(c),
  )
  const row = await applications.applicationById(ctx, id)
  if (!row) throw notFound('这次应聘')
  return row
}

async function showApplication(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await ownApplication(ctx, c)
  const view = await applicationView(ctx, row, false)
  if (view.side === 'employer' && view.resume) noteLook(c, '查看应聘简历', row.id)
  return own(c, view.title, <MyApplication view={view} />)
}

async function sendInterview(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await ownApplication(ctx, c)
  if (!row.interview_at) throw notFound('这次面试')
  const calendar = ical({ prodId: { company: ctx.centre.name, product: 'jobs', language: 'ZH' } })
  calendar.createEvent({
    id: `${row.id}@${new URL(ctx.centre.origin).hostname}`,
    stamp: ctx.now,
    start: row.interview_at,
    end: new Date(row.interview_at.getTime() + 3_600_000),
    summary: `面试：${row.title}${row.state === 'invited' ? '（待确认）' : ''}`,
    location: row.interview_place,
    url: `${ctx.centre.origin}/my/jobs/applications/${row.id}`,
  })
  return c.body(calendar.toString(), 200, {
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': 'attachment; filename="interview.ics"',
    'cache-control': 'no-store',
  })
}

async function showResume(ctx: Ctx, c: Http): Promise<Answer> {
  const { id } = await find(ctx, resumeFlow, idOf(c))
  const row = (await applications.resumesOfActor(ctx)).find(one => one.id === id)
  if (!row) throw notFound('这份简历')
  const shown = (await applications.applicationsOfActor(ctx)).filter(
    one => one.resume_id === id && one.consent_ended_at === null,
  )
  const page = (
    <MyResume
      id={id}
      title={row.title}
      resume={resumeView(row)}
      files={await filesOf(ctx, 'resume', id)}
      shownTo={shown.map(one => applicationLine(one, 'seeker'))}
      buttons={await buttonsFor(ctx, resumeFlow, row)}
    />
  )
  return own(c, row.title, page)
}

async function ownInternship(ctx: Ctx, c: Http) {
  const { id } = await find(ctx, internshipFlow, idOf(c))
  const row = await internshipById(ctx, id)
  const mine = row && [row.party_id, row.employer_party_id].some(one => ctx.actor.parties.includes(one))
  if (!mine) throw notFound('这次实习')
  return row
}
async function showInternship(ctx: Ctx, c: Http): Promise<Answer> {
  const view = await internshipView(ctx, await ownInternship(ctx, c))
  return own(c, view.title, <MyInternship view={view} />)
}
async function printAgreement(ctx: Ctx, c: Http): Promise<Answer> {
  return agreementPdf(ctx, c, await ownInternship(ctx, c))
}
async function printCertificate(ctx: Ctx, c: Http): Promise<Answer> {
  return certificatePdf(ctx, c, await ownInternship(ctx, c))
}

async function showIntroduction(ctx: Ctx, c: Http): Promise<Answer> {
  const { id } = await find(ctx, introductionFlow, idOf(c))
  const row = await introductionById(ctx, id)
  const mine = row && [row.party_id, row.employer_party_id].some(one => ctx.actor.parties.includes(one))
  if (!mine) throw notFound('这次引荐')
  return own(c, '人才引荐', <MyIntroduction view={await introductionView(ctx, row, false)} />)
}
