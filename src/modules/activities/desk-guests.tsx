import { Hono } from 'hono'
import { badgeOf } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { type Answer, atDesk, type Env, type Http, noteLook } from '#platform/http'
import { maskPhone } from '#platform/identifiers'
import { find } from '#platform/perform'
import { isTicket } from './calendar.ts'
import { receiveGuests } from './duties.ts'
import { frameOf, newButton } from './frame.tsx'
import type { Activity } from './inputs.ts'
import { DeskRegistration, Registrations, registrationColumns, TicketPage } from './pages/registrations.tsx'
import { participantsOf, registrationById, registrationsOf } from './queries.ts'
import { registrationFlow } from './registration.ts'
import { registrationView, seesPhones } from './view.ts'
import { groupLabel } from './words.ts'
import { activityFlow } from './workflow.ts'

/** Who registered, at the workbench. */
export const deskGuestRoutes = new Hono<Env>()
  .get('/desk/activities/:id/registrations', atDesk(showRegistrations))
  .get('/desk/activities/registrations/:id', atDesk(showRegistration))
  .get('/desk/activities/tickets/:id/:token', atDesk(showTicket, receiveGuests))

const channels: Record<string, string> = { self: '本人', desk: '代为报名', walk_in: '现场登记' }

async function showRegistrations(ctx: Ctx, c: Http): Promise<Answer> {
  const activity = (await find(ctx, activityFlow, c.req.param('id') ?? '')) as unknown as Activity
  noteLook(c, '查看活动报名名单', activity.id)
  const query = c.req.query()
  const state = Object.hasOwn(registrationFlow.states, query.state ?? '') ? (query.state as string) : ''
  const [found, all] = await Promise.all([
    registrationsOf(ctx, activity.id, state ? [state] : []),
    registrationsOf(ctx, activity.id, ['waiting']),
  ])
  const people = Map.groupBy(
    await participantsOf(
      ctx,
      found.map(row => row.id),
    ),
    one => one.registration_id,
  )
  const line = new Map(all.map((row, index) => [row.id, index + 1]))
  const shown = seesPhones(ctx)
  const rows = found.map(row => ({
    id: row.id,
    turn: row.turn,
    name: row.contact_name,
    phone: shown ? row.contact_phone : maskPhone(row.contact_phone),
    party: row.party ?? '',
    group: groupLabel(activity, row.group_code),
    people: row.people,
    came: (people.get(row.id) ?? []).filter(one => one.arrived_at !== null).length,
    line: line.get(row.id) ?? null,
    channel: channels[row.channel] ?? '',
    joined: row.joined_at,
    answers: Object.values(row.answers as Record<string, unknown>)
      .map(value => (Array.isArray(value) ? value.join('、') : String(value)))
      .join('；'),
    state: badgeOf(registrationFlow, row.state),
  }))
  const filters = [
    {
      name: 'state',
      label: '状态',
      options: Object.entries(registrationFlow.states).map(([value, { label }]) => ({ value, label })),
    },
  ]
  const file = wantedFile(c)
  const title = `报名名单 ${activity.title}`
  if (file) return exportTable(ctx, c, file, { title, columns: registrationColumns, rows, filters })
  const here = `/desk/activities/${activity.id}/registrations`
  const actions =
    activity.state === 'published' && activity.starts_at > ctx.now
      ? newButton(ctx, registrationFlow, 'enter', activity.id, here)
      : []
  const page = <Registrations id={activity.id} {...{ rows, query, filters, actions }} />
  return frameOf(ctx, c, activity, '/registrations', [], page)
}

async function oneFor(ctx: Ctx, id: string) {
  const { id: found } = await find(ctx, registrationFlow, id)
  const row = await registrationById(ctx, found)
  if (!row) throw notFound('这次报名')
  return row
}

async function showRegistration(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await oneFor(ctx, c.req.param('id') ?? '')
  noteLook(c, '查看活动报名', row.id)
  const crumbs = [
    { href: '/desk/activities', label: '活动' },
    { href: `/desk/activities/${row.activity_id}/registrations`, label: row.title },
  ]
  const page = <DeskRegistration view={await registrationView(ctx, row)} />
  return desk(ctx, c, { title: row.contact_name, crumbs }, page)
}

/** What the QR code of a ticket opens on the phone of whoever stands at the door. */
async function showTicket(ctx: Ctx, c: Http): Promise<Answer> {
  const id = c.req.param('id') ?? ''
  if (!isTicket(ctx, id, c.req.param('token') ?? '')) throw notFound('这张票')
  const row = await oneFor(ctx, id)
  const crumbs = [
    { href: '/desk/activities', label: '活动' },
    { href: `/desk/activities/${row.activity_id}/check-in`, label: '签到' },
  ]
  const page = <TicketPage view={await registrationView(ctx, row)} activityId={row.activity_id} />
  return desk(ctx, c, { title: '签到', crumbs }, page)
}
