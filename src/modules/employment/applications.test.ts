import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '#platform/ctx'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, startOf } from '../../../test/deeds.ts'
import { appliesFor, firmOf, post, publishes, writesResume } from '../../../test/jobs.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.3.2 From the résumé to whether somebody is still there, as employer and seeker go through it on their phones. */
let app: TestApp
let world: World
let firm: Visitor
let seeker: Visitor
let other: Visitor
let clerk: Visitor
let reviewer: Visitor
let id: string
let application: string
let resume: string

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app, { division: '340822' })
  clerk = await world.worker('陈静')
  reviewer = await world.worker('王敏')
  firm = await firmOf(world, 0)
  seeker = await world.citizen('13800000082', '丁小军')
  other = await world.citizen('13800000083', '马大山')
  id = await publishes(firm, reviewer, 'job')
})
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
const smsTo = (phone: string): string[] =>
  app.sent.sms.filter(one => one.phone === phone).map(one => one.body)
/** Days pass, and everybody signs in anew. */
const later = async (days: number): Promise<void> => {
  app.clock.addDays(days)
  firm = await world.device(post.contact_phone)
  seeker = await world.device('13800000082')
  other = await world.device('13800000083')
  reviewer = await world.worker('王敏')
  clerk = await world.worker('陈静')
}
const day = (plus: number): string =>
  new Date(app.clock.now.getTime() + 8 * 3_600_000 + plus * 86_400_000).toISOString().slice(0, 10)

