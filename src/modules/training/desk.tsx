import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { staffNames } from '#modules/team'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http, pageNumber } from '#platform/http'
import { courseRoutes } from './desk-courses.tsx'
import { fileRoutes } from './desk-file.tsx'
import { learnerRoutes } from './desk-learners.tsx'
import { moneyRoutes } from './desk-money.tsx'
import { planRoutes } from './desk-plans.tsx'
import type { TrainingClass } from './doors.ts'
import { missingFor } from './effects.ts'
import { factsOf } from './facts.ts'
import { classPage, newOfClass } from './frame.tsx'
import { budgetOf, quotasOf } from './inputs.ts'
import { lessonFlow } from './lesson.ts'
import { houseOf } from './line.ts'
import { type ClassLine, ClassOverview, classColumns, DeskClasses } from './pages/classes.tsx'
import { Lessons, lessonColumns } from './pages/lessons.tsx'
import { classList, spentOf, yearFigures } from './queries/desk.ts'
import { countsOf, none } from './queries/learners.ts'
import { lessonsOf } from './queries/lessons.ts'
import { daysInWords, forms, hours, kindLabel, kinds, lessonTime } from './words.ts'
import { classById, classFlow } from './workflow.ts'

/** 5.3.1 Classes at the workbench: the list, and one of them part by part. */
export const deskRoutes = new Hono<Env>()
  .route('/', planRoutes)
  .route('/', courseRoutes)
  .get('/desk/classes', atDesk(showList))
  .route('/', learnerRoutes)
  .route('/', moneyRoutes)
  .route('/', fileRoutes)
  .get('/desk/classes/:id', atDesk(showOne))
  .get('/desk/classes/:id/lessons', atDesk(showLessons))

const pageSize = 50

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const year = dayOf(ctx.now).slice(0, 4)
  const years = [-1, 0, 1, 2].map(back => String(Number(year) - back))
  const filters = [
    {
      name: 'kind',
      label: '类别',
      options: Object.entries(kinds).map(([value, label]) => ({ value, label })),
    },
    { name: 'year', label: '年份', options: years.map(value => ({ value, label: `${value} 年` })) },
    {
      name: 'state',
      label: '状态',
      options: Object.entries(classFlow.states).map(([value, { label }]) => ({ value, label })),
    },
  ]
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), pageSize]
  const filter = {
    question: (query.q ?? '').slice(0, 60),
    state: query.state ?? '',
    kind: query.kind ?? '',
    year: query.year ?? '',
  }
  const found = await classList(ctx, filter, number, size)
  const more = found.length > size
  const rows = await linesFor(ctx, found.slice(0, size))
  if (file)
    return exportTable(ctx, c, file, { title: '培训班台账', columns: classColumns, rows, filters, cut: more })
  const page = (
    <DeskClasses
      {...{ rows, query, filters }}
      next={more ? { page: String(number + 1) } : null}
      mayPlan={mayCreate(ctx, classFlow, 'plan')}
      year={{ label: `${year} 年`, ...(await yearFigures(ctx, `${year}-01-01`, `${year}-12-31`)) }}
    />
  )
  return desk(ctx, c, { title: '培训班' }, page)
}

async function linesFor(ctx: Ctx, found: Awaited<ReturnType<typeof classList>>): Promise<ClassLine[]> {
  const ids = found.map(row => row.id)
  const [counts, spent] = await Promise.all([countsOf(ctx, ids), spentOf(ctx, ids)])
  return found.map(row => ({
    ...{ id: row.id, number: row.number, title: row.title, capacity: row.capacity },
    kind: kindLabel(row.kind),
    when: daysInWords(row),
    owner: row.owner ?? '',
    learners: counts.get(row.id)?.learners ?? 0,
    waiting: counts.get(row.id)?.waiting ?? 0,
    budget: row.budget_fen + row.over_fen,
    spent: spent.get(row.id) ?? 0,
    state: badgeOf(classFlow, row.state),
  }))
}

const classFor = (ctx: Ctx, c: Http): Promise<TrainingClass> => classById(ctx, c.req.param('id') ?? '')

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await classFor(ctx, c)
  const [counts, house, names, origins, missing] = await Promise.all([
    countsOf(ctx, [row.id]),
    houseOf(ctx, row),
    staffNames(ctx, [row.owner_id]),
    originsOf(ctx, row),
    row.state === 'finishing' ? missingFor(ctx, row) : [],
  ])
  const page = (
    <ClassOverview
      facts={factsOf(row, names.get(row.owner_id) ?? '')}
      about={row.about}
      teachingPlan={row.teaching_plan}
      examPlan={row.exam_plan}
      summary={row.summary}
      cancelReason={row.cancel_reason}
      counts={counts.get(row.id) ?? none}
      capacity={row.capacity}
      missing={missing}
      quotas={quotasOf(row).map(({ code, label, seats }) => ({
        ...{ label, seats },
        taken: house.taken.get(code) ?? 0,
      }))}
      budget={budgetOf(row)}
      {...origins}
      shown={row.published_at ? `/training/${row.id}` : null}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return classPage(ctx, c, row, `/desk/classes/${row.id}`, await buttonsFor(ctx, classFlow, row), page)
}

async function originsOf(ctx: Ctx, row: TrainingClass) {
  const [item, course] = await Promise.all([
    row.plan_item_id
      ? ctx.db
          .selectFrom('training_plan_item')
          .select(['plan_id', 'title'])
          .where('id', '=', row.plan_item_id)
          .executeTakeFirst()
      : undefined,
    row.course_id
      ? ctx.db.selectFrom('course').select(['id', 'title']).where('id', '=', row.course_id).executeTakeFirst()
      : undefined,
  ])
  return {
    plan: item ? { href: `/desk/training-plans/${item.plan_id}`, label: item.title } : null,
    course: course ? { href: `/desk/courses/${course.id}`, label: course.title } : null,
  }
}

async function showLessons(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await classFor(ctx, c)
  const lessons = await lessonsOf(ctx, row.id)
  const rows = await Promise.all(
    lessons.map(async one => ({
      ...{ id: one.id, title: one.title, place: one.place },
      when: lessonTime(one),
      form: forms[one.form as keyof typeof forms],
      hours: one.hours_tenths / 10,
      lecturer: one.lecturer ?? '',
      lecturerId: one.lecturer_id,
      buttons: mayPlanLessons(row) ? await buttonsFor(ctx, lessonFlow, one) : [],
    })),
  )
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title: `课程表 ${row.title}`, columns: lessonColumns, rows })
  const here = `/desk/classes/${row.id}/lessons`
  const sum = (form: string) =>
    hours(lessons.filter(one => one.form === form).reduce((all, one) => all + one.hours_tenths, 0))
  const page = (
    <Lessons
      {...{ here, rows }}
      query={c.req.query()}
      sum={`理论 ${sum('theory')} 学时，实操 ${sum('practice')} 学时；申请的是 ${hours(row.hours_tenths)} 学时。`}
      actions={mayPlanLessons(row) ? newOfClass(ctx, lessonFlow, 'add', row.id, here) : []}
    />
  )
  return classPage(ctx, c, row, here, [], page)
}

const mayPlanLessons = (row: TrainingClass): boolean =>
  ['draft', 'approved', 'published', 'running'].includes(row.state)
