import { Hono } from 'hono'
import { badgeOf, buttonsFor, story } from '#modules/actions'
import { portal } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { filesByRecord, filesOf } from '#platform/files'
import { date } from '#platform/format'
import { type Answer, cached, type Env, type Http, pageKey, signedIn } from '#platform/http'
import { isId } from '#platform/ids'
import { timeline } from '#platform/journal'
import { find } from '#platform/perform'
import { families } from './categories.ts'
import { monthWords, type PostingKind, postingKinds } from './codes.ts'
import { deskMatchingRoutes } from './desk.tsx'
import { MyIntroduction, MyIntroductions, MyPosting, MyPostings } from './pages/my.tsx'
import { DealsPage, MarketPage, NewPosting, PostingPage } from './pages/public.tsx'
import type { Introduction, Posting } from './people.ts'
import { postingFlow } from './posting.ts'
import { placeOptions } from './posting-inputs.ts'
import { matchesOf } from './queries/matching.ts'
import { introductionsOfActor } from './queries/own.ts'
import { market, notices, postingsOfActor, publicPostingById } from './queries.ts'
import { amountWords } from './units.ts'
import { introductionView, kindWords, matchLines, postingFacts } from './view.ts'
import { placeWords, priceWords, publicName } from './words.ts'
import { introductionFlow } from './workflow.ts'

export const matchingRoutes = new Hono<Env>()
  .route('/', deskMatchingRoutes)
  .get('/market', cached(showMarket))
  .get('/market/new', cached(showNew))
  .get('/market/deals', cached(showDeals))
  .get('/market/:id', cached(showPosting))
  .get('/my/postings', signedIn(showMine))
  .get('/my/postings/:id', signedIn(showMyPosting))
  .get('/my/introductions', signedIn(showMyIntroductions))
  .get('/my/introductions/:id', signedIn(showMyIntroduction))

const perPage = 40

/** Families, and each family's kinds, as one would choose them. */
const categoryChoices = Object.entries(families).map(([value, { label }]) => ({ value, label }))

async function showMarket(ctx: Ctx, c: Http): Promise<Response> {
  const { q = '', kind = '', category = '', place = '' } = c.req.query()
  const filter = { question: q.trim().slice(0, 40), kind, category, place, after: pageKey(c) }
  const [{ rows, next }, deals] = await Promise.all([market(ctx, filter, perPage), notices(ctx, 1)])
  const photos = await filesByRecord(
    ctx,
    'posting',
    rows.map(row => row.id),
  )
  const choices = [
    {
      name: 'kind',
      label: '供需',
      value: kind,
      options: Object.entries(postingKinds).map(([value, label]) => ({ value, label })),
    },
    { name: 'category', label: '品类', value: category, options: categoryChoices },
    { name: 'place', label: '地点', value: place, options: placeOptions(ctx) },
  ]
  const query = new URLSearchParams(Object.entries({ q, kind, category, place }).filter(([, value]) => value))
  if (next) query.set('after', next)
  const page = (
    <MarketPage
      postings={rows.map(row => ({
        id: row.id,
        kind: kindWords(row.kind),
        title: row.title,
        party: publicName(row.party, row.party_kind),
        quantity: amountWords(row.quantity, row.unit),
        price: priceWords(row.low_fen, row.high_fen, row.unit),
        place: placeWords(row.place, row.place_note),
        months: row.months.length > 0 ? monthWords(row.months) : '',
        photo: photos.get(row.id)?.find(file => file.field === 'photos')?.id ?? null,
        dealt: row.state === 'dealt',
        day: row.published_at ? date(row.published_at).slice(5) : '',
      }))}
      choices={choices}
      question={filter.question}
      filtered={Boolean(filter.question || kind || category || place)}
      next={next ? `/market?${query}` : null}
      deals={deals.length}
    />
  )
  return portal(c, { title: '供需大厅', description: '县里卖的、收的，中心替您对接' }, page)
}

async function showNew(_ctx: Ctx, c: Http): Promise<Response> {
  const kind: PostingKind = c.req.query('kind') === 'demand' ? 'demand' : 'supply'
  const choices = Object.entries(families).map(([family, { label, leaves }]) => ({
    label,
    leaves: Object.entries(leaves).map(([leaf, words]) => ({ value: `${family}.${leaf}`, label: words })),
  }))
  return portal(
    c,
    { title: '选品类' },
    <NewPosting kind={kind} families={choices} base="/act/posting/submit" />,
  )
}