describe('an application', () => {
  test('carries one of one’s own résumés, by consent, and never anybody else’s', async () => {
    const page = `/act/job_application/apply?post_id=${id}`
    expect((await seeker.get(page)).text, 'a résumé first').toContain('请先写一份简历')
    resume = await writesResume(seeker)
    const theirs = await writesResume(other)
    expect((await other.get(`/my/jobs/resumes/${resume}`)).status, 'somebody else’s').toBe(404)
    expect((await clerk.get(`/my/jobs/resumes/${resume}`)).status, 'staff open none either').toBe(404)
    const party_id = startOf(await seeker.get(page), 'party_id')
    const without = await seeker.submit(page, { party_id, resume_id: resume })
    expect(errorAt(without, 'consent')).not.toBe('')
    const stolen = await seeker.post('/act/job_application/apply', {
      post_id: id,
      party_id,
      resume_id: theirs,
      consent: '1',
    })
    expect(stolen.status).toBe(422)
    const own = await firm.post('/act/job_application/apply', {
      post_id: id,
      party_id,
      resume_id: resume,
      consent: '1',
    })
    expect(own.status, 'nor for somebody else').toBeGreaterThanOrEqual(400)
    const sent = await seeker.submit(page, {
      party_id,
      resume_id: resume,
      consent: '1',
      words: '离家近，想来试试。',
    })
    expect(sent.status, sent.page.querySelector('.form-summary')?.textContent).toBe(303)
    application = idIn(sent.location)
    const twice = await seeker.post('/act/job_application/apply', {
      post_id: id,
      party_id,
      resume_id: resume,
      consent: '1',
    })
    expect(twice.status, 'once for each post').toBe(409)
  })

  test('is seen by its employer once they look, by no other, and tells the seeker so', async () => {
    const before = await main(firm, `/my/jobs/applications/${application}`)
    for (const secret of ['丁小军', '13800000082', '做过两年客服']) expect(before).not.toContain(secret)
    const rival = await firmOf(world, 1)
    expect(
      (await rival.get(`/my/jobs/applications/${application}`)).status,
      'the employer of another post',
    ).toBe(404)
    expect((await rival.post(`/act/job_application/view/${application}`)).status).toBe(404)
    expect((await other.get(`/my/jobs/applications/${application}`)).status).toBe(404)
    await does(firm, `job_application/view/${application}`)
    const after = await main(firm, `/my/jobs/applications/${application}`)
    for (const shown of ['丁小军', '13800000082', '做过两年客服']) expect(after).toContain(shown)
    expect(await main(seeker, `/my/jobs/applications/${application}`)).toContain('已查看')
    expect((await clerk.get(`/desk/jobs/applications/${application}`)).status, 'not whose work it is').toBe(
      404,
    )
    const other_desk = await world.worker('刘芳')
    expect((await other_desk.get(`/desk/jobs/applications/${application}`)).status).toBe(403)
    expect(await main(reviewer, `/desk/jobs/applications/${application}`)).not.toContain('做过两年客服')
  })

  test('leads to an interview at a time that both confirm', async () => {
    const at = `${day(2)}T09:30`
    await does(firm, `job_application/invite/${application}`, {
      interview_at: at,
      interview_place: '产业园 2 号楼',
    })
    await app.runJobs()
    expect(smsTo('13800000082').join()).toContain('约您面试')
    expect(
      (await firm.post(`/act/job_application/confirmInterview/${application}`)).status,
      'their own word',
    ).toBe(403)
    await does(seeker, `job_application/proposeTime/${application}`, {
      interview_at: `${day(3)}T14:00`,
      interview_place: '产业园 2 号楼',
    })
    expect((await seeker.post(`/act/job_application/confirmInterview/${application}`)).status).toBe(403)
    await does(firm, `job_application/confirmInterview/${application}`)
    const ics = await seeker.get(`/my/jobs/applications/${application}/interview.ics`)
    expect(ics.text).toContain('SUMMARY:面试：网店客服')
    expect(ics.text).toContain('LOCATION:产业园 2 号楼')
  })

  test('is offered, accepted, and started as both say; then asked after 30 and 90 days', async () => {
    await does(firm, `job_application/offer/${application}`, {
      offer_fen: '4500',
      offer_per: 'month',
      start_on: day(5),
    })
    expect((await other.post(`/act/job_application/accept/${application}`)).status).toBe(404)
    await does(seeker, `job_application/accept/${application}`)
    await later(5)
    await does(firm, `job_application/startedAsEmployer/${application}`, { on_day: day(0) })
    expect(await main(seeker, `/my/jobs/applications/${application}`)).toContain('等本人确认')
    const unsaid = await seeker.submit(`/act/job_application/startedAsApplicant/${application}`, {
      on_day: day(0),
    })
    expect(errorAt(unsaid, 'fee'), 'nothing is assumed').not.toBe('')
    await does(seeker, `job_application/startedAsApplicant/${application}`, { on_day: day(0), fee: 'no' })
    expect(await main(reviewer, '/desk/jobs/hires')).toContain('双方确认')
    await later(31)
    await app.runClock('clock.tick')
    await app.runClock('job.validity')
    await app.runJobs()
    expect(smsTo('13800000082').join()).toContain('满 30 天')
    const home = await seeker.get('/my/jobs')
    const tap = home.page.querySelector('form[action^="/act/job_check/allWell/"]')
    expect(tap, 'one tap').not.toBeNull()
    const check = idIn(tap?.getAttribute('action'))
    expect((await firm.post(`/act/job_check/allWell/${check}`)).status, 'not for the employer').toBe(404)
    await does(seeker, `job_check/allWell/${check}`)
    expect(await main(reviewer, `/desk/jobs/applications/${application}`)).toContain('还在岗；没有人收过钱')
  })

  test('of whoever was asked for money becomes a report that somebody looks into', async () => {
    await later(61)
    await app.runClock('clock.tick')
    await app.runClock('job.validity')
    await app.runJobs()
    const home = await seeker.get('/my/jobs')
    const check = idIn(home.page.querySelector('a[href^="/act/job_check/answer/"]')?.getAttribute('href'))
    const silent = await seeker.submit(`/act/job_check/answer/${check}`, { still: 'yes', fee: 'yes' })
    expect(errorAt(silent, 'fee_words')).not.toBe('')
    await does(seeker, `job_check/answer/${check}`, {
      still: 'yes',
      fee: 'yes',
      fee_words: '带班的人要了两百元服装押金。',
    })
    expect(await main(seeker, '/my/complaints')).toContain('举报')
    const complaint = await world.at(system, app.clock.now, ctx =>
      ctx.db.selectFrom('complaint').select(['kind', 'body', 'anonymous']).executeTakeFirstOrThrow(),
    )
    expect(complaint).toMatchObject({ kind: 'report', anonymous: false })
    expect(complaint.body).toContain('两百元服装押金')
    const own = await main(firm, `/my/jobs/applications/${application}`)
    expect(own, 'the employer does not hear who said it').not.toContain('押金')
    const rows = await main(reviewer, '/desk/jobs/figures')
    expect(rows).toContain(day(0).slice(0, 7))
  })

  test('can be taken back at any time: then the employer sees nothing any more', async () => {
    const mine = await main(firm, `/my/jobs/applications/${application}`)
    expect(mine, 'shown until then').toContain('13800000082')
    await does(seeker, `job_application/endConsent/${application}`)
    const after = await main(firm, `/my/jobs/applications/${application}`)
    for (const secret of ['丁小军', '13800000082', '做过两年客服', '离家近'])
      expect(after).not.toContain(secret)
    expect(await main(firm, `/my/jobs/posts/${id}`)).not.toContain('丁小军')
    const second = await applies(other)
    await does(firm, `job_application/view/${second}`)
    await does(other, `job_application/withdraw/${second}`)
    expect((await firm.get(`/my/jobs/applications/${second}`)).status).toBe(404)
    const list = await main(firm, `/my/jobs/posts/${id}`)
    expect(list).toContain('另有 1 人已撤回')
    expect(list).not.toContain('马大山')
  })
})

const applies = async (who: Visitor): Promise<string> => appliesFor(who, await renewed())
async function renewed(): Promise<string> {
  const found = await main(firm, `/my/jobs/posts/${id}`)
  if (found.includes('已到期')) await does(firm, `job_post/confirmOpen/${id}`)
  return id
}
