import { Hono } from 'hono'
import { badgeOf, buttonsFor, hintsOf, recordLink } from '#modules/actions'
import {
  caseFilter,
  caseGroups,
  caseList,
  deadlineOf,
  lineOf,
  quoteLine,
  quotesForActor,
  seesCases,
} from '#modules/cases'
import { providersOfActor } from '#modules/catalogue'
import { clauseStrip } from '#modules/clauses'
import { figureCard } from '#modules/indicators'
import {
  claimableParties,
  mandateFlow,
  mandatesOfActor,
  mandatesOfOthers,
  type PartyKind,
  partiesOfActor,
  partyKinds,
  phoneOf,
} from '#modules/parties'
import { desk, myNav, portal } from '#modules/shell'
import { claimableStations, stationFlow, stationOfHead } from '#modules/stations'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { signInFirst } from '#platform/errors'
import { filesOf } from '#platform/files'
import { atDesk, type Env, type Http, requireStaff, signedIn, writing } from '#platform/http'
import { markRead } from '#platform/notify'
import { search } from '#platform/search'
import { isOutsider } from '#platform/who'
import { workflows } from '#platform/workflow'
import { DeskHome, Notifications, SearchPage, type TaskLine } from './pages/desk.tsx'
import { MyHome } from './pages/my.tsx'
import { myTasks, notificationsOf, openByState, type TaskRow, tasksOfParties, teamTasks } from './queries.ts'

export const workbenchRoutes = new Hono<Env>()
  .get('/desk', atDesk(showHome))
  .get('/desk/search', atDesk(showSearch))
  .get(
    '/desk/notifications',
    atDesk(async (ctx, c) =>
      desk(
        ctx,
        c,
        { title: '消息' },
        <Notifications {...(await notifications(ctx))} action="/desk/notifications" />,
      ),
    ),
  )
  .post('/desk/notifications', c => {
    requireStaff(c)
    return readAll('/desk/notifications')(c, async () => {}) as Promise<Response>
  })
  .get('/my', signedIn(showMine))
  .get(
    '/my/notifications',
    signedIn(async (ctx, c) =>
      portal(
        c,
        { title: '消息', own: true },
        <div class="wrap">
          <Notifications {...(await notifications(ctx))} action="/my/notifications" />
        </div>,
      ),
    ),
  )
  .post('/my/notifications', c => {
    if (c.var.actor.kind !== 'person') throw signInFirst()
    return readAll('/my/notifications')(c, async () => {}) as Promise<Response>
  })

const readAll = (back: string) =>
  writing(async (ctx, c) => {
    await markRead(ctx)
    return c.redirect(back, 303)
  })

const notifications = async (ctx: Ctx) => ({
  now: ctx.now,
  rows: (await notificationsOf(ctx)).map(row => ({ ...row, read: row.read_at !== null })),
})

/** Tasks as lines: where each leads, what it waits for, how long. */
async function taskLines(ctx: Ctx, tasks: readonly TaskRow[]): Promise<TaskLine[]> {
  const hints = await hintsOf(ctx, tasks)
  return tasks.map(task => {
    const flow = workflows.get(task.flow)
    return {
      title: task.title,
      href: recordLink(task.flow, task.record_id),
      kind: flow?.label ?? '',
      hint: hints.get(task.record_id) ?? null,
      state: flow?.states[task.state]?.label ?? task.state,
      who: task.staff,
      due: task.due_at,
      deadline: deadlineOf(ctx, task.due_at),
      urged: task.urged_at !== null,
    }
  })
}

/** Outsiders see their own work, and no figures of the centre. */
const shownAtHome = (ctx: Ctx): string[] =>
  isOutsider(ctx.actor) ? [] : ['cases.submitted', 'cases.on_time']

