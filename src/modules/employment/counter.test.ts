import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { claims, does, errorAt, picture } from '../../../test/deeds.ts'
import { firmOf, post, publishes } from '../../../test/jobs.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { applicationFlow } from './index.ts'

/** 5.3.2 代为应聘: who has no phone to do it on applies at the counter, by the rules of everybody, and finds it in their own pages. */
let app: TestApp
let world: World
let firm: Visitor
let clerk: Visitor
let reviewer: Visitor
let post1: string
let application: string
const phone = '13800000731'
const name = '吴桂花'

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app, { division: '340822' })
  clerk = await world.worker('陈静')
  reviewer = await world.worker('王敏')
  firm = await firmOf(world, 0)
  post1 = await publishes(firm, reviewer, 'job')
})

const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
const smsTo = (to: string): string =>
  app.sent.sms
    .filter(one => one.phone === to)
    .map(one => one.body)
    .join()
const told = (fields: Record<string, string> = {}) => ({
  ...{ post_id: post1, person_name: name, phone, town: '340822100', education: 'middle' },
  ...{ skills: '做事细心', experience: '在镇上包过十年粽子。', wish: '白班', words: '走路十分钟就到。' },
  ...{ consent: '1', ...fields },
})
const signed = () => ({ 'consent_papers:new': picture('同意书.png') })

describe('an application that staff write down', () => {
  test('is found where the clerk looks, and needs the person’s own consent on paper', async () => {
    expect(await main(clerk, `/desk/jobs/${post1}`)).toContain('代为应聘')
    const page = `/act/job_application/enter?post_id=${post1}`
    const unsigned = await clerk.submit(page, told())
    expect(errorAt(unsigned, 'consent_papers')).toContain('签字')
    const silent = await clerk.submit(page, { ...told({ consent: '' }), ...signed() })
    expect(errorAt(silent, 'consent')).not.toBe('')
    for (const who of [firm, await world.citizen('13800000083', '马大山'), await world.worker('刘芳')])
      expect((await who.post('/act/job_application/enter', { ...told(), ...signed() })).status).toBe(403)
    application = await does(clerk, 'job_application/enter', { ...told(), ...signed() })
    const twice = await clerk.post('/act/job_application/enter', { ...told(), ...signed() })
    expect(twice.status, 'once for each post, at the counter too').toBe(409)
  })

  test('is told to the person and to the employer; the journal says who did it for whom', async () => {
    await app.runJobs()
    expect(smsTo(phone)).toMatch(/陈静按您签字的同意书替您应聘了「网店客服」/)
    expect(smsTo(post.contact_phone)).toContain('有人应聘')
    const page = await main(clerk, `/desk/jobs/applications/${application}`)
    expect(page).toContain('陈静 按本人签字的同意书，代为投了简历')
    expect(page, 'whom').toContain(name)
    expect(page, 'no résumé lies open at the desk').not.toContain('包过十年粽子')
    expect(await main(clerk, `/desk/jobs/${post1}`)).toMatch(/窗口代投的.*吴桂花/)
    const entries = await world.at(world.staff.get('李卫东') as Actor, app.clock.now, ctx =>
      ctx.db
        .selectFrom('journal')
        .leftJoin('journal_detail', 'journal_detail.journal_id', 'journal.id')
        .selectAll()
        .where('record_id', '=', application)
        .where('action', '=', 'enter')
        .limit(5)
        .execute(),
    )
    expect(entries).toHaveLength(1)
    for (const secret of [name, phone, '粽子']) expect(JSON.stringify(entries)).not.toContain(secret)
  })

  test('shows the employer the résumé and never the signed paper', async () => {
    await does(firm, `job_application/view/${application}`)
    const seen = await main(firm, `/my/jobs/applications/${application}`)
    for (const shown of [name, phone, '包过十年粽子']) expect(seen).toContain(shown)
    expect(seen).not.toContain('同意书.png')
    const file = await consentFile()
    expect((await clerk.get(file)).status).toBe(200)
    expect((await firm.get(file)).status, 'not for the employer').toBe(404)
    expect((await reviewer.get(file)).status).toBe(200)
  })

  test('is answered at the counter for who comes back to it, by nobody who has a part in it', async () => {
    await does(firm, `job_application/invite/${application}`, {
      ...{ interview_at: '2026-12-01T09:30', interview_place: '产业园 2 号楼' },
    })
    const matcher = await world.worker('刘芳')
    expect((await matcher.post(`/act/job_application/confirmInterview/${application}`)).status).toBe(404)
    await does(clerk, `job_application/confirmInterview/${application}`)
    await does(firm, `job_application/offer/${application}`, { offer_per: 'month', start_on: '2026-12-02' })
    await does(clerk, `job_application/accept/${application}`)
    expect(await main(clerk, `/desk/jobs/applications/${application}`)).toContain('陈静 接受了录用')
  })

  test('is verified by somebody else than who entered it, whatever duties they hold', async () => {
    const both: Actor = {
      ...(world.staff.get('陈静') as Actor),
      duties: new Set(['job.follow', 'job.register']),
    }
    const call = { there: 'yes', on_day: '2026-11-24', words: '问了本人，已经上班。', fee: 'no' }
    await expect(
      world.at(both, app.clock.now, ctx => perform(ctx, applicationFlow, 'verifyStart', application, call)),
    ).rejects.toMatchObject({ status: 403 })
    await does(reviewer, `job_application/verifyStart/${application}`, call)
  })

  test('is found by the person once they register with that phone, who takes it back alone', async () => {
    const person = await world.citizen(phone, name)
    await claims(person)
    expect(await main(person, '/my/jobs')).toContain('网店客服')
    const own = await person.get(`/my/jobs/applications/${application}`)
    expect(own.text).toContain('包过十年粽子')
    expect(own.text, 'by whom').toContain('中心工作人员 按本人签字的同意书')
    expect(own.text).toContain('同意书')
    await does(person, `job_application/endConsent/${application}`)
    expect(await main(firm, `/my/jobs/applications/${application}`)).not.toContain('包过十年粽子')
  })
})

