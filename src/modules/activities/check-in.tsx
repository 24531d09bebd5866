import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import type { Ctx } from '#platform/ctx'
import {
  type Answer,
  atDesk,
  type Env,
  type Http,
  noteLook,
  requireStaff,
  sentForm,
  writeIn,
} from '#platform/http'
import { isId } from '#platform/ids'
import { find } from '#platform/perform'
import { methods, signIn, type Tick } from './arrivals.ts'
import { receiveGuests } from './duties.ts'
import { evidenceFlow } from './evidence.ts'
import { frameOf, newButton } from './frame.tsx'
import type { Activity } from './inputs.ts'
import { inBrief } from './moments.ts'
import { CheckIn } from './pages/check-in.tsx'
import { filePdf, sheetPdf } from './printed.ts'
import { expectedPeople } from './queries.ts'
import { registrationFlow } from './registration.ts'
import { earlyMinutes } from './settings.ts'
import { arrivedText, groupLabel } from './words.ts'
import { activityFlow } from './workflow.ts'

/** At the door: the list to tick, what devices send when they are on the net again, and paper. */
export const deskCheckInRoutes = new Hono<Env>()
  .get('/desk/activities/:id/check-in', atDesk(showCheckIn))
  .post('/desk/activities/:id/check-in', c => takeTicks(c))
  .get(
    '/desk/activities/:id/sheet.pdf',
    atDesk(async (ctx, c) => sheetPdf(ctx, c, await asked(ctx, c))),
  )
  .get(
    '/desk/activities/:id/file.pdf',
    atDesk(async (ctx, c) => filePdf(ctx, c, await asked(ctx, c))),
  )

const asked = async (ctx: Ctx, c: Http): Promise<Activity> => {
  const row = (await find(ctx, activityFlow, c.req.param('id') ?? '')) as unknown as Activity
  noteLook(c, '查看活动名单', row.id)
  return row
}

async function showCheckIn(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await asked(ctx, c)
  const all = await expectedPeople(ctx, row.id)
  const question = (c.req.query('q') ?? '').trim().slice(0, 20)
  const found = question
    ? all.filter(
        one => one.name.includes(question) || (/^\d{4}$/.test(question) && one.phone.endsWith(question)),
      )
    : all
  const here = `/desk/activities/${row.id}/check-in`
  const closed = whyClosed(ctx, row)
  const page = (
    <CheckIn
      path={here}
      sheet={`/desk/activities/${row.id}/sheet.pdf`}
      empty="现场来的人可以用“现场登记”。"
      guests={found.map(one => ({
        id: one.id,
        name: one.name,
        suffix: one.phone.slice(-4),
        group: groupLabel(row, one.group_code),
        by: one.name === one.contact_name ? '' : one.contact_name,
        arrived: arrivedText(one, methods),
      }))}
      question={question}
      closed={closed}
      actions={[
        ...(closed ? [] : newButton(ctx, registrationFlow, 'walkIn', row.id, here)),
        ...(mayBackfill(ctx, row) ? newButton(ctx, evidenceFlow, 'backfill', row.id, here) : []),
      ]}
      came={all.filter(one => one.arrived_at !== null).length}
      expected={all.length}
    />
  )
  return frameOf(ctx, c, row, '/check-in', [], page)
}

const mayBackfill = (ctx: Ctx, row: Activity): boolean =>
  (row.state === 'published' || row.state === 'held') && row.starts_at <= ctx.now

function whyClosed(ctx: Ctx, row: Activity): string | null {
  if (row.state === 'cancelled') return '活动已经取消。'
  if (row.state === 'closed' || row.settled_at) return '签到已经核对完毕。'
  if (row.state !== 'published' && row.state !== 'held') return '活动发布以后才有名单。'
  const opens = new Date(row.starts_at.getTime() - earlyMinutes.of(ctx.centre) * 60_000)
  if (ctx.now < opens) return `${inBrief(opens, ctx.now)} 起可以签到。`
  return receiveGuests.test(ctx.actor, row, { did: new Map(), now: ctx.now, centre: ctx.centre })
    ? null
    : `签到由${receiveGuests.says}办理。`
}

const mostTicks = 500
/** A tick that comes later than this was made while the device was off the net. */
const late = 60_000

export interface SentTick {
  id: string
  ticked_at?: string
}

/** What a page of ticks, or a device that was off the net, says: those made just now, and those made before. */
export function sentTicks(form: FormData, now: Date): { online: SentTick[]; offline: SentTick[] } {
  const came = [...new Set(form.getAll('came'))].filter(
    (one): one is string => typeof one === 'string' && isId(one),
  )
  const ticks: SentTick[] = came.slice(0, mostTicks).map(id => {
    const at = form.get(`at.${id}`)
    const known = typeof at === 'string' && !Number.isNaN(Date.parse(at))
    return { id, ...(known && { ticked_at: new Date(at).toISOString() }) }
  })
  const wasOff = ({ ticked_at }: SentTick) =>
    ticked_at !== undefined && now.getTime() - Date.parse(ticked_at) > late
  return { offline: ticks.filter(wasOff), online: ticks.filter(one => !wasOff(one)) }
}

/** To the device as it asks for it, to the page without scripts as a sentence. */
export function answerTicks(
  c: Http,
  answer: { done: string[]; refused: Array<{ id: string; reason: string }> },
  page: string,
): Response {
  c.header('cache-control', 'no-store')
  if (c.req.header('accept')?.includes('application/json')) return c.json(answer)
  const refused = answer.refused[0]
    ? `；${answer.refused.length} 人没有签上：${answer.refused[0].reason}`
    : ''
  setCookie(c, 'flash', `已签到 ${answer.done.length} 人${refused}`, {
    ...{ path: '/', maxAge: 30, httpOnly: true, sameSite: 'Lax' },
  })
  return c.redirect(page, 303)
}

/** From the page without scripts, or from a device that sends what it kept, as often as it likes. */
async function takeTicks(c: Http): Promise<Response> {
  requireStaff(c, receiveGuests)
  const { online, offline } = sentTicks(await sentForm(c), c.var.kernel.outside.now())
  const asTicks = (ticks: SentTick[]): Tick[] =>
    ticks.map(({ id, ...rest }) => ({ participant: id, ...rest }))
  const answer = await writeIn(c, async ctx => {
    const { id } = await find(ctx, activityFlow, c.req.param('id') ?? '')
    const before = await signIn(ctx, id, asTicks(offline), { method: 'offline' })
    const now = await signIn(ctx, id, asTicks(online), { method: 'list' })
    return {
      done: [...before.done, ...now.done],
      refused: [...before.refused, ...now.refused],
    }
  })
  return answerTicks(c, answer, `/desk/activities/${c.req.param('id')}/check-in`)
}
