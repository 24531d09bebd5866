import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, startOf } from '../../../test/deeds.ts'
import { appliesFor, firmOf, post, reviewed, writesResume } from '../../../test/jobs.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.3.2 A post, from its draft on a phone to its end. */
let app: TestApp
let world: World
let firm: Visitor
let seeker: Visitor
let other: Visitor
let clerk: Visitor
let reviewer: Visitor
let id: string

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app, { division: '340822' })
  clerk = await world.worker('陈静')
  reviewer = await world.worker('王敏')
  firm = await firmOf(world, 0)
  seeker = await world.citizen('13800000082', '丁小军')
  other = await world.citizen('13800000083', '马大山')
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

describe('a post', () => {
  test('is for units only, states a wage as a range, and names no unlawful condition unseen', async () => {
    const refused = await seeker.get('/act/job_post/submit?kind=job')
    expect(refused.text, 'a person recruits nobody').toContain('招人的要是登记过的单位')
    const page = '/act/job_post/submit?kind=job'
    const party_id = startOf(await firm.get(page), 'party_id')
    const without = await firm.submit(page, { ...post, party_id, low_fen: '' })
    expect(errorAt(without, 'low_fen')).toContain('不能写面议')
    expect(errorAt(await firm.submit(page, { ...post, party_id, low_fen: '9000' }), 'high_fen')).toContain(
      '不能低于',
    )
    expect(errorAt(await firm.submit(page, { ...post, party_id, true_words: '' }), 'true_words')).not.toBe('')
    const sent = await firm.submit(page, { ...post, party_id, wants: '限女性，35 岁以下，须交押金 500 元。' })
    expect(sent.status, sent.page.querySelector('.form-summary')?.textContent).toBe(303)
    id = idIn(sent.location)
    const own = await main(firm, `/my/jobs/posts/${id}`)
    for (const hint of ['“押金”', '“限女”', '“岁以下”']) expect(own).toContain(hint)
    expect((await world.stranger().get(`/jobs/${id}`)).status, 'not reviewed yet').toBe(404)
    const passed = await reviewer.submit(`/act/job_post/publish/${id}`, {
      no_fee: '1',
      lawful: '1',
      wage: '1',
      employer: '1',
    })
    expect(errorAt(passed, 'review_words'), 'words that stand out are answered for').toContain('写明为什么')
    const ticked = await reviewer.submit(`/act/job_post/publish/${id}`, {
      lawful: '1',
      wage: '1',
      employer: '1',
      review_words: '已经改过。',
    })
    expect(errorAt(ticked, 'no_fee'), 'every point of the list').not.toBe('')
    expect((await firm.post(`/act/job_post/publish/${id}`, reviewed)).status, 'never its own').toBe(403)
    await does(reviewer, `job_post/return/${id}`, { reason: '请删去性别、年龄和押金。' })
    expect(await main(firm, `/my/jobs/posts/${id}`)).toContain('请删去性别、年龄和押金')
    await does(firm, `job_post/edit/${id}`, { kind: 'job', ...post, wants: '会打字，说话和气；不收押金。' })
    expect(await main(firm, `/my/jobs/posts/${id}`), 'a word that means no harm').not.toContain(
      '有些话最好改一改',
    )
  })

  test('that staff wrote down is reviewed by somebody else', async () => {
    const written = await does(clerk, 'job_post/register', {
      ...post,
      ...{
        phone: '13800000399',
        party_name: '怀宁县新店商贸行',
        party_kind: 'sole_trader',
        contact_name: '程新店',
      },
      ...{ kind: 'job', channel: 'phone' },
    })
    expect((await clerk.post(`/act/job_post/publish/${written}`, reviewed)).status).toBe(403)
    await does(reviewer, `job_post/publish/${written}`, reviewed)
    const person = await clerk.post('/act/job_post/register', {
      ...{
        ...post,
        phone: '13800000398',
        party_name: '王五',
        party_kind: 'person',
        kind: 'job',
        channel: 'phone',
      },
    })
    expect(person.status).toBe(422)
  })

  test('is public with its data, without any contact; found by what is filtered for, and in the feeds', async () => {
    await does(reviewer, `job_post/publish/${id}`, reviewed)
    const stranger = world.stranger()
    const page = await stranger.get(`/jobs/${id}`)
    expect(page.text).toContain('¥4,000–¥6,000／月')
    expect(page.text).toContain('求职不花钱')
    for (const secret of [post.contact_phone, post.contact_name]) expect(page.text).not.toContain(secret)
    const data = JSON.parse(
      page.page.querySelector('script[type="application/ld+json"]')?.textContent ?? '{}',
    )
    expect(data).toMatchObject({
      ...{ '@type': 'JobPosting', title: post.title, employmentType: 'FULL_TIME', totalJobOpenings: 2 },
      hiringOrganization: { '@type': 'Organization' },
      jobLocation: { address: { addressRegion: '安徽省', addressCountry: 'CN' } },
      baseSalary: { currency: 'CNY', value: { minValue: 4000, maxValue: 6000, unitText: 'MONTH' } },
    })
    expect(data.validThrough).toBe(new Date(`${post.valid_until}T23:59:59.999+08:00`).toISOString())
    expect(await main(stranger, '/jobs?q=客服')).toContain(post.title)
    expect(await main(stranger, '/jobs?trade=service&pay=6000&kind=job')).toContain(post.title)
    expect(await main(stranger, '/jobs?pay=8000')).toContain('没有找到这样的岗位')
    expect((await stranger.get('/jobs.atom')).text).toContain(post.title)
  })
})

describe('the end of a post', () => {
  test('is announced five days before, put off by one tap, and visibly marked when it came', async () => {
    await writesResume(other)
    await does(firm, `job_post/confirmOpen/${id}`)
    await later(56)
    await app.runClock('clock.tick')
    await app.runClock('job.validity')
    await app.runJobs()
    expect(smsTo(post.contact_phone).join()).toContain('还在招')
    await does(firm, `job_post/confirmOpen/${id}`)
    await later(62)
    await app.runClock('clock.tick')
    await app.runClock('job.validity')
    await app.runJobs()
    const stranger = world.stranger()
    const page = await stranger.get(`/jobs/${id}`)
    expect(page.status, 'still reachable').toBe(200)
    expect(page.text).toContain('已到期，不能再投简历')
    expect(page.page.querySelector('a[href^="/act/job_application/apply"]')).toBeNull()
    expect((await stranger.get('/jobs')).text).not.toContain(`/jobs/${id}`)
    expect((await other.get(`/act/job_application/apply?post_id=${id}`)).status).toBe(409)
    await does(firm, `job_post/confirmOpen/${id}`)
    expect((await stranger.get('/jobs')).text).toContain(`/jobs/${id}`)
  })

  test('by the employer says why, and whoever waited is told', async () => {
    const waiting = await appliesFor(other, id)
    await does(firm, `job_post/close/${id}`, { end_reason: 'through_us' })
    const page = await world.stranger().get(`/jobs/${id}`)
    expect(page.text).toContain('通过中心招到了人')
    expect(await main(other, `/my/jobs/applications/${waiting}`)).toContain('结束招聘')
    const line = await reviewer.get('/desk/jobs?format=csv')
    expect(line.text).toContain(post.title)
  })
})
