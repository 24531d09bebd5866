import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { inBrief, spanInWords } from '#modules/activities'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { staffNames } from '#modules/team'
import { classById, classPage, newOfClass } from '#modules/training'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { filesOf } from '#platform/files'
import { dateTime } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook, pageNumber } from '#platform/http'
import { find } from '#platform/perform'
import { holds } from '#platform/who'
import { bankRoutes } from './desk-bank.tsx'
import type { Drawn, Pool } from './drawing.ts'
import { allDuties, bankDuties, examDuties } from './duties.ts'
import { kinds, marksText, multipleRules } from './kinds.ts'
import { ClassExams, DeskExam, DeskExams, examColumns, sittingColumns } from './pages/desk.tsx'
import { DeskSitting } from './pages/sitting.tsx'
import type { Exam, Sitting } from './people.ts'
import { paperPdf, scoreSheetsPdf } from './printed.ts'
import { paperById, questionById } from './queries/bank.ts'
import { examById, examInBrief, examList, sittingsOfExam } from './queries/exams.ts'
import { rosterDays } from './settings.ts'
import { sittingFlow } from './sitting.ts'
import { partsText, resultView } from './view.ts'
import { examFlow } from './workflow.ts'

/** 5.3.1 Exams at the workbench: the list, one of them with its candidates, one sitting; and the tab of a class. */
export const deskRoutes = new Hono<Env>()
  .get('/desk/exams', atDesk(showList, ...allDuties))
  .route('/', bankRoutes)
  .get('/desk/exams/sittings/:id', atDesk(showSitting, ...examDuties))
  .get(
    '/desk/exams/sittings/:id/paper.pdf',
    atDesk(async (ctx, c) => paperPdf(ctx, c, await sittingFor(ctx, c)), ...examDuties),
  )
  .get('/desk/exams/:id', atDesk(showOne, ...examDuties))
  .get(
    '/desk/exams/:id/score-sheets.pdf',
    atDesk(async (ctx, c) => scoreSheetsPdf(ctx, c, await examFor(ctx, c)), ...examDuties),
  )
  .get('/desk/classes/:id/exams', atDesk(showOfClass))

const perPage = 50
const home = { href: '/desk/exams', label: '题库与考试' }

const linesFrom = (found: Awaited<ReturnType<typeof examList>>) =>
  found.map(row => ({
    ...{ id: row.id, title: row.title, classTitle: row.class_title, classId: row.class_id },
    when: spanInWords({ starts_at: row.opens_at, ends_at: row.closes_at }),
    parts: partsText(row),
    candidates: Number(row.candidates ?? 0),
    passed: row.state === 'released' ? Number(row.passed ?? 0) : null,
    owner: row.owner ?? '',
    state: badgeOf(examFlow, row.state),
  }))

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const { state = '' } = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const found = await examList(ctx, { state }, number, size)
  const rows = linesFrom(found.slice(0, size))
  const filters = [
    {
      name: 'state',
      label: '状态',
      options: Object.entries(examFlow.states).map(([value, { label }]) => ({ value, label })),
    },
  ]
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, { title: '考试台账', columns: examColumns, rows, filters, cut: more })
  const page = (
    <DeskExams
      {...{ rows, filters }}
      query={c.req.query()}
      next={more ? { page: String(number + 1) } : null}
      mayPlan={mayCreate(ctx, examFlow, 'plan')}
      knowsBank={holds(ctx.actor, ...bankDuties)}
    />
  )
  return desk(ctx, c, { title: '题库与考试' }, page)
}

async function examFor(ctx: Ctx, c: Http): Promise<Exam> {
  const row = (await find(ctx, examFlow, c.req.param('id') ?? '')) as unknown as Exam
  noteLook(c, '查看考试', row.id)
  return row
}

