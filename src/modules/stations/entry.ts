import { z } from 'zod'
import { addDays, type Day, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, forbidden, invalid } from '#platform/errors'
import { money } from '#platform/format'
import type { Facts } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { isWorking } from './levels.ts'
import { theHead } from './people.ts'
import { lockedStation, stationById, stationHints, stationOfHead } from './queries.ts'
import { visibleOfHead } from './rectification.ts'
import { entryDays, lateDays } from './settings.ts'

type Entry = RowOf<'station_entry'>

/** What a station counts each day: how many, and for how much. */
export const kinds = {
  buy: { label: '代买', help: '帮村民在网上买东西', fen: '代买金额' },
  sell: { label: '代卖', help: '帮村民在网上卖东西', fen: '代卖金额' },
  parcel: { label: '快递', help: '代收、代发的件数', fen: '快递收费' },
  errand: { label: '便民', help: '缴费、充值、代办等', fen: '便民金额' },
} as const
export type Kind = keyof typeof kinds
export const kindNames = Object.keys(kinds) as Kind[]

export type Counts = Record<`${Kind}_count` | `${Kind}_fen`, number>

const countField = (kind: Kind) =>
  z
    .number()
    .int()
    .min(0)
    .max(99_999)
    .default(0)
    .meta({ label: kinds[kind].label, unit: kind === 'parcel' ? '件' : '单', help: kinds[kind].help })
const fenField = (kind: Kind) =>
  z
    .number()
    .int()
    .min(0)
    .max(1_000_000_000)
    .default(0)
    .meta({ label: kinds[kind].fen, unit: '元', widget: 'money' })

const countFields = Object.fromEntries(
  kindNames.flatMap(kind => [
    [`${kind}_count`, countField(kind)],
    [`${kind}_fen`, fenField(kind)],
  ]),
) as Record<keyof Counts, z.ZodDefault<z.ZodNumber>>

type Filled = Counts & { day: Day; late_reason?: string | undefined }

/** Whose day it is, is known: a head has one station. */
async function daily(ctx: Ctx): Promise<z.ZodType<Filled>> {
  await workingStation(ctx)
  const days = entryDays.of(ctx.centre)
  return z.object({
    day: z.iso.date().meta({ label: '哪一天', widget: 'date' }),
    ...countFields,
    late_reason: z
      .string()
      .trim()
      .min(2)
      .max(200)
      .optional()
      .meta({
        label: '补录原因',
        help: `${days === 0 ? '不是当天的' : `${days} 天以前的`}算补录，要写原因，页面上会标出来；其余不用填。`,
      }),
  }) as unknown as z.ZodType<Filled>
}

async function workingStation(ctx: Ctx) {
  const station = await stationOfHead(ctx)
  if (!station) throw forbidden('只有服务站的站长可以登记日报。')
  if (!isWorking(station.state)) throw conflict('站点现在没有运营，不能登记日报。')
  return station
}

/** The first day that may still be entered, or corrected. */
export const firstDay = ({ now, centre }: Pick<Facts, 'now' | 'centre'>): Day =>
  addDays(dayOf(now), -lateDays.of(centre))

async function enter(ctx: Ctx, _row: Entry, { day, late_reason, ...counts }: Filled) {
  const asked = await workingStation(ctx)
  // Entered on two phones at once, the second waits here and then finds what the first wrote.
  const station = await lockedStation(ctx, asked.id)
  const today = dayOf(ctx.now)
  if (day > today) throw invalid({ day: '这一天还没有到。' })
  if (station.opened_on && day < station.opened_on)
    throw invalid({ day: `站点 ${station.opened_on} 开始运营，不能登记以前的。` })
  if (day < firstDay(ctx)) throw invalid({ day: `最多补录 ${lateDays.of(ctx.centre)} 天以前的。` })
  const late = day < addDays(today, -entryDays.of(ctx.centre))
  if (late && !late_reason) throw invalid({ late_reason: '这一天的日报算补录，请写明原因。' })
  const there = await ctx.db
    .selectFrom('station_entry')
    .select('id')
    .where('station_id', '=', station.id)
    .where('day', '=', day)
    .executeTakeFirst()
  if (there) throw invalid({ day: '这一天已经登记过了。数字不对，请在当月日报里点“更正”。' })
  return {
    ...counts,
    day,
    station_id: station.id,
    late_reason: late ? (late_reason as string) : null,
    entered_by: ctx.actor.identityId,
    entered_at: ctx.now,
  }
}

type Correction = Counts & { reason: string }

async function correct(ctx: Ctx, row: Entry, { reason: _, ...counts }: Correction) {
  const station = await stationById(ctx, row.station_id)
  if (!station || !isWorking(station.state)) throw conflict('站点现在没有运营，不能更正日报。')
  const changed = kindNames.flatMap(kind => [
    ...changeOf(kinds[kind].label, row[`${kind}_count`], counts[`${kind}_count`], String),
    ...changeOf(kinds[kind].fen, row[`${kind}_fen`], counts[`${kind}_fen`], money),
  ])
  if (changed.length === 0) throw invalid({ '': '数字没有变化，不需要更正。' })
  return { ...counts, corrected: changed.join('，') }
}

/** '代买 3 改为 4' */
const changeOf = (label: string, before: number, after: number, words: (n: number) => string): string[] =>
  before === after ? [] : [`${label} ${words(before)} 改为 ${words(after)}`]

/** 4.3.3 日报: what a station did on a day, once per day; a correction keeps what stood there before. */
export const entryFlow = defineWorkflow({
  subject: 'station_entry',
  label: '服务站日报',
  clause: '4.3.3',
  states: { kept: { label: '已登记', tone: 'green', final: true } },
  visible: visibleOfHead('station_entry'),
  title: row => `${row.day} 日报`,
  hints: (ctx, ids) => stationHints(ctx, 'station_entry', ids),
  href: (row, actor) =>
    actor.staffId ? `/desk/stations/entries/${row.id}` : `/my/station?month=${row.day.slice(0, 7)}`,
  record: z.object({
    id: z.uuid(),
    station_id: z.uuid(),
    day: z.string(),
    ...Object.fromEntries(
      kindNames.flatMap(kind => [
        [`${kind}_count`, z.number().int()],
        [`${kind}_fen`, z.number().int().meta({ description: '分' })],
      ]),
    ),
    late_reason: z.string().nullable(),
    entered_at: z.date(),
  }),
  actions: action => ({
    enter: action<Filled>({
      label: '登记日报',
      past: '登记了日报',
      done: '日报已登记',
      from: 'new',
      to: 'kept',
      by: theHead,
      tone: 'primary',
      publishes: true,
      input: daily,
      about: async ctx => (await stationOfHead(ctx))?.name ?? null,
      prefill: async (ctx, _row, raw) => ({
        day: typeof raw.day === 'string' ? raw.day : dayOf(ctx.now),
      }),
      effect: enter,
      note: (_input, row) => row.late_reason && `补录：${row.late_reason}`,
    }),
    correct: action<Correction>({
      label: '更正',
      past: '更正了日报',
      done: '日报已更正，原来的数字留在记录里',
      from: ['kept'],
      by: theHead,
      blockedBy: (row, _actor, facts) =>
        row.day < firstDay(facts) && `超过 ${lateDays.of(facts.centre)} 天的日报不能更正，请联系中心。`,
      input: z.object({
        ...countFields,
        reason: z.string().trim().min(2).max(200).meta({ label: '更正原因' }),
      }) as unknown as z.ZodType<Correction>,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: correct,
      note: (input, row) => `${row.corrected}（${input.reason}）`,
    }),
  }),
})
