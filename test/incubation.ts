import type { TestApp, Visitor } from './app.ts'
import { does, idIn, startOf } from './deeds.ts'
import type { World } from './world.ts'

/** A business plan as somebody types it on the phone. */
export const planOf = (more: Record<string, string> = {}): Record<string, string> => ({
  ...{ name: '山货直播间', field: 'live', introduction: '把茶岭的笋干、葛粉搬进直播间，卖给长三角的家庭。' },
  product: '现场晒、现场切的笋干和葛粉，自己种、自己播，次日发货，坏了包赔。',
  market: '老客在上海、杭州，去年微信卖出两百单；今年想做到每月三百单，对手是大主播。',
  ...{ 'team.0.name': '杨雪', 'team.0.role': '主播', 'team.1.name': '余成', 'team.1.role': '发货' },
  ...{ team_size: '3', invest_fen: '60000', own_fen: '40000', revenue_fen: '360000' },
  ...{
    money: '每单毛利十八元，每月三百单就能付房租和两个人的工钱。',
    jobs_planned: '3',
    desks: '1',
    months: '12',
  },
  ...{ contact_name: '杨雪', contact_phone: '13800000081', declared: '1' },
  ...more,
})

/** Applies on the phone; returns the project's id. */
export async function appliesForIncubation(
  citizen: Visitor,
  more: Record<string, string> = {},
): Promise<string> {
  const page = '/act/incubation/apply'
  const party_id =
    (await citizen.get(page)).page.querySelector('input[name="party_id"]')?.getAttribute('value') ?? ''
  const sent = await citizen.submit(page, { party_id, ...planOf(more) })
  if (sent.status !== 303) throw new Error(sent.page.querySelector('main')?.textContent.slice(0, 500) ?? '')
  return idIn(sent.location)
}

export const panel = ['王敏', '陈静', '刘芳', '孙丽', '周健'] as const
const seat = ['technology', 'economy', 'market', 'law', 'bureau'] as const

/** The panel as it is named, nobody drawn. */
export async function seats(world: World, id: string): Promise<void> {
  await does(
    await world.worker('张涛'),
    `incubation/appoint/${id}`,
    Object.fromEntries(seat.map((name, at) => [name, world.staff.get(panel[at] as string)?.staffId ?? ''])),
  )
}

/** The sheet of one of the panel; all marks alike. */
export async function gives(app: TestApp, world: World, id: string, name: string, mark: string, veto = '') {
  const reviewer = world.staff.get(name)?.staffId ?? ''
  const { id: review } = await app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('incubation_review')
      .select('id')
      .where('incubation_id', '=', id)
      .where('reviewer_id', '=', reviewer)
      .executeTakeFirstOrThrow(),
  )
  const keys = ['team', 'product', 'market', 'money', 'local']
  return (await world.worker(name)).post(`/act/incubation_review/give/${review}`, {
    ...Object.fromEntries(keys.map(key => [`scores.${key}`, mark])),
    ...{ veto, opinion: '看得懂、做得成，建议支持。', unbiased: '1' },
  })
}

export const terms = {
  ...{
    agreement_number: '孵〔2026〕1 号',
    first_day: '2026-12-01',
    last_day: '2027-11-30',
    rent_free: '100',
  },
  ...{ utilities: '用多少付多少。', deposit_fen: '1000', more: '' },
}

/** Both confirm the agreement by the form that shows it. */
export async function confirms(world: World, citizen: Visitor, id: string): Promise<void> {
  for (const [who, action] of [
    [await world.worker('李卫东'), 'confirmAsCentre'],
    [citizen, 'confirmAsStartup'],
  ] as const) {
    const page = `/act/incubation/${action}/${id}`
    const digest = startOf(await who.get(page), 'digest')
    const sent = await who.submit(page, { digest, consent: '1' })
    if (sent.status !== 303) throw new Error(sent.page.querySelector('main')?.textContent.slice(0, 500) ?? '')
  }
}

/** From the application to the day of the agreement, without detours. */
export async function incubating(
  app: TestApp,
  world: World,
  citizen: Visitor,
  { number, first_day, last_day, ...more }: Record<string, string> = {},
): Promise<string> {
  const id = await appliesForIncubation(citizen, more)
  await seats(world, id)
  for (const name of panel) await gives(app, world, id, name, '80')
  await does(await world.worker('李卫东'), `incubation/pass/${id}`, { opinion: '同意。', days: '5' })
  await later(app, 9)
  const agreed = {
    ...terms,
    ...(number && { agreement_number: number }),
    ...(first_day && { first_day }),
    ...(last_day && { last_day }),
  }
  await does(await world.worker('张涛'), `incubation/draftAgreement/${id}`, agreed)
  await confirms(world, await world.device(more.contact_phone ?? '13800000081'), id)
  return id
}

/** Days go by; what the clock does then is done, and what waits is carried out. */
export async function later(app: TestApp, days: number): Promise<void> {
  app.clock.addDays(days)
  await app.runClock('clock.tick')
  await app.runJobs()
}
export async function night(app: TestApp): Promise<void> {
  await app.runClock('incubation.days')
  await app.runJobs()
}

/** A mentor who took it on, with two mornings a week and two sessions a month. */
export async function readyMentor(world: World, manager: Visitor): Promise<{ id: string; visitor: Visitor }> {
  const id = await does(manager, 'mentor/add', {
    ...{ name: '方远山', phone: '13800000701', work: '安庆某电商公司运营总监', most_month: '2' },
    ...{
      introduction: '做了十年直播运营，带出过六个本地账号。',
      topics: '直播运营\n选品',
      place: '二楼洽谈室',
    },
  })
  const visitor = await world.citizen('13800000701', '方远山')
  await does(visitor, `mentor/claim/${id}`)
  await does(visitor, `mentor/setTimes/${id}`, {
    ...{ slot_minutes: '60', 'hours.0.weekday': '2', 'hours.0.from': '09:00', 'hours.0.to': '12:00' },
    ...{ 'hours.1.weekday': '4', 'hours.1.from': '09:00', 'hours.1.to': '12:00' },
  })
  return { id, visitor }
}
