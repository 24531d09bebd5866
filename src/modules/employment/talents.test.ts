import { beforeAll, expect, test } from 'vitest'
import { leaveDirectory } from '#modules/catalogue'
import { system } from '#platform/ctx'
import { forgetPerson } from '#platform/personal-data'
import { publishes as publishesActivity } from '../../../test/activities.ts'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, startOf } from '../../../test/deeds.ts'
import { appliesFor, firmOf, publishes, writesResume } from '../../../test/jobs.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.3.2 The pool of talents, by consent only; and what ends when somebody leaves. */
let app: TestApp
let world: World
let firm: Visitor
let rival: Visitor
let person: Visitor
let officer: Visitor
let job: string
let talent: string
let introduction: string

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app, { division: '340822' })
  officer = await world.worker('王敏')
  firm = await firmOf(world, 0)
  rival = await firmOf(world, 1)
  person = await world.citizen('13800000082', '丁小军')
  job = await publishes(firm, officer, 'talent', { title: '短视频编导', high_fen: '12000' })
})
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
const joins = async (): Promise<string> => {
  const page = '/act/talent/join'
  const form = await person.get(page)
  const fields = {
    ...{ party_id: startOf(form, 'party_id'), headline: '做过五年短视频编导', skills: '脚本\n拍摄\n剪辑' },
    ...{ trade: 'design', town: '340822100', education: 'college', years: '5', wish: '离家近' },
    ...{ contact_name: '丁小军', contact_phone: '13800000082' },
  }
  expect(errorAt(await person.submit(page, fields), 'consent'), 'never without').not.toBe('')
  const sent = await person.submit(page, { ...fields, consent: '1' })
  expect(sent.status, sent.page.querySelector('.form-summary')?.textContent).toBe(303)
  const list = await officer.get('/desk/talents?q=剪辑&town=340822100')
  return idIn(list.page.querySelector('a[href^="/desk/talents/0"]')?.getAttribute('href'))
}

test('is found by skill and town, by whose work it is, and the list names nobody', async () => {
  talent = await joins()
  expect(talent).not.toBe('')
  const list = await main(officer, '/desk/talents?q=剪辑&town=340822100')
  expect(list).toContain('做过五年短视频编导')
  for (const secret of ['丁小军', '13800000082']) expect(list).not.toContain(secret)
  expect((await (await world.worker('陈静')).get('/desk/talents')).status).toBe(403)
  expect((await firm.get(`/desk/talents/${talent}`)).status).toBe(403)
  expect(await main(officer, '/desk/talents?q=会计')).toContain('没有找到')
})

test('is introduced only when the person agrees; before that the employer sees no name', async () => {
  const page = `/act/talent_introduction/ask?talent_id=${talent}`
  const sent = await officer.submit(page, { post_id: job, words: '五年编导经验，拍过茶叶和蓝莓。' })
  expect(sent.status, sent.page.querySelector('.form-summary')?.textContent).toBe(303)
  introduction = idIn(sent.location)
  const own = `/my/jobs/introductions/${introduction}`
  const before = await main(firm, own)
  expect(before).toContain('剪辑')
  for (const secret of ['丁小军', '13800000082']) expect(before).not.toContain(secret)
  expect((await rival.get(own)).status).toBe(404)
  expect(
    (await firm.post(`/act/talent_introduction/agree/${introduction}`)).status,
    'not for the employer',
  ).toBe(403)
  await does(person, `talent_introduction/agree/${introduction}`)
  const after = await main(firm, own)
  for (const shown of ['丁小军', '13800000082']) expect(after).toContain(shown)
  expect((await officer.submit(page, { post_id: job, words: '再引荐一次。' })).status).toBe(409)
})

test('who leaves the pool is gone: from the list, from the introduction, and from the database', async () => {
  await does(person, `talent/leave/${talent}`)
  expect((await firm.get(`/my/jobs/introductions/${introduction}`)).status).toBe(404)
  expect((await officer.get(`/desk/talents/${talent}`)).status).toBe(404)
  const row = await world.at(system, app.clock.now, ctx =>
    ctx.db.selectFrom('talent').selectAll().where('id', '=', talent).executeTakeFirstOrThrow(),
  )
  expect([row.headline, row.skills, row.contact_name, row.contact_phone, row.wish]).toEqual([
    '',
    [],
    '',
    '',
    '',
  ])
})

