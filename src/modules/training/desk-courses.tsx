import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { filesOf } from '#platform/files'
import { money } from '#platform/format'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import { type Course, courseFlow } from './course.ts'
import { meanOf } from './desk-money.tsx'
import { type Lecturer, lecturerFlow } from './lecturer.ts'
import { fewestOpinions } from './opinions.ts'
import { DeskCourse, DeskCourses, DeskLecturer, lecturerColumns } from './pages/courses.tsx'
import { classesWith, courses, lecturers, opinionsOf } from './queries/desk.ts'
import { taughtBy } from './queries/lessons.ts'
import { daysInWords, hours, kindLabel } from './words.ts'
import { classFlow } from './workflow.ts'

/** What is taught, and by whom. */
export const courseRoutes = new Hono<Env>()
  .get('/desk/courses', atDesk(showAll))
  .get('/desk/courses/lecturers/:id', atDesk(showLecturer))
  .get('/desk/courses/:id', atDesk(showCourse))

const home = { href: '/desk/courses', label: '课程与讲师' }

async function showAll(ctx: Ctx, c: Http): Promise<Answer> {
  const [all, people] = await Promise.all([courses(ctx), lecturers(ctx)])
  const taught = new Map(
    (
      await taughtBy(
        ctx,
        people.map(one => one.id),
      )
    ).map(row => [row.lecturer_id, row.tenths]),
  )
  const rows = people.map(one => ({
    ...{ id: one.id, name: one.name, title: one.title, organisation: one.organisation },
    topics: one.topics.join('、'),
    fee: one.fee_fen,
    agreement: one.agreement_until ? `至 ${one.agreement_until}` : one.fee_fen > 0 ? '没有' : '不需要',
    hours: (taught.get(one.id) ?? 0) / 10,
    mean: ratingOf(one.mean, Number(one.marks ?? 0)),
    shown: one.consent_on ? '公开' : '不公开',
    state: badgeOf(lecturerFlow, one.state),
  }))
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title: '讲师名册', columns: lecturerColumns, rows })
  const page = (
    <DeskCourses
      courses={all.map(one => ({
        ...{ id: one.id, title: one.title, kind: kindLabel(one.kind), audience: one.audience },
        hours: `理论 ${hours(one.theory_tenths)}，实操 ${hours(one.practice_tenths)} 学时`,
        classes: Number(one.classes ?? 0),
        state: badgeOf(courseFlow, one.state),
      }))}
      lecturers={rows}
      query={c.req.query()}
      mayAdd={mayCreate(ctx, courseFlow, 'add')}
    />
  )
  return desk(ctx, c, { title: '课程与讲师' }, page)
}

/** '4.6（12 份）' once five have said it; fewer could be told apart. */
export const ratingOf = (mean: number | null | undefined, people: number): string =>
  people >= fewestOpinions && mean !== null && mean !== undefined ? `${mean.toFixed(1)}（${people} 份）` : ''

const linesOf = (rows: Awaited<ReturnType<typeof classesWith>>) =>
  rows.map(row => ({
    href: `/desk/classes/${row.id}`,
    title: row.title,
    when: daysInWords(row),
    state: badgeOf(classFlow, row.state),
  }))

async function showCourse(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, courseFlow, c.req.param('id') ?? '')) as unknown as Course
  const page = (
    <DeskCourse
      id={row.id}
      title={row.title}
      state={badgeOf(courseFlow, row.state)}
      facts={[
        { label: '类别', value: kindLabel(row.kind) },
        { label: '适合', value: row.audience },
        { label: '目标', value: row.goal },
        { label: '理论', value: `${hours(row.theory_tenths)} 学时` },
        { label: '实操', value: `${hours(row.practice_tenths)} 学时` },
      ]}
      outline={row.outline}
      material={await filesOf(ctx, 'course', row.id)}
      classes={linesOf(await classesWith(ctx, { course: row.id }))}
      buttons={await buttonsFor(ctx, courseFlow, row)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return desk(ctx, c, { title: row.title, crumbs: [home] }, page)
}

async function showLecturer(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, lecturerFlow, c.req.param('id') ?? '')) as unknown as Lecturer
  const [taught, opinions] = await Promise.all([
    taughtBy(ctx, [row.id]),
    opinionsOf(ctx, { lecturer: row.id }),
  ])
  const rating =
    opinions.length >= fewestOpinions
      ? `${meanOf(opinions.map(one => one.mark))} 分（${opinions.length} 份）`
      : `满 ${fewestOpinions} 份才显示`
  const page = (
    <DeskLecturer
      id={row.id}
      name={row.name}
      lead={[row.title, row.organisation].filter(Boolean).join(' · ')}
      state={badgeOf(lecturerFlow, row.state)}
      facts={[
        { label: '电话', value: row.phone },
        { label: '讲授内容', value: row.topics.join('、') },
        { label: '讲课费', value: row.fee_fen > 0 ? `${money(row.fee_fen)} 每学时` : '不取报酬' },
        {
          label: '协议',
          value: row.agreement_until ? `${row.agreement_from} 至 ${row.agreement_until}` : '没有登记',
        },
        { label: '已授课', value: `${hours(taught[0]?.tenths ?? 0)} 学时，${taught[0]?.lessons ?? 0} 次` },
        { label: '学员评价', value: rating },
        { label: '公开', value: row.consent_on ? `${row.consent_on} 本人同意` : '本人没有同意公开' },
        { label: '退库原因', value: row.end_reason ?? '' },
      ]}
      about={row.about}
      agreement={await filesOf(ctx, 'lecturer', row.id)}
      classes={linesOf(await classesWith(ctx, { lecturer: row.id }))}
      shown={row.state === 'active' && row.consent_on ? `/training/lecturers/${row.id}` : null}
      buttons={await buttonsFor(ctx, lecturerFlow, row)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return desk(ctx, c, { title: row.name, crumbs: [home] }, page)
}
