import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { deadlineOf } from '#modules/cases'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { staffNames } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { filesOf } from '#platform/files'
import { date } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook, pageKey } from '#platform/http'
import { find } from '#platform/perform'
import { improvementDuties } from './duties.ts'
import { findingFlow } from './finding.ts'
import { home } from './frame.tsx'
import { FindingList, FindingPage, findingColumns } from './pages/findings.tsx'
import { type Finding, keeper } from './people.ts'
import * as queries from './queries/findings.ts'
import {
  labelIn,
  levels,
  occurrenceWords,
  type Severity,
  severities,
  severityTones,
  sources,
} from './words.ts'

/** 6.2.1 The one list of problems at the workbench. */
export const findingRoutes = new Hono<Env>()
  .get('/desk/improvements', atDesk(showList, ...improvementDuties))
  .get('/desk/improvements/findings/:id', atDesk(showOne))

const pageSize = 50
const options = (labels: Record<string, string>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))
const filters = [
  {
    name: 'state',
    label: '状态',
    options: Object.entries(findingFlow.states).map(([value, { label }]) => ({ value, label })),
  },
  { name: 'severity', label: '轻重', options: options(severities) },
  { name: 'source', label: '来源', options: options(sources) },
  {
    name: 'which',
    label: '范围',
    options: options({ again: '复发的', bureau: '升级到主管部门的', mine: '我提出的' }),
  },
]

export const dayIn = (text: string | undefined): string =>
  text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : ''

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const filter = {
    ...{ question: (query.q ?? '').trim().slice(0, 60), state: query.state ?? '', which: query.which ?? '' },
    ...{ source: query.source ?? '', severity: query.severity ?? '', after: pageKey(c) },
    ...{ from: dayIn(query.from), until: dayIn(query.until) },
  }
  const { rows, next } = await queries.findingList(ctx, filter, file?.most ?? pageSize)
  const lines = rows.map(row => lineOf(ctx, row))
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '问题台账', columns: findingColumns, rows: lines, filters, cut: next !== null },
    })
  const counts = new Map((await queries.findingCounts(ctx)).map(row => [row.state, row.n]))
  const page = (
    <FindingList
      {...{ rows: lines, query, filters, next }}
      counts={(['open', 'improving', 'closed', 'dismissed'] as const).map(state => ({
        label: findingFlow.states[state].label,
        value: counts.get(state) ?? 0,
        href: `/desk/improvements?state=${state}`,
      }))}
      mayEnter={mayCreate(ctx, findingFlow, 'enter')}
    />
  )
  return desk(ctx, c, { title: home.label }, page)
}

const severityMark = (severity: string) => ({
  label: labelIn(severities, severity),
  tone: severityTones[severity as Severity],
})

const lineOf = (ctx: Ctx, row: Awaited<ReturnType<typeof queries.findingList>>['rows'][number]) => ({
  ...{ id: row.id, number: row.number, title: row.title, clause: row.clause, seen: row.seen, rule: row.rule },
  source: labelIn(sources, row.source),
  severity: severityMark(row.severity),
  occurrence: occurrenceWords(row),
  level: labelIn(levels, row.level),
  state: badgeOf(findingFlow, row.state),
  deadline: deadlineOf(ctx, row.due_at),
  improvement: row.improvement_id ? { id: row.improvement_id, number: row.improvement_number ?? '' } : null,
  ...{ raised: row.raised_at, seenAt: row.seen_at },
})

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, findingFlow, c.req.param('id') ?? '')) as unknown as Finding
  noteLook(c, '查看问题', row.id)
  const mayBegin = row.state === 'open' && keeper.test(ctx.actor, row, factsNow(ctx))
  const page = (
    <FindingPage
      {...{ id: row.id, title: row.title, facts: row.facts, rule: row.rule }}
      marks={[
        badgeOf(findingFlow, row.state),
        severityMark(row.severity),
        ...(row.occurrence > 1 ? [{ label: occurrenceWords(row), tone: 'red' as const }] : []),
      ]}
      begin={mayBegin ? `/act/improvement/begin?finding=${row.id}` : null}
      about={await aboutOf(ctx, row)}
      {...(await linksOf(ctx, row))}
      buttons={await buttonsFor(ctx, findingFlow, row)}
      evidence={await queries.evidenceOf(ctx, row.id)}
      files={await filesOf(ctx, 'finding', row.id)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return desk(ctx, c, { title: row.title, crumbs: [home] }, page)
}

const factsNow = (ctx: Ctx) => ({ did: new Map(), now: ctx.now, centre: ctx.centre })

async function aboutOf(ctx: Ctx, row: Finding) {
  const names = await staffNames(ctx, [row.raised_by])
  return [
    { label: '编号', value: row.number },
    { label: '来源', value: labelIn(sources, row.source) },
    { label: '条款', value: row.clause },
    { label: '由谁办', value: labelIn(levels, row.level) },
    { label: '发现', value: date(row.raised_at) },
    { label: '发现次数', value: `${row.seen} 次，最近 ${date(row.seen_at)}` },
    { label: '提出', value: row.raised_by ? (names.get(row.raised_by) ?? '') : '系统按规则发现' },
    { label: '理由', value: row.reason ?? '' },
  ]
}

async function linksOf(ctx: Ctx, row: Finding) {
  const [same, joined, into, improvement, party] = await Promise.all([
    queries.sameProblem(ctx, row),
    queries.joinedInto(ctx, row.id),
    row.joined_into
      ? ctx.db
          .selectFrom('finding')
          .select(['id', 'number'])
          .where('id', '=', row.joined_into)
          .executeTakeFirst()
      : undefined,
    row.improvement_id
      ? ctx.db
          .selectFrom('improvement')
          .select(['id', 'number', 'title'])
          .where('id', '=', row.improvement_id)
          .executeTakeFirst()
      : undefined,
    row.party_id && ctx.actor.duties.has('party.read')
      ? ctx.db.selectFrom('party').select(['id', 'name']).where('id', '=', row.party_id).executeTakeFirst()
      : undefined,
  ])
  return {
    same: same.map(one => ({
      ...{ id: one.id, number: one.number, current: one.id === row.id },
      words: `${badgeOf(findingFlow, one.state).label}，${date(one.raised_at)} 发现`,
    })),
    ...{ joined, into: into ?? null, improvement: improvement ?? null, party: party ?? null },
  }
}
