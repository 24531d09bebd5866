import { Hono } from 'hono'
import { portal } from '#modules/shell'
import { type Ctx, stranger } from '#platform/ctx'
import { dateTime } from '#platform/format'
import { cached, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import { profileOf } from '#platform/profile'
import { aboutThing, centreInBrief } from '#platform/structured-data'
import { takesAnswers } from './answer.ts'
import { ratingOf } from './desk-courses.tsx'
import type { TrainingClass } from './doors.ts'
import { quotasOf } from './inputs.ts'
import { type Lecturer, lecturerFlow } from './lecturer.ts'
import { type ClassCard, ClassPage, LecturerPage, SurveyPage, TrainingPage } from './pages/public.tsx'
import { phaseOf } from './phase.ts'
import { classesWith, opinionsOf } from './queries/desk.ts'
import { countsOf, none } from './queries/learners.ts'
import { lessonsOf } from './queries/lessons.ts'
import { comingClasses, pastClasses, shownLecturers, shownSurveys } from './queries/public.ts'
import { type Survey, surveyFlow } from './survey.ts'
import { surveyResult } from './view.ts'
import { daysInWords, forms, hours, kindLabel, lessonTime, townName } from './words.ts'
import { classFlow } from './workflow.ts'

/** 5.3.1 Training for everybody. */
export const publicRoutes = new Hono<Env>()
  .get('/training', cached(showAll))
  .get('/training/lecturers/:id', cached(showLecturer))
  .get('/training/surveys/:id', cached(showSurvey))
  .get('/training/:id', cached(showOne))

async function cardsOf(ctx: Ctx, rows: readonly TrainingClass[]): Promise<ClassCard[]> {
  const counts = await countsOf(
    ctx,
    rows.map(row => row.id),
  )
  return rows.map(row => ({
    ...{ id: row.id, title: row.title, audience: row.audience },
    kind: kindLabel(row.kind),
    when: daysInWords(row),
    place: [townName(row.town), row.place].filter(Boolean).join(' '),
    hours: `${hours(row.hours_tenths)} 学时`,
    phase: phaseOf(row, counts.get(row.id) ?? none, ctx.now),
    reason: row.cancel_reason,
  }))
}

async function showAll(ctx: Ctx, c: Http): Promise<Response> {
  const [coming, past, people, surveys] = await Promise.all([
    comingClasses(ctx),
    pastClasses(ctx),
    shownLecturers(ctx),
    shownSurveys(ctx),
  ])
  const page = (
    <TrainingPage
      coming={await cardsOf(ctx, coming)}
      past={await cardsOf(ctx, past)}
      lecturers={people.map(one => ({
        id: one.id,
        name: one.name,
        about: [one.title, one.topics.join('、')].filter(Boolean).join(' · '),
      }))}
      surveys={surveys.map(one => ({
        ...{ id: one.id, title: one.title },
        open: takesAnswers(one, ctx.now),
        about: takesAnswers(one, ctx.now) ? `截止 ${one.closes_on}` : '看结果',
      }))}
    />
  )
  const data = aboutThing({
    '@type': 'ItemList',
    itemListElement: coming.map((row, index) => ({
      ...{ '@type': 'ListItem', position: index + 1 },
      url: `${ctx.centre.origin}/training/${row.id}`,
    })),
  })
  return portal(c, { title: '培训', description: '近期培训班，在线报名', head: { data } }, page)
}

async function showOne(ctx: Ctx, c: Http): Promise<Response> {
  // As the public sees it, whoever asks: the page is kept for everyone.
  const asPublic = { ...ctx, actor: stranger }
  const row = (await find(asPublic, classFlow, c.req.param('id') ?? '')) as unknown as TrainingClass
  const [counts, lessons, people] = await Promise.all([
    countsOf(ctx, [row.id]),
    lessonsOf(ctx, row.id),
    shownLecturers(ctx),
  ])
  const shown = new Set(people.map(one => one.id))
  const page = (
    <ClassPage
      card={(await cardsOf(ctx, [row]))[0] as ClassCard}
      facts={[
        { label: '时间', value: daysInWords(row) },
        { label: '地点', value: [townName(row.town), row.place].filter(Boolean).join(' ') },
        { label: '学时', value: `${hours(row.hours_tenths)} 学时` },
        { label: '适合', value: row.audience },
        { label: '主办', value: row.organiser },
        { label: '名额', value: `${row.capacity} 人` },
        {
          label: '预留',
          value: quotasOf(row)
            .map(one => `${one.label} ${one.seats} 人`)
            .join('，'),
        },
        { label: '报名', value: `${dateTime(row.opens_at)} 至 ${dateTime(row.closes_at)}` },
        { label: '考核', value: row.has_exam ? '结业要考核' : '' },
        { label: '证书', value: row.certificate },
      ]}
      about={row.about}
      lessons={lessons.map(one => ({
        ...{ title: one.title, place: one.place, when: lessonTime(one) },
        form: forms[one.form as keyof typeof forms],
        // Who did not agree to be shown is not named to everybody.
        lecturer:
          one.lecturer_id && shown.has(one.lecturer_id)
            ? { href: `/training/lecturers/${one.lecturer_id}`, name: one.lecturer ?? '' }
            : null,
      }))}
      phone={profileOf(ctx.centre).phone}
    />
  )
  const head = { data: courseData(ctx, row, counts.get(row.id)?.learners ?? 0) }
  return portal(c, { title: row.title, description: row.about.slice(0, 120), head }, page)
}

/** A class in words of schema.org (Course with one CourseInstance). */
function courseData(ctx: Ctx, row: TrainingClass, learners: number): object {
  const url = `${ctx.centre.origin}/training/${row.id}`
  return aboutThing({
    ...{ '@type': 'Course', name: row.title, description: row.about, inLanguage: 'zh-CN', url },
    provider: centreInBrief(ctx.centre),
    isAccessibleForFree: true,
    offers: { '@type': 'Offer', category: 'Free', price: 0, priceCurrency: 'CNY', url },
    ...(row.certificate && { educationalCredentialAwarded: row.certificate }),
    hasCourseInstance: {
      '@type': 'CourseInstance',
      courseMode: 'Onsite',
      courseWorkload: `PT${Math.ceil(row.hours_tenths / 10)}H`,
      startDate: row.starts_on,
      endDate: row.ends_on,
      location: { '@type': 'Place', name: row.place, address: row.place },
      maximumAttendeeCapacity: row.capacity,
      remainingAttendeeCapacity: Math.max(0, row.capacity - learners),
      ...(row.state === 'cancelled' && { eventStatus: 'https://schema.org/EventCancelled' }),
    },
  })
}

async function showLecturer(ctx: Ctx, c: Http): Promise<Response> {
  const asPublic = { ...ctx, actor: stranger }
  const row = (await find(asPublic, lecturerFlow, c.req.param('id') ?? '')) as unknown as Lecturer
  const [classes, opinions] = await Promise.all([
    classesWith(ctx, { lecturer: row.id }),
    opinionsOf(ctx, { lecturer: row.id }),
  ])
  const mean = opinions.reduce((sum, one) => sum + one.mark, 0) / Math.max(1, opinions.length)
  const page = (
    <LecturerPage
      name={row.name}
      lead={[row.title, row.organisation].filter(Boolean).join(' · ')}
      topics={row.topics.join('、')}
      about={row.about}
      rating={ratingOf(mean, opinions.length)}
      classes={classes
        .filter(one => !['draft', 'approving', 'approved'].includes(one.state))
        .map(one => ({ href: `/training/${one.id}`, title: one.title, when: daysInWords(one) }))}
    />
  )
  return portal(c, { title: row.name, description: row.about.slice(0, 120) }, page)
}

async function showSurvey(ctx: Ctx, c: Http): Promise<Response> {
  const asPublic = { ...ctx, actor: stranger }
  const row = (await find(asPublic, surveyFlow, c.req.param('id') ?? '')) as unknown as Survey
  const open = takesAnswers(row, ctx.now)
  const page = (
    <SurveyPage
      id={row.id}
      title={row.title}
      about={row.about}
      closes={row.closes_on}
      open={open}
      finding={row.finding}
      result={open ? null : await surveyResult(ctx, row)}
    />
  )
  return portal(c, { title: row.title, description: row.about.slice(0, 120) }, page)
}
