import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { readParties } from '#modules/parties'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { filesOf } from '#platform/files'
import { date } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook, pageKey } from '#platform/http'
import { isId } from '#platform/ids'
import { find } from '#platform/perform'
import { holds } from '#platform/who'
import { editPolicies } from './duties.ts'
import type { Policy } from './inputs.ts'
import { DeskPolicies, DeskPolicy, policyColumns, policyFilters } from './pages/desk.tsx'
import { DeskFit } from './pages/desk-fit.tsx'
import { TestRun } from './pages/test-run.tsx'
import { partyFits, passedIn } from './party-fits.ts'
import { partyForFit } from './queries/facts.ts'
import { deskPage } from './queries/library.ts'
import { shownPolicy, type Version, versionsOf } from './queries.ts'
import { testRun } from './test-run.ts'
import { differences, viewOf } from './view.ts'
import { windowState } from './window.ts'
import { policyFlow } from './workflow.ts'

export const deskPolicyRoutes = new Hono<Env>()
  .get('/desk/policies', atDesk(showList))
  .get('/desk/policies/fit', atDesk(showFit, readParties))
  .get('/desk/policies/:id', atDesk(showPolicy))
  .get('/desk/policies/:id/test', atDesk(showTest))

const home = { href: '/desk/policies', label: '政策库' }
const pageSize = 50
const stateNames = Object.fromEntries(
  Object.entries(policyFlow.states).map(([state, { label }]) => [state, label]),
)
const filters = policyFilters(stateNames)

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const { q = '', state = '', level = '', topic = '' } = query
  const filter = { question: q, state, level, topic, after: pageKey(c) }
  const found = await deskPage(ctx, filter, file?.most ?? pageSize)
  const today = dayOf(ctx.now)
  const rows = found.rows.map(row => ({
    ...row,
    window: windowState(row, today),
    state: badgeOf(policyFlow, row.state),
  }))
  const cut = found.next !== null
  if (file) return exportTable(ctx, c, file, { title: '政策库', columns: policyColumns, rows, filters, cut })
  const page = (
    <DeskPolicies
      rows={rows}
      query={query}
      next={found.next}
      filters={filters}
      mayWrite={mayCreate(ctx, policyFlow, 'write')}
    />
  )
  return desk(ctx, c, { title: '政策库' }, page)
}

const policyOf = async (ctx: Ctx, c: Http): Promise<Policy> =>
  (await find(ctx, policyFlow, c.req.param('id') ?? '')) as unknown as Policy

/** The version that the address asks for, else the public one. */
function wanted(c: Http, row: Policy, versions: readonly Version[]): Version {
  const asked = c.req.query('version')
  const number = asked === undefined ? (row.version ?? row.latest_version) : Number(asked)
  const found = versions.find(one => one.version === number)
  if (!found) throw notFound('这个版本')
  return found
}

async function showPolicy(ctx: Ctx, c: Http): Promise<Response> {
  const row = await policyOf(ctx, c)
  const versions = await versionsOf(ctx, row.id)
  const version = wanted(c, row, versions)
  const [attached, buttons, told, replaces, replacedBy] = await Promise.all([
    filesOf(ctx, 'policy', row.id),
    buttonsFor(ctx, policyFlow, row),
    story(ctx, { recordId: row.id }),
    shownPolicy(ctx, version.replaces),
    shownPolicy(ctx, row.replaced_by),
  ])
  const files = attached.filter(file => version.files.includes(file.id))
  const names = new Map(attached.map(file => [file.id, file.name]))
  const writable = ['draft', 'published', 'revising'].includes(row.state) && holds(ctx.actor, editPolicies)
  const latest = versions[0]?.version === version.version
  const page = (
    <DeskPolicy
      id={row.id}
      title={version.title}
      state={badgeOf(policyFlow, row.state)}
      buttons={buttons}
      notice={noticeFor(row, version)}
      view={viewOf(ctx, version)}
      files={files}
      detachHref={writable && latest ? `/act/policy/detach/${row.id}?back=/desk/policies/${row.id}` : null}
      versions={versions.map((one, at) => ({
        version: one.version,
        words: wordsOf(one),
        shown: one.version === version.version,
        changes: versions[at + 1] ? differences(ctx, versions[at + 1] as Version, one, names) : [],
      }))}
      isPublic={row.version !== null && row.state !== 'withdrawn'}
      testHref={`/desk/policies/${row.id}/test`}
      replaces={replaces ?? null}
      replacedBy={replacedBy ?? null}
      story={told}
    />
  )
  return desk(ctx, c, { title: version.title, crumbs: [home] }, page)
}

const wordsOf = ({ published_at, ended_at, saved_at, change_note }: Version): string =>
  [
    published_at ? `${date(published_at)} 公开` : `${date(saved_at)} 编写，未公开`,
    ended_at && `${date(ended_at)} 止`,
    change_note,
  ]
    .filter(Boolean)
    .join('，')

/** Says which version one reads, where another matters more. */
function noticeFor(row: Policy, { version }: Version) {
  const at = (number: number) => `/desk/policies/${row.id}?version=${number}`
  if (row.version === null) return null
  if (row.latest_version !== row.version && version === row.version)
    return {
      title: `正在更正：第 ${row.latest_version} 版还没有公开，这里是公开的第 ${row.version} 版`,
      href: at(row.latest_version),
      label: `看第 ${row.latest_version} 版`,
    }
  if (version === row.version) return null
  return {
    title: version > row.version ? `这是还没有公开的第 ${version} 版` : `这是第 ${version} 版，已经更正`,
    href: at(row.version),
    label: `看公开的第 ${row.version} 版`,
  }
}

async function showTest(ctx: Ctx, c: Http): Promise<Response> {
  const row = await policyOf(ctx, c)
  const page = await testRun(ctx, row, new URL(c.req.url).searchParams)
  if (page.outcome) noteLook(c, '政策试算', row.id)
  return desk(
    ctx,
    c,
    { title: '试算申报条件', crumbs: [home, { href: `/desk/policies/${row.id}`, label: row.title }] },
    <TestRun id={row.id} {...page} />,
  )
}

async function showFit(ctx: Ctx, c: Http): Promise<Response> {
  const id = c.req.query('party') ?? ''
  if (!isId(id)) return c.redirect('/desk/parties', 303)
  const party = await partyForFit(ctx, id)
  if (!party) throw notFound('这个服务对象')
  noteLook(c, '查看能享受的政策', party.id)
  const shown = await partyFits(ctx, party, '/desk/policies/fit', passedIn(c.req.query('skip')))
  return desk(
    ctx,
    c,
    {
      title: '能享受哪些政策',
      crumbs: [
        { href: '/desk/parties', label: '服务对象' },
        { href: `/desk/parties/${id}`, label: party.name },
      ],
    },
    <DeskFit party={party} shown={shown} />,
  )
}
