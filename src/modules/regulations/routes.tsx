import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, portal, wantedFile } from '#modules/shell'
import { manageSettings, staffNames } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { forbidden, notFound } from '#platform/errors'
import { date } from '#platform/format'
import { type Answer, atDesk, cached, type Env, type Http, requireStaff, writing } from '#platform/http'
import { isId } from '#platform/ids'
import { find } from '#platform/perform'
import { holds } from '#platform/who'
import { editRegulations } from './duties.ts'
import { amendmentsOf } from './history.ts'
import { type Kind, kinds, type Regulation } from './inputs.ts'
import { RegulationList, RegulationPage, regulationColumns } from './pages/desk.tsx'
import { PublicList, PublicPage } from './pages/public.tsx'
import { articlesByRegulation, articlesOf, regulations, regulationsInForce, versionsOf } from './queries.ts'
import { adoptStandard, notAdopted } from './standard.ts'
import { deskVersions, factsOf, spanOf, type Version, wantedVersion } from './versions.ts'
import { articleViews, lateIn } from './view.ts'
import { wallPdf } from './wall.ts'
import { regulationFlow } from './workflow.ts'

export const regulationRoutes = new Hono<Env>()
  .get('/regulations', cached(showList))
  .get('/regulations/:id', cached(showPublic))
  .get('/desk/regulations', atDesk(listAll))
  .post('/desk/regulations/standard', writing(adopt))
  .get('/desk/regulations/:id', atDesk(showDesk))
  .get('/desk/regulations/:id/wall.pdf', atDesk(wallPdf))

const home = { href: '/desk/regulations', label: '管理制度' }

async function showList(ctx: Ctx, c: Http): Promise<Response> {
  const rows = await regulationsInForce(ctx)
  const groups = Object.entries(kinds).map(([key, kind]) => ({
    kind,
    rows: rows
      .filter(row => row.kind === key)
      .map(row => ({ id: row.id, name: row.name, number: row.number, since: row.effective_from ?? '' })),
  }))
  return portal(
    c,
    { title: '管理制度', description: '准入退出、服务反馈与处置、监督等制度，以及执行情况' },
    <PublicList groups={groups.filter(group => group.rows.length > 0)} />,
  )
}

async function showPublic(ctx: Ctx, c: Http): Promise<Response> {
  const id = c.req.param('id') ?? ''
  if (!isId(id)) throw notFound('这项制度')
  const row = (await find(ctx, regulationFlow, id)) as unknown as Regulation
  const versions = (await versionsOf(ctx, row.id)).filter(one => one.in_force_at !== null)
  const version = wantedVersion(c.req.query('version'), versions, row.version)
  const articles = await articlesOf(ctx, row.id, version.version)
  const [views, amendments, names] = await Promise.all([
    articleViews(ctx, articles, version.ended_at),
    amendmentsIn(ctx, version, articles),
    staffNames(ctx, [version.approved_by]),
  ])
  const page = (
    <PublicPage
      id={row.id}
      name={version.name}
      facts={factsOf(version, names)}
      articles={views}
      amendments={amendments.map(({ day, text }) => ({ day, text }))}
      versions={versions.map(one => ({
        version: one.version,
        number: one.number,
        span: spanOf(one),
        current: one.version === row.version,
      }))}
      ended={version.ended_at ? `施行期 ${spanOf(version)}` : null}
    />
  )
  return portal(c, { title: version.name, description: `${version.name} ${version.number}` }, page)
}

const amendmentsIn = (ctx: Ctx, version: Version, articles: Awaited<ReturnType<typeof articlesOf>>) =>
  version.in_force_at
    ? amendmentsOf(ctx, articles, { since: version.in_force_at, until: version.ended_at })
    : []

