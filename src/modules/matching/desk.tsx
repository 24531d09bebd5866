import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { handleMatches } from '#modules/resources'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { forbidden } from '#platform/errors'
import { filesOf } from '#platform/files'
import { date } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook, pageKey } from '#platform/http'
import { find } from '#platform/perform'
import { holds } from '#platform/who'
import type { AnyWorkflow } from '#platform/workflow'
import { categoryWords, families } from './categories.ts'
import { postingKinds } from './codes.ts'
import { QuartersPage, quarterColumns, SharesPage, shareColumns } from './pages/figures.tsx'
import { DeskIntroduction, IntroductionList, introductionColumns } from './pages/introductions.tsx'
import { DeskPosting, PostingList, postingColumns } from './pages/postings.tsx'
import { type Introduction, type Posting, seesIntroductions } from './people.ts'
import { postingFlow } from './posting.ts'
import { sheetPdf } from './printed.ts'
import { byQuarter, shares } from './queries/figures.ts'
import { introductionList, postingList } from './queries.ts'
import { amountWords } from './units.ts'
import { introductionView, kindWords, matchLines, postingFacts } from './view.ts'
import { placeWords, priceWords } from './words.ts'
import { introductionFlow } from './workflow.ts'

export const deskMatchingRoutes = new Hono<Env>()
  .get('/desk/postings', atDesk(showPostings))
  .get('/desk/postings/:id', atDesk(showPosting))
  .get('/desk/introductions', atDesk(forThose(showIntroductions)))
  .get('/desk/introductions/figures', atDesk(forThose(showFigures)))
  .get('/desk/introductions/shares', atDesk(showShares))
  .get('/desk/introductions/:id', atDesk(showIntroduction))
  .get('/desk/introductions/:id/sheet.pdf', atDesk(printIntroduction))

const market = { href: '/desk/postings', label: '供需信息' }
const home = { href: '/desk/introductions', label: '供需对接' }
const perPage = 50

type Show = (ctx: Ctx, c: Http) => Promise<Answer>
function forThose(show: Show): Show {
  return (ctx, c) => {
    if (!seesIntroductions(ctx.actor)) throw forbidden('对接台账供承办、审核、核实对接的人员和主管部门查看。')
    return show(ctx, c)
  }
}

const statesOf = (flow: AnyWorkflow) => ({
  name: 'state',
  label: '状态',
  options: Object.entries(flow.states as Record<string, { label: string }>).map(([value, { label }]) => ({
    value,
    label,
  })),
})

async function showPostings(ctx: Ctx, c: Http): Promise<Answer> {
  const { q = '', kind = '', category = '', state = '' } = c.req.query()
  const file = wantedFile(c)
  const filter = { question: q.trim().slice(0, 40), kind, category, state, after: pageKey(c) }
  const { rows, next } = await postingList(ctx, filter, file?.most ?? perPage)
  const lines = rows.map(row => ({
    id: row.id,
    kind: kindWords(row.kind),
    title: row.title,
    category: categoryWords(row.category),
    party: row.party,
    quantity: amountWords(row.quantity, row.unit),
    price: priceWords(row.low_fen, row.high_fen, row.unit),
    place: placeWords(row.place, row.place_note),
    validUntil: row.valid_until,
    matches: Number(row.matches ?? 0),
    state: badgeOf(postingFlow, row.state),
  }))
  const filters = [
    {
      name: 'kind',
      label: '供需',
      options: Object.entries(postingKinds).map(([value, label]) => ({ value, label })),
    },
    {
      name: 'category',
      label: '品类',
      options: Object.entries(families).map(([value, { label }]) => ({ value, label })),
    },
    statesOf(postingFlow),
  ]
  if (file)
    return exportTable(ctx, c, file, {
      title: '供需台账',
      columns: postingColumns,
      rows: lines,
      filters,
      cut: next !== null,
    })
  const page = (
    <PostingList
      rows={lines}
      query={c.req.query()}
      filters={filters}
      next={next}
      mayRegister={mayCreate(ctx, postingFlow, 'register')}
    />
  )
  return desk(ctx, c, { title: '供需信息' }, page)
}

