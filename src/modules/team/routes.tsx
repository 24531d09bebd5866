import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { atDesk, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import { profileGroup } from '#platform/profile'
import { settings } from '#platform/settings'
import { duties } from '#platform/who'
import { type AnyAction, type RowOf, workflows } from '#platform/workflow'
import { PostPage, type SettingGroup, SettingsPage, StaffPage, TeamPage } from './pages/team.tsx'
import { calendarExceptions, holdersOf, postNamesOf, posts, recentChanges, team } from './queries.ts'
import { inWords, manageSettings } from './settings.ts'
import { setupRoutes } from './setup.tsx'
import { postFlow, staffFlow } from './workflow.ts'

export const teamRoutes = new Hono<Env>()
  .route('/', setupRoutes)
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
          mayManage={mayCreate(ctx, staffFlow, 'appoint')}
        />
      )
      return desk(ctx, c, { title: '岗位与人员' }, page)
    }),
  )
  .get(
    '/desk/team/posts/:id',
    atDesk(async (ctx, c) => {
      const post = (await find(ctx, postFlow, c.req.param('id') ?? '')) as unknown as RowOf<'post'>
      const page = (
        <PostPage
          post={post}
          state={badgeOf(postFlow, post.state)}
          buttons={await buttonsFor(ctx, postFlow, post)}
          duties={post.duties.map(code => ({ label: labelOf(code), actions: actionsOf(code) }))}
          holders={await holdersOf(ctx, post.id)}
        />
      )
      return desk(ctx, c, { title: post.name, crumbs: [{ href: '/desk/team', label: '岗位与人员' }] }, page)
    }),
  )
  .get(
    '/desk/team/staff/:id',
    atDesk(async (ctx, c) => {
      const staff = (await find(ctx, staffFlow, c.req.param('id') ?? '')) as unknown as RowOf<'staff'>
      const page = (
        <StaffPage
          staff={staff}
          posts={await postNamesOf(ctx, staff.id)}
          state={badgeOf(staffFlow, staff.state)}
          buttons={await buttonsFor(ctx, staffFlow, staff)}
          story={await story(ctx, { recordId: staff.id })}
        />
      )
      return desk(ctx, c, { title: staff.name, crumbs: [{ href: '/desk/team', label: '岗位与人员' }] }, page)
    }),
  )
  .get('/desk/settings', atDesk(showSettings))

const labelOf = (code: string): string => duties.get(code)?.label ?? code

/** What a duty lets one do: every action whose rule names it, in words. */
function actionsOf(code: string): string[] {
  const words = duties.get(code)?.says ?? ''
  return [...workflows.values()].flatMap(flow =>
    Object.values<AnyAction>(flow.actions)
      .filter(action => action.by.says.includes(words))
      .map(
        action => `${flow.label}：${action.label}${action.by.says === words ? '' : `（${action.by.says}）`}`,
      ),
  )
}

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
