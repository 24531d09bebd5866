import { expect } from 'vitest'
import type { Visitor } from './app.ts'
import { claims, does, idIn, linked, startOf } from './deeds.ts'
import { recipients, type World } from './world.ts'

/** A post as an employer writes it on the phone. */
export const post = {
  ...{ title: '网店客服', trade: 'service', employment: 'full', places: '2' },
  ...{
    low_fen: '4000',
    high_fen: '6000',
    pay_per: 'month',
    town: '340822100',
    place_note: '电商产业园 2 号楼',
  },
  ...{
    tasks: '回复顾客咨询，处理退换货，白班八小时。',
    wants: '会打字，说话和气。',
    benefits: '缴社保，包午餐',
  },
  ...{ valid_until: '2026-12-20', contact_name: '程志远', contact_phone: '13800000014', true_words: '1' },
}

/** The list that every post is held against, all of it ticked. */
export const reviewed = {
  ...{ no_fee: '1', lawful: '1', wage: '1', employer: '1', review_words: '逐项核对，符合要求。' },
}

/** Whoever acts for one of the firms of the cast. */
export async function firmOf(world: World, which: 0 | 1): Promise<Visitor> {
  const firms = recipients.filter(one => one.kind === 'enterprise')
  const visitor = await world.citizen(firms[which]?.phone as string, firms[which]?.contact)
  await claims(visitor)
  return visitor
}

export async function writesResume(who: Visitor): Promise<string> {
  const page = '/act/resume/write'
  const form = await who.get(page)
  const sent = await who.submit(page, {
    ...{ party_id: startOf(form, 'party_id'), title: '找客服用的', education: 'college' },
    ...{ person_name: startOf(form, 'person_name'), phone: startOf(form, 'phone') },
    ...{ skills: '打字、售后', experience: '做过两年客服。', wish: '离家近' },
  })
  expect(sent.status, sent.page.querySelector('.form-summary')?.textContent).toBe(303)
  return idIn(sent.location)
}

/** A post that is public; returns its id. */
export async function publishes(
  firm: Visitor,
  reviewer: Visitor,
  kind: 'job' | 'internship' | 'talent',
  fields: Record<string, string> = {},
): Promise<string> {
  const page = `/act/job_post/submit?kind=${kind}`
  const party_id = startOf(await firm.get(page), 'party_id')
  const { employment: _employment, ...internship } = post
  const sent = await firm.submit(page, {
    ...(kind === 'internship' ? internship : post),
    party_id,
    ...fields,
  })
  expect(sent.status, sent.page.querySelector('.form-summary')?.textContent).toBe(303)
  const id = idIn(sent.location)
  await does(reviewer, `job_post/publish/${id}`, reviewed)
  return id
}

/** Applies with the only résumé that one has. */
export async function appliesFor(who: Visitor, postId: string): Promise<string> {
  const page = `/act/job_application/apply?post_id=${postId}`
  const form = await who.get(page)
  const resume_id = idIn(form.page.querySelector('input[name="resume_id"]')?.getAttribute('value'))
  const sent = await who.submit(page, { party_id: startOf(form, 'party_id'), resume_id, consent: '1' })
  expect(sent.status, sent.page.querySelector('.form-summary')?.textContent).toBe(303)
  return idIn(sent.location)
}

/** From the application to the accepted offer, starting that day. */
export async function hires(
  firm: Visitor,
  seeker: Visitor,
  application: string,
  start_on: string,
): Promise<void> {
  await does(firm, `job_application/view/${application}`)
  await does(firm, `job_application/offer/${application}`, { offer_per: 'month', start_on })
  await does(seeker, `job_application/accept/${application}`)
}

/** What an agreement of an internship says. */
export const agreement = {
  ...{ school_name: '', from_on: '2026-11-26', until_on: '2027-01-20', hours_day: '7', days_week: '5' },
  ...{ place: '产业园 2 号楼', tasks: '跟着带教学习直播间的准备、场控和售后。', mentor: '朱晓梅' },
  ...{ allowance_fen: '1500', insurance: 'employer', insurance_number: 'PICC2026110001' },
}

/** A public post, and of a citizen everything that there is: hired as an intern, in the pool, introduced. */
export async function employed(world: World, citizen: Visitor) {
  const [firm, staff] = [await firmOf(world, 0), await world.worker('王敏')]
  const job = await publishes(firm, staff, 'internship', { title: '直播助理实习生', town: '' })
  const resume = await writesResume(citizen)
  const application = await appliesFor(citizen, job)
  await hires(firm, citizen, application, '2026-11-26')
  const planned = await firm.submit(`/act/internship/plan?application_id=${application}`, agreement)
  const page = '/act/talent/join'
  await citizen.submit(page, {
    ...{
      party_id: startOf(await citizen.get(page), 'party_id'),
      headline: '做过三年网店客服',
      skills: '客服',
    },
    ...{ trade: 'service', education: 'college', years: '3', contact_name: '杨雪', consent: '1' },
    contact_phone: '13800000081',
  })
  const talent = await linked(staff, '/desk/talents', '/desk/talents/0')
  const asked = await staff.submit(`/act/talent_introduction/ask?talent_id=${talent}`, {
    ...{ post_id: job, words: '做过客服，可以先聊聊。' },
  })
  const internship = idIn(planned.location)
  return { job, resume, application, internship, talent, talentIntroduction: idIn(asked.location) }
}
