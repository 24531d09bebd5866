import { z } from 'zod'
import { endProxies } from '#modules/parties'
import { type Ctx, system } from '#platform/ctx'
import { conflict, forbidden, invalid } from '#platform/errors'
import { noId } from '#platform/ids'
import { tell } from '#platform/notify'
import { perform, performMany } from '#platform/perform'
import { phoneOfPerson } from '#platform/personal-data'
import { degreesOf } from '#platform/position'
import { dropFromIndex, putInIndex } from '#platform/search'
import type { RowOf } from '#platform/workflow'
import { errandFlow } from './errand.ts'
import { headFields, placeOf, reason, type StationInput } from './inputs.ts'
import { isWorking } from './levels.ts'
import { texts } from './messages.ts'
import { toHead } from './people.ts'
import { stationById } from './queries.ts'
import { rectificationFlow } from './rectification.ts'
import { placeName } from './shown.ts'

type Station = RowOf<'station'>

export async function opensPhoto(ctx: Ctx, stationId: string, field: string): Promise<boolean> {
  if (field !== 'photos') return false
  const station = await stationById(ctx, stationId)
  return station !== undefined && isWorking(station.state)
}

/** ZD-013, where twelve are there. */
export async function nextCode(ctx: Ctx) {
  const { n } = await ctx.db
    .selectFrom('station')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return { code: `ZD-${String(n + 1).padStart(3, '0')}` }
}

export async function columns(ctx: Ctx, id: string, input: Omit<StationInput, 'head_name' | 'head_phone'>) {
  const twin = await ctx.db
    .selectFrom('station')
    .select('name')
    .where('code', '=', input.code)
    .where('id', '!=', id)
    .executeTakeFirst()
  if (twin) throw invalid({ code: `这个编码已用于「${twin.name}」。` })
  const { code, name, address, phone, hours, offers, keeper_id = null } = input
  return {
    ...{ code, name, address, phone, hours, offers, keeper_id },
    ...placeOf(input),
    ...degreesOf(input.position),
  }
}

/** Codes of the villages are public; what counts is the phone that the centre noted and the person proved to hold. */
export async function claim(ctx: Ctx, row: Station) {
  if ((await phoneOfPerson(ctx)) !== row.head_phone)
    throw forbidden('登记的站长手机号与您的不一致，请联系中心。')
  const other = await ctx.db
    .selectFrom('station')
    .select('name')
    .where('head_identity_id', '=', ctx.actor.identityId)
    .where('state', 'not in', ['closed', 'refused'])
    .executeTakeFirst()
  if (other) throw conflict(`您已是「${other.name}」的站长，一个人只能管理一个站点，请联系中心。`)
  return { head_identity_id: ctx.actor.identityId }
}

export interface NewHead {
  head_name: string
  head_phone: string
  reason: string
}
export const newHead = z.object({
  ...headFields,
  ...reason('更换原因').shape,
}) as unknown as z.ZodType<NewHead>

/** The former head loses the station at once, and with it whatever villagers had entrusted to the station's head. */
export async function changeHead(ctx: Ctx, row: Station, { head_name, head_phone }: NewHead) {
  if (head_phone === row.head_phone) throw invalid({ head_phone: '这就是现任站长的手机号。' })
  await endErrands(ctx, row.id, '站长已更换')
  await tell(ctx, toHead(row, texts.unheaded, { name: row.name }))
  return { head_name, head_phone, head_identity_id: null }
}

/** Nothing is done for villagers from here any more: mandates end, questions that are open lapse. */
async function endErrands(ctx: Ctx, stationId: string, why: string): Promise<void> {
  const errands = await ctx.db
    .selectFrom('errand')
    .innerJoin('mandate', 'mandate.id', 'errand.mandate_id')
    .select('mandate.id')
    .where('station_id', '=', stationId)
    .where('mandate.state', '=', 'active')
    .limit(2_000)
    .execute()
  await endProxies(
    ctx,
    errands.map(one => one.id),
    why,
  )
  const asked = await ctx.db
    .selectFrom('errand')
    .select('id')
    .where('station_id', '=', stationId)
    .where('state', '=', 'asked')
    .limit(500)
    .execute()
  await performMany(
    { ...ctx, actor: system },
    errandFlow,
    'lapse',
    asked.map(one => one.id),
  )
}

/** What is still to be mended is not mended any more. */
/** Found by its name and place as long as it works. */
export const keepFindable = (ctx: Ctx, row: Station): Promise<void> =>
  isWorking(row.state)
    ? putInIndex(ctx, {
        subject: 'station',
        recordId: row.id,
        audience: 'public',
        title: row.name,
        summary: [row.address, row.hours].filter(Boolean).join('，').slice(0, 60),
        href: `/stations/${row.id}`,
        text: `${placeName(row)} ${row.address}`,
        weight: 2,
      })
    : dropFromIndex(ctx, 'station', row.id)

export async function windUp(ctx: Ctx, row: Station): Promise<void> {
  await keepFindable(ctx, row)
  await endErrands(ctx, row.id, '服务站已撤销')
  const open = await openRectifications(ctx, row.id)
  await performMany(
    { ...ctx, actor: system },
    rectificationFlow,
    'drop',
    open.map(one => one.id),
  )
}

const openRectifications = (ctx: Ctx, stationId: string) =>
  ctx.db
    .selectFrom('station_rectification')
    .select('id')
    .where('station_id', 'in', [noId, stationId])
    .where('state', 'in', ['open', 'reported'])
    .limit(10)
    .execute()

/** The task of what is being mended goes along to whoever takes care of the station now. */
export async function keeperOfRectifications(
  ctx: Ctx,
  row: Station,
  { keeper_id }: { keeper_id: string },
): Promise<void> {
  const open = await openRectifications(ctx, row.id)
  await performMany(
    { ...ctx, actor: system },
    rectificationFlow,
    'handOn',
    open.map(one => one.id),
    { keeper_id },
  )
}

export async function orderAnew(
  ctx: Ctx,
  row: Station,
  input: { reason: string; days: number },
): Promise<void> {
  await perform({ ...ctx, actor: system }, rectificationFlow, 'order', null, {
    station_id: row.id,
    ordered_by: ctx.actor.staffId,
    issues: input.reason,
    days: input.days,
  })
}
