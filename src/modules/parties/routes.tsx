import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { staffNames, staffWithDuty } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { division } from '#platform/divisions'
import { forbidden } from '#platform/errors'
import { filesOf } from '#platform/files'
import {
  type Answer,
  atDesk,
  type Env,
  type Http,
  noteLook,
  pageKey,
  requireStaff,
  sentForm,
  writeIn,
} from '#platform/http'
import { maskIdNumber, maskPhone } from '#platform/identifiers'
import { isId } from '#platform/ids'
import { find, perform } from '#platform/perform'
import { type RowOf, workflows } from '#platform/workflow'
import { liaisonRoutes } from './desk-liaison.tsx'
import { liaise, readParties, shownPhone, unmask as unmaskDuty } from './duties.ts'
import { evidences } from './mandate/inputs.ts'
import { mandateFlow } from './mandate.ts'
import { MandatePage } from './pages/mandate.tsx'
import { PartyFile, PartyList, partyColumns } from './pages/parties.tsx'
import { UnmaskedPage, UnmaskForm } from './pages/unmask.tsx'
import { mandatesOfParty, mergedInto, partyList, providerOfParty, recentCasesOf } from './queries.ts'
import { silentSince } from './settings.ts'
import { kindOptions, type PartyKind, partyFlow, partyKinds } from './workflow.ts'

type Party = RowOf<'party'>

export const partyRoutes = new Hono<Env>()
  .route('/', liaisonRoutes)
  .get('/desk/parties', atDesk(showList, readParties))
  .get('/desk/parties/:id', atDesk(showFile))
  .get('/desk/mandates/:id', atDesk(showMandate))
  .get('/desk/parties/:id/id-number', atDesk(askReason))
  .post('/desk/parties/:id/id-number', c => unmask(c))

const townName = (code: string | null): string => (code ? (division(code)?.name ?? code) : '')

const listFilters = async (ctx: Ctx) => [
  { name: 'kind', label: '类型', options: kindOptions() },
  {
    name: 'liaison',
    label: '服务专员',
    options: (await staffWithDuty(ctx, liaise)).map(one => ({ value: one.id, label: one.name })),
  },
  { name: 'contact', label: '联系', options: [{ value: 'silent', label: '久未联系' }] },
]

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const { rows, next } = await partyList(
    ctx,
    {
      question: query.q ?? '',
      kind: query.kind ?? '',
      liaison: query.liaison && isId(query.liaison) ? query.liaison : '',
      silentSince: query.contact === 'silent' ? silentSince(ctx) : null,
      oldestFirst: query.sort === 'registered',
      after: pageKey(c),
    },
    file?.most ?? 30,
  )
  const [filters, names] = await Promise.all([
    listFilters(ctx),
    staffNames(
      ctx,
      rows.map(row => row.liaison_id),
    ),
  ])
  const lines = rows.map(row => ({
    id: row.id,
    name: row.name,
    kind: partyKinds[row.kind as PartyKind],
    town: townName(row.town),
    contact: row.contact_name,
    phone: maskPhone(row.contact_phone),
    cases: row.cases ?? 0,
    liaison: names.get(row.liaison_id ?? '') ?? '',
    last_contact_at: row.last_contact_at,
    registered_at: row.registered_at,
  }))
  if (file)
    return exportTable(ctx, c, file, {
      title: '服务对象',
      columns: partyColumns,
      rows: lines,
      filters,
      cut: next !== null,
    })
  return desk(
    ctx,
    c,
    { title: '服务对象' },
    <PartyList
      rows={lines}
      query={query}
      next={next === null ? null : { after: next }}
      filters={filters}
      mayCreate={mayCreate(ctx, partyFlow, 'register')}
    />,
  )
}

/** Entries of the timeline that are shown at once. */
const storyPage = 60

