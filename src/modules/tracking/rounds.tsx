import { Hono } from 'hono'
import { badgeOf, buttonsFor, story } from '#modules/actions'
import { shownPhone } from '#modules/parties'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { filesOf } from '#platform/files'
import { type Answer, atDesk, type Env, type Http, noteLook, pageNumber } from '#platform/http'
import { isId } from '#platform/ids'
import { find } from '#platform/perform'
import { home, statesOf } from './desk.tsx'
import { FollowUpPage, followColumns, RoundList, RoundPage, roundColumns } from './pages/rounds.tsx'
import { type Round, seesTracking } from './people.ts'
import { followUpById, followUpsOfRound, roundList } from './queries/tracking.ts'
import { answerFacts, followLine, roundLines } from './view.ts'
import { followUpFlow, roundFlow } from './workflow.ts'

/** 5.3.1 结业跟踪 at the workbench. */
export const roundRoutes = new Hono<Env>()
  .get('/desk/tracking/rounds', atDesk(showList))
  .get('/desk/tracking/rounds/:id', atDesk(showRound))
  .get('/desk/tracking/follow-ups/:id', atDesk(showOne))

const perPage = 50
const list = { href: '/desk/tracking/rounds', label: '结业跟踪' }

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const { q = '', state = '' } = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const found = await roundList(ctx, { question: q.trim().slice(0, 40), state }, number, size)
  const rows = await roundLines(ctx, found.slice(0, size))
  const filters = [statesOf(roundFlow)]
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '结业跟踪台账', columns: roundColumns, rows, filters, cut: more },
    })
  const next = more ? { page: String(number + 1) } : null
  const page = <RoundList {...{ rows, filters, next }} query={c.req.query()} />
  return desk(ctx, c, { title: '结业跟踪', crumbs: [home] }, page)
}

/** Who is in charge of the class sees how it came out; who answered what, only who follows learners. */
async function showRound(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, roundFlow, c.req.param('id') ?? '')) as unknown as Round
  const [line] = await roundLines(ctx, [row])
  if (!line) throw notFound('这次跟踪')
  const open = seesTracking(ctx.actor)
  const rows = open ? (await followUpsOfRound(ctx, row.id)).map(one => followLine(ctx, one)) : []
  if (open) noteLook(c, '查看结业跟踪', row.id)
  const file = wantedFile(c)
  if (file)
    return exportTable(ctx, c, file, {
      title: `结业跟踪-${row.class_number}-${row.months} 个月`,
      columns: followColumns,
      rows,
    })
  const page = (
    <RoundPage
      {...{ line, rows }}
      query={c.req.query()}
      buttons={await buttonsFor(ctx, roundFlow, row)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return desk(ctx, c, { title: `跟踪 ${row.title}`, crumbs: [home, list] }, page)
}

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const id = c.req.param('id') ?? ''
  const row = isId(id) ? await followUpById(ctx, id) : undefined
  if (!row) throw notFound('这名学员的跟踪')
  noteLook(c, '查看学员跟踪', row.id)
  const page = (
    <FollowUpPage
      id={row.id}
      title={`结业 ${row.months} 个月跟踪`}
      person={row.person_name}
      phone={shownPhone(ctx.actor, row.own_phone)}
      sales={row.sales_fen}
      state={badgeOf(followUpFlow, row.state)}
      facts={[{ label: '培训班', value: `${row.title}（第 ${row.class_number} 期）` }, ...answerFacts(row)]}
      files={await filesOf(ctx, 'follow_up', row.id)}
      buttons={row.round_state === 'open' ? await buttonsFor(ctx, followUpFlow, row) : []}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  const crumbs = [home, list, { href: `/desk/tracking/rounds/${row.round_id}`, label: row.title }]
  return desk(ctx, c, { title: '学员跟踪', crumbs }, page)
}
