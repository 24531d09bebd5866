import { Hono } from 'hono'
import { buttonsFor } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { type PeriodKind, periodKinds } from '#platform/periods'
import { Overview, type OverviewLine, overviewColumns } from './pages/overview.tsx'
import { sources } from './people.ts'
import { subscriptionFlow } from './subscription.ts'
import { themes } from './themes.ts'
import { type Latest, latestFigures } from './values.ts'
import { changeWords, words } from './words.ts'

/** 5.6.2 数据总览. */
export const overviewRoutes = new Hono<Env>().get('/desk/indicators', atDesk(showOverview))

const states = { locked: '已锁定', provisional: '未锁定', late: '迟报', none: '没有数据' } as const
type State = keyof typeof states
const tones = { locked: 'green', provisional: 'blue', late: 'red', none: 'grey' } as const

export const stateOf = (one: Latest): State =>
  one.late ? 'late' : one.value === null ? 'none' : one.locked ? 'locked' : 'provisional'

/** Which kind of period an address asks for; months where it says nothing. */
export const kindOf = (c: Http, fallback: PeriodKind = 'month'): PeriodKind => {
  const asked = c.req.query('kind') ?? ''
  return Object.hasOwn(periodKinds, asked) ? (asked as PeriodKind) : fallback
}

const optionsOf = (of: Record<string, string>) =>
  Object.entries(of).map(([value, label]) => ({ value, label }))
const filters = [
  { name: 'theme', label: '分组', options: themes.map(one => ({ value: one, label: one })) },
  {
    name: 'kind',
    label: '统计期',
    options: (Object.keys(periodKinds) as PeriodKind[]).map(value => ({
      value,
      label: `按${periodKinds[value].label}`,
    })),
  },
  { name: 'state', label: '状态', options: optionsOf(states) },
  { name: 'source', label: '来源', options: optionsOf(sources) },
]

async function showOverview(ctx: Ctx, c: Http): Promise<Answer> {
  const { q = '', theme = '', state = '', source = '' } = c.req.query()
  const found = (await latestFigures(ctx, kindOf(c))).filter(
    one =>
      (!q || one.entry.label.includes(q.trim())) &&
      (!theme || one.entry.theme === theme) &&
      (!state || stateOf(one) === state) &&
      (!source || one.entry.source === source),
  )
  const rows = found.map(lineOf)
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title: '数据总览', rows, columns: overviewColumns, filters })
  const subscription = await ctx.db
    .selectFrom('indicator_subscription')
    .selectAll()
    .where('staff_id', '=', ctx.actor.staffId)
    .where('state', '=', 'active')
    .executeTakeFirst()
  const page = (
    <Overview
      {...{ rows, filters }}
      query={c.req.query()}
      subscription={subscription ? await buttonsFor(ctx, subscriptionFlow, subscription) : null}
    />
  )
  return desk(ctx, c, { title: '数据总览' }, page)
}

function lineOf(one: Latest): OverviewLine {
  const { entry, value } = one
  const { measure, unit } = entry
  const changed = (before: number | null) =>
    value === null ? '' : before === null ? '没有可比的数' : changeWords(measure, value, before)
  const state = stateOf(one)
  return {
    ...{ code: entry.code, theme: entry.theme, label: entry.label, definition: entry.definition },
    period: one.period?.label ?? '',
    value: value === null ? '没有数据' : words(measure, unit, value),
    ...{ before: changed(one.before), yearBefore: changed(one.yearBefore) },
    state: { label: states[state], tone: tones[state] },
    ...{ frequency: periodKinds[entry.frequency].label, source: sources[entry.source] },
    ...{ owner: entry.owner ?? '', counted_at: one.counted_at },
  }
}
