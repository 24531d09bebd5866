import { Hono } from 'hono'
import { buttonsFor, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { filesOf } from '#platform/files'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import { home, roundAt } from './desk.tsx'
import { type Mark, markFlow } from './mark.ts'
import { servicesFor } from './mark-inputs.ts'
import { titleOf } from './messages.ts'
import { MarkList, MarkPage, markColumns } from './pages/marks.tsx'
import { marksOf } from './queries/marks.ts'
import { roundById } from './queries/rounds.ts'
import { markLines } from './view.ts'

/** 6.1.1 The rows of a self-evaluation. */
export const markRoutes = new Hono<Env>()
  .get('/desk/evaluations/marks/:id', atDesk(showOne))
  .get('/desk/evaluations/:id/marks', atDesk(showList))

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const round = await roundAt(ctx, c)
  const { state = '', mine = '' } = c.req.query()
  const marks = (await marksOf(ctx, round.id)).filter(
    mark =>
      (state === '' || mark.state === state) &&
      (mine === '' || mark.owner_id === ctx.actor.staffId || mark.head_id === ctx.actor.staffId),
  )
  const rows = await markLines(ctx, marks)
  const filters = [
    {
      name: 'state',
      label: '状态',
      options: Object.entries(markFlow.states).map(([value, { label }]) => ({ value, label })),
    },
    { name: 'mine', label: '人员', options: [{ value: '1', label: '由我评分或确认' }] },
  ]
  const title = titleOf(round)
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title: `${title}评分表`, columns: markColumns, rows, filters })
  const crumbs = [home, { href: `/desk/evaluations/${round.id}`, label: title }]
  const page = <MarkList {...{ title, rows, filters }} id={round.id} query={c.req.query()} />
  return desk(ctx, c, { title: '自评项', crumbs }, page)
}

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const mark = (await find(ctx, markFlow, c.req.param('id') ?? '')) as unknown as Mark
  const round = await roundById(ctx, mark.evaluation_id)
  const [line] = await markLines(ctx, [mark])
  if (!round || !line) throw notFound('这个自评项')
  const page = (
    <MarkPage
      line={line}
      returned={mark.state === 'open' ? mark.returned : null}
      services={(await servicesFor(ctx, mark)).map(one => ({
        ...{ label: one.label, count: one.count, looked: mark.services.includes(one.service) },
      }))}
      files={await filesOf(ctx, 'evaluation_mark', mark.id)}
      buttons={await buttonsFor(ctx, markFlow, mark)}
      story={await story(ctx, { recordId: mark.id })}
    />
  )
  const crumbs = [
    home,
    { href: `/desk/evaluations/${round.id}`, label: titleOf(round) },
    { href: `/desk/evaluations/${round.id}/marks`, label: '自评项' },
  ]
  return desk(ctx, c, { title: line.indicator, crumbs }, page)
}
