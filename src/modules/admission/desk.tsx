import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { deadlineOf } from '#modules/cases'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { filesOf } from '#platform/files'
import { type Answer, atDesk, type Env, type Http, noteLook, pageKey } from '#platform/http'
import { find } from '#platform/perform'
import { points } from '#platform/scoring'
import { dueOf } from '#platform/tasks'
import { blacklistFlow } from './blacklist.ts'
import { admissionDuties } from './duties.ts'
import { type Exit, exitFlow } from './exit.ts'
import { refusals } from './inputs.ts'
import { admissionColumns, DeskAdmission, DeskAdmissions } from './pages/desk.tsx'
import { blacklistColumns, DeskBlacklist, DeskExit, DeskExits, exitColumns } from './pages/exits.tsx'
import { sheetPdf } from './printed.ts'
import { blacklistings } from './queries/blacklist.ts'
import { admissionList, exitList } from './queries.ts'
import { deskView } from './view.ts'
import { type Admission, admissionFlow } from './workflow.ts'

/** Applications, exits and the blacklist at the workbench. */
export const deskAdmissionRoutes = new Hono<Env>()
  .get('/desk/admissions', atDesk(showList, ...admissionDuties))
  .get('/desk/admissions/:id', atDesk(showOne))
  .get(
    '/desk/admissions/:id/sheet.pdf',
    atDesk(async (ctx, c) => sheetPdf(ctx, c, await asked(ctx, c))),
  )
  .get('/desk/exits', atDesk(showExits, ...admissionDuties))
  .get('/desk/exits/:id', atDesk(showExit))
  .get('/desk/blacklist', atDesk(showBlacklist, ...admissionDuties))

const crumb = { href: '/desk/admissions', label: '服务商准入' }
const pageSize = 50
const filters = [
  {
    name: 'state',
    label: '状态',
    options: Object.entries(admissionFlow.states).map(([value, { label }]) => ({ value, label })),
  },
]

async function asked(ctx: Ctx, c: Http): Promise<Admission> {
  const row = (await find(ctx, admissionFlow, c.req.param('id') ?? '')) as unknown as Admission
  noteLook(c, '查看入库申请', row.id)
  return row
}

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const { rows: found, next } = await admissionList(
    ctx,
    { question: query.q ?? '', state: query.state ?? '', after: pageKey(c) },
    file?.most ?? pageSize,
  )
  const rows = found.map(row => ({
    ...row,
    state: badgeOf(admissionFlow, row.state),
    deadline: row.state === 'publicity' ? null : deadlineOf(ctx, row.due_at),
    score: row.score === null ? '' : points(row.score),
    refusal: row.refusal ? refusals[row.refusal as keyof typeof refusals] : '',
    channel: row.at_counter ? '窗口' : '网上',
  }))
  if (file)
    return exportTable(ctx, c, file, {
      title: '服务商准入',
      rows,
      columns: admissionColumns,
      filters,
      cut: next !== null,
    })
  return desk(ctx, c, { title: '服务商准入' }, <DeskAdmissions {...{ rows, query, next, filters }} />)
}

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await asked(ctx, c)
  const view = await deskView(ctx, row)
  return desk(ctx, c, { title: row.name, crumbs: [crumb] }, <DeskAdmission view={view} />)
}

async function showExits(ctx: Ctx, c: Http): Promise<Answer> {
  const file = wantedFile(c)
  const rows = (await exitList(ctx)).map(row => ({
    ...row,
    kind: row.enforced ? '强制' : '自愿',
    state: badgeOf(exitFlow, row.state),
  }))
  if (file) return exportTable(ctx, c, file, { title: '服务商退出', rows, columns: exitColumns })
  const mayPropose = mayCreate(ctx, exitFlow, 'propose')
  const page = <DeskExits rows={rows} query={c.req.query()} mayPropose={mayPropose} />
  return desk(ctx, c, { title: '服务商退出', crumbs: [crumb] }, page)
}

async function showExit(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, exitFlow, c.req.param('id') ?? '')) as unknown as Exit
  const [buttons, files, told, due] = await Promise.all([
    buttonsFor(ctx, exitFlow, row),
    filesOf(ctx, 'provider_exit', row.id),
    story(ctx, { recordId: row.id }),
    dueOf(ctx, 'provider_exit', row.id),
  ])
  const page = (
    <DeskExit
      exit={row}
      state={badgeOf(exitFlow, row.state)}
      deadline={deadlineOf(ctx, due)}
      story={told}
      {...{ buttons, files }}
    />
  )
  const crumbs = [crumb, { href: '/desk/exits', label: '退出' }]
  return desk(ctx, c, { title: `${row.name}退出`, crumbs }, page)
}

async function showBlacklist(ctx: Ctx, c: Http): Promise<Answer> {
  const file = wantedFile(c)
  const rows = await Promise.all(
    (await blacklistings(ctx)).map(async row => ({
      ...row,
      state: badgeOf(blacklistFlow, row.state),
      buttons: file ? [] : await buttonsFor(ctx, blacklistFlow, row),
    })),
  )
  if (file) return exportTable(ctx, c, file, { title: '失信名单', rows, columns: blacklistColumns })
  const mayPropose = mayCreate(ctx, blacklistFlow, 'propose')
  const page = <DeskBlacklist rows={rows} query={c.req.query()} mayPropose={mayPropose} />
  return desk(ctx, c, { title: '失信名单', crumbs: [crumb] }, page)
}
