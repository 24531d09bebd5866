import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { pdf } from '#platform/documents'
import { filesByRecord } from '#platform/files'
import { date } from '#platform/format'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import { profileGroup } from '#platform/profile'
import { settings } from '#platform/settings'
import { duties } from '#platform/who'
import { type AnyAction, type RowOf, workflows } from '#platform/workflow'
import { attendanceRoutes } from './attendance.tsx'
import { manageTeam } from './duties.ts'
import { heldBy } from './holdings.ts'
import { type ChartNode, ChartPage } from './pages/chart.tsx'
import { type SettingGroup, SettingsPage } from './pages/settings.tsx'
import { StaffPage } from './pages/staff.tsx'
import { PostPage, TeamPage } from './pages/team.tsx'
import { qualificationFlow } from './qualification.ts'
import {
  awayUntil,
  calendarExceptions,
  chartPosts,
  holdersOf,
  postNamesOf,
  posts,
  qualificationsOf,
  recentChanges,
  team,
} from './queries.ts'
import { inWords, manageSettings } from './settings.ts'
import { setupRoutes } from './setup.tsx'
import { postFlow, staffFlow } from './workflow.ts'

export const teamRoutes = new Hono<Env>()
  .route('/', setupRoutes)
  .route('/', attendanceRoutes)
  .get(
    '/desk/team',
    atDesk(async (ctx, c) => {
      const [all, people] = await Promise.all([posts(ctx), team(ctx)])
      const page = (
        <TeamPage
          posts={all.map(post => ({ ...post, duties: post.duties.map(labelOf) }))}
          staff={people.map(one => ({
            ...one,
            posts: one.posts ?? [],
            state: badgeOf(staffFlow, one.state),
          }))}
          query={c.req.query()}
          mayAppoint={mayCreate(ctx, staffFlow, 'appoint')}
          maySetUpPosts={mayCreate(ctx, postFlow, 'create')}
        />
      )
      return desk(ctx, c, { title: '岗位与人员' }, page)
    }),
  )
  .get('/desk/team/duties.pdf', atDesk(dutiesPdf))
  .get(
    '/desk/team/posts/:id',
    atDesk(async (ctx, c) => {
      const post = (await find(ctx, postFlow, c.req.param('id') ?? '')) as unknown as RowOf<'post'>
      const page = (
        <PostPage
          post={post}
          state={badgeOf(postFlow, post.state)}
          buttons={await buttonsFor(ctx, postFlow, post)}
          duties={post.duties.map(described)}
          holders={await holdersOf(ctx, post.id)}
        />
      )
      return desk(ctx, c, { title: post.name, crumbs: [{ href: '/desk/team', label: '岗位与人员' }] }, page)
    }),
  )
  .get('/desk/team/chart', atDesk(showChart))
  .get('/desk/team/chart.pdf', atDesk(chartPdf))
  .get('/desk/team/staff/:id', atDesk(showStaff))
  .get('/desk/settings', atDesk(showSettings))

async function showStaff(ctx: Ctx, c: Http): Promise<Answer> {
  const staff = (await find(ctx, staffFlow, c.req.param('id') ?? '')) as unknown as RowOf<'staff'>
  const qualifications = await qualificationsOf(ctx, staff.id)
  const scans = await filesByRecord(
    ctx,
    'qualification',
    qualifications.map(one => one.id),
  )
  const page = (
    <StaffPage
      staff={staff}
      posts={await postNamesOf(ctx, staff.id)}
      state={badgeOf(staffFlow, staff.state)}
      buttons={await buttonsFor(ctx, staffFlow, staff)}
      held={(await heldBy(ctx, staff.id)).map(({ holding, count }) => ({ label: holding.label, count }))}
      awayUntil={await awayUntil(ctx, staff.id)}
      qualifications={
        await Promise.all(
          qualifications.map(async one => ({
            ...one,
            state: badgeOf(qualificationFlow, one.state),
            files: scans.get(one.id) ?? [],
            buttons: await buttonsFor(ctx, qualificationFlow, one),
          })),
        )
      }
      mayManage={staff.state === 'active' && ctx.actor.duties.has(manageTeam.code)}
      story={await story(ctx, { recordId: staff.id })}
    />
  )
  return desk(ctx, c, { title: staff.name, crumbs: [{ href: '/desk/team', label: '岗位与人员' }] }, page)
}

