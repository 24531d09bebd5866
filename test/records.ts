import { assessmentFlow } from '#modules/assessments'
import { system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { openActivity } from './activities.ts'
import type { Ids } from './addresses.ts'
import { agreedOrder } from './agreed.ts'
import type { TestApp, Visitor } from './app.ts'
import { publicArticle } from './articles.ts'
import { appointAssessors, commissions } from './assessors.ts'
import { plannedAttendance } from './attendance.ts'
import { begunBrief } from './briefs.ts'
import { oneOfEachChannel } from './channels.ts'
import { openContest } from './contests.ts'
import { does, idIn, linked, picture, startOf } from './deeds.ts'
import { evaluated } from './evaluated.ts'
import { examined } from './exams.ts'
import { improved } from './improvements.ts'
import { incubated } from './incubated.ts'
import { dictionary } from './indicators.ts'
import { planned } from './inspectors.ts'
import { employed } from './jobs.ts'
import { broughtTogether } from './matchers.ts'
import { operator } from './operators.ts'
import { assets, station } from './places.ts'
import { publishedPolicy } from './policies.ts'
import { reported } from './reporting.ts'
import { preparedSurvey } from './surveys.ts'
import { trained } from './training.ts'
import { claimedVoucher } from './vouchers.ts'
import { creditCodeOf, providers, type World } from './world.ts'

/** 杨雪 has a closed consultation and an order for which the first provider is invited. */
export async function someRecords(app: TestApp, world: World): Promise<Ids> {
  const citizen = await world.citizen('13800000081', '杨雪')
  const director = await world.worker('李卫东')
  const party = await firstParty(citizen)
  const serviceCase = await consultation(app, world, citizen, party)
  const token = app.sent.sms.map(one => /\/r\/(\S+)/.exec(one.body)?.[1]).findLast(Boolean) ?? ''
  const quote = await invitation(world, citizen, party)
  return {
    item: world.items.get('ZX-001') ?? '',
    case: serviceCase,
    quote,
    party,
    provider: [...world.providers.values()][0] ?? '',
    mandate: await linked(director, `/desk/parties/${party}`, '/desk/mandates/'),
    post: await linked(director, '/desk/team', '/desk/team/posts/'),
    staff: world.staff.get('王敏')?.staffId ?? '',
    absence: await absence(world, director),
    ...(await booking(citizen, director, party)),
    ...(await openActivity(world, citizen)),
    ...(await assets(world, director)),
    ...(await operator(world, citizen, director)),
    ...(await complaint(world, citizen)),
    ...(await consulting(world, citizen, director)),
    ...(await station(world, director)),
    regulation: await regulation(world, director),
    ...(await admission(world, citizen)),
    assessment: await assessment(app, world),
    ...(await improved(app, world)),
    appraisal: await appraisal(app, world),
    notice: await linked(citizen, '/notices', '/notices/'),
    article: await publicArticle(app, world),
    policy: await publishedPolicy(await world.worker('王敏'), director),
    ...(await inspections(world)),
    ...(await broughtTogether(app, world, party)),
    ...(await oneOfEachChannel(world)),
    ...(await agreedOrder(app, world, party)),
    ...(await claimedVoucher(app, world, citizen)),
    ...(await preparedSurvey(app, world)),
    ...(await trained(app, world, citizen).then(async those => ({
      ...those,
      attendance: await plannedAttendance(app, world, those.trainingClass),
    }))),
    ...(await openContest(world, citizen)),
    ...(await employed(world, citizen)),
    ...(await incubated(app, world, party)),
    ...(await examined(app, world)),
    ...(await reported(app, world, party)),
    ...(await begunBrief(app, world)),
    ...(await evaluated(app, world)),
    pack: await does(director, 'evidence_pack/build', { period: '2026-Q4', clauses: ['4.4.1'] }),
    ...(await dictionary(app, world)),
    token,
  }
}

const firstParty = async (citizen: Visitor): Promise<string> =>
  (await citizen.call('GET', '/api/v1/party')).json<{ contents: [{ id: string }] }>().contents[0].id

const absence = async (world: World, director: Visitor): Promise<string> => {
  const who = (name: string) => world.staff.get(name)?.staffId ?? ''
  const recorded = await director.post('/act/absence/record', {
    ...{ staff_id: who('刘芳'), deputy_id: who('孙丽'), kind: 'errand' },
    ...{ first_day: '2030-01-02', last_day: '2030-01-03' },
  })
  return idIn(recorded.location)
}

/** A room, and that it is booked. */
async function booking(citizen: Visitor, director: Visitor, party_id: string) {
  const registered = await director.post('/act/resource/register', {
    ...{ kind: 'room', name: '会议室', place: '三楼 302', capacity: '30', for_public: '1' },
    ...{ opens: '08:30', closes: '17:30', longest_hours: '4' },
  })
  const resource = idIn(registered.location)
  const booked = await citizen.post('/act/booking/ask', {
    ...{ resource_id: resource, party_id, day: '2026-11-26', from: '09:00', to: '10:00', people: '2' },
    ...{ purpose: '开会', contact_name: '杨雪', contact_phone: '13800000081' },
  })
  return { resource, booking: idIn(booked.location) }
}

async function regulation(world: World, director: Visitor): Promise<string> {
  const written = await (await world.worker('刘芳')).post('/act/regulation/write', {
    ...{ kind: 'other', name: '窗口值班规定' },
    ...{ 'articles.0.heading': '值班', 'articles.0.body': '窗口工作日有人值班。' },
  })
  const id = idIn(written.location)
  await (await world.worker('刘芳')).post(`/act/regulation/submit/${id}`)
  await director.post(`/act/regulation/approve/${id}`, { number: '怀电商〔2026〕1 号' })
  return id
}

async function complaint(world: World, citizen: Visitor) {
  const [firm] = providers
  await citizen.submit(
    '/complaints/new?about=provider',
    {
      ...{ kind: 'complaint', by: 'name', contact_name: '杨雪', contact_phone: '13800000081' },
      provider_id: [...world.providers.values()][0] ?? '',
      body: '约好的交片日期过了三天还没有消息。',
    },
    '/complaints/new',
  )
  const id = await linked(citizen, '/my/complaints', '/my/complaints/')
  await (await world.worker('陈静')).post(`/act/complaint/accept/${id}`, {
    complexity: 'simple',
    assignee_id: world.staff.get('王敏')?.staffId ?? '',
  })
  await (await world.worker('王敏')).post(`/act/complaint/askProvider/${id}`, {
    question: '有客户反映逾期交片，请说明情况。',
  })
  const provider = await world.citizen(firm?.phone ?? '', firm?.contact)
  return { complaint: id, statement: await linked(provider, '/my/complaints', '/my/statements/') }
}

/** An entry that is public, and a question that the first provider was asked, before it was answered. */
async function consulting(world: World, citizen: Visitor, director: Visitor) {
  const adviser = await world.worker('王敏')
  const made = await adviser.post('/act/knowledge_entry/write', {
    ...{ form: 'question', kind: 'policy', title: '开网店要不要办营业执照？', valid_until: '2027-11-01' },
    body: '自产自销农副产品的不用办，其他的要办。',
  })
  const knowledge = idIn(made.location)
  await adviser.post(`/act/knowledge_entry/submit/${knowledge}`)
  await director.post(`/act/knowledge_entry/approve/${knowledge}`)
  const added = await director.post('/act/consulting_expert/addOutsider', {
    ...{
      name: '何律师',
      phone: '13800000602',
      introduction: '律师，熟悉食品法规。',
      kinds: 'policy',
      most_open: '3',
    },
  })
  await citizen.submit('/consulting/new', {
    ...{ kind: 'business', question: '画坊的画怎么寄不会皱？', contact_phone: '13800000081' },
  })
  const consultation = await linked(citizen, '/my/consultations', '/my/consultations/')
  await adviser.post(`/act/consultation/take/${consultation}`)
  await adviser.post(`/act/consultation/toProvider/${consultation}`, {
    ...{ to: [...world.providers.values()][0] ?? '', question: '画怎么寄不会皱？', reason: '他们常寄。' },
  })
  const firm = await world.citizen(providers[0]?.phone ?? '', providers[0]?.contact)
  const transfer = await linked(firm, '/my/consulting', '/my/consulting/')
  return { knowledge, expert: idIn(added.location), consultation, transfer }
}

/** Commissioned for this year. */
async function appraisal(app: TestApp, world: World): Promise<string> {
  await app.runClock('evaluation.open')
  return commissions(await world.worker('周健'), await appointAssessors(app, world))
}

/** A plan of inspection that everybody may read, with its sheet. */
async function inspections(world: World) {
  const bureau = await world.worker('周健')
  const { sheet, plan } = await planned(bureau)
  await bureau.post(`/act/inspection_plan/announce/${plan}`)
  return { sheet, plan }
}

/** 杨雪's shop applies, and the first provider would like to leave. */
async function admission(world: World, citizen: Visitor) {
  await citizen.submit('/act/mandate/request', {
    ...{ kind: 'sole_trader', name: '高河镇杨雪画坊', code: creditCodeOf('92', 950) },
    ...{ person_name: '杨雪', role: 'head', 'evidence:new': picture('执照.png') },
  })
  const { contents } = (await citizen.call('GET', '/api/v1/mandate')).json<{
    contents: Array<{ id: string; state: string }>
  }>()
  const asked = contents.find(one => one.state !== 'active')?.id
  await (await world.worker('陈静')).post(`/act/mandate/verify/${asked}`)
  const form = '/act/admission/apply'
  const applied = await citizen.submit(form, {
    party_id: startOf(await citizen.get(form), 'party_id'),
    ...{ name: '杨雪画坊', introduction: '手绘包装与插画，十年经验。', declared: '1' },
    ...{ 'offers.0.item_id': world.items.get('SX-001') ?? '', 'licence:new': picture('执照.png') },
    ...{ contact_name: '杨雪', contact_phone: '13800000081' },
  })
  const provider = await world.citizen(providers[0]?.phone ?? '')
  const left = await provider.post('/act/provider_exit/ask', {
    ...{ provider_id: [...world.providers.values()][0] ?? '', on_day: '2026-12-31' },
    reason: '团队迁往外县，年底退出。',
  })
  return { admission: idIn(applied.location), exit: idIn(left.location) }
}

/** The year before yesterday of the first provider, opened by the clock. */
const assessment = (app: TestApp, world: World): Promise<string> =>
  world.at(system, app.clock.now, async ctx => {
    const [provider_id] = world.providers.values()
    const period = { from_day: '2025-11-23', to_day: '2026-11-22' }
    return (await perform(ctx, assessmentFlow, 'begin', null, { provider_id, ...period })).id
  })

async function apply(
  world: World,
  citizen: Visitor,
  party: string,
  code: string,
  answers: Record<string, string>,
): Promise<string> {
  const page = `/act/service_case/submit?item_id=${world.items.get(code)}`
  const contact = { party_id: party, contact_name: '杨雪', contact_phone: '13800000081' }
  return idIn((await citizen.submit(page, { ...contact, ...answers })).location)
}

async function consultation(app: TestApp, world: World, citizen: Visitor, party: string): Promise<string> {
  const id = await apply(world, citizen, party, 'ZX-001', { 'answers.question': '怎么申请补助？' })
  const wangmin = await world.worker('王敏')
  await wangmin.post(`/act/service_case/accept/${id}`, {
    assignee_id: world.staff.get('王敏')?.staffId ?? '',
  })
  await wangmin.post(`/act/service_case/answer/${id}`, {
    answer: '请在窗口期内带上营业执照来办。',
    answer_basis: '办法',
  })
  await citizen.post(`/act/service_case/confirm/${id}`)
  await app.runJobs()
  return id
}

async function invitation(world: World, citizen: Visitor, party: string): Promise<string> {
  const [firm] = providers
  const provider = await world.citizen(firm?.phone ?? '', firm?.contact)
  const claim = (await provider.get('/my')).page.querySelector(
    'form[action="/act/mandate/claim"] input[name=party_id]',
  )
  await provider.post('/act/mandate/claim', {
    party_id: claim?.getAttribute('value') ?? '',
    person_name: firm?.contact ?? '',
  })
  const answers = { 'answers.use': '抖音', 'answers.count': '1', 'answers.place': '石牌镇' }
  const order = await apply(world, citizen, party, 'SX-001', answers)
  const zhangtao = world.staff.get('张涛')?.staffId ?? ''
  await (await world.worker('陈静')).post(`/act/service_case/accept/${order}`, { assignee_id: zhangtao })
  await (await world.worker('张涛')).post(`/act/service_case/invite/${order}`, {
    providers: [...world.providers.values()],
    reason: '按轮换邀请三家。',
  })
  return linked(provider, '/my', '/my/quotes/')
}