async function showDeals(ctx: Ctx, c: Http): Promise<Response> {
  const deals = (await notices(ctx, 50)).map(row => ({
    title: row.title,
    sides: `${publicName(row.owner, row.owner_kind)} 与 ${publicName(row.asker, row.asker_kind)}`,
    notice: row.notice ?? '',
    day: row.notice_on ?? '',
  }))
  return portal(c, { title: '成交消息' }, <DealsPage deals={deals} />)
}

async function showPosting(ctx: Ctx, c: Http): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const row = isId(id) ? await publicPostingById(ctx, id) : undefined
  if (!row || (row.state === 'published' && row.valid_until < dayOf(ctx.now))) throw notFound('这条供需信息')
  const files = await filesOf(ctx, 'posting', id)
  const page = (
    <PostingPage
      posting={{
        id,
        title: row.title,
        kind: kindWords(row.kind),
        party: publicName(row.party, row.party_kind),
        dealt: row.state === 'dealt',
        publishedOn: row.published_at ? date(row.published_at) : '',
      }}
      facts={postingFacts(ctx, row)}
      photos={files.filter(file => file.field === 'photos')}
      papers={files.filter(file => file.field === 'papers')}
    />
  )
  return portal(c, { title: row.title }, page)
}

async function showMine(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = await postingsOfActor(ctx)
  const postings = await Promise.all(
    rows.map(async row => ({
      id: row.id,
      title: row.title,
      kind: kindWords(row.kind),
      validUntil: row.valid_until,
      matches: row.state === 'published' ? (await matchesOf(ctx, row, 50)).length : 0,
      state: badgeOf(postingFlow, row.state),
      buttons: await buttonsFor(ctx, postingFlow, row),
    })),
  )
  return own(c, '我的供需', <MyPostings postings={postings} />)
}

async function showMyPosting(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, postingFlow, c.req.param('id') ?? '')) as unknown as Posting
  const [buttons, matches, files, told, journal] = await Promise.all([
    buttonsFor(ctx, postingFlow, row),
    row.state === 'published' ? matchLines(ctx, row, 30) : [],
    filesOf(ctx, 'posting', row.id),
    story(ctx, { recordId: row.id }),
    row.state === 'returned' ? timeline(ctx, { recordId: row.id }, 20) : [],
  ])
  const page = (
    <MyPosting
      posting={{
        id: row.id,
        title: row.title,
        kind: kindWords(row.kind),
        contact: `${row.contact_name} ${row.contact_phone}`,
        returned: journal.find(entry => entry.action === 'return')?.note ?? null,
      }}
      facts={postingFacts(ctx, row)}
      state={badgeOf(postingFlow, row.state)}
      buttons={buttons}
      matches={matches}
      photos={files.filter(file => file.field === 'photos')}
      papers={files.filter(file => file.field === 'papers')}
      story={told}
    />
  )
  return own(c, row.title, page)
}

async function showMyIntroductions(ctx: Ctx, c: Http): Promise<Answer> {
  const introductions = (await introductionsOfActor(ctx)).map(row => ({
    id: row.id,
    title: row.title,
    other: ctx.actor.parties.includes(row.asker_party_id) ? row.owner : row.asker,
    day: date(row.asked_at),
    state: badgeOf(introductionFlow, row.state),
  }))
  return own(c, '我的对接', <MyIntroductions introductions={introductions} />)
}

async function showMyIntroduction(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, introductionFlow, c.req.param('id') ?? '')) as unknown as Introduction
  const parties = await ctx.db
    .selectFrom('party')
    .select(['id', 'name'])
    .where('id', 'in', [row.asker_party_id, row.owner_party_id])
    .execute()
  const name = (id: string) => parties.find(one => one.id === id)?.name ?? ''
  const view = await introductionView(ctx, {
    ...row,
    asker: name(row.asker_party_id),
    owner: name(row.owner_party_id),
  })
  return own(c, `对接「${row.title}」`, <MyIntroduction view={view} />)
}

const own = (c: Http, title: string, page: ReturnType<typeof MyPostings>): Promise<Response> => {
  c.header('cache-control', 'no-store')
  return portal(c, { title, own: true }, page)
}
