import { Hono } from 'hono'
import { badgeOf, buttonsFor, story } from '#modules/actions'
import { evidences, mandateFlow, mandatesById, phoneOf } from '#modules/parties'
import { portal } from '#modules/shell'
import { staffNames } from '#modules/team'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { signInFirst } from '#platform/errors'
import { filesOf } from '#platform/files'
import { date, dateTime } from '#platform/format'
import { type Answer, type Env, type Http, sentForm, signedIn, writeIn } from '#platform/http'
import { maskPhone } from '#platform/identifiers'
import { find } from '#platform/perform'
import { type RowOf, workflows } from '#platform/workflow'
import { entryFlow, kindNames, kinds } from './entry.ts'
import { codeOf, type Errand, enterCode, errandFlow } from './errand.ts'
import { type Grade, grades } from './grades.ts'
import { isWorking } from './levels.ts'
import { EntryPage } from './pages/entry.tsx'
import { type ErrandView, MyErrand } from './pages/errand.tsx'
import { type CheckLine, type ErrandLine, MyStation, NoStation } from './pages/mine.tsx'
import { checks, doingsUnder, errandsOf, rectificationsOf } from './queries/doings.ts'
import { claimableStations, stationById, stationOfHead } from './queries.ts'
import { rectificationFlow } from './rectification.ts'
import { codeMinutes } from './settings.ts'
import { entryWords, monthAsked, monthView, placeName, unitOf } from './shown.ts'
import { type Station, stationFlow } from './workflow.ts'

export const ownStationRoutes = new Hono<Env>()
  .get('/my/station', signedIn(showMine))
  .get('/my/station/entries/:id', signedIn(showEntry))
  .get(
    '/my/station/errands/:id',
    signedIn((ctx, c) => showErrand(ctx, c, null)),
  )
  .post('/my/station/errands/:id/code', c => takeCode(c))

async function showMine(ctx: Ctx, c: Http): Promise<Answer> {
  const station = await stationOfHead(ctx)
  c.header('cache-control', 'no-store')
  if (!station) {
    const claimable = ctx.actor.staffId ? [] : await claimableStations(ctx, await phoneOf(ctx))
    return portal(c, { title: '我的服务站', own: true }, <NoStation claimable={claimable} />)
  }
  const [month, errands, made, open, told, names] = await Promise.all([
    monthView(ctx, station, monthAsked(ctx, c.req.query('month')), true),
    errandLines(ctx, station.id, ctx.actor.identityId),
    checkLines(ctx, station.id),
    openRectification(ctx, station.id),
    story(ctx, { recordId: station.id }),
    staffNames(ctx, [station.keeper_id]),
  ])
  const working = isWorking(station.state)
  const page = (
    <MyStation
      station={{
        ...station,
        place: placeName(station),
        offers: station.offers.join('、'),
        keeper: names.get(station.keeper_id ?? '') ?? '',
        closedReason: station.closed_reason,
      }}
      state={badgeOf(stationFlow, station.state)}
      working={working}
      today={working ? await today(ctx, station) : null}
      rectification={open}
      month={month}
      errands={errands}
      checks={made}
      story={told}
    />
  )
  return portal(c, { title: station.name, own: true }, page)
}

async function today(ctx: Ctx, station: Station) {
  const day = dayOf(ctx.now)
  const entry = await ctx.db
    .selectFrom('station_entry')
    .selectAll()
    .where('station_id', '=', station.id)
    .where('day', '=', day)
    .executeTakeFirst()
  return { done: entry ? entryWords(entry) : null, enterAt: `/act/station_entry/enter?day=${day}` }
}

async function openRectification(ctx: Ctx, stationId: string) {
  const row = (await rectificationsOf(ctx, stationId)).find(one => ['open', 'reported'].includes(one.state))
  if (!row) return null
  const task = await ctx.db
    .selectFrom('task')
    .select('due_at')
    .where('flow', '=', 'station_rectification')
    .where('record_id', '=', row.id)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return {
    id: row.id,
    issues: row.issues,
    until:
      row.state === 'reported'
        ? '已提交，等中心复核'
        : task?.due_at
          ? `请在 ${date(task.due_at)} 以前完成`
          : '',
    state: badgeOf(rectificationFlow, row.state),
    buttons: await buttonsFor(ctx, rectificationFlow, row),
  }
}

export async function checkLines(ctx: Ctx, stationId: string): Promise<CheckLine[]> {
  return (await checks(ctx, stationId, 12)).map(row => ({
    id: row.id,
    day: row.checked_on,
    score: String(Number(row.score)),
    grade: grades[row.grade as Grade],
    remarks: row.remarks,
  }))
}

