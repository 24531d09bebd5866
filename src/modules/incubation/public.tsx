import { Hono } from 'hono'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { filesOf } from '#platform/files'
import { cached, type Env, type Http } from '#platform/http'
import { isId } from '#platform/ids'
import { publicityEnds } from '#platform/publicity'
import { points } from '#platform/scoring'
import { fields } from './codes.ts'
import { currentGuide } from './guide.ts'
import { IncubationPage, MentorPage, StartupPage } from './pages/public.tsx'
import { spaceOf } from './queries/indicators.ts'
import { mentorList, shownMentor } from './queries/mentoring.ts'
import { inPublicity, shownProject, shownProjects } from './queries/projects.ts'
import { passMark } from './settings.ts'

/** 5.4.1 Incubation for everybody. */
export const publicRoutes = new Hono<Env>()
  .get('/incubation', cached(showAll))
  .get('/incubation/apply', startApplying)
  .get('/incubation/mentors/:id', cached(showMentor))
  .get('/incubation/:id', cached(showStartup))

/** A stable address to send people to: `?project=…&origin=…` fills in what is known. */
function startApplying(c: Http): Response {
  const query = new URLSearchParams()
  for (const name of ['project', 'origin'] as const) {
    const value = c.req.query(name)
    if (value) query.set(name, value.slice(0, 80))
  }
  query.set('back', '/my/incubation')
  return c.redirect(`/act/incubation/apply?${query}`, 303)
}

const shown = (one: Awaited<ReturnType<typeof shownProjects>>[number]) => ({
  ...{ id: one.id, name: one.name, field: fields[one.field as keyof typeof fields] },
  about: one.shown_about,
  graduated: one.graduated_on !== null,
})

async function showAll(ctx: Ctx, c: Http): Promise<Response> {
  const [guide, space, inPublic, startups, mentors] = await Promise.all([
    currentGuide(ctx),
    spaceOf(ctx),
    inPublicity(ctx),
    shownProjects(ctx),
    mentorList(ctx, { shown: true }),
  ])
  const ends = await publicityEnds(
    ctx,
    'incubation',
    inPublic.map(row => row.id),
  )
  const page = (
    <IncubationPage
      guide={guide}
      pass={passMark.of(ctx.centre)}
      free={space.free}
      inPublic={inPublic.map(row => ({
        ...{ id: row.id, name: row.name, party: row.party, introduction: row.introduction },
        field: fields[row.field as keyof typeof fields],
        score: row.score === null ? null : points(row.score),
        until: ends.get(row.id) ?? null,
      }))}
      startups={startups.map(shown)}
      mentors={mentors.map(one => ({
        ...{ id: one.id, name: one.name, work: one.work, topics: one.topics.join('、') },
      }))}
    />
  )
  return portal(c, { title: '创业孵化', description: '入孵条件、流程、工位、孵化企业和导师' }, page)
}

async function showStartup(ctx: Ctx, c: Http): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const row = isId(id) ? await shownProject(ctx, id) : undefined
  if (!row) throw notFound('这家孵化企业')
  const photos = (await filesOf(ctx, 'incubation', row.id)).filter(file => file.field === 'logo')
  const one = { ...shown(row), link: row.shown_link, since: row.first_day, graduatedOn: row.graduated_on }
  return portal(
    c,
    { title: row.name, description: row.shown_about.slice(0, 120) },
    <StartupPage {...{ one, photos }} />,
  )
}

async function showMentor(ctx: Ctx, c: Http): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const mentor = isId(id) ? await shownMentor(ctx, id) : undefined
  if (!mentor) throw notFound('这位导师')
  return portal(c, { title: `${mentor.name} 创业导师` }, <MentorPage mentor={mentor} />)
}