async function sittingFor(ctx: Ctx, c: Http): Promise<Sitting> {
  const row = (await find(ctx, sittingFlow, c.req.param('id') ?? '')) as unknown as Sitting
  noteLook(c, '查看应试', row.id)
  return row
}

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await examFor(ctx, c)
  const sittings = await sittingsOfExam(ctx, row.id)
  const rows = sittings.map(sittingLine)
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title: `${row.title} 成绩`, columns: sittingColumns, rows })
  const [paper, practical, trainingClass, names, first] = await Promise.all([
    row.paper_id ? paperById(ctx, row.paper_id) : null,
    row.practical_id ? questionById(ctx, row.practical_id) : null,
    classById(ctx, row.class_id),
    staffNames(ctx, [row.owner_id]),
    row.retake_of ? examById(ctx, row.retake_of) : null,
  ])
  const page = (
    <DeskExam
      {...{ rows, id: row.id, title: row.title, rules: row.rules }}
      state={badgeOf(examFlow, row.state)}
      trainingClass={{ href: `/desk/classes/${row.class_id}/exams`, label: trainingClass.title }}
      facts={[
        { label: '时间', value: spanInWords({ starts_at: row.opens_at, ends_at: row.closes_at }) },
        { label: '地点', value: row.place },
        { label: '答题时长', value: row.paper_id ? `${row.minutes} 分钟` : '' },
        { label: '考什么', value: partsText(row) },
        { label: '试卷', value: paper ? `${paper.title}（${paper.total} 分）` : '' },
        { label: '实操题', value: practical ? `题 ${practical.number} ${practical.stem}` : '' },
        { label: '合格线', value: `${row.pass_mark} 分` },
        { label: '多选题', value: multipleRules[row.multiple_rule as 'full'] },
        {
          label: '补考',
          value: row.retakes > 0 ? `${row.retakes} 次，间隔 ${row.retake_days} 天` : '不安排',
        },
        { label: '补考自', value: first?.title ?? '' },
        { label: '负责人', value: names.get(row.owner_id) ?? '' },
        { label: '名单确定', value: row.roster_at ? dateTime(row.roster_at) : '还没有确定' },
        { label: '取消原因', value: row.cancel_reason ?? '' },
      ]}
      pools={poolsInWords(row)}
      warning={rosterWarning(ctx, row)}
      figures={figuresOf(sittings)}
      scoreSheets={row.practical_id !== null && sittings.length > 0}
      retake={
        row.state === 'released' &&
        row.retakes > 0 &&
        row.retake_of === null &&
        mayCreate(ctx, examFlow, 'plan')
          ? `/act/exam/plan?class_id=${row.class_id}&retake_of=${row.id}`
          : null
      }
      buttons={await buttonsFor(ctx, examFlow, row)}
      query={c.req.query()}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return desk(ctx, c, { title: row.title, crumbs: [home] }, page)
}

const sittingLine = (row: Sitting) => ({
  ...{ id: row.id, name: row.person_name, attempt: row.attempt },
  handed: row.handed_in_at ? dateTime(row.handed_in_at) : '',
  theory: row.theory_tenths === null ? null : row.theory_tenths / 10,
  practice: row.practical_tenths === null ? null : row.practical_tenths / 10,
  score: row.score_tenths === null ? null : row.score_tenths / 10,
  passed: row.passed === null ? '' : row.passed ? '合格' : '不合格',
  state: badgeOf(sittingFlow, row.state),
})

/** What is drawn from, once that is fixed: '单选题 10 题，每题 2 分，从 34 题里抽'. */
const poolsInWords = (row: Exam): string[] => {
  const pools = (row.pools ?? []) as unknown as Pool[]
  const fixed = pools.length > 0 && pools.every(one => one.ids.length === 1 && one.count === 1)
  if (fixed) return [`固定 ${pools.length} 题，共 ${row.theory_most} 分`]
  return pools.map(
    one => `${kinds[one.kind]} ${one.count} 题，每题 ${one.marks} 分，从 ${one.ids.length} 题里抽`,
  )
}

