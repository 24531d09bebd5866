import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { demoPassword, newCentre, type World } from '../../../test/world.ts'

/** Posts are bundles of duties, staff hold posts; what the duties say is what buttons, forms and interface do (4.2.1, 4.2.2). */
let app: TestApp
let world: World
let director: Visitor
const posts = new Map<string, string>()

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  director = await world.worker('李卫东')
  const { contents } = (await director.call('GET', '/api/v1/post')).json<{
    contents: Array<{ id: string; name: string }>
  }>()
  for (const post of contents) posts.set(post.name, post.id)
})

const postId = (name: string): string => posts.get(name) ?? ''
const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''
const fieldError = (answer: Answer, name: string) =>
  answer.page.querySelector(`#f-${name}-error`)?.textContent
const enter = (username: string) => {
  const visitor = app.visitor(world.host)
  return visitor
    .post('/sign-in/staff', { username, password: demoPassword })
    .then(entered => ({ visitor, entered }))
}

/** Changes the duties of a post, as the director does in the browser. */
async function setDuties(name: string, change: (duties: string[]) => string[]): Promise<void> {
  const page = `/act/post/edit/${postId(name)}`
  const ticked = (await director.get(page)).page.querySelectorAll('input[name=duties][checked]')
  const duties = change(ticked.map(box => box.getAttribute('value') ?? ''))
  const edited = await director.submit(page, { name, duties })
  expect(edited.status, edited.page.textContent).toBe(303)
}

const newcomer = {
  name: '赵强',
  organisation: 'centre',
  username: 'zhaoqiang',
  password: demoPassword,
}