describe('who it is', () => {
  test('is told by phone and name together: a family shares a number', async () => {
    const second = await publishes(firm, reviewer, 'internship', { title: '直播助理实习生', town: '' })
    const son = await does(clerk, 'job_application/enter', {
      ...{ ...told({ post_id: second, person_name: '吴小宝', education: 'college' }), ...signed() },
    })
    const rows = await world.at(world.staff.get('李卫东') as Actor, app.clock.now, ctx =>
      ctx.db
        .selectFrom('job_application')
        .innerJoin('party', 'party.id', 'job_application.party_id')
        .select(['party.name', 'job_application.id'])
        .where('job_application.id', 'in', [application, son])
        .orderBy('job_application.id')
        .limit(5)
        .execute(),
    )
    expect(rows.map(one => one.name)).toEqual([name, '吴小宝'])
  })

  test('is another centre’s never', async () => {
    const next = await newCentre(app, { name: '太湖县电子商务公共服务中心', division: '340825' })
    const theirs = await next.worker('陈静')
    expect((await theirs.get(`/desk/jobs/applications/${application}`)).status).toBe(404)
    const reached = await theirs.post('/act/job_application/enter', { ...told(), ...signed() })
    expect(reached.status).toBe(404)
  })
})

async function consentFile(): Promise<string> {
  const row = await world.at(world.staff.get('李卫东') as Actor, app.clock.now, ctx =>
    ctx.db
      .selectFrom('file')
      .select('id')
      .where('subject', '=', 'job_application')
      .where('record_id', '=', application)
      .executeTakeFirstOrThrow(),
  )
  return `/files/${row.id}`
}
