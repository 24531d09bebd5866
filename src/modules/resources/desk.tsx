import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { forbidden } from '#platform/errors'
import { filesOf } from '#platform/files'
import { date } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook, pageKey } from '#platform/http'
import { find } from '#platform/perform'
import type { AnyWorkflow } from '#platform/workflow'
import { contactRules, kindOptions, kindWords } from './kinds.ts'
import { needFlow } from './need.ts'
import { DeskResource, NeedList, needColumns, ResourceList, resourceColumns } from './pages/desk.tsx'
import { DeskNeed } from './pages/need.tsx'
import { type PooledResource, type ResourceNeed, seesNeeds } from './people.ts'
import { type ListFilter, needList, referralsFor, resourceList } from './queries.ts'
import { referralFlow } from './referral.ts'
import { audienceWords, needView, townName } from './words.ts'
import { resourceFlow } from './workflow.ts'

export const deskResourceRoutes = new Hono<Env>()
  .get('/desk/resources', atDesk(showList))
  .get('/desk/resources/needs', atDesk(showNeeds))
  .get('/desk/resources/needs/:id', atDesk(showNeed))
  .get('/desk/resources/:id', atDesk(showResource))

const home = { href: '/desk/resources', label: '资源库' }
const needs = { href: '/desk/resources/needs', label: '资源对接' }
const perPage = 50

const filtersOf = (flow: AnyWorkflow) => [
  { name: 'kind', label: '类别', options: kindOptions },
  {
    name: 'state',
    label: '状态',
    options: Object.entries(flow.states as Record<string, { label: string }>).map(([value, { label }]) => ({
      value,
      label,
    })),
  },
]

const filterOf = (c: Http): ListFilter => {
  const { q = '', kind = '', state = '' } = c.req.query()
  return { question: q.trim().slice(0, 40), kind, state, after: pageKey(c) }
}

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const file = wantedFile(c)
  const { rows, next } = await resourceList(ctx, filterOf(c), file?.most ?? perPage)
  const lines = rows.map(row => ({
    id: row.id,
    name: row.name,
    kind: kindWords(row.kind),
    holder: row.holder_name,
    region: townName(row.town) || '全县',
    cost: row.cost,
    confirmedOn: row.confirmed_on,
    validUntil: row.valid_until,
    opened: row.opened_on ? '是' : '',
    recommended: Number(row.recommended ?? 0),
    introduced: Number(row.introduced ?? 0),
    succeeded: Number(row.succeeded ?? 0),
    state: badgeOf(resourceFlow, row.state),
  }))
  const filters = filtersOf(resourceFlow)
  if (file)
    return exportTable(ctx, c, file, {
      title: '资源台账',
      columns: resourceColumns,
      rows: lines,
      filters,
      cut: next !== null,
    })
  const page = (
    <ResourceList
      rows={lines}
      query={c.req.query()}
      filters={filters}
      next={next}
      mayCreate={mayCreate(ctx, resourceFlow, 'register')}
      readsNeeds={seesNeeds(ctx.actor)}
    />
  )
  return desk(ctx, c, { title: '资源库' }, page)
}

async function showNeeds(ctx: Ctx, c: Http): Promise<Answer> {
  if (!seesNeeds(ctx.actor)) throw forbidden('对接需求供承办和登记对接的人员、主管部门查看。')
  const file = wantedFile(c)
  const { rows, next } = await needList(ctx, filterOf(c), file?.most ?? perPage)
  const lines = rows.map(row => ({
    id: row.id,
    kind: kindWords(row.kind),
    party: row.party,
    body: row.body.slice(0, 60),
    askedOn: date(row.asked_at),
    byDay: row.by_day,
    officer: row.officer ?? '',
    recommended: Number(row.recommended ?? 0),
    met: row.met,
    amount_fen: row.amount_fen === null ? null : Number(row.amount_fen),
    outcome: row.outcome ?? '',
    state: badgeOf(needFlow, row.state),
  }))
  const filters = filtersOf(needFlow)
  if (file)
    return exportTable(ctx, c, file, {
      title: '对接需求台账',
      columns: needColumns,
      rows: lines,
      filters,
      cut: next !== null,
    })
  const page = (
    <NeedList
      rows={lines}
      query={c.req.query()}
      filters={filters}
      next={next}
      mayCreate={mayCreate(ctx, needFlow, 'register')}
    />
  )
  return desk(ctx, c, { title: '资源对接', crumbs: [home] }, page)
}

async function showNeed(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, needFlow, c.req.param('id') ?? '')) as unknown as ResourceNeed
  noteLook(c, '查看对接需求', row.id)
  const need = await needView(ctx, row)
  const page = <DeskNeed need={need} mayReadParty={ctx.actor.duties.has('party.read')} />
  return desk(ctx, c, { title: `需要${need.kind}`, crumbs: [home, needs] }, page)
}

async function showResource(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, resourceFlow, c.req.param('id') ?? '')) as unknown as PooledResource
  const sees = seesNeeds(ctx.actor)
  const [buttons, files, referrals, told] = await Promise.all([
    buttonsFor(ctx, resourceFlow, row),
    filesOf(ctx, 'pooled_resource', row.id),
    sees ? referralsFor(ctx, row.id) : [],
    story(ctx, { recordId: row.id }),
  ])
  const partyPage =
    row.party_id && ctx.actor.duties.has('party.read') ? `/desk/parties/${row.party_id}` : null
  const page = (
    <DeskResource
      resource={{
        ...row,
        kind: kindWords(row.kind),
        holder: {
          name: row.holder_name,
          href: row.provider_id ? `/desk/providers/${row.provider_id}` : partyPage,
        },
        audiences: audienceWords(row.audiences),
        region: townName(row.town) || '全县',
        contact: {
          name: row.contact_name,
          phone: row.contact_phone,
          rule: contactRules[row.contact_shown as keyof typeof contactRules],
        },
        validUntil: row.valid_until,
        confirmedOn: row.confirmed_on,
        opened: row.opened_on && `${row.opened_on} 起。${row.opened_by}`,
        public: row.state === 'listed' || row.state === 'due',
      }}
      state={badgeOf(resourceFlow, row.state)}
      buttons={buttons}
      papers={files}
      referrals={referrals.map(one => ({
        needId: one.need_id,
        party: one.party,
        day: date(one.recommended_at),
        state: badgeOf(referralFlow, one.state),
      }))}
      story={told}
    />
  )
  return desk(ctx, c, { title: row.name, crumbs: [home] }, page)
}
