import { Hono } from 'hono'
import { badgeOf } from '#modules/actions'
import { exportTable, wantedFile } from '#modules/shell'
import { classById, classPage, classTab, halfInWords, hours } from '#modules/training'
import type { Ctx } from '#platform/ctx'
import { time } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook } from '#platform/http'
import { whyOutside } from './clock.ts'
import { percentText, visitsText } from './counting.ts'
import { entryFlow } from './entry.ts'
import { type Grid, gridOf } from './grid.ts'
import { ClassAttendance, gridColumns } from './pages/class.tsx'
import { attendanceDuties } from './people.ts'
import { sheetViews } from './proofs.ts'
import { countsBySession, entriesOf, signalsOf } from './queries/figures.ts'
import { mayReview, signalWords } from './review-view.ts'
import { sessionFlow } from './session.ts'
import { signalFlow } from './signal.ts'

/** 考勤 of one class: its half days, and learners × half days. */
export const classTabRoutes = new Hono<Env>().get(
  '/desk/classes/:id/attendance',
  atDesk(showClass, ...attendanceDuties),
)

classTab({
  order: 30,
  label: '考勤',
  href: id => `/desk/classes/${id}/attendance`,
  only: actor => attendanceDuties.some(duty => actor.duties.has(duty.code)),
})

async function showClass(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await classById(ctx, c.req.param('id') ?? '')
  noteLook(c, '查看培训考勤', row.id)
  const here = `/desk/classes/${row.id}/attendance`
  const query = c.req.query()
  const grid = await gridOf(ctx, row.id)
  const columns = gridColumns(grid)
  const file = wantedFile(c)
  if (file)
    return exportTable(ctx, c, file, {
      title: `考勤表 ${row.title}`,
      columns,
      rows: grid.lines.slice(0, file.most),
      cut: grid.lines.length > file.most,
    })
  const [counts, entries, signals, proofs] = await Promise.all([
    countsBySession(ctx, row.id),
    entriesOf(ctx, { classId: row.id }, 50),
    mayReview(ctx) ? signalsOf(ctx, { classId: row.id }, 50) : [],
    sheetViews(ctx, row.id),
  ])
  const page = (
    <ClassAttendance
      path={here}
      query={query}
      columns={columns}
      lines={grid.lines}
      figures={figuresOf(grid)}
      halves={grid.sessions.map(one => ({
        id: one.id,
        half: halfInWords(one.half),
        time: `${time(one.starts_at)}–${time(one.ends_at)}`,
        place: one.place,
        hours: hours(one.hours_tenths),
        state: badgeOf(sessionFlow, one.state),
        open: whyOutside(ctx.now, one) === null,
        ...(counts.get(one.id) ?? { came: 0, expected: 0, late: 0, asked: 0 }),
      }))}
      entries={entries.map(one => ({
        href: `/desk/attendance/entries/${one.id}`,
        words: `${halfInWords(one.half)}，${one.people} 人：${one.reason}`,
        state: badgeOf(entryFlow, one.state),
      }))}
      signals={signals.map(one => ({
        href: `/desk/attendance/signals/${one.id}`,
        words: signalWords(one),
        state: badgeOf(signalFlow, one.state),
      }))}
      proofs={proofs}
    />
  )
  return classPage(ctx, c, row, here, [], page)
}

const figuresOf = ({ figures, share }: Grid) => [
  { label: '签到人次', value: String(figures.visits), hint: `每人每半天算一次，${visitsText(figures)}` },
  { label: '人数', value: String(figures.people), hint: '按身份证号去重' },
  { label: '人学时', value: hours(figures.hours_tenths), hint: '到课的学时合计' },
  { label: '出勤率', value: percentText(share), hint: '到课学时占已上课学时' },
]