/** 考生名单 is to stand so many days before; later it still may, and the page says so. */
function rosterWarning(ctx: Ctx, row: Exam): string | null {
  if (row.state !== 'scheduled' && row.state !== 'marking') return null
  const days = rosterDays.of(ctx.centre)
  const until = new Date(row.opens_at.getTime() - days * 86_400_000)
  if (row.roster_at) return row.roster_at > until ? `名单应当在考前 ${days} 天确定，这次确定得晚了。` : null
  return ctx.now > until
    ? `名单应当在考前 ${days} 天（${inBrief(until, ctx.now)} 前）确定，现在已经晚了，请尽快。`
    : `请在 ${inBrief(until, ctx.now)} 前确定考生名单（考前 ${days} 天）。`
}

function figuresOf(sittings: readonly Sitting[]) {
  const live = sittings.filter(one => one.state !== 'cancelled')
  const scored = live.filter(one => one.score_tenths !== null)
  const mean = scored.reduce((sum, one) => sum + (one.score_tenths ?? 0), 0) / scored.length
  return {
    candidates: live.length,
    sat: live.filter(one => one.handed !== null || one.practical_tenths !== null).length,
    absent: live.filter(one => one.state === 'absent').length,
    passed: live.filter(one => one.passed === true).length,
    mean: scored.length > 0 ? marksText(Math.round(mean)) : '—',
  }
}

async function showSitting(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await sittingFor(ctx, c)
  const exam = await examInBrief(ctx, row.exam_id)
  if (!exam) throw notFound('这场考试')
  // While somebody sits, nobody needs their answers: the paper is looked at once it is handed in.
  const open = row.state === 'expected' || row.state === 'sitting' || row.state === 'on_paper'
  const page = (
    <DeskSitting
      id={row.id}
      name={row.person_name}
      state={badgeOf(sittingFlow, row.state)}
      exam={{ href: `/desk/exams/${exam.id}`, label: exam.title }}
      facts={[
        { label: '培训班', value: exam.class_title },
        { label: '第几次', value: row.attempt > 1 ? `第 ${row.attempt} 次（补考）` : '' },
        { label: '手机账号', value: row.identity_id ? '已认出' : '没有，请用纸质试卷' },
        { label: '开始', value: row.began_at ? dateTime(row.began_at) : '' },
        { label: '到时', value: row.due_at ? dateTime(row.due_at) : '' },
        { label: '交卷', value: row.handed_in_at ? `${dateTime(row.handed_in_at)} ${handedWords(row)}` : '' },
        { label: '抽题种子', value: row.seed ? <code>{row.seed}</code> : '' },
        { label: '抽到', value: row.drawn ? `${(row.drawn as unknown as Drawn[]).length} 题` : '' },
        { label: '复核申请', value: row.appeal ?? '' },
        { label: '复核答复', value: row.appeal_answer ?? '' },
      ]}
      result={open ? null : await resultView(ctx, row, exam)}
      scored={row.score_tenths !== null}
      printable={row.state === 'on_paper' || row.handed === 'paper'}
      files={await filesOf(ctx, 'exam_sitting', row.id)}
      buttons={await buttonsFor(ctx, sittingFlow, row)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  const crumbs = [home, { href: `/desk/exams/${exam.id}`, label: exam.title }]
  return desk(ctx, c, { title: row.person_name, crumbs }, page)
}

const handedWords = ({ handed }: Sitting): string =>
  handed === 'clock' ? '（到时间自动收卷）' : handed === 'paper' ? '（纸质，由工作人员录入）' : '（本人交卷）'

async function showOfClass(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await classById(ctx, c.req.param('id') ?? '')
  const here = `/desk/classes/${row.id}/exams`
  const found = await examList(ctx, { state: '', classId: row.id }, 1, 50)
  const open = ['approved', 'published', 'running', 'finishing'].includes(row.state)
  const page = (
    <ClassExams
      rows={linesFrom(found)}
      plan={row.exam_plan}
      hasExam={row.has_exam}
      query={c.req.query()}
      path={here}
    />
  )
  return classPage(ctx, c, row, here, open ? newOfClass(ctx, examFlow, 'plan', row.id, here) : [], page)
}