/** Authorisations of a station; of one head only where it is they who read. */
export async function errandLines(
  ctx: Ctx,
  stationId: string,
  identityId: string | null,
): Promise<ErrandLine[]> {
  const rows = await errandsOf(ctx, stationId, identityId)
  const mandates = await mandatesById(
    ctx,
    rows.flatMap(row => row.mandate_id ?? []),
  )
  return rows.map(row => {
    const mandate = mandates.get(row.mandate_id ?? '')
    return {
      id: row.id,
      person: row.person_name,
      matter: row.matter,
      state: badgeOfErrand(row, mandate?.state),
      until: row.valid_until && `至 ${row.valid_until}`,
    }
  })
}

/** Once it is granted, what has become of the mandate. */
const badgeOfErrand = (row: Pick<Errand, 'state'>, mandate: string | undefined) =>
  mandate ? badgeOf(mandateFlow, mandate) : badgeOf(errandFlow, row.state)

export async function errandView(
  ctx: Ctx,
  row: Errand,
): Promise<ErrandView & { mandateState: string | null }> {
  const [mandates, station, papers, doings] = await Promise.all([
    mandatesById(ctx, row.mandate_id ? [row.mandate_id] : []),
    stationById(ctx, row.station_id),
    filesOf(ctx, 'errand', row.id),
    row.mandate_id ? doingsUnder(ctx, row.mandate_id) : [],
  ])
  const mandate = mandates.get(row.mandate_id ?? '')
  return {
    id: row.id,
    matter: row.matter,
    person: row.person_name,
    phone: ctx.actor.identityId === row.identity_id ? row.person_phone : maskPhone(row.person_phone),
    way: evidences[row.way as keyof typeof evidences],
    askedAt: row.asked_at,
    station: station?.name ?? '',
    head: row.head_name,
    validUntil: row.valid_until,
    state: badgeOfErrand(row, mandate?.state),
    mandateState: mandate?.state ?? null,
    papers,
    doings: doings.map(one => {
      const flow = workflows.get(one.flow)
      return {
        ...one,
        state: flow ? badgeOf(flow, one.state) : { label: one.state, tone: 'grey' as const },
      }
    }),
  }
}

async function showErrand(ctx: Ctx, c: Http, error: string | null): Promise<Response> {
  const row = (await find(ctx, errandFlow, c.req.param('id') ?? '')) as unknown as Errand
  const { mandateState, ...view } = await errandView(ctx, row)
  const inTime = row.code_until !== null && ctx.now < row.code_until
  const waits = row.state === 'asked' && inTime
  c.header('cache-control', 'no-store')
  const page = (
    <MyErrand
      errand={view}
      waits={waits}
      over={row.state === 'lapsed' || (row.state === 'asked' && !inTime)}
      party={row.party_id}
      valid={mandateState === 'active' && (row.valid_until ?? '') >= dayOf(ctx.now)}
      minutes={codeMinutes.of(ctx.centre)}
      error={error}
      shownCode={ctx.centre.demo && waits ? codeOf(ctx, row.id) : null}
    />
  )
  return portal(c, { title: '代办授权', own: true }, page)
}

/** A wrong code is counted, so it answers with the page and no error. */
async function takeCode(c: Http): Promise<Response> {
  if (c.var.actor.kind !== 'person') throw signInFirst()
  const code = String((await sentForm(c)).get('code') ?? '').trim()
  const id = c.req.param('id') ?? ''
  return writeIn(c, async ctx => {
    const entered = await enterCode(ctx, id, code)
    if (entered.ok) return c.redirect(`/my/station/errands/${id}`, 303)
    c.status(422)
    return showErrand(ctx, c, entered.reason)
  })
}

async function showEntry(ctx: Ctx, c: Http): Promise<Answer> {
  const { row, page } = await entryPage(ctx, c.req.param('id') ?? '', '/my/station/entries')
  return portal(c, { title: `${row.day} 日报`, own: true }, <div class="wrap stack">{page}</div>)
}

/** A day's figures with their story; for the head and for staff. */
export async function entryPage(ctx: Ctx, id: string, base: string) {
  const row = (await find(ctx, entryFlow, id)) as unknown as RowOf<'station_entry'>
  const [station, buttons, told] = await Promise.all([
    stationById(ctx, row.station_id),
    buttonsFor(ctx, entryFlow, row),
    story(ctx, { recordId: row.id }),
  ])
  const page = (
    <EntryPage
      station={station?.name ?? ''}
      day={row.day}
      lines={kindNames.map(kind => ({
        label: kinds[kind].label,
        unit: unitOf(kind),
        count: row[`${kind}_count`],
        fen: row[`${kind}_fen`],
      }))}
      late={row.late_reason}
      enteredAt={dateTime(row.entered_at)}
      buttons={buttons}
      back={`${base}/${row.id}`}
      story={told}
    />
  )
  return { row, station, page }
}
