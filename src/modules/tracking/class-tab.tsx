import { Hono } from 'hono'
import { badgeOf } from '#modules/actions'
import { classById, classFileSection, classPage, classTab, type TrainingClass } from '#modules/training'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { date, money, percent } from '#platform/format'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { checkFlow } from './check.ts'
import { ClassTracking } from './pages/class-tab.tsx'
import { owner, seesTracking } from './people.ts'
import { callsOfCheck, checkOfClass, roundsOfClass } from './queries/tracking.ts'
import { checkLines, outcomeOf, roundLines } from './view.ts'

const tabOf = (classId: string): string => `/desk/classes/${classId}/tracking`
const sees = (actor: Ctx['actor'], row: TrainingClass): boolean =>
  seesTracking(actor) || owner.test(actor, row, undefined as never)

classTab({ order: 70, label: '抽查与跟踪', href: tabOf, only: sees })

/** 5.3.1 What was asked of the learners of one class, under its head. */
export const classRoutes = new Hono<Env>().get('/desk/classes/:id/tracking', atDesk(showTab))

async function showTab(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await classById(ctx, c.req.param('id') ?? '')
  if (!sees(ctx.actor, row)) throw notFound('这个班的抽查与跟踪')
  const check = await checkOfClass(ctx, row.id)
  const [line] = check ? await checkLines(ctx, [check]) : []
  const rounds = await roundLines(ctx, await roundsOfClass(ctx, row.id))
  const page = <ClassTracking check={line ?? null} rounds={rounds} />
  return classPage(ctx, c, row, tabOf(row.id), [], page)
}

// Who was drawn is told by number; what they said, without their names.
classFileSection({
  order: 700,
  title: '回访记录',
  async build(ctx, row) {
    const check = await checkOfClass(ctx, row.id)
    if (!check) return null
    const [line] = await checkLines(ctx, [check])
    const calls = await callsOfCheck(ctx, check.id)
    return {
      facts: [
        { label: '状态', value: badgeOf(checkFlow, check.state).label },
        { label: '学员', value: `${check.people} 人` },
        { label: '抽取比例', value: `${check.share}%，至少 ${check.least} 人` },
        { label: '名单摘要', value: check.digest },
        { label: '抽取号码', value: check.number ?? '还没有抽取' },
        { label: '抽中', value: `${line?.drawn ?? 0} 人` },
        {
          label: '打通',
          value: `${line?.reached ?? 0} 人（${percent((line?.reached ?? 0) / (line?.drawn ?? 0))}）`,
        },
        { label: '联系不上', value: `${line?.unreached ?? 0} 人` },
        { label: '结论', value: check.conclusion || '还没有写' },
      ],
      tables: [
        {
          caption: '电话抽查',
          columns: [
            { label: '序号', number: true },
            { label: '打通日期' },
            { label: '结果' },
            { label: '说明和核对' },
          ],
          rows: calls.map(call => [
            String(call.rank),
            call.called_at ? date(call.called_at) : '',
            outcomeOf(call),
            [call.explanation, call.settlement].filter(Boolean).join('；'),
          ]),
        },
      ],
    }
  },
})

classFileSection({
  order: 710,
  title: '结业跟踪',
  async build(ctx, row) {
    const rounds = await roundLines(ctx, await roundsOfClass(ctx, row.id))
    if (rounds.length === 0) return null
    const columns = ['结业（月）', '跟踪', '回复', '联系不上', '开店', '就业创业']
    return {
      tables: [
        {
          caption: '各次跟踪',
          columns: [
            ...columns.map(label => ({ label, number: true })),
            { label: '月销售额合计', number: true },
            { label: '状态' },
          ],
          rows: rounds.map(one => [
            ...[one.months, one.asked, one.answered, one.unreached, one.shops, one.employed].map(String),
            money(one.sales_fen),
            one.state.label,
          ]),
        },
      ],
      paragraphs: ['开店、就业、销售由学员自报；联系不上的单独计数，不在分母里。'],
    }
  },
})
