import { Hono } from 'hono'
import { badgeOf, buttonsFor, story } from '#modules/actions'
import { shownPhone } from '#modules/parties'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { date, dateTime } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook, pageNumber } from '#platform/http'
import { isId } from '#platform/ids'
import { find } from '#platform/perform'
import type { AnyWorkflow } from '#platform/workflow'
import { callFlow } from './call.ts'
import { checkFlow } from './check.ts'
import { CallPage, CheckList, CheckPage, checkColumns } from './pages/checks.tsx'
import { FindingList, findingColumns } from './pages/findings.tsx'
import { type Check, seesCallsOf } from './people.ts'
import { callById, callsOfCheck, checkList, findings } from './queries/tracking.ts'
import { sizeOf } from './sample.ts'
import { answersOf, callLine, checkLines, outcomeOf } from './view.ts'
import * as words from './words.ts'

/** 5.3.1 电话抽查 at the workbench. */
export const checkRoutes = new Hono<Env>()
  .get('/desk/tracking', atDesk(showList))
  .get('/desk/tracking/checks/:id', atDesk(showCheck))
  .get('/desk/tracking/calls/:id', atDesk(showCall))
  .get('/desk/tracking/findings', atDesk(showFindings))

const perPage = 50
export const home = { href: '/desk/tracking', label: '抽查与跟踪' }

export const statesOf = (flow: AnyWorkflow, ...only: string[]) => ({
  name: 'state',
  label: '状态',
  options: Object.entries(flow.states as Record<string, { label: string }>)
    .filter(([value]) => only.length === 0 || only.includes(value))
    .map(([value, { label }]) => ({ value, label })),
})

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const { q = '', state = '' } = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const found = await checkList(ctx, { question: q.trim().slice(0, 40), state }, number, size)
  const rows = await checkLines(ctx, found.slice(0, size))
  const filters = [statesOf(checkFlow)]
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '培训电话抽查台账', columns: checkColumns, rows, filters, cut: more },
    })
  const next = more ? { page: String(number + 1) } : null
  return desk(ctx, c, { title: home.label }, <CheckList {...{ rows, filters, next }} query={c.req.query()} />)
}

async function showCheck(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, checkFlow, c.req.param('id') ?? '')) as unknown as Check
  const open = seesCallsOf(ctx.actor, row)
  if (open) noteLook(c, '查看电话抽查', row.id)
  const calls = open ? await callsOfCheck(ctx, row.id) : null
  const [line] = await checkLines(ctx, [row])
  const page = (
    <CheckPage
      id={row.id}
      title={`电话抽查 ${row.title}`}
      state={badgeOf(checkFlow, row.state)}
      facts={[
        { label: '培训班', value: `${row.title}（第 ${row.class_number} 期）` },
        { label: '学员', value: `${row.people} 人` },
        { label: '抽取', value: `${row.share}%，至少 ${row.least} 人` },
        { label: '抽取时间', value: row.drawn_at ? dateTime(row.drawn_at) : '' },
        { label: '满意（平均分）', value: line?.mean ?? '' },
        { label: '结论', value: row.conclusion },
      ]}
      draw={{
        ...{ list: row.list, digest: row.digest, number: row.number },
        size: sizeOf(row.people, row.share, row.least),
      }}
      calls={calls?.map(one => callLine(ctx, one)) ?? null}
      counts={line ?? null}
      near={row.near.includes(ctx.actor.staffId ?? '') && row.state !== 'closed'}
      query={c.req.query()}
      buttons={await buttonsFor(ctx, checkFlow, row)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return desk(ctx, c, { title: `电话抽查 ${row.title}`, crumbs: [home] }, page)
}

async function showCall(ctx: Ctx, c: Http): Promise<Answer> {
  const id = c.req.param('id') ?? ''
  const row = isId(id) ? await callById(ctx, id) : undefined
  if (!row) throw notFound('这通电话')
  const anonymous = !seesCallsOf(ctx.actor, row)
  if (!anonymous) noteLook(c, '查看抽查电话', row.id)
  const said = row.called_at !== null
  const page = (
    <CallPage
      id={row.id}
      title={`抽查第 ${row.rank} 位学员`}
      state={badgeOf(callFlow, row.state)}
      person={row.person_name}
      phone={shownPhone(ctx.actor, row.phone || row.own_phone)}
      opening={row.opening}
      questions={answersOf(row).map(one => one.label)}
      findings={said ? words.findingsOf(row) : []}
      anonymous={anonymous}
      facts={[
        { label: '培训班', value: `${row.title}（第 ${row.class_number} 期）` },
        ...(anonymous
          ? []
          : [
              { label: '打过', value: `${row.tries} 次` },
              { label: '最近一次', value: said ? '' : words.labelIn(words.failures, row.last_try) },
              { label: '打通时间', value: row.called_at ? dateTime(row.called_at) : '' },
              { label: '参加过吗', value: words.labelIn(words.theres, row.there) },
              { label: '讲了内容吗', value: words.labelIn(words.contents, row.content) },
              { label: '满意', value: row.satisfied === null ? '' : `${row.satisfied} 分` },
              { label: '收过钱吗', value: words.labelIn(words.charges, row.charged) },
              ...answersOf(row),
              { label: '原话', value: row.remark },
            ]),
        { label: '说明', value: row.explanation },
        { label: '核对', value: row.settlement },
      ]}
      buttons={await buttonsFor(ctx, callFlow, row)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  const crumbs = [home, { href: `/desk/tracking/checks/${row.check_id}`, label: row.title }]
  return desk(ctx, c, { title: '抽查电话', crumbs: anonymous ? [home] : crumbs }, page)
}

async function showFindings(ctx: Ctx, c: Http): Promise<Answer> {
  const { state = '' } = c.req.query()
  const states = ['finding', 'explained', 'settled']
  const chosen = states.includes(state) ? state : ''
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const found = await findings(ctx, chosen, number, size)
  const rows = found.slice(0, size).map(row => ({
    ...{
      id: row.id,
      title: row.title,
      number: row.class_number,
      what: outcomeOf({ ...row, last_try: null }),
    },
    ...{ calledOn: row.called_at ? date(row.called_at) : '' },
    ...{ explanation: row.explanation, settlement: row.settlement, state: badgeOf(callFlow, row.state) },
  }))
  const filters = [statesOf(callFlow, ...states)]
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '抽查问题台账', columns: findingColumns, rows, filters, cut: more },
    })
  const next = more ? { page: String(number + 1) } : null
  const page = <FindingList {...{ rows, filters, next }} query={c.req.query()} />
  return desk(ctx, c, { title: '发现的问题', crumbs: [home] }, page)
}
