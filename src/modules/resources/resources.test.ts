import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, picture } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.2.1 资源库 and who needs what of it, from the register to the follow-up. */
let app: TestApp
let world: World
let elsewhere: World
let matcher: Visitor
let director: Visitor
let asker: Visitor
let holder: Visitor
let stranger: Visitor
let resource: string
let need: string
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app, { division: '340822' })
  elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
  await staffSignIn()
  stranger = world.stranger()
  asker = await world.citizen('13800000081', '杨雪')
  holder = await world.citizen('13800000084', '江小舟')
})
async function staffSignIn(): Promise<void> {
  matcher = await world.worker('张涛')
  director = await world.worker('李卫东')
}
const pass = (days: number): Promise<void> => {
  app.clock.addDays(days)
  return staffSignIn()
}
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
const smsTo = (phone: string): string =>
  app.sent.sms
    .filter(one => one.phone === phone)
    .map(one => one.body)
    .join('\n')

const about = {
  ...{ kind: 'logistics', name: '乡镇冷链集货专线', holder_name: '怀宁顺达冷链运输队' },
  ...{ offers: '每天两班到乡镇收鲜货，全程 2–8 度，直达安庆分拨中心。', cost: '每公斤 0.6 元' },
  ...{ contact_name: '丁师傅', contact_phone: '13900001111', contact_shown: 'introduced' },
}

describe('a resource', () => {
  test('is registered by one and reviewed by another', async () => {
    expect((await (await world.worker('陈静')).get('/act/pooled_resource/register')).status).toBe(403)
    const loose = await matcher.submit('/act/pooled_resource/register', {
      ...{ ...about, holder_name: '', offers: '联系 13900001111 丁师傅，随时可以发车。' },
    })
    expect(errorAt(loose, 'offers'), 'no number in what everybody reads').toContain('不要写手机号')
    const made = await matcher.submit('/act/pooled_resource/register', {
      ...about,
      'papers:new': picture('线路图.png'),
    })
    expect(made.status, made.page.querySelector('.form-summary')?.textContent).toBe(303)
    resource = idIn(made.location)
    await does(matcher, `pooled_resource/submit/${resource}`)
    expect((await matcher.post(`/act/pooled_resource/list/${resource}`)).status, 'whose duty it is').toBe(403)
    expect((await stranger.get(`/resources/${resource}`)).status, 'not reviewed yet').toBe(404)
    await does(director, `pooled_resource/list/${resource}`)
  })

  test('is found by everybody, without the number that is told after an introduction only', async () => {
    const list = await stranger.get('/resources?kind=logistics')
    expect(list.text).toContain('乡镇冷链集货专线')
    expect(await main(stranger, '/resources?kind=finance')).toContain('没有找到这样的资源')
    expect(await main(stranger, '/resources?q=冷链')).toContain('乡镇冷链集货专线')
    const page = await stranger.get(`/resources/${resource}`)
    expect(page.text).toContain('请中心引荐')
    for (const secret of ['丁师傅', '13900001111']) expect(list.text + page.text).not.toContain(secret)
    const [paper] = page.page.querySelectorAll('.thumbs a')
    expect((await stranger.get(paper?.getAttribute('href') ?? '')).status, 'its papers are public').toBe(200)
    expect((await asker.call('GET', `/api/v1/pooled_resource/${resource}`)).status, 'the row is not').toBe(
      404,
    )
  })

  test('may be opened to other centres, where its holder agrees, and is withdrawn with it', async () => {
    const neighbour = elsewhere.stranger()
    expect((await neighbour.get(`/resources/${resource}`)).status).toBe(404)
    const unsaid = await matcher.submit(`/act/pooled_resource/openUp/${resource}`, { opened_by: '' })
    expect(errorAt(unsaid, 'opened_by')).not.toBe('')
    await does(matcher, `pooled_resource/openUp/${resource}`, { opened_by: '队长丁师傅当面同意。' })
    const seen = await neighbour.get(`/resources/${resource}`)
    expect(seen.status).toBe(200)
    expect(seen.text).toContain('由怀宁县电子商务公共服务中心开放')
    expect(seen.text).not.toContain('13900001111')
    expect((await neighbour.get('/resources')).text).toContain('乡镇冷链集货专线')
    const changed = await app.kernel.database
      .write({ centre: elsewhere.id }, db =>
        db.updateTable('opened_resource').set({ name: '改名' }).where('id', '=', resource).executeTakeFirst(),
      )
      .then(result => Number(result.numUpdatedRows))
    expect(changed, 'others read it and do not write it').toBe(0)
    await does(matcher, `pooled_resource/closeUp/${resource}`)
    const copies = await app.kernel.database.read({ centre: elsewhere.id }, db =>
      db.selectFrom('opened_resource').select('id').execute(),
    )
    expect(copies).toEqual([])
  })
})