async function showHome(ctx: Ctx, c: Http): Promise<Response> {
  // Whoever sees no cases has only their own work here.
  const team = seesCases(ctx.actor)
  const tab = team && c.req.query('tab') === 'team' ? 'team' : 'mine'
  const [tasks, open, views] = await Promise.all([
    taskLines(ctx, await (tab === 'team' ? teamTasks(ctx) : myTasks(ctx))),
    openByState(ctx),
    Promise.all(shownAtHome(ctx).map(code => figureCard(ctx, code))),
  ])
  const today = dayOf(ctx.now)
  const late = tasks.filter(task => task.due && task.due < ctx.now)
  const due = tasks.filter(task => task.due && task.due >= ctx.now && dayOf(task.due) === today)
  const later = tasks.filter(task => !late.includes(task) && !due.includes(task))
  const count = (...states: string[]) =>
    String(open.filter(row => states.includes(row.state)).reduce((sum, row) => sum + row.n, 0))
  const { working, waiting } = caseGroups
  const page = (
    <DeskHome
      name={ctx.actor.name}
      tab={tab}
      seesTeam={team}
      groups={[
        { title: '已超期', tasks: late },
        { title: '今天到期', tasks: due },
        { title: '以后', tasks: later },
      ]}
      stats={[
        { value: count('submitted'), label: '待受理', href: '/desk/cases?state=submitted' },
        { value: count(...working.states), label: '办理中', href: '/desk/cases?state=working' },
        { value: count(...waiting.states), label: '等待申请人', href: '/desk/cases?state=waiting' },
        tab === 'team'
          ? { value: String(late.length), label: '全中心超期', href: '/desk/supervision' }
          : { value: String(late.length), label: '我的超期', href: '/desk' },
      ]}
      figures={views}
      strip={await clauseStrip(ctx)}
    />
  )
  return desk(ctx, c, { title: '待办' }, page)
}

async function showSearch(ctx: Ctx, c: Http): Promise<Response> {
  const question = (c.req.query('q') ?? '').trim().slice(0, 100)
  if (!question) return desk(ctx, c, { title: '搜索' }, <SearchPage question="" hits={[]} />)
  const [found, { rows }] = await Promise.all([
    search(ctx, question, { asStaff: true, limit: 30 }),
    caseList(ctx, await caseFilter(ctx, { question }), {}, 20),
  ])
  const hits = [
    ...rows.map(row => ({
      title: `${row.title}（${row.party}）`,
      summary: row.number,
      href: `/desk/cases/${row.id}`,
      kind: '办件',
    })),
    ...found.map(hit => ({
      ...hit,
      href: recordLink(hit.subject, hit.record_id),
      kind: workflows.get(hit.subject)?.label ?? '',
    })),
  ]
  return desk(ctx, c, { title: '搜索' }, <SearchPage question={question} hits={hits} />)
}

async function showMine(ctx: Ctx, c: Http): Promise<Response> {
  if (ctx.actor.staffId && ctx.actor.parties.length === 0) return c.redirect('/desk', 303)
  const phone = ctx.actor.staffId ? null : await phoneOf(ctx)
  const [
    tasks,
    { rows },
    quotes,
    parties,
    mandates,
    others,
    claimable,
    messages,
    providers,
    station,
    stations,
  ] = await Promise.all([
    tasksOfParties(ctx),
    caseList(ctx, { own: true }, {}, 6),
    quotesForActor(ctx, 6),
    partiesOfActor(ctx),
    mandatesOfActor(ctx),
    mandatesOfOthers(ctx),
    phone ? claimableParties(ctx, phone) : [],
    notificationsOf(ctx),
    providersOfActor(ctx),
    stationOfHead(ctx),
    phone ? claimableStations(ctx, phone) : [],
  ])
  const providerOf = new Map(providers.map(one => [one.party_id, one.id]))
  c.header('cache-control', 'no-store')
  const page = (
    <MyHome
      name={ctx.actor.name}
      unread={messages.filter(message => message.read_at === null).length}
      tasks={
        await taskLines(
          ctx,
          tasks.filter(one => !isArranged(one)),
        )
      }
      arranged={await taskLines(ctx, tasks.filter(isArranged))}
      cases={rows.map(row => lineOf(ctx, row))}
      quotes={quotes.map(quoteLine)}
      more={myNav}
      parties={parties.map(party => ({
        ...party,
        kind: partyKinds[party.kind as PartyKind],
        provider: providerOf.get(party.id) ?? null,
      }))}
      mandates={mandates.map(mandate => ({
        ...mandate,
        state: badgeOf(mandateFlow, mandate.state),
        revocable: mandate.state === 'active' && mandate.role !== 'self',
      }))}
      others={
        await Promise.all(
          others.map(async other => ({
            ...other,
            state: badgeOf(mandateFlow, other.state),
            buttons: await buttonsFor(ctx, mandateFlow, other),
            files: await filesOf(ctx, 'mandate', other.id),
          })),
        )
      }
      claimable={claimable}
      station={station ? { name: station.name, state: badgeOf(stationFlow, station.state) } : null}
      stations={stations}
      now={ctx.now}
    />
  )
  return portal(c, { title: '我的', own: true }, page)
}

/** Nothing to do about it but to come. */
const isArranged = ({ flow, state }: TaskRow): boolean =>
  workflows.get(flow)?.states[state]?.arranged === true
