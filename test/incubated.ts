import { incubationFlow, incubationReviewFlow, mentorFlow, mentoringFlow } from '#modules/incubation'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, stranger, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import type { TestApp } from './app.ts'
import { panel } from './incubation.ts'
import type { World } from './world.ts'

const plan = {
  ...{ name: '杨雪画坊', field: 'craft', introduction: '手绘农产品包装和插画，接本地小店的单。', origin: '' },
  product: '手绘包装、插画和小批量打样，三天出稿，不满意再改。',
  market: '县里的小店和合作社，先做二十家老客，再接外地的单。',
  ...{ money: '一单三百元，每月三十单可以养活两个人。', team: [{ name: '杨雪', role: '画师', about: '' }] },
  ...{ team_size: 2, invest_fen: 1, own_fen: 1, revenue_fen: 1, jobs_planned: 2, desks: 0, months: 12 },
  ...{ contact_name: '杨雪', contact_phone: '13800000081', declared: true },
}

/** A party's project that is in the house and shown, with a mentor and a session to come; days are counted back. */
export async function incubated(app: TestApp, world: World, party_id: string) {
  const staff = (name: string) => world.staff.get(name) as Actor
  const person: Actor = { ...stranger, kind: 'person', name: '杨雪', parties: [party_id] }
  const ago = (days: number) => new Date(app.clock.now.getTime() - days * 86_400_000)
  const { id } = await world.at(person, ago(30), ctx =>
    perform(ctx, incubationFlow, 'apply', null, { ...plan, party_id }),
  )
  const seats = ['technology', 'economy', 'market', 'law', 'bureau']
  const act = (who: Actor, days: number, name: string, input: Record<string, unknown> = {}) =>
    world.at(who, ago(days), ctx => perform(ctx, incubationFlow, name, id, input))
  await act(
    staff('张涛'),
    28,
    'appoint',
    Object.fromEntries(seats.map((seat, n) => [seat, staff(panel[n] as string).staffId])),
  )
  for (const name of panel)
    await world.at(staff(name), ago(26), async ctx => {
      const review = await ctx.db
        .selectFrom('incubation_review')
        .select('id')
        .where('incubation_id', '=', id)
        .where('reviewer_id', '=', ctx.actor.staffId as string)
        .executeTakeFirstOrThrow()
      const scores = { team: 80, product: 80, market: 80, money: 80, local: 80 }
      const sheet = { scores, veto: '', opinion: '建议支持。', unbiased: true }
      await perform(ctx, incubationReviewFlow, 'give', review.id, sheet)
    })
  await act(staff('李卫东'), 25, 'pass', { opinion: '同意。', days: 5 })
  await act(system, 15, 'endPublicity')
  const first_day = dayOf(ago(10))
  await act(staff('张涛'), 11, 'draftAgreement', {
    ...{ agreement_number: '孵 1 号', first_day, last_day: addDays(first_day, 364), rent_free: 100 },
    ...{ utilities: '免费。', deposit_fen: 0, more: '' },
  })
  const { row } = await act(system, 10, 'handOn', { owner_id: staff('张涛').staffId, reason: '负责' })
  await act(staff('李卫东'), 10, 'confirmAsCentre', { digest: row.digest, consent: true })
  await act(person, 10, 'confirmAsStartup', { digest: row.digest, consent: true })
  await act(person, 9, 'show', { shown_about: '手绘包装和插画，三天出稿。', shown_link: '', consent: true })
  const mentor = await world.at(staff('张涛'), ago(9), async ctx => {
    const made = await perform(ctx, mentorFlow, 'add', null, {
      ...{ name: '方远山', phone: '13800000701', work: '某公司总监', most_month: 8 },
      ...{ introduction: '做了十年直播运营，愿意带新人。', topics: ['直播'], place: '二楼' },
    })
    const hours = [{ weekday: '4', from: '09:00', to: '12:00' }]
    await perform(ctx, mentorFlow, 'setTimes', made.id, { slot_minutes: '60', hours })
    await ctx.db.updateTable('mentor').set({ shown_at: ctx.now }).where('id', '=', made.id).execute()
    return made.id
  })
  let day = addDays(dayOf(app.clock.now), 1)
  while (new Date(day).getUTCDay() !== 4) day = addDays(day, 1)
  const session = await world.at(person, app.clock.now, async ctx => {
    const slot = new Date(`${day}T09:00:00+08:00`).toISOString()
    const input = { mentor_id: mentor, incubation_id: id, slot, topic: '想聊聊报价。' }
    return (await perform(ctx, mentoringFlow, 'book', null, input)).id
  })
  return { incubation: id, mentor, mentoring: session }
}