describe('a need', () => {
  test('is asked for on the phone and accepted by one officer, once', async () => {
    const bare = await asker.submit('/act/resource_need/ask', { kind: 'logistics', body: '要车' })
    expect(errorAt(bare, 'body')).toContain('至少填写 10 个字')
    const sent = await asker.submit('/act/resource_need/ask', {
      ...{ kind: 'logistics', body: '每天有 500 斤蓝莓要当天发到合肥，要能保鲜。' },
      ...{ contact_name: '杨雪', contact_phone: '13800000081' },
      party_id: (await asker.get('/act/resource_need/ask')).page
        .querySelector('input[name=party_id]')
        ?.getAttribute('value') as string,
    })
    expect(sent.status, sent.page.querySelector('.form-summary')?.textContent).toBe(303)
    need = idIn(sent.location)
    expect((await stranger.get(`/my/needs/${need}`)).status).toBe(303)
    expect((await holder.get(`/my/needs/${need}`)).status, 'nobody else reads it').toBe(404)
    expect((await (await elsewhere.worker('张涛')).get(`/desk/resources/needs/${need}`)).status).toBe(404)
    expect((await (await world.worker('刘芳')).get(`/desk/resources/needs/${need}`)).status).toBe(404)
    const both = await Promise.all([
      matcher.post(`/act/resource_need/accept/${need}`),
      director.post(`/act/resource_need/accept/${need}`),
    ])
    expect(both.map(one => one.status).sort(), 'two accept at once, one has it').toEqual([303, 409])
    if (both[0]?.status !== 303) matcher = director
  })

  test('gets resources recommended with reasons, and no contact before both are introduced', async () => {
    const form = await matcher.get(`/act/resource_need/recommend/${need}`)
    const words = form.page.querySelector('main')?.textContent ?? ''
    expect(words).toContain('类别相符：仓储物流')
    expect(words).toContain('近 90 天没有推荐过')
    await does(matcher, `resource_need/recommend/${need}`, { resources: resource, remark: '先试一周。' })
    const own = await main(asker, `/my/needs/${need}`)
    expect(own).toContain('类别相符')
    expect(own).not.toContain('13900001111')
    const referral = await referralOf()
    const silent = await asker.submit(`/act/resource_referral/want/${referral}`, {})
    expect(errorAt(silent, 'consent'), 'only with consent').toContain('同意后才能引荐')
    expect((await matcher.post(`/act/resource_referral/introduce/${referral}`)).status).toBe(409)
    await does(asker, `resource_referral/want/${referral}`, { consent: '1' })
    await app.runJobs()
    expect(smsTo('13900001111'), 'nothing was passed on yet').not.toContain('13800000081')
    await does(matcher, `resource_referral/introduce/${referral}`)
    await app.runJobs()
    expect(smsTo('13900001111')).toContain('13800000081')
    expect(smsTo('13800000081')).toContain('13900001111')
    const outbox = await (await world.worker('周健')).get('/desk/outbox')
    expect(outbox.text, 'the outbox keeps numbers to itself').toContain('电话 见对接页面')
    expect(await main(asker, `/my/needs/${need}`)).toContain('13900001111')
  })

  test('is counted against favourites, and closed once the result was followed up', async () => {
    const referral = await referralOf()
    const bare = await asker.submit(`/act/resource_referral/report/${referral}`, {
      ...{ outcome: 'succeeded', amount_fen: '12000', words: '签了一季的运输协议。' },
    })
    expect(errorAt(bare, 'proof'), 'an amount needs a voucher').toContain('请上传凭证')
    await does(asker, `resource_referral/report/${referral}`, {
      ...{ outcome: 'succeeded', amount_fen: '12000', words: '签了一季的运输协议。' },
      'proof:new': picture('协议.png'),
    })
    expect(await main(asker, `/my/needs/${need}`)).toContain('12,000')
    await does(matcher, `resource_referral/followUp/${referral}`, { reason: '运了一个月，没有坏果。' })
    expect(await main(asker, `/my/needs/${need}`)).toContain('对接成功 1 项')
    const second = await registered('13800000082')
    await does(matcher, `resource_need/accept/${second}`)
    expect((await matcher.get(`/act/resource_need/recommend/${second}`)).text).toContain(
      '近 90 天推荐过 1 次',
    )
    await does(matcher, `resource_need/recommend/${second}`, { resources: resource })
    const declined = await referralOf(second)
    await does(matcher, `resource_referral/decline/${declined}`, { reason: '对方已另外找到车。' })
    expect(await main(matcher, `/desk/resources/needs/${second}`), 'back to the officer').toContain('待推荐')
    await does(matcher, `resource_need/close/${second}`, { reason: '对方已另外找到车，不再需要。' })
  })

  const registered = async (phone: string): Promise<string> =>
    does(matcher, 'resource_need/register', {
      ...{ phone, party_name: '丁小军', party_kind: 'person', channel: 'phone' },
      ...{ kind: 'logistics', body: '鸡蛋要发快递，怕碎，想找便宜的。' },
    })
  const referralOf = async (of = need): Promise<string> =>
    app.kernel.database.read({ centre: world.id }, async db => {
      const row = await db
        .selectFrom('resource_referral')
        .select('id')
        .where('need_id', '=', of)
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      return row.id
    })
})

