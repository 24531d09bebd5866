import { Hono } from 'hono'
import { badgeOf, buttonsFor } from '#modules/actions'
import { partyKinds } from '#modules/parties'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { townsOf } from '#platform/divisions'
import { notFound } from '#platform/errors'
import { filesOf } from '#platform/files'
import { date } from '#platform/format'
import { type Answer, cached, type Env, type Http, signedIn } from '#platform/http'
import { isId } from '#platform/ids'
import { find } from '#platform/perform'
import { deskResourceRoutes } from './desk.tsx'
import { needOf } from './effects.ts'
import { kindOptions, kindWords } from './kinds.ts'
import { needFlow } from './need.ts'
import { MyNeeds, MyReferral, MyResources } from './pages/my.tsx'
import { MyNeed } from './pages/need.tsx'
import { ResourcePage, ResourcesPage } from './pages/public.tsx'
import type { Referral, ResourceNeed } from './people.ts'
import {
  introducedToActor,
  needsOfActor,
  openedById,
  openedElsewhere,
  publicResource,
  publicResources,
  resourcesOfActor,
} from './queries.ts'
import { referralFlow } from './referral.ts'
import { audienceWords, needView, townName } from './words.ts'
import { resourceFlow } from './workflow.ts'

export const resourceRoutes = new Hono<Env>()
  .route('/', deskResourceRoutes)
  .get('/resources', cached(showResources))
  .get('/resources/:id', cached(showResource))
  .get('/my/needs', signedIn(showNeeds))
  .get('/my/needs/:id', signedIn(showNeed))
  .get('/my/resources', signedIn(showHeld))
  .get('/my/referrals/:id', signedIn(showReferral))

const mostShown = 200

async function showResources(ctx: Ctx, c: Http): Promise<Response> {
  const { q = '', kind = '', audience = '', town = '' } = c.req.query()
  const filter = { question: q.trim().slice(0, 40), kind, audience, town }
  const [own, others] = await Promise.all([
    publicResources(ctx, filter, mostShown),
    openedElsewhere(ctx, filter, 50),
  ])
  const choices = [
    { name: 'kind', label: '类别', value: kind, options: kindOptions },
    {
      name: 'audience',
      label: '对象',
      value: audience,
      options: Object.entries(partyKinds).map(([value, label]) => ({ value, label })),
    },
    {
      name: 'town',
      label: '乡镇',
      value: town,
      options: townsOf(ctx.centre.division).map(one => ({ value: one.code, label: one.name })),
    },
  ]
  const page = (
    <ResourcesPage
      resources={own.map(one => ({
        ...one,
        kind: kindWords(one.kind),
        holder: one.holder_name,
        region: townName(one.town) || '全县',
        offers: brief(one.offers),
        confirmedOn: one.confirmed_on ?? '',
      }))}
      elsewhere={others.map(one => ({
        ...one,
        kind: kindWords(one.kind),
        holder: `${one.holder_name}（${one.centre_name}）`,
        offers: brief(one.offers),
        confirmedOn: one.confirmed_on,
      }))}
      choices={choices.filter(choice => choice.options.length > 0)}
      question={filter.question}
      filtered={Boolean(filter.question || kind || audience || town)}
    />
  )
  return portal(c, { title: '资源库', description: '平台、金融、物流、专家，中心替您牵线' }, page)
}

const brief = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** Our own, or what another centre has opened: ids are the same nowhere. */
async function showResource(ctx: Ctx, c: Http): Promise<Response> {
  const id = c.req.param('id') ?? ''
  if (!isId(id)) throw notFound('这项资源')
  const own = await publicResource(ctx, id)
  const copy = own ? undefined : await openedById(ctx, id)
  const row = own ?? copy
  if (!row) throw notFound('这项资源')
  const words = own ? `想对接资源库里的「${row.name}」。` : `想对接邻县开放的「${row.name}」。`
  const page = (
    <ResourcePage
      resource={{
        ...row,
        kind: kindWords(row.kind),
        holder: row.holder_name,
        provider: own?.provider_id ? `/providers/${own.provider_id}` : null,
        audiences: audienceWords(row.audiences),
        region: copy?.region ?? (townName(own?.town ?? null) || '全县'),
        validUntil: row.valid_until ?? '长期有效',
        confirmedOn: row.confirmed_on ?? '',
      }}
      contact={own?.contact_shown === 'public' ? { name: own.contact_name, phone: own.contact_phone } : null}
      centre={copy ? { name: copy.centre_name, phone: copy.centre_phone } : null}
      files={own ? (await filesOf(ctx, 'pooled_resource', id)).filter(file => file.field === 'papers') : []}
      askAt={`/act/resource_need/ask?${new URLSearchParams({ kind: row.kind, body: words })}`}
    />
  )
  return portal(c, { title: row.name }, page)
}

async function showNeeds(ctx: Ctx, c: Http): Promise<Answer> {
  const needs = (await needsOfActor(ctx)).map(row => ({
    id: row.id,
    kind: kindWords(row.kind),
    body: brief(row.body),
    day: date(row.asked_at),
    state: badgeOf(needFlow, row.state),
  }))
  return own(c, '资源对接', <MyNeeds needs={needs} />)
}

async function showNeed(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, needFlow, c.req.param('id') ?? '')) as unknown as ResourceNeed
  return own(c, `需要${kindWords(row.kind)}`, <MyNeed need={await needView(ctx, row)} />)
}

async function showHeld(ctx: Ctx, c: Http): Promise<Answer> {
  const [rows, introduced] = await Promise.all([resourcesOfActor(ctx), introducedToActor(ctx)])
  const resources = await Promise.all(
    rows.map(async row => ({
      id: row.id,
      name: row.name,
      kind: kindWords(row.kind),
      confirmedOn: row.confirmed_on,
      validUntil: row.valid_until,
      state: badgeOf(resourceFlow, row.state),
      buttons: await buttonsFor(ctx, resourceFlow, row),
    })),
  )
  const lines = introduced.map(row => ({ ...row, state: badgeOf(referralFlow, row.state) }))
  return own(c, '我的资源', <MyResources resources={resources} introduced={lines} />)
}

async function showReferral(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, referralFlow, c.req.param('id') ?? '')) as unknown as Referral
  // Before they are introduced the holder knows of nobody, and whoever asked reads it with the need.
  if (row.introduced_at === null) throw notFound('这次引荐')
  const [need, party] = await Promise.all([
    needOf(ctx, row.need_id),
    ctx.db.selectFrom('party').select('name').where('id', '=', row.party_id).executeTakeFirstOrThrow(),
  ])
  const referral = {
    name: row.name,
    party: party.name,
    kind: kindWords(need.kind),
    body: need.body,
    contact: { name: need.contact_name, phone: need.contact_phone },
    day: date(row.introduced_at),
    result: row.result,
  }
  return own(c, '引荐', <MyReferral referral={referral} state={badgeOf(referralFlow, row.state)} />)
}

const own = (c: Http, title: string, page: ReturnType<typeof MyNeeds>): Promise<Response> => {
  c.header('cache-control', 'no-store')
  return portal(c, { title, own: true }, page)
}
