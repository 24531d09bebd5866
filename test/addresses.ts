/** Ids of real records, to stand in addresses in place of `:id`. */
export interface Ids {
  item: string
  /** A consultation: asked, answered, confirmed, to be rated. */
  case: string
  /** An invitation of the first provider. */
  quote: string
  party: string
  provider: string
  mandate: string
  post: string
  staff: string
  absence: string
  resource: string
  /** Of 杨雪's, to come. */
  booking: string
  /** Published, for which 杨雪 registered. */
  activity: string
  registration: string
  asset: string
  stocktaking: string
  contract: string
  objection: string
  /** Of 杨雪, about the first provider, which was asked for its side. */
  complaint: string
  /** Of 杨雪, answered; passed on to an expert from outside. */
  consultation: string
  expert: string
  transfer: string
  /** Published. */
  knowledge: string
  /** In force. */
  regulation: string
  statement: string
  disclosure: string
  /** An open village station, with a check that it failed. */
  station: string
  check: string
  stationRectification: string
  /** Of 杨雪's shop. */
  admission: string
  /** Of the first provider. */
  exit: string
  /** Of the first provider, to be scored. */
  assessment: string
  notice: string
  /** Public. */
  article: string
  /** Public. */
  policy: string
  /** In the pool, public; and of 杨雪 a need, a public posting, and that she asks to be introduced. */
  pooled: string
  need: string
  posting: string
  introduction: string
  /** Of 杨雪 with the first provider, which has confirmed; and the kind 短视频拍摄. */
  order: string
  supportKind: string
  /** A running programme of vouchers; of 杨雪 a voucher of it. */
  programme: string
  voucher: string
  /** A plan of inspection that was announced, and its sheet. */
  plan: string
  sheet: string
  group: string
  webhook: string
  screen: string
  /** A publication's package for WeChat. */
  channelPost: string
  publicityPlan: string
  /** Of the link by which the consultation can be rated. */
  token: string
}

/** Of the thing in the ledger. */
export const assetNumber = 'A-001'

/** A registered address, e.g. `GET /desk/cases/:id`, with real ids in its place. */
export function concrete(route: string, ids: Ids): string {
  const [, path = ''] = route.split(' ')
  const named: Array<[RegExp, string]> = [
    [/^\/(desk\/)?items\/:id/, ids.item],
    [/^\/(desk\/|my\/)?providers\/:id/, ids.provider],
    [/^\/((desk\/)?items|hsds\/services)\/:id/, ids.item],
    [/^\/((desk\/)?providers|hsds\/organizations)\/:id/, ids.provider],
    [/^\/(desk\/)?notices\/:id/, ids.notice],
    [/^\/(desk\/articles|news)\/:id/, ids.article],
    [/^\/(desk\/)?policies\/:id/, ids.policy],
    [/^\/desk\/parties\/:id/, ids.party],
    [/^\/desk\/mandates\/:id/, ids.mandate],
    [/^\/desk\/team\/posts\/:id/, ids.post],
    [/^\/desk\/team\/staff\/:id/, ids.staff],
    [/^\/desk\/absences\/:id/, ids.absence],
    [/^\/(desk\/bookings\/resources|bookings)\/:id/, ids.resource],
    [/^\/(my|desk)\/bookings\/:id/, ids.booking],
    [/^\/(my\/activities|desk\/activities\/(registrations|tickets))\/:id/, ids.registration],
    [/^\/(desk\/)?activities\/:id/, ids.activity],
    [/^\/desk\/assets\/stocktakings\/:id/, ids.stocktaking],
    [/^\/desk\/assets\/:id/, ids.asset],
    [/^\/desk\/operator\/contracts\/:id/, ids.contract],
    [/^\/desk\/operator\/objections\/:id/, ids.objection],
    [/^\/desk\/operator\/disclosures\/:id/, ids.disclosure],
    [/^\/(my|desk)\/complaints\/:id/, ids.complaint],
    [/^\/desk\/consultations\/experts\/:id/, ids.expert],
    [/^\/(my|desk)\/consultations\/:id/, ids.consultation],
    [/^\/my\/consulting\/:id/, ids.transfer],
    [/^(\/desk)?\/knowledge\/:id/, ids.knowledge],
    [/^(\/desk)?\/regulations\/:id/, ids.regulation],
    [/^\/my\/statements\/:id/, ids.statement],
    [/^\/desk\/stations\/checks\/:id/, ids.check],
    [/^\/desk\/stations\/rectifications\/:id/, ids.stationRectification],
    [/^\/desk\/stations\/(entries|errands)\/:id/, ''],
    [/^\/(desk\/)?stations\/:id/, ids.station],
    [/^\/(desk\/inspections\/plans|inspections)\/:id/, ids.plan],
    [/^\/desk\/inspections\/sheets\/:id/, ids.sheet],
    [/^\/(my|desk)\/admissions\/:id/, ids.admission],
    [/^\/(my|desk)\/exits\/:id/, ids.exit],
    [/^\/(my|desk)\/assessments\/:id/, ids.assessment],
    [/^\/(desk\/resources\/needs|my\/needs)\/:id/, ids.need],
    [/^\/(desk\/)?resources\/:id/, ids.pooled],
    [/^\/(desk\/postings|my\/postings|market)\/:id/, ids.posting],
    [/^\/(my|desk)\/introductions\/:id/, ids.introduction],
    [/^\/desk\/channels\/groups\/:id/, ids.group],
    [/^\/desk\/channels\/webhooks\/:id/, ids.webhook],
    [/^\/(desk\/channels\/screens|screen)\/:id/, ids.screen],
    [/^\/desk\/channels\/posts\/:id/, ids.channelPost],
    [/^\/desk\/channels\/plans\/:id/, ids.publicityPlan],
    [/^\/(desk\/channels\/publications|via\/:code)\/:flow\/:id/, ids.notice],
    [/^\/(my|desk)\/orders\/:id/, ids.order],
    [/^\/desk\/support\/:id/, ids.supportKind],
    [/^\/(desk\/vouchers\/programmes|vouchers|my\/vouchers\/claim)\/:id/, ids.programme],
    [/^\/desk\/vouchers\/(redemptions|checks)\/:id/, ''],
    [/^\/(my|desk)\/vouchers\/:id/, ids.voucher],
    [/^\/my\/quotes\/:id/, ids.quote],
    [/^\/(my|desk)\/cases\/:id/, ids.case],
    [/^\/(api\/v1|go)\/:flow\/:id/, ids.case],
  ]
  const id = named.find(([pattern]) => pattern.test(path))?.[1] || crypto.randomUUID()
  return path
    .replace(/^\/(act|draft)\/:flow\/:action\/:id\?/, '/$1/service_case/submit')
    .replace('/api/v1/:flow/:id/:action', `/api/v1/service_case/${id}/withdraw`)
    .replace('/api/v1/:flow/:action', '/api/v1/service_case/submit')
    .replace(/:file\{.*\}$/, `${ids.item}.jsonld`)
    .replace('/publications/:flow', '/publications/notice')
    .replace('/via/:code/:flow', '/via/mail/notice')
    .replace(':flow', 'service_case')
    .replace('/:kind', path.includes('imports') ? '/party' : '/:kind')
    .replace(':name', path.includes('figures') ? 'cases.svg' : 'none.js')
    .replace(':code', 'video')
    .replace(':token', ids.token)
    .replace(':number', assetNumber)
    .replace(':id', id)
}