async function showPosting(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, postingFlow, c.req.param('id') ?? '')) as unknown as Posting
  noteLook(c, '查看供需信息', row.id)
  const [buttons, matches, files, told, party] = await Promise.all([
    buttonsFor(ctx, postingFlow, row),
    row.state === 'published' ? matchLines(ctx, row, 50) : [],
    filesOf(ctx, 'posting', row.id),
    story(ctx, { recordId: row.id }),
    ctx.db.selectFrom('party').select('name').where('id', '=', row.party_id).executeTakeFirstOrThrow(),
  ])
  const page = (
    <DeskPosting
      posting={{
        id: row.id,
        title: row.title,
        kind: kindWords(row.kind),
        supply: row.kind === 'supply',
        party: { id: row.party_id, name: party.name },
        contact: { name: row.contact_name, phone: row.contact_phone },
        channel: { portal: '网上', counter: '窗口', phone: '电话' }[row.channel] ?? '',
        public: row.state === 'published' || row.state === 'dealt',
      }}
      facts={postingFacts(ctx, row)}
      state={badgeOf(postingFlow, row.state)}
      buttons={buttons}
      matches={matches}
      photos={files.filter(file => file.field === 'photos')}
      papers={files.filter(file => file.field === 'papers')}
      story={told}
      mayReadParty={ctx.actor.duties.has('party.read')}
      mayPropose={holds(ctx.actor, handleMatches)}
    />
  )
  return desk(ctx, c, { title: row.title, crumbs: [market] }, page)
}

async function showIntroductions(ctx: Ctx, c: Http): Promise<Answer> {
  const { q = '', state = '' } = c.req.query()
  const file = wantedFile(c)
  const filter = { question: q.trim().slice(0, 40), state, after: pageKey(c) }
  const { rows, next } = await introductionList(ctx, filter, file?.most ?? perPage)
  const lines = rows.map(row => ({
    id: row.id,
    title: row.title,
    asker: row.asker,
    owner: row.owner,
    officer: row.officer ?? '',
    askedOn: date(row.asked_at),
    intent_fen: Number(row.intent_fen),
    contract_fen: Number(row.contract_fen),
    actual_fen: Number(row.actual_fen),
    paid_fen: Number(row.paid_fen),
    term: row.contract_from ? `${row.contract_from} 至 ${row.contract_until}` : '',
    yearly: row.yearly ?? '',
    outcome: row.outcome ?? '',
    state: badgeOf(introductionFlow, row.state),
  }))
  const filters = [statesOf(introductionFlow)]
  if (file)
    return exportTable(ctx, c, file, {
      title: '对接台账',
      columns: introductionColumns,
      rows: lines,
      filters,
      cut: next !== null,
    })
  const page = <IntroductionList rows={lines} query={c.req.query()} filters={filters} next={next} />
  return desk(ctx, c, { title: '供需对接' }, page)
}

async function showFigures(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = (await byQuarter(ctx)).map(row => ({
    ...row,
    id: row.quarter,
    quarter: row.quarter.replace('Q', ' 年第 ').concat(' 季度'),
  }))
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title: '对接分季成果', columns: quarterColumns, rows })
  return desk(
    ctx,
    c,
    { title: '分季成果', crumbs: [home] },
    <QuartersPage rows={rows} query={c.req.query()} />,
  )
}

async function showShares(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = await shares(ctx, 500)
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title: '各家对接机会', columns: shareColumns, rows })
  return desk(ctx, c, { title: '各家机会', crumbs: [home] }, <SharesPage rows={rows} query={c.req.query()} />)
}

async function withNames(ctx: Ctx, c: Http) {
  const row = (await find(ctx, introductionFlow, c.req.param('id') ?? '')) as unknown as Introduction
  noteLook(c, '查看供需对接', row.id)
  const parties = await ctx.db
    .selectFrom('party')
    .select(['id', 'name'])
    .where('id', 'in', [row.asker_party_id, row.owner_party_id])
    .execute()
  const name = (id: string) => parties.find(one => one.id === id)?.name ?? ''
  return { ...row, asker: name(row.asker_party_id), owner: name(row.owner_party_id) }
}

async function showIntroduction(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await withNames(ctx, c)
  const view = await introductionView(ctx, row)
  const page = <DeskIntroduction view={view} mayReadParty={ctx.actor.duties.has('party.read')} />
  return desk(ctx, c, { title: `对接「${row.title}」`, crumbs: [home] }, page)
}

async function printIntroduction(ctx: Ctx, c: Http): Promise<Answer> {
  return sheetPdf(ctx, c, await introductionView(ctx, await withNames(ctx, c)))
}
