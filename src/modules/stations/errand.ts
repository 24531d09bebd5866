import { z } from 'zod'
import { evidences, mandateFlow } from '#modules/parties'
import { dayOf, startOfDay } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, forbidden, invalid } from '#platform/errors'
import { files } from '#platform/forms'
import { mobile } from '#platform/identifiers'
import { message, tell } from '#platform/notify'
import { find, perform } from '#platform/perform'
import { holds, theSystem, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { inspectStations, manageStations } from './duties.ts'
import { isWorking } from './levels.ts'
import { texts } from './messages.ts'
import { theHead } from './people.ts'
import { errandsSince } from './queries/doings.ts'
import { lockedStation, stationHints, stationOfHead } from './queries.ts'
import { asksAPhone, codeMinutes, codeTries, errandsADay, proxyDays } from './settings.ts'

export type Errand = RowOf<'errand'>

interface Asking {
  person_name: string
  person_phone: string
  matter: string
  way: 'code' | 'paper'
  papers: string[]
}

const asker: Who<Errand> = {
  says: '发起的站长',
  test: (actor, row) => actor.identityId !== null && actor.identityId === row.identity_id,
}

async function asking(ctx: Ctx): Promise<z.ZodType<Asking>> {
  await workingStation(ctx)
  return z.object({
    person_name: z.string().trim().min(2).max(20).meta({ label: '村民姓名', help: '与身份证一致。' }),
    person_phone: mobile.meta({
      label: '村民手机号',
      widget: 'phone',
      help: '授权的情况会用短信告诉他本人。',
    }),
    matter: z
      .string()
      .trim()
      .min(4)
      .max(100)
      .meta({ label: '替他办什么事', help: '例如：申请土鸡蛋的产品拍摄。' }),
    way: z.enum(['code', 'paper']).meta({
      label: '怎么取得授权',
      widget: 'radio',
      options: [
        { value: 'code', label: '发验证码到他手机', help: '他同意后把验证码告诉您。' },
        { value: 'paper', label: '拍签字的授权书', help: '写明办什么事，本人签名按手印。' },
      ],
    }),
    papers: files(3).optional().meta({
      label: '授权书照片',
      accept: 'image/*',
      help: '选“拍签字的授权书”时必须上传，字迹要清楚。',
    }),
  }) as unknown as z.ZodType<Asking>
}

async function workingStation(ctx: Ctx) {
  const station = await stationOfHead(ctx)
  if (!station) throw forbidden('只有服务站的站长可以代村民办事。')
  if (!isWorking(station.state)) throw conflict('站点现在没有运营，不能代村民办事。')
  return station
}

/** Six digits that only the installation's secret can derive; they stand in no table. */
export const codeOf = (ctx: Ctx, id: string): string =>
  String(Number.parseInt(ctx.centre.keys.hash(`errand code ${id}`).slice(0, 12), 16) % 1_000_000).padStart(
    6,
    '0',
  )

async function ask(ctx: Ctx, row: Errand, input: Asking) {
  const { papers: _, ...asked } = input
  const station = await workingStation(ctx)
  await lockedStation(ctx, station.id)
  await refuseTooMany(ctx, input.person_phone)
  const common = {
    ...asked,
    station_id: station.id,
    identity_id: ctx.actor.identityId as string,
    head_name: ctx.actor.name,
    phone_hash: ctx.centre.keys.hash(input.person_phone),
    asked_at: ctx.now,
  }
  if (input.way === 'paper') {
    if (!input.papers?.length) throw invalid({ papers: '请上传本人签字的授权书照片。' })
    return { ...common, ...(await grant(ctx, station.name, input)) }
  }
  const minutes = codeMinutes.of(ctx.centre)
  const values = { station: station.name, head: ctx.actor.name, matter: input.matter }
  const code = { code: codeOf(ctx, row.id), minutes: String(minutes) }
  await tell(ctx, message({ phone: input.person_phone }, texts.proxyAsked, { ...values, ...code }))
  const until = new Date(ctx.now.getTime() + minutes * 60_000)
  return { ...common, code_until: until, most_tries: codeTries.of(ctx.centre) }
}

/** Nobody's phone is flooded, and nobody collects mandates in bulk. */
async function refuseTooMany(ctx: Ctx, phone: string): Promise<void> {
  const today = startOfDay(dayOf(ctx.now))
  const { own, toPhone } = await errandsSince(ctx, today, ctx.centre.keys.hash(phone))
  if (own >= errandsADay.of(ctx.centre))
    throw conflict(`今天已发起 ${own} 次代办授权，达到每天的上限，请明天再办或请村民到中心办理。`)
  if (toPhone >= asksAPhone.of(ctx.centre))
    throw invalid({ person_phone: '这个手机号今天被请求的次数太多，请明天再试，或请本人到中心办理。' })
}

/** The mandate itself is the parties' own: for this head, this matter and these days. */
async function grant(
  ctx: Ctx,
  agency: string,
  asked: Pick<Errand, 'person_name' | 'person_phone' | 'matter' | 'way'>,
) {
  const { row } = await perform(ctx, mandateFlow, 'grantProxy', null, {
    name: asked.person_name,
    phone: asked.person_phone,
    agency,
    matter: asked.matter,
    evidence: asked.way,
    days: proxyDays.of(ctx.centre),
  })
  const { id: mandate_id, party_id, valid_until } = row as unknown as RowOf<'mandate'>
  return { mandate_id, party_id, valid_until }
}

/** 代办授权: a villager says that the head of the station may act for them, by a code or on paper. */
export const errandFlow = defineWorkflow({
  subject: 'errand',
  label: '代办授权',
  clause: '4.3.3',
  states: {
    asked: { label: '等待验证码', tone: 'orange', after: { within: 1, do: 'lapse' } },
    granted: { label: '已授权', tone: 'green', final: true },
    refused: { label: '验证码不对', tone: 'red', final: true },
    lapsed: { label: '未授权', tone: 'grey', final: true },
  },
  visible: ({ actor, db }, query) => {
    if (actor.kind === 'system' || holds(actor, manageStations, inspectStations)) return query
    const own = db.selectFrom('station').select('id').where('head_identity_id', '=', actor.identityId)
    return query.where('errand.identity_id', '=', actor.identityId).where('errand.station_id', 'in', own)
  },
  title: row => `代办：${row.matter}`,
  hints: (ctx, ids) => stationHints(ctx, 'errand', ids),
  href: (row, actor) =>
    actor.staffId ? `/desk/stations/errands/${row.id}` : `/my/station/errands/${row.id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    station_id: z.uuid(),
    way: z.enum(Object.keys(evidences) as [string, ...string[]]),
    mandate_id: z.uuid().nullable(),
    valid_until: z.string().nullable(),
    asked_at: z.date(),
  }),
  actions: action => ({
    ask: action<Asking>({
      label: '取得代办授权',
      past: '请求代办授权',
      done: '已登记',
      from: 'new',
      to: (_row, input) => (input.way === 'paper' ? 'granted' : 'asked'),
      by: theHead,
      tone: 'primary',
      input: asking,
      about: async ctx => (await stationOfHead(ctx))?.name ?? null,
      effect: ask,
    }),
    confirm: action<{ code: string }>({
      label: '核对验证码',
      past: '凭验证码取得授权',
      from: ['asked'],
      to: 'granted',
      by: asker,
      inner: true,
      input: z.object({ code: z.string().meta({ secret: true }) }),
      effect: async (ctx, row, { code }) => {
        if (!matches(ctx, row, code)) throw forbidden('验证码不对。')
        const station = await workingStation(ctx)
        return grant(ctx, station.name, row as Errand & { way: 'code' })
      },
    }),
    miss: action({
      label: '验证码不对',
      past: '填错了验证码',
      from: ['asked'],
      to: row => (row.tries + 1 >= row.most_tries ? 'refused' : 'asked'),
      by: asker,
      inner: true,
      effect: async (_ctx, row) => ({
        tries: row.tries + 1,
        ...(row.tries + 1 >= row.most_tries && nobody),
      }),
    }),
    lapse: action({
      label: '未授权',
      past: '没有取得授权',
      from: ['asked'],
      to: 'lapsed',
      by: theSystem,
      quiet: true,
      effect: async () => nobody,
    }),
  }),
})

/** Whoever did not agree is not kept. */
const nobody = { person_name: '', person_phone: '' }

const matches = (ctx: Ctx, row: Errand, code: string): boolean =>
  row.code_until !== null && ctx.now < row.code_until && code === codeOf(ctx, row.id)

export type Entered = { ok: true } | { ok: false; reason: string }

/** The head enters the code that the villager told. A wrong one counts, so it is an action and no error. */
export async function enterCode(ctx: Ctx, id: string, code: string): Promise<Entered> {
  const row = (await find(ctx, errandFlow, id, { lock: true })) as unknown as Errand
  if (row.state === 'asked' && row.code_until !== null && ctx.now >= row.code_until)
    return { ok: false, reason: '验证码已过期，请重新发起。' }
  if (row.state !== 'asked' || matches(ctx, row, code)) {
    await perform(ctx, errandFlow, 'confirm', id, { code })
    return { ok: true }
  }
  const missed = (await perform(ctx, errandFlow, 'miss', id)).row as unknown as Errand
  const left = row.most_tries - missed.tries
  return {
    ok: false,
    reason:
      left > 0 ? `验证码不对，还可以试 ${left} 次。` : '验证码多次不对，这次请求已作废，请向村民当面核实。',
  }
}