describe('what nobody confirms', () => {
  test('is hidden after its time, and back with one tap', async () => {
    await pass(90)
    await app.runClock('clock.tick')
    expect(await main(matcher, `/desk/resources/${resource}`)).toContain('待确认')
    expect((await stranger.get(`/resources/${resource}`)).status, 'still public').toBe(200)
    await pass(20)
    await app.runClock('clock.tick')
    expect(await main(matcher, `/desk/resources/${resource}`)).toContain('暂不公开')
    await does(matcher, `pooled_resource/confirm/${resource}`)
    expect((await stranger.get(`/resources/${resource}`)).status).toBe(200)
  })

  test('ends with its validity, however often it was confirmed', async () => {
    const day = '2027-04-01'
    await does(matcher, `pooled_resource/edit/${resource}`, { ...about, valid_until: day })
    expect((await stranger.get(`/resources/${resource}`)).status, 'changed: to be reviewed again').toBe(404)
    await does(matcher, `pooled_resource/submit/${resource}`)
    await does(await world.worker('李卫东'), `pooled_resource/list/${resource}`)
    await app.runClock('resource.validity')
    app.clock.now = new Date('2027-04-02T09:00:00+08:00')
    await staffSignIn()
    await app.runClock('resource.validity')
    expect((await matcher.post(`/act/pooled_resource/confirm/${resource}`)).status).toBe(409)
    expect(await main(matcher, `/desk/resources/${resource}`)).toContain('暂不公开')
  })
})

test('whoever deletes their account leaves no name behind', async () => {
  const person = await world.citizen('13800000083', '何大平')
  const page = await person.get('/act/resource_need/ask')
  const id = await does(person, 'resource_need/ask', {
    party_id: page.page.querySelector('input[name=party_id]')?.getAttribute('value') as string,
    ...{ kind: 'finance', body: '何大平想贷款十万扩大鸡舍，请帮忙。' },
    ...{ contact_name: '何大平', contact_phone: '13800000083' },
  })
  expect((await person.get('/account/data.json')).text).toContain('想贷款十万')
  expect(await main(person, '/account/erase')).toContain('1 件对接需求没有办完')
  await person.submit('/account/erase', { understood: '1' })
  await staffSignIn()
  const kept = await main(await world.worker('张涛'), `/desk/resources/needs/${id}`)
  expect(kept).toContain('已撤回')
  expect(kept).not.toContain('何大平')
  expect(kept).not.toContain('13800000083')
})
