import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { deadlineOf } from '#modules/cases'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import { periodFrom, periodKinds } from '#platform/periods'
import { dueOf } from '#platform/tasks'
import type { RowOf } from '#platform/workflow'
import { indicatorList, measures, type Version, versionsOf } from './dictionary.ts'
import { type DictionaryLine, DictionaryPage, dictionaryColumns, VersionPage } from './pages/dictionary.tsx'
import { sources } from './people.ts'
import { opening } from './standard.ts'
import { themes } from './themes.ts'
import { versionFlow } from './version.ts'
import { indicatorFlow } from './workflow.ts'

/** 5.6.2 指标字典 at the workbench. */
export const dictionaryRoutes = new Hono<Env>()
  .get('/desk/indicators/dictionary', atDesk(showDictionary))
  .get('/desk/indicators/versions/:id', atDesk(showVersion))

const filters = [
  { name: 'theme', label: '分组', options: themes.map(one => ({ value: one, label: one })) },
  {
    name: 'source',
    label: '来源',
    options: Object.entries(sources).map(([value, label]) => ({ value, label })),
  },
  {
    name: 'state',
    label: '状态',
    options: Object.entries(indicatorFlow.states).map(([value, { label }]) => ({ value, label })),
  },
]

async function showDictionary(ctx: Ctx, c: Http): Promise<Answer> {
  const { q = '', theme = '', source = '', state = '' } = c.req.query()
  const rows = (await indicatorList(ctx, { retired: true }))
    .filter(
      one =>
        (!q || one.label.includes(q.trim())) &&
        (!theme || one.theme === theme) &&
        (!source || one.source === source) &&
        (!state || one.state === state),
    )
    .map(
      (one): DictionaryLine => ({
        ...{ code: one.code, label: one.label, theme: one.theme, definition: one.definition },
        ...{ formula: one.formula, unit: one.unit, measure: measures[one.measure] },
        ...{ frequency: periodKinds[one.frequency].label, source: sources[one.source], origin: one.origin },
        ...{ version: one.version, owner: one.owner ?? '', opens: opening[one.opens] },
        adds: one.adds ? '可以相加' : '不能相加',
        state: badgeOf(indicatorFlow, one.state),
      }),
    )
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title: '指标字典', rows, columns: dictionaryColumns, filters })
  const page = (
    <DictionaryPage
      {...{ rows, filters }}
      query={c.req.query()}
      mayAdd={mayCreate(ctx, indicatorFlow, 'add')}
    />
  )
  return desk(ctx, c, { title: '指标字典' }, page)
}

async function showVersion(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, versionFlow, c.req.param('id') ?? '')) as unknown as RowOf<'indicator_version'>
  const [versions, buttons, told, due] = await Promise.all([
    versionsOf(ctx, row.code),
    buttonsFor(ctx, versionFlow, row),
    story(ctx, { recordId: row.id }),
    dueOf(ctx, 'indicator_version', row.id),
  ])
  const before = versions.find(one => one.number === row.number - 1) ?? null
  const crumbs = [
    { href: '/desk/indicators/dictionary', label: '指标字典' },
    { href: `/desk/indicators/${row.code}`, label: row.label },
  ]
  const page = (
    <VersionPage
      path={`/desk/indicators/versions/${row.id}`}
      title={versionFlow.title(row)}
      state={badgeOf(versionFlow, row.state)}
      deadline={deadlineOf(ctx, due)}
      facts={factsOf(row as unknown as Version)}
      before={before && factsOf(before)}
      reason={row.reason}
      buttons={buttons}
      story={told}
    />
  )
  return desk(ctx, c, { title: versionFlow.title(row), crumbs }, page)
}

const factsOf = (one: Version) => [
  { label: '名称', value: one.label },
  { label: '口径', value: one.definition },
  { label: '计算方法', value: one.formula },
  { label: '单位', value: one.unit },
  { label: '频率', value: `每${periodKinds[one.frequency].label}` },
  { label: '适用', value: one.holds_from === '' ? '从一开始' : `从${periodFrom(one.holds_from).label}起` },
]