test('posts are brought to a job fair, and stand on its page', async () => {
  const fair = await publishesActivity(world, { kind: '招聘会', title: '返乡就业招聘会' })
  await does(firm, `job_post/joinFair/${job}`, { activity_id: fair, booth: '12' })
  const stranger = world.stranger()
  expect(await main(stranger, `/activities/${fair}`)).toContain('短视频编导')
  expect(await main(stranger, `/jobs/${job}`)).toContain('返乡就业招聘会')
  await does(firm, `job_post/leaveFair/${job}`, { activity_id: fair })
  expect(await main(stranger, `/activities/${fair}`)).not.toContain('短视频编导')
})

test('no answer in time is a no', async () => {
  talent = await joins()
  const sent = await officer.submit(`/act/talent_introduction/ask?talent_id=${talent}`, {
    post_id: job,
    words: '再问一次。',
  })
  introduction = idIn(sent.location)
  app.clock.addDays(14)
  await app.runClock('clock.tick')
  await app.runJobs()
  officer = await world.worker('王敏')
  firm = await world.device('13800000014')
  person = await world.device('13800000082')
  expect(await main(officer, `/desk/talents/introductions/${introduction}`)).toContain('到期没有答复')
  expect((await firm.get(`/my/jobs/introductions/${introduction}`)).status).toBe(404)
})

test('who is erased leaves no résumé, no place in the pool and no open application', async () => {
  const resume = await writesResume(person)
  const open = await publishes(firm, officer, 'job', { title: '仓库打包', valid_until: '2027-01-10' })
  const application = await appliesFor(person, open)
  await does(firm, `job_application/view/${application}`)
  const data = await person.get('/my/data.json')
  if (data.status === 200) expect(data.text).toContain('做过两年客服')
  await world.at(await actorOf(person), app.clock.now, ctx => forgetPerson(ctx))
  expect((await firm.get(`/my/jobs/applications/${application}`)).status).toBe(404)
  const left = await world.at(system, app.clock.now, async ctx => ({
    resume: await ctx.db.selectFrom('resume').selectAll().where('id', '=', resume).executeTakeFirstOrThrow(),
    talents: await ctx.db.selectFrom('talent').select('id').where('state', '=', 'listed').execute(),
    details: await ctx.db.selectFrom('journal_detail').select('input').execute(),
  }))
  expect([left.resume.phone, left.resume.skills, left.resume.experience]).toEqual(['', '', ''])
  expect(left.talents).toEqual([])
  expect(JSON.stringify(left.details)).not.toContain('做过两年客服')
})

async function actorOf(visitor: Visitor) {
  const parties = await world.at(system, app.clock.now, ctx =>
    ctx.db
      .selectFrom('mandate')
      .innerJoin('party', 'party.id', 'mandate.party_id')
      .select(['mandate.party_id', 'identity_id'])
      .where('party.name', '=', '丁小军')
      .execute(),
  )
  expect(visitor).toBe(person)
  return {
    ...system,
    kind: 'person' as const,
    name: '丁小军',
    identityId: parties[0]?.identity_id ?? null,
    parties: parties.map(one => one.party_id),
  }
}

test('a provider that leaves the directory recruits nobody any more', async () => {
  const [provider] = [...world.providers.values()]
  const { posted } = await world.at(system, app.clock.now, async ctx => {
    const row = await ctx.db
      .selectFrom('provider')
      .select('party_id')
      .where('id', '=', provider as string)
      .executeTakeFirstOrThrow()
    await ctx.db
      .updateTable('job_post')
      .set({ party_id: row.party_id as string })
      .where('id', '=', job)
      .execute()
    await leaveDirectory(ctx, provider as string, '因搬迁自愿退出名录。')
    return {
      posted: await ctx.db
        .selectFrom('job_post')
        .select(['state', 'end_reason'])
        .where('id', '=', job)
        .executeTakeFirstOrThrow(),
    }
  })
  expect(posted).toEqual({ state: 'closed', end_reason: 'left' })
  expect(await main(world.stranger(), `/jobs/${job}`)).toContain('用人单位已退出')
})
