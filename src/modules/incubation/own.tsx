import { Hono } from 'hono'
import { badgeOf, buttonsFor } from '#modules/actions'
import { FeedCard, feedView } from '#modules/bookings'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { type Answer, type Env, type Http, noteLook, signedIn } from '#platform/http'
import { find } from '#platform/perform'
import { points } from '#platform/scoring'
import { type Seat, seats } from './codes.ts'
import { mentorFlow } from './mentor.ts'
import { ownMentors } from './mentoring-people.ts'
import { mentorView, sessionView } from './mentoring-view.ts'
import { MentorForStartup, MyIncubation, MyProject, MySession } from './pages/my.tsx'
import { MyReview } from './pages/review.tsx'
import type { Incubation, Mentor } from './people.ts'
import { agreementPdf } from './printed.ts'
import { mentorList, sessionById, sessionsOf } from './queries/mentoring.ts'
import { ownProjects, projectById } from './queries/projects.ts'
import { isReviewing, reviewsOfActor } from './queries/reviews.ts'
import { incubationReviewFlow, type Review } from './review.ts'
import { mentoringFlow } from './session.ts'
import { freeOf, projectsOfActor } from './session-rules.ts'
import { slotWords } from './slots.ts'
import { todosOf } from './todo.ts'
import { projectView } from './view.ts'
import { incubationFlow } from './workflow.ts'

/** 我的孵化: for the start-up, and for the mentor. */
export const ownRoutes = new Hono<Env>()
  .get('/my/incubation', signedIn(showMine))
  .get('/my/incubation/mentors/:id', signedIn(showMentor))
  .get('/my/incubation/sessions/:id', signedIn(showSession))
  .get('/my/incubation/reviews/:id', signedIn(showReview))
  .get('/my/incubation/:id', signedIn(showOne))
  .get(
    '/my/incubation/:id/agreement.pdf',
    signedIn(async (ctx, c) => agreementPdf(ctx, c, await own(ctx, c))),
  )

/** One's own only: staff see others' at the workbench. */
async function own(ctx: Ctx, c: Http): Promise<Incubation> {
  const row = (await find(ctx, incubationFlow, c.req.param('id') ?? '')) as unknown as Incubation
  if (!ctx.actor.parties.includes(row.party_id)) throw notFound('这个项目')
  return row
}

async function showMine(ctx: Ctx, c: Http): Promise<Answer> {
  const [rows, mine, offered, asked] = await Promise.all([
    ownProjects(ctx),
    ownMentors(ctx),
    unclaimed(ctx),
    reviewsOfActor(ctx),
  ])
  const projects = await Promise.all(
    rows.slice(0, 10).map(async row => {
      const view = await projectView(ctx, row)
      return { id: row.id, name: row.name, state: view.state, todos: todosOf(view) }
    }),
  )
  const mentors = await Promise.all(
    [...mine, ...offered].map(async row => ({
      mentor: await mentorView(ctx, row),
      unclaimed: row.identity_id === null,
      sessions: (row.identity_id === null ? [] : await sessionsOf(ctx, { mentor: row.id })).map(one => ({
        ...{ id: one.id, when: slotWords(one), with: one.project },
        state: badgeOf(mentoringFlow, one.state),
      })),
    })),
  )
  const reviews = asked.map(one => ({
    ...{ id: one.id, name: one.name, seat: seats[one.seat as Seat] },
    state: badgeOf(incubationReviewFlow, one.state),
  }))
  const busy = mine.length > 0 || rows.some(row => ['incubating', 'warned'].includes(row.state))
  const feed = busy ? <FeedCard feed={await feedView(ctx, null)} back="/my/incubation" /> : null
  c.header('cache-control', 'no-store')
  const page = (
    <MyIncubation {...{ projects, mentors, reviews }} mayApply={ctx.actor.staffId === null} feed={feed} />
  )
  return portal(c, { title: '我的孵化', own: true }, page)
}

/** Somebody whom the centre asked to be a mentor by their phone, and who has not said yes. */
async function unclaimed(ctx: Ctx): Promise<Mentor[]> {
  const phone = ctx.db.selectFrom('identity').select('phone_number').where('id', '=', ctx.actor.identityId)
  return ctx.db
    .selectFrom('mentor')
    .selectAll()
    .where('state', '=', 'active')
    .where('identity_id', 'is', null)
    .where('phone', '=', phone)
    .limit(5)
    .execute()
}

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const { id } = await own(ctx, c)
  const row = await projectById(ctx, id)
  if (!row) throw notFound('这个项目')
  const view = await projectView(ctx, row)
  const mayBook = ['incubating', 'warned'].includes(row.state)
  const mentors = mayBook ? await mentorList(ctx) : []
  c.header('cache-control', 'no-store')
  const page = (
    <MyProject
      view={view}
      todos={todosOf(view)}
      mentors={mentors.map(one => ({
        ...{ id: one.id, name: one.name, work: one.work, topics: one.topics.join('、') },
        load: `本月已约 ${one.this_month ?? 0} 次，最多 ${one.most_month} 次`,
      }))}
    />
  )
  return portal(c, { title: row.name, own: true }, page)
}

async function showMentor(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, mentorFlow, c.req.param('id') ?? '')) as unknown as Mentor
  const projects = await projectsOfActor(ctx)
  // Whoever has nothing in the house reads the public page.
  if (projects.length === 0 || row.state !== 'active') throw notFound('这位导师')
  const [view, free] = await Promise.all([mentorView(ctx, row), freeOf(ctx, row)])
  c.header('cache-control', 'no-store')
  const page = (
    <MentorForStartup
      mentor={view}
      free={free.map(slot => ({ value: slot.starts_at.toISOString(), words: slotWords(slot) }))}
      mayBook={ctx.actor.staffId === null}
    />
  )
  return portal(c, { title: row.name, own: true }, page)
}

/** The plan of whom an expert from outside reviews, as long as the review goes on; afterwards their own sheet. */
async function showReview(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, incubationReviewFlow, c.req.param('id') ?? '')) as unknown as Review
  if (row.identity_id === null || row.identity_id !== ctx.actor.identityId) throw notFound('这次评审')
  noteLook(c, '查看入孵评审', row.id)
  const project = (await isReviewing(ctx, row.incubation_id))
    ? await projectById(ctx, row.incubation_id)
    : undefined
  c.header('cache-control', 'no-store')
  const view = project && (await projectView(ctx, project))
  const page = (
    <MyReview
      name={row.name}
      seat={seats[row.seat as Seat]}
      state={badgeOf(incubationReviewFlow, row.state)}
      total={row.total === null ? '' : points(row.total)}
      opinion={row.opinion ?? ''}
      // Whom to reach is not for who judges.
      plan={
        view
          ? {
              ...view,
              row: { ...view.row, contact_name: '', contact_phone: '' },
              files: view.files.filter(file => file.field === 'plan_files'),
            }
          : null
      }
      buttons={await buttonsFor(ctx, incubationReviewFlow, row)}
      back={`/my/incubation/reviews/${row.id}`}
    />
  )
  return portal(c, { title: `评审${row.name}`, own: true }, page)
}

async function showSession(ctx: Ctx, c: Http): Promise<Answer> {
  const { id } = await find(ctx, mentoringFlow, c.req.param('id') ?? '')
  const row = await sessionById(ctx, id)
  if (!row) throw notFound('这次辅导')
  c.header('cache-control', 'no-store')
  return portal(c, { title: '导师辅导', own: true }, <MySession view={await sessionView(ctx, row)} />)
}