describe('a new member of staff', () => {
  test('is registered with a post, and finds at the desk what the post may do', async () => {
    expect((await director.get('/desk/team')).page.querySelector('a[href="/act/staff/appoint"]')).toBeTruthy()
    const appointed = await director.submit('/act/staff/appoint', { ...newcomer, posts: postId('宣传专员') })
    expect(appointed.location).toMatch(/^\/desk\/team\/staff\//)
    const file = await director.get(appointed.location ?? '')
    for (const words of ['赵强', '宣传专员', '在岗', '李卫东 任用', '2026-11-24'])
      expect(file.text).toContain(words)
    const { visitor, entered } = await enter('zhaoqiang')
    expect(entered.location).toBe('/desk')
    expect((await visitor.get('/desk/notices')).text).toContain('/act/notice/write')
    expect((await visitor.get('/desk/cases')).status, 'not among this post’s duties').toBe(403)
  })

  test('is not registered with a name that is taken, a weak password, or no post', async () => {
    const wrong = { ...newcomer, name: '赵', password: 'weak', username: 'Zhao Qiang' }
    const refused = await director.submit('/act/staff/appoint', wrong)
    expect(refused.status).toBe(422)
    expect(fieldError(refused, 'name')).toContain('至少填写 2 个字')
    expect(fieldError(refused, 'username')).toContain('以小写字母开头')
    expect(fieldError(refused, 'password')).toContain('至少 10 个字符')
    expect(fieldError(refused, 'posts')).toContain('请至少选择一个岗位')
    expect(refused.page.querySelector('#f-username')?.getAttribute('value')).toBe('Zhao Qiang')
    const taken = await director.submit('/act/staff/appoint', { ...newcomer, posts: postId('宣传专员') })
    expect(taken.status).toBe(422)
    expect(fieldError(taken, 'username')).toContain('这个登录名已有人使用')
  })

  test('is registered by nobody without the duty', async () => {
    const counter = await world.worker('陈静')
    expect((await counter.get('/desk/team')).text).not.toContain('/act/staff/appoint')
    expect((await counter.get('/act/staff/appoint')).status).toBe(403)
    const tried = { ...newcomer, username: 'someone', posts: [postId('中心主任')] }
    const refused = await counter.post('/act/staff/appoint', tried)
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('管理岗位与人员')
    expect((await counter.call('POST', '/api/v1/staff/appoint', tried)).status).toBe(403)
    const own = { name: '陈静', posts: [postId('中心主任')] }
    expect(
      (await counter.post(`/act/staff/edit/${staffId('陈静')}`, own)).status,
      'nor raises themselves',
    ).toBe(403)
    expect((await enter('someone')).entered.status).toBe(422)
  })
})

describe('a duty', () => {
  const notice = { title: '年货节报名通知', body: '请各合作社于 12 月 10 日前到窗口报名。' }
  const write = '/act/notice/write'
  let liufang: Visitor

  test('held: the button is there, and what it says is done, in the browser and by interface', async () => {
    liufang = await world.worker('刘芳')
    expect((await liufang.get('/desk/notices')).text).toContain(write)
    expect((await liufang.submit(write, notice)).status).toBe(303)
    expect((await liufang.call('POST', '/api/v1/notice/write', notice)).status).toBe(201)
  })

  test('taken from the post: the button is gone, form, post and interface refuse, at once', async () => {
    await setDuties('宣传专员', duties => duties.filter(code => code !== 'notice.edit'))
    expect((await liufang.get('/desk/notices')).text).not.toContain(write)
    expect((await liufang.get(write)).status).toBe(403)
    const posted = await liufang.post(write, notice)
    expect(posted.status).toBe(403)
    expect(posted.text).toContain('编写公告')
    const called = await liufang.call('POST', '/api/v1/notice/write', notice)
    expect(called.status).toBe(403)
    expect(called.headers.get('content-type')).toContain('application/problem+json')
    const drafts = (await director.get('/desk/notices')).page.querySelectorAll('a[href^="/desk/notices/"]')
    const [draft] = drafts.filter(link => link.textContent.includes(notice.title))
    const id = draft?.getAttribute('href')?.split('/').at(-1)
    expect((await liufang.get(`/desk/notices/${id}`)).text, 'on the record too').not.toContain(
      '/act/notice/submit',
    )
    expect((await liufang.post(`/act/notice/submit/${id}`)).status).toBe(403)
  })

  test('given back: everything is as before, and the journal tells both', async () => {
    await setDuties('宣传专员', duties => [...duties, 'notice.edit'])
    expect((await liufang.get('/desk/notices')).text).toContain(write)
    expect((await liufang.submit(write, notice)).status).toBe(303)
    const journal = (await director.get('/desk/journal?flow=post')).page.querySelectorAll('tbody tr')
    expect(journal.filter(row => row.textContent.includes('修改了岗位'))).toHaveLength(2)
  })
})

describe('the duty description of a post (岗位职责)', () => {
  const described = async (name: string): Promise<string> =>
    (await director.get(`/desk/team/posts/${postId(name)}`)).page.querySelector('main')?.textContent ?? ''

  test('says what its holders may do, in the words of the buttons, and who they are', async () => {
    const counter = await described('窗口专员')
    for (const words of ['窗口专员 岗位职责', '办件：受理', '办件：退回补正', '授权：核实通过', '王敏、陈静'])
      expect(counter).toContain(words)
    const publicity = await described('宣传专员')
    expect(publicity).toContain('公告：写公告')
    expect(publicity).not.toContain('办件：受理')
    expect(publicity).not.toContain('公告：审核发布')
  })

  test('is printed for all posts', async () => {
    const { status, headers, text } = await director.get('/desk/team/duties.pdf')
    expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(text.slice(0, 5)).toBe('%PDF-')
  })

  test('changes with the duties', async () => {
    await setDuties('宣传专员', duties => [...duties, 'case.accept'])
    expect(await described('宣传专员')).toContain('办件：受理')
    await setDuties('宣传专员', duties => duties.filter(code => code !== 'case.accept'))
    expect(await described('宣传专员')).not.toContain('办件：受理')
  })

  test('is open to all staff, changed by those with the duty, and of no concern to the public', async () => {
    const page = `/desk/team/posts/${postId('窗口专员')}`
    const counter = await world.worker('陈静')
    const seen = await counter.get(page)
    expect(seen.status).toBe(200)
    expect(seen.text).not.toContain('/act/post/edit')
    expect((await director.get(page)).text).toContain('/act/post/edit')
    const citizen = await world.citizen('13800000401', '方晓')
    expect((await citizen.get(page)).status).toBe(403)
    expect((await citizen.call('GET', '/api/v1/staff')).json().contents).toEqual([])
    expect((await citizen.call('GET', `/api/v1/staff/${staffId('王敏')}`)).status).toBe(404)
  })
})

describe('a post', () => {
  test('is abolished once nobody holds it, and then given to nobody', async () => {
    const made = await director.submit('/act/post/create', {
      name: '直播专员',
      duties: ['case.read'],
      rank: '9',
    })
    const id = made.location?.split('/').at(-1) ?? ''
    await director.post(`/act/staff/edit/${staffId('刘芳')}`, {
      name: '刘芳',
      posts: [postId('宣传专员'), id],
    })
    const held = await director.post(`/act/post/abolish/${id}`)
    expect(held.status).toBe(409)
    expect(held.text).toContain('刘芳仍担任此岗位')
    await director.post(`/act/staff/edit/${staffId('刘芳')}`, { name: '刘芳', posts: postId('宣传专员') })
    expect((await director.post(`/act/post/abolish/${id}`)).status).toBe(303)
    expect((await director.get('/act/staff/appoint')).text).not.toContain('直播专员')
    const again = await director.post(`/act/staff/edit/${staffId('刘芳')}`, { name: '刘芳', posts: id })
    expect(again.status).toBe(422)
    expect((await director.post(`/act/post/abolish/${id}`)).status, 'once').toBe(409)
  })
})

describe('the last one who may manage the team', () => {
  const leader = () => ({ name: '李卫东', posts: postId('宣传专员') })

  test('can neither leave, nor give up the post, nor take the duty from it', async () => {
    for (const attempt of [
      director.post(`/act/staff/leave/${staffId('李卫东')}`, { reason: '另有任用' }),
      director.post(`/act/staff/edit/${staffId('李卫东')}`, leader()),
      director.post(`/act/post/edit/${postId('中心主任')}`, { name: '中心主任', duties: ['case.read'] }),
    ]) {
      const refused = await attempt
      expect(refused.status).toBe(409)
      expect(refused.text).toContain('至少要有一名在岗人员担任含「管理岗位与人员」职责的岗位')
    }
    expect((await director.get('/act/staff/appoint')).status, 'still may, still signed in').toBe(200)
  })

  test('may, once there is another', async () => {
    const both = [postId('中心主任'), postId('咨询专员')]
    await director.post(`/act/staff/edit/${staffId('王敏')}`, { name: '王敏', posts: both })
    expect((await director.post(`/act/staff/edit/${staffId('李卫东')}`, leader())).status).toBe(303)
    expect((await director.get('/act/staff/appoint')).status).toBe(403)
    director = await world.worker('王敏')
  })
})

describe('who leaves', () => {
  test('first hands over what waits for them; then is signed out, and comes in no more', async () => {
    const citizen = await world.citizen('13800000402', '何桂兰')
    const page = `/act/service_case/submit?item_id=${world.items.get('ZX-001')}`
    const party =
      (await citizen.get(page)).page.querySelector('input[name=party_id]')?.getAttribute('value') ?? ''
    const sent = await citizen.submit(page, {
      party_id: party,
      contact_name: '何桂兰',
      contact_phone: '13800000402',
      'answers.question': '豆腐能不能网上卖？',
    })
    const id = sent.location?.split('/').at(-1)
    const zhangtao = await world.worker('张涛')
    const counter = await world.worker('陈静')
    await counter.post(`/act/service_case/accept/${id}`, { assignee_id: staffId('张涛') })
    const leave = `/act/staff/leave/${staffId('张涛')}`
    const form = await director.get(leave)
    expect(form.text).toContain('承办中的办件（1）转给')
    const refused = await director.submit(leave, { reason: '调往县商务局' })
    expect(refused.status, 'to nobody').toBe(422)
    expect((await zhangtao.get('/desk')).status, 'nothing happened').toBe(200)
    const gone = await director.submit(leave, {
      'to.service_case': staffId('王敏'),
      ...(form.text.includes('to.party') && { 'to.party': staffId('王敏') }),
      reason: '调往县商务局',
    })
    expect(gone.status, gone.text).toBe(303)
    const moved = await director.get(`/desk/cases/${id}`)
    expect(moved.text).toContain('系统 移交给同事承办')
    expect(moved.text).toContain('张涛：调往县商务局')
    expect((await director.get('/desk')).text, 'in 王敏’s list, told once').toContain('何桂兰')
    expect((await zhangtao.get('/desk')).location, 'signed out').toContain('/sign-in')
    expect((await zhangtao.call('GET', '/api/v1/service_case')).status).toBe(401)
    const entered = (await enter(`zhangtao-${/\d+/.exec(world.host)?.[0]}`)).entered
    expect(entered.status).toBe(422)
    expect(entered.text).toContain('登录名或密码不对')
  })

  test('stays in the file, and is offered no more work', async () => {
    const file = await director.get(`/desk/team/staff/${staffId('张涛')}`)
    const told = file.page.querySelector('main')?.textContent
    for (const words of ['已离岗', '2026-11-24', '王敏 离岗']) expect(told).toContain(words)
    expect(file.text).not.toContain('/act/staff/')
    expect(
      (await director.post(`/act/staff/resetPassword/${staffId('张涛')}`, { password: demoPassword })).status,
    ).toBe(409)
  })
})

test('posts and people of another centre are not found', async () => {
  const theirs = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
  const stranger = theirs.staff.get('王敏')?.staffId
  expect((await director.get(`/desk/team/staff/${stranger}`)).status).toBe(404)
  expect((await director.post(`/act/staff/leave/${stranger}`)).status).toBe(404)
  const password = { password: demoPassword }
  expect((await director.post(`/act/staff/resetPassword/${stranger}`, password)).status).toBe(404)
  expect(
    (await theirs.worker('李卫东').then(other => other.get(`/desk/team/posts/${postId('中心主任')}`))).status,
  ).toBe(404)
})
