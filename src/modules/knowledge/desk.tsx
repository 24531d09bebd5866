import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { staffNames } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { date } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, pageKey } from '#platform/http'
import { isId } from '#platform/ids'
import { find } from '#platform/perform'
import { holds } from '#platform/who'
import { type Basis, forms, isKind, type Kind, kinds } from './codes.ts'
import { editKnowledge } from './duties.ts'
import type { Entry } from './inputs.ts'
import { DeskEntry, type EntryLine, EntryList, entryColumns, TopicsPage } from './pages/desk.tsx'
import { countsOf, type EntryRow, entryList, topics, type VersionRow, versionsOf } from './queries.ts'
import { doubtedFrom } from './settings.ts'
import { topicFlow } from './topics.ts'
import { knowledgeFlow } from './workflow.ts'

/** The 知识库 at the workbench: ledger, topics, one entry with its versions. */
export const deskKnowledgeRoutes = new Hono<Env>()
  .get('/desk/knowledge', atDesk(showList))
  .get('/desk/knowledge/topics', atDesk(showTopics))
  .get('/desk/knowledge/:id', atDesk(showEntry))

const crumb = { href: '/desk/knowledge', label: '知识库' }
const pageSize = 30

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const [{ rows, next }, known] = await Promise.all([
    entryList(
      ctx,
      {
        state: query.state ?? '',
        kind: isKind(query.kind) ? query.kind : '',
        topicId: query.topic && isId(query.topic) ? query.topic : '',
        doubted: query.which === 'doubted' ? doubtedFrom.of(ctx.centre) : 0,
        question: query.q ?? '',
        after: pageKey(c),
      },
      file?.most ?? pageSize,
    ),
    topics(ctx),
  ])
  const options = (of: Record<string, string>) =>
    Object.entries(of).map(([value, label]) => ({ value, label }))
  const filters = [
    {
      name: 'state',
      label: '状态',
      options: Object.entries(knowledgeFlow.states).map(([value, { label }]) => ({ value, label })),
    },
    { name: 'kind', label: '类型', options: options(kinds) },
    { name: 'topic', label: '主题', options: known.map(one => ({ value: one.id, label: one.name })) },
    { name: 'which', label: '范围', options: [{ value: 'doubted', label: '待改进（没帮助多）' }] },
  ]
  const lines = rows.map(lineOf)
  const cut = next !== null
  if (file)
    return exportTable(ctx, c, file, {
      title: '知识库台账',
      rows: lines,
      columns: entryColumns,
      filters,
      cut,
    })
  const doubted = await entryList(ctx, { ...noFilter, doubted: doubtedFrom.of(ctx.centre) }, 20)
  const page = (
    <EntryList
      rows={lines}
      query={query}
      filters={filters}
      next={next ? { after: next } : null}
      doubted={query.which ? 0 : doubted.rows.length}
      mayWrite={mayCreate(ctx, knowledgeFlow, 'write')}
    />
  )
  return desk(ctx, c, { title: crumb.label }, page)
}
const noFilter = { state: '', kind: '', topicId: '', question: '', after: '' }

const lineOf = (row: EntryRow): EntryLine => ({
  ...row,
  form: forms[row.form as keyof typeof forms],
  kind: kinds[row.kind as Kind],
  topic: row.topic ?? '',
  basis: (row.basis as unknown as Basis[])
    .map(one => [one.name, one.number].filter(Boolean).join(' '))
    .join('；'),
  author: row.author ?? '',
  reviewer: row.reviewer ?? '',
  fromConsultation: row.source_id !== null,
  state: badgeOf(knowledgeFlow, row.state),
})

async function showEntry(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, knowledgeFlow, c.req.param('id') ?? '')) as unknown as Entry
  const versions = await versionsOf(ctx, row.id)
  const [buttons, told, names, counts] = await Promise.all([
    buttonsFor(ctx, knowledgeFlow, row),
    story(ctx, { recordId: row.id }),
    staffNames(ctx, [row.author_id, row.reviewer_id, ...versions.map(one => one.author_id)]),
    row.version === null ? undefined : countsOf(ctx, row.id, row.version),
  ])
  const [latest] = versions
  const page = (
    <DeskEntry
      id={row.id}
      state={badgeOf(knowledgeFlow, row.state)}
      shown={row.version !== null && !row.hidden && row.state !== 'withdrawn'}
      title={row.title}
      latest={latest ? { ...latest, basis: latest.basis as unknown as Basis[] } : null}
      validUntil={row.valid_until}
      author={names.get(row.author_id ?? '') ?? ''}
      reviewer={names.get(row.reviewer_id ?? '') ?? ''}
      sourceId={row.source_id}
      counts={counts ?? null}
      versions={versions.map((one, at) => ({
        version: one.version,
        words: wordsOf(one, row.version),
        author: names.get(one.author_id ?? '') ?? '',
        changes: differences(versions[at + 1], one),
      }))}
      buttons={buttons}
      story={told}
    />
  )
  return desk(ctx, c, { title: row.title, crumbs: [crumb] }, page)
}

const wordsOf = (one: VersionRow, shown: number | null): string =>
  one.version === shown
    ? `${one.published_at ? date(one.published_at) : ''} 发布，公众看到的`
    : one.published_at
      ? `${date(one.published_at)} 至 ${one.ended_at ? date(one.ended_at) : '今'}`
      : `${date(one.saved_at)} 编写，未发布`

const differences = (before: VersionRow | undefined, after: VersionRow) =>
  before
    ? textsOf(after)
        .map(({ label, text }, at) => ({ label, before: textsOf(before)[at]?.text ?? '', after: text }))
        .filter(one => one.before !== one.after)
    : []

const textsOf = (one: VersionRow) => [
  { label: '标题', text: one.title },
  { label: '类型', text: [kinds[one.kind as Kind], one.topic].filter(Boolean).join(' · ') },
  { label: '内容', text: one.body },
  {
    label: '依据',
    text: (one.basis as unknown as Basis[])
      .map(basis => [basis.name, basis.number, basis.link].filter(Boolean).join(' '))
      .join('\n'),
  },
  { label: '有效期至', text: one.valid_until ?? '' },
]

async function showTopics(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = await topics(ctx, { ended: true })
  const lines = await Promise.all(
    rows.map(async row => ({
      ...row,
      kind: kinds[row.kind as Kind],
      state: badgeOf(topicFlow, row.state),
      buttons: await buttonsFor(ctx, topicFlow, row as never),
    })),
  )
  const page = <TopicsPage rows={lines} mayAdd={holds(ctx.actor, editKnowledge)} />
  return desk(ctx, c, { title: '知识主题', crumbs: [crumb] }, page)
}