/** The posts as a tree, from those that stand below none (or below one that was abolished). */
async function chartOf(ctx: Ctx): Promise<ChartNode[]> {
  const all = await chartPosts(ctx)
  const known = new Set(all.map(post => post.id))
  const below = (above: string | null): ChartNode[] =>
    all
      .filter(post => (post.reports_to && known.has(post.reports_to) ? post.reports_to : null) === above)
      .map(post => ({ ...post, holders: post.holders ?? [], below: below(post.id) }))
  return below(null)
}

async function showChart(ctx: Ctx, c: Http): Promise<Answer> {
  const page = <ChartPage tree={await chartOf(ctx)} mayManage={mayCreate(ctx, postFlow, 'create')} />
  return desk(ctx, c, { title: '组织架构', crumbs: [{ href: '/desk/team', label: '岗位与人员' }] }, page)
}

async function chartPdf(ctx: Ctx, c: Http): Promise<Answer> {
  const title = '组织架构图'
  const document = { title, centre: ctx.centre.name, tree: await chartOf(ctx), printedAt: date(ctx.now) }
  return async () => sendPdf(c, await pdf('chart', document), `${title}-${document.printedAt}`)
}

const sendPdf = (c: Http, file: Buffer, name: string): Response =>
  c.body(new Uint8Array(file), 200, {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`${name}.pdf`)}`,
    'cache-control': 'no-store',
  })

/** 岗位职责 of all posts on paper, from what their holders may really do. */
async function dutiesPdf(ctx: Ctx, c: Http): Promise<Answer> {
  const title = '岗位职责'
  const [all, people] = await Promise.all([posts(ctx), team(ctx)])
  const document = {
    title,
    centre: ctx.centre.name,
    posts: all.map(({ name, summary, duties: codes }) => ({
      name,
      summary,
      holders: people.filter(one => one.state === 'active' && one.posts?.includes(name)).map(one => one.name),
      duties: codes.map(inShort),
    })),
    printedAt: date(ctx.now),
  }
  return async () => sendPdf(c, await pdf('duties', document), `${title}-${document.printedAt}`)
}

const labelOf = (code: string): string => duties.get(code)?.label ?? code

interface Permitted {
  flow: string
  action: string
  /** Under which further conditions; '' where the duty alone suffices. */
  under: string
}

/** What a duty lets one do: every action whose rule names it. */
function permittedBy(code: string): Permitted[] {
  const words = duties.get(code)?.says ?? ''
  return [...workflows.values()].flatMap(flow =>
    Object.values<AnyAction>(flow.actions)
      .filter(action => action.by.says.includes(words))
      .map(({ label, by }) => ({
        flow: flow.label,
        action: label,
        under: by.says === words ? '' : `（${by.says}）`,
      })),
  )
}

const described = (code: string) => ({
  label: labelOf(code),
  actions: permittedBy(code).map(({ flow, action, under }) => `${flow}：${action}${under}`),
})

/** The same for paper: '办件：受理、退回补正'. */
const inShort = (code: string) => ({
  label: labelOf(code),
  actions: [...Map.groupBy(permittedBy(code), one => one.flow)].map(
    ([flow, permitted]) => `${flow}：${permitted.map(one => one.action).join('、')}`,
  ),
})

async function showSettings(ctx: Ctx, c: Http): Promise<Response> {
  const groups = new Map<string, SettingGroup['settings'][number][]>()
  for (const setting of settings.values()) {
    const shown = (value: unknown) => inWords(setting, value)
    const line = {
      code: setting.code,
      label: setting.label,
      help: setting.help ?? '',
      value: shown(setting.of(ctx.centre)),
      // Where nothing is the default there is nothing to say about it.
      origin:
        setting.fallback === ''
          ? ''
          : ctx.centre.settings.has(setting.code)
            ? `默认 ${shown(setting.fallback)}`
            : '默认值',
    }
    groups.set(setting.group, [...(groups.get(setting.group) ?? []), line])
  }
  const year = Number(dayOf(ctx.now).slice(0, 4))
  const unannounced = [year, year + 1].find(one => !ctx.centre.calendar.announced(one)) ?? null
  const [exceptions, changes] = await Promise.all([calendarExceptions(ctx), recentChanges(ctx)])
  const history = (await Promise.all(changes.map(id => story(ctx, { recordId: id }, 1)))).flat()
  const page = (
    <SettingsPage
      groups={[...groups]
        .map(([name, list]) => ({ name, settings: list }))
        .sort((a, b) => Number(b.name === profileGroup) - Number(a.name === profileGroup))}
      mayManage={ctx.actor.duties.has(manageSettings.code)}
      exceptions={exceptions}
      unannounced={unannounced}
      history={history}
    />
  )
  return desk(ctx, c, { title: '设置' }, page)
}