async function showFile(ctx: Ctx, c: Http): Promise<Response> {
  const party = (await find(ctx, partyFlow, c.req.param('id') ?? '')) as unknown as Party
  if (party.merged_into) return c.redirect(`/desk/parties/${party.merged_into}`, 303)
  noteLook(c, '查看档案', party.id)
  const ids = [party.id, ...(await mergedInto(ctx, party.id))]
  const [buttons, told, mandates, cases, provider, names] = await Promise.all([
    buttonsFor(ctx, partyFlow, party),
    story(ctx, { partyIds: ids, before: pageKey(c) }, storyPage + 1),
    mandatesOfParty(ctx, party.id),
    recentCasesOf(ctx, party.id),
    providerOfParty(ctx, party.id),
    staffNames(ctx, [party.liaison_id]),
  ])
  const caseFlow = workflows.get('service_case')
  const page = (
    <PartyFile
      party={{
        ...party,
        contact_phone: shownPhone(ctx.actor, party.contact_phone),
        kind: partyKinds[party.kind as PartyKind],
        town: townName(party.town),
        liaison: names.get(party.liaison_id ?? '') ?? null,
        idNumber: party.id_number_cipher
          ? maskIdNumber(ctx.centre.keys.decrypt(party.id_number_cipher))
          : null,
      }}
      state={badgeOf(partyFlow, party.state)}
      buttons={buttons}
      mandates={mandates.map(one => ({ ...one, state: badgeOf(mandateFlow, one.state) }))}
      mayUnmask={party.id_number_cipher !== null && ctx.actor.duties.has(unmaskDuty.code)}
      provider={provider ?? null}
      mayApplyForProvider={ctx.actor.duties.has('admission.check') && party.kind !== 'person'}
      onBehalf={onBehalf(ctx, party)}
      cases={cases.map(one => ({
        ...one,
        state: caseFlow ? badgeOf(caseFlow, one.state) : { label: one.state, tone: 'grey' as const },
      }))}
      story={told.slice(0, storyPage)}
      older={told.length > storyPage ? (told[storyPage - 1]?.id ?? null) : null}
      later={pageKey(c) !== ''}
    />
  )
  return desk(ctx, c, { title: party.name, crumbs: [{ href: '/desk/parties', label: '服务对象' }] }, page)
}

/** What is done elsewhere for whoever does not do it on a phone: where a clerk looks for it, in their file. */
const onBehalf = ({ actor }: Ctx, party: Party) =>
  [
    { duty: 'voucher.enter', href: `/desk/vouchers/claim?party=${party.id}`, label: '代为领取服务券' },
    party.kind === 'person' && {
      ...{ duty: 'job.register', href: '/desk/jobs?state=published', label: '代为应聘（先选岗位）' },
    },
    {
      ...{ duty: 'incubation.manage', href: `/act/incubation/apply?party_id=${party.id}` },
      label: '代为申请入孵',
    },
  ].filter(one => one !== false && party.state === 'active' && actor.duties.has(one.duty)) as Array<{
    href: string
    label: string
  }>

async function showMandate(ctx: Ctx, c: Http): Promise<Response> {
  const mandate = (await find(ctx, mandateFlow, c.req.param('id') ?? '')) as unknown as RowOf<'mandate'>
  const party = (await find(ctx, partyFlow, mandate.party_id)) as unknown as Party
  const [buttons, told, files] = await Promise.all([
    buttonsFor(ctx, mandateFlow, mandate),
    story(ctx, { recordId: mandate.id }),
    filesOf(ctx, 'mandate', mandate.id),
  ])
  const page = (
    <MandatePage
      mandate={{
        ...mandate,
        phone: shownPhone(ctx.actor, mandate.phone),
        evidence: mandate.evidence && evidences[mandate.evidence as keyof typeof evidences],
      }}
      party={party}
      state={badgeOf(mandateFlow, mandate.state)}
      buttons={buttons}
      files={files}
      story={told}
      back={`/desk/mandates/${mandate.id}`}
    />
  )
  return desk(
    ctx,
    c,
    { title: '核实授权', crumbs: [{ href: `/desk/parties/${party.id}`, label: party.name }] },
    page,
  )
}

/** Unmasking answers with the number itself, once; that is why it has an address of its own. */
async function askReason(ctx: Ctx, c: Http): Promise<Response> {
  if (!ctx.actor.duties.has(unmaskDuty.code)) throw forbidden(`需要「${unmaskDuty.label}」的职责。`)
  const party = (await find(ctx, partyFlow, c.req.param('id') ?? '')) as unknown as Party
  const back = `/desk/parties/${party.id}`
  const form = <UnmaskForm action={`${back}/id-number`} name={party.name} back={back} />
  return desk(ctx, c, { title: '查看完整证件号' }, form)
}

async function unmask(c: Http): Promise<Response> {
  requireStaff(c)
  const form = await sentForm(c)
  return writeIn(c, async ctx => {
    const { row } = await perform(ctx, partyFlow, 'unmask', c.req.param('id') ?? '', {
      reason: form.get('reason'),
    })
    const party = row as unknown as Party
    noteLook(c, '查看完整证件号', party.id)
    return desk(
      ctx,
      c,
      { title: '身份证号' },
      <UnmaskedPage
        name={party.name}
        number={ctx.centre.keys.decrypt(party.id_number_cipher ?? '')}
        back={`/desk/parties/${party.id}`}
      />,
    )
  })
}
