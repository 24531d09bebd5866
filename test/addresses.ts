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
  /** Commissioned; its members have not declared yet. */
  appraisal: string
  /** Of the first provider, to be scored. */
  assessment: string
  /** Pointed out by 孙丽, of which 张涛 plans the improvement; the published report of the last quarter. */
  finding: string
  improvement: string
  improvementReport: string
  /** The centre's own of half a year, opened; and the sheet that comes with the platform. */
  evaluation: string
  scoreSheet: string
  notice: string
  /** Of what is reported, in force; and what was counted of the last month. */
  indicatorVersion: string
  indicatorPeriod: string
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
  /** Open to enrolment, which 杨雪 did; its lecturer, course; a plan of the year; an open survey that 杨雪 answered. */
  trainingClass: string
  /** Its first half day. */
  attendance: string
  enrolment: string
  lecturer: string
  course: string
  trainingPlan: string
  survey: string
  trainingAnswer: string
  /** Of this quarter, to be prepared; its questionnaire. */
  satisfaction: string
  questionnaire: string
  /** Open for entries; of 杨雪 an entry. */
  contest: string
  contestEntry: string
  /** A public post of a firm; of 杨雪 that she was taken, her résumé, her internship, her place in the pool, an introduction. */
  job: string
  application: string
  resume: string
  internship: string
  talent: string
  talentIntroduction: string
  /** 杨雪's project, in the house and shown; a mentor, and a session to come. */
  incubation: string
  mentor: string
  mentoring: string
  /** A question and a paper in use, an exam that waits for approval. */
  question: string
  paper: string
  exam: string
  /** A plan of inspection that was announced, and its sheet. */
  plan: string
  sheet: string
  /** Sent out; of 杨雪 the sheet to fill in. */
  reportForm: string
  reportRound: string
  report: string
  /** A draft, which is the centre's own; and the kind that it is of. */
  brief: string
  briefKind: string
  group: string
  webhook: string
  screen: string
  /** A publication's package for WeChat. */
  channelPost: string
  publicityPlan: string
  /** Asked for by the director, and not put together yet. */
  pack: string
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
    [/^\/desk\/surveys\/questionnaires\/:id/, ids.questionnaire],
    [/^\/desk\/surveys\/calls\/:id/, ''],
    [/^\/desk\/surveys\/:id/, ids.satisfaction],
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
    [/^\/(my|desk)\/contests\/entries\/:id/, ids.contestEntry],
    [/^\/my\/contests\/(judging|sheets)\/:id/, ids.contestEntry],
    [/^\/(desk\/)?contests\/:id/, ids.contest],
    [/^\/desk\/inspections\/sheets\/:id/, ids.sheet],
    [/^\/(my|desk)\/admissions\/:id/, ids.admission],
    [/^\/(my|desk)\/exits\/:id/, ids.exit],
    [/^\/desk\/appraisals\/:id/, ids.appraisal],
    [/^\/(my|desk)\/assessments\/:id/, ids.assessment],
    [/^\/desk\/improvements\/findings\/:id/, ids.finding],
    [/^\/desk\/improvements\/items\/:id/, ids.improvement],
    [/^\/(desk\/improvements\/reports|improvements)\/:id/, ids.improvementReport],
    [/^\/desk\/evaluations\/marks\/:id/, ''],
    [/^\/desk\/evaluations\/sheets\/:id/, ids.scoreSheet],
    [/^\/(desk\/)?evaluations\/:id/, ids.evaluation],
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
    [/^\/desk\/classes\/:id\/(certificates|tracking)/, ''],
    [/^\/(my|desk)\/jobs\/applications\/:id/, ids.application],
    [/^\/my\/jobs\/resumes\/:id/, ids.resume],
    [/^\/(my|desk)\/jobs\/internships\/:id/, ids.internship],
    [/^\/(my\/jobs|desk\/talents)\/introductions\/:id/, ids.talentIntroduction],
    [/^\/desk\/talents\/:id/, ids.talent],
    [/^\/((desk|my)\/)?jobs\/(posts\/)?:id/, ids.job],
    [/^\/my\/incubation\/reviews\/:id/, ''],
    [/^\/(my\/incubation|desk\/mentors)\/sessions\/:id/, ids.mentoring],
    [/^\/(((my\/)?incubation|desk)\/mentors)\/:id/, ids.mentor],
    [/^\/((my|desk)\/)?incubation\/:id/, ids.incubation],
    [/^\/desk\/attendance\/learners\/:id/, ids.enrolment],
    [/^\/desk\/attendance\/(entries|signals)\/:id/, ''],
    [/^\/(desk\/attendance|here)\/:id/, ids.attendance],
    [/^\/desk\/exams\/questions\/:id/, ids.question],
    [/^\/desk\/exams\/papers\/:id/, ids.paper],
    [/^\/(desk\/exams\/sittings|my\/exams)\/:id/, ''],
    [/^\/desk\/exams\/:id/, ids.exam],
    [/^\/my\/training\/answers\/:id/, ids.trainingAnswer],
    [/^\/(my\/training|desk\/classes\/enrolments)\/:id/, ids.enrolment],
    [/^\/(desk\/courses|training)\/lecturers\/:id/, ids.lecturer],
    [/^\/(desk\/training-plans|training)\/surveys\/:id/, ids.survey],
    [/^\/(desk\/classes|training)\/:id/, ids.trainingClass],
    [/^\/desk\/indicators\/versions\/:id/, ids.indicatorVersion],
    [/^\/desk\/indicators\/periods\/:id/, ids.indicatorPeriod],
    [/^\/desk\/indicators\/corrections\/:id/, ''],
    [/^\/desk\/courses\/:id/, ids.course],
    [/^\/desk\/training-plans\/:id/, ids.trainingPlan],
    [/^\/desk\/briefs\/kinds\/:id/, ids.briefKind],
    [/^\/desk\/briefs\/:id/, ids.brief],
    [/^\/desk\/reports\/forms\/:id/, ids.reportForm],
    [/^\/desk\/reports\/rounds\/:id/, ids.reportRound],
    [/^\/desk\/reports\/corrections\/:id/, ''],
    [/^\/(desk\/reports\/sheets|my\/reports)\/:id/, ids.report],
    [/^\/desk\/packs\/:id/, ids.pack],
    [/^\/desk\/data-quality\/:id/, ''],
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
    .replace(':name', 'none.js')
    .replace('/desk/indicators/:code', '/desk/indicators/cases.submitted')
    .replace(':code', 'video')
    .replace(':token', ids.token)
    .replace(':number', assetNumber)
    .replace(':id', id)
}
