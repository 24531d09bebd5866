import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { staffNames, staffWithDuty } from '#modules/team'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http, pageKey } from '#platform/http'
import { isId } from '#platform/ids'
import { find } from '#platform/perform'
import { holds } from '#platform/who'
import { isTermKind, type Origin, origins, stageOf, stages, type TermKind, termKinds } from './codes.ts'
import { columnFlow } from './columns.ts'
import { manageNews, reviewFirst, reviewSecond, signArticles, writeArticles } from './duties.ts'
import type { Article } from './inputs.ts'
import { linkFlow } from './links.ts'
import { DeskArticle } from './pages/article.tsx'
import { type ArticleLine, ArticleList, articleColumns } from './pages/desk.tsx'
import { ColumnsPage, LinksPage, linkColumns, TermsPage, termColumns } from './pages/lists.tsx'
import { sheetPdf } from './printed.ts'
import { brokenLinks, linkList } from './queries/links.ts'
import { type ArticleRow, termList } from './queries/list.ts'
import { articleList, columns } from './queries.ts'
import { blocks } from './settings.ts'
import { termFlow } from './terms.ts'
import { deskView } from './view.ts'
import { articleFlow } from './workflow.ts'

/** 5.5 at the workbench: the ledger, one article with its reviews, columns, words, links. */
export const deskRoutes = new Hono<Env>()
  .get('/desk/articles', atDesk(showList))
  .get('/desk/articles/columns', atDesk(showColumns))
  .get('/desk/articles/terms', atDesk(showTerms))
  .get('/desk/articles/links', atDesk(showLinks))
  .get('/desk/articles/:id', atDesk(showOne))
  .get(
    '/desk/articles/:id/sheet.pdf',
    atDesk(async (ctx, c) => sheetPdf(ctx, c, await asked(ctx, c))),
  )

const crumb = { href: '/desk/articles', label: '宣传稿件' }
const pageSize = 30

const asked = async (ctx: Ctx, c: Http): Promise<Article> =>
  (await find(ctx, articleFlow, c.req.param('id') ?? '')) as unknown as Article

const options = (of: Readonly<Record<string, string>>) =>
  Object.entries(of).map(([value, label]) => ({ value, label }))
const statesOf = (states: Record<string, { label: string }>) =>
  Object.entries(states).map(([value, { label }]) => ({ value, label }))

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const [known, people] = await Promise.all([columns(ctx, 'all'), staffWithDuty(ctx, writeArticles)])
  const { review1, review2, review3 } = stages
  const waitsFor = { review1, review2, review3 }
  const { rows, next } = await articleList(
    ctx,
    {
      state: Object.hasOwn(articleFlow.states, query.state ?? '') ? (query.state ?? '') : '',
      columnId: isId(query.column ?? '') ? (query.column ?? '') : '',
      writer: isId(query.writer ?? '') ? (query.writer ?? '') : '',
      stage: Object.hasOwn(waitsFor, query.stage ?? '') ? (query.stage ?? '') : '',
      question: query.q ?? '',
      after: pageKey(c),
    },
    file?.most ?? pageSize,
  )
  const filters = [
    { name: 'state', label: '状态', options: statesOf(articleFlow.states) },
    { name: 'column', label: '栏目', options: known.map(one => ({ value: one.id, label: one.name })) },
    { name: 'writer', label: '采编', options: people.map(one => ({ value: one.id, label: one.name })) },
    { name: 'stage', label: '等待', options: options(waitsFor) },
  ]
  const names = await staffNames(
    ctx,
    rows.flatMap(row => row.writers),
  )
  const lines = rows.map(row => lineOf(row, names, dayOf(ctx.now)))
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '宣传稿件台账', rows: lines, columns: articleColumns, filters },
      cut: next !== null,
    })
  const page = (
    <ArticleList
      rows={lines}
      query={query}
      filters={filters}
      next={next ? { after: next } : null}
      broken={(await brokenLinks(ctx)).length}
      mayWrite={mayCreate(ctx, articleFlow, 'write')}
    />
  )
  return desk(ctx, c, { title: crumb.label }, page)
}

const waiting = {
  write: writeArticles.label,
  review1: reviewFirst.label,
  review2: reviewSecond.label,
  review3: signArticles.label,
}

const lineOf = (row: ArticleRow, names: ReadonlyMap<string, string>, today: string): ArticleLine => ({
  ...row,
  state: badgeOf(articleFlow, row.state),
  expired: row.version !== null && row.valid_until !== null && row.valid_until < today,
  writers: row.writers.map(id => names.get(id) ?? '').join('、'),
  waits: articleFlow.states[row.state as keyof typeof articleFlow.states]?.awaits
    ? waiting[stageOf(row.state)]
    : '',
  origin: origins[row.origin as Origin],
})

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await asked(ctx, c)
  const view = await deskView(ctx, row, c.req.query())
  return desk(ctx, c, { title: row.title, crumbs: [crumb] }, <DeskArticle one={view} />)
}

async function showColumns(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = await columns(ctx, 'all')
  const lines = await Promise.all(
    rows.map(async row => ({
      ...row,
      state: badgeOf(columnFlow, row.state),
      buttons: await buttonsFor(ctx, columnFlow, row as never),
    })),
  )
  const page = <ColumnsPage rows={lines} mayAdd={holds(ctx.actor, manageNews)} />
  return desk(ctx, c, { title: '宣传栏目', crumbs: [crumb] }, page)
}

async function showTerms(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const filter = {
    kind: isTermKind(query.kind) ? query.kind : '',
    state: query.state === 'ended' ? 'ended' : 'active',
    question: query.q ?? '',
    after: pageKey(c),
  }
  const { rows, next } = await termList(ctx, filter, file?.most ?? pageSize)
  const lines = await Promise.all(
    rows.map(async row => ({
      ...row,
      kind: termKinds[row.kind as TermKind],
      fine: row.fine.join('、'),
      blocks: blocks[row.kind as TermKind].of(ctx.centre),
      state: badgeOf(termFlow, row.state),
      buttons: file ? [] : await buttonsFor(ctx, termFlow, row as never),
    })),
  )
  const filters = [
    { name: 'kind', label: '类别', options: options(termKinds) },
    { name: 'state', label: '状态', options: statesOf(termFlow.states) },
  ]
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '用词提示', rows: lines, filters, cut: next !== null },
      columns: termColumns.filter(column => column.key !== 'do'),
    })
  const page = (
    <TermsPage
      rows={lines}
      query={query}
      filters={filters}
      next={next ? { after: next } : null}
      mayAdd={holds(ctx.actor, manageNews)}
    />
  )
  return desk(ctx, c, { title: '用词提示', crumbs: [crumb] }, page)
}

async function showLinks(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const state = Object.hasOwn(linkFlow.states, query.state ?? '') ? (query.state ?? '') : ''
  const rows = await linkList(ctx, state, file?.most ?? 200)
  const lines = await Promise.all(
    rows.map(async row => ({
      ...row,
      article: { id: row.article_id, title: row.title },
      state: badgeOf(linkFlow, row.state),
      buttons: row.state === 'broken' && !file ? await buttonsFor(ctx, linkFlow, row as never) : [],
    })),
  )
  const filters = [{ name: 'state', label: '状态', options: statesOf(linkFlow.states) }]
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '失效链接', rows: lines, filters },
      columns: linkColumns.filter(column => column.key !== 'do'),
    })
  const page = <LinksPage rows={lines} query={query} filters={filters} />
  return desk(ctx, c, { title: '失效链接', crumbs: [crumb] }, page)
}