async function listAll(ctx: Ctx, c: Http): Promise<Answer> {
  const found = await regulations(ctx).execute()
  const articles = await articlesByRegulation(ctx, found)
  const rows = []
  for (const one of found) {
    const those = articles.get(one.id) ?? []
    rows.push({
      ...{ id: one.id, name: one.name, number: one.number, version: one.version },
      kind: kinds[one.kind as Kind],
      since: one.in_force ? (one.effective_from ?? '') : '',
      articles: those.length,
      unbound: those.filter(article => article.bindings.length === 0).length,
      late: await lateIn(ctx, those),
      state: badgeOf(regulationFlow, one.state),
    })
  }
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title: '管理制度', columns: regulationColumns, rows })
  const page = (
    <RegulationList
      rows={rows}
      query={c.req.query()}
      mayWrite={mayCreate(ctx, regulationFlow, 'write')}
      standard={(await notAdopted(ctx)).length}
    />
  )
  return desk(ctx, c, { title: '管理制度' }, page)
}

async function adopt(ctx: Ctx, c: Http): Promise<Response> {
  requireStaff(c)
  if (!holds(ctx.actor, editRegulations)) throw forbidden(`这一步由${editRegulations.says}办理。`)
  await adoptStandard(ctx)
  return c.redirect('/desk/regulations', 303)
}

async function showDesk(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, regulationFlow, c.req.param('id') ?? '')) as unknown as Regulation
  const versions = await versionsOf(ctx, row.id)
  const version = wantedVersion(c.req.query('version'), versions, row.version ?? row.latest_version)
  const articles = await articlesOf(ctx, row.id, version.version)
  const [views, amendments, buttons, told, names, past] = await Promise.all([
    articleViews(ctx, articles, version.ended_at),
    amendmentsIn(ctx, version, articles),
    buttonsFor(ctx, regulationFlow, row),
    story(ctx, { recordId: row.id }),
    staffNames(
      ctx,
      versions.map(one => one.approved_by),
    ),
    deskVersions(ctx, row.id, versions),
  ])
  const inForce = row.version !== null && row.state !== 'abolished'
  const isLatest = version.version === row.latest_version
  const writable = ['draft', 'in_force', 'revising'].includes(row.state)
  const page = (
    <RegulationPage
      id={row.id}
      name={version.name}
      state={badgeOf(regulationFlow, row.state)}
      buttons={buttons}
      facts={factsOf(version, names)}
      notice={noticeFor(row, version)}
      articles={views}
      mayEdit={isLatest && writable && holds(ctx.actor, editRegulations)}
      mayChangeLimits={inForce && version.version === row.version && holds(ctx.actor, manageSettings)}
      amendments={amendments}
      versions={past.map(one => ({
        ...one,
        shown: one.version === version.version,
        approved: approvedBy(one, names),
      }))}
      inForce={inForce}
      story={told}
    />
  )
  return desk(ctx, c, { title: version.name, crumbs: [home] }, page)
}

const approvedBy = (
  { approved_at, approved_by }: { approved_at: Date | null; approved_by: string | null },
  names: Map<string, string>,
): string => (approved_at ? `${names.get(approved_by ?? '') ?? ''} ${date(approved_at)} 批准` : '')

/** Says which of the texts one reads, where there is another that matters. */
function noticeFor(row: Regulation, version: Version) {
  const at = (number: number) => `/desk/regulations/${row.id}?version=${number}`
  if (row.version !== null && row.latest_version !== row.version) {
    if (version.version === row.version)
      return {
        title: `第 ${row.latest_version} 版还没有施行，这里是现行的第 ${row.version} 版`,
        href: at(row.latest_version),
        label: `看第 ${row.latest_version} 版`,
      }
    if (version.version === row.latest_version)
      return {
        title: `这是还没有施行的第 ${row.latest_version} 版`,
        href: at(row.version),
        label: `看现行的第 ${row.version} 版`,
      }
  }
  if (row.version !== null && version.version !== row.version)
    return {
      title: `这是第 ${version.version} 版，已不再施行`,
      href: at(row.version),
      label: row.state === 'abolished' ? `看最后施行的第 ${row.version} 版` : `看现行的第 ${row.version} 版`,
    }
  return null
}
