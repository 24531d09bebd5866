import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import {
  type Assessor,
  type Assessors,
  appointAssessors,
  commissions,
  declares,
  house,
  marks,
  noRelations,
  notes,
} from '../../../test/assessors.ts'
import { applyFor, does, idIn, picture } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 6.1.1 An appraisal from its commission to the report that the bureau takes. */
let app: TestApp
let world: World
let people: Assessors
let appraisal: string
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  // The sheet that comes with the platform is there from the first morning on.
  await app.runClock('evaluation.open')
  people = await appointAssessors(app, world)
  const citizen = await world.citizen('13800000391', '何小满')
  for (const need of ['怎样开网店', '怎样拍短视频', '怎样办执照'])
    await applyFor(citizen, world, 'ZX-001', { question: need })
})

const bureau = (): Promise<Visitor> => world.worker('周健')
const director = (): Promise<Visitor> => world.worker('李卫东')
const as = (name: Assessor): Promise<Visitor> => people.as(name)
const desk = (rest = ''): string => `/desk/appraisals/${appraisal}${rest}`
const main = async (who: Visitor, path: string): Promise<string> => {
  const shown = await who.get(path)
  expect(shown.status, path).toBe(200)
  return shown.page.querySelector('main')?.textContent ?? ''
}

test('the bureau chooses who judges; whoever runs the centre neither commissions nor appoints them', async () => {
  const boss = await director()
  expect((await boss.get('/act/appraisal/commission')).status).toBe(403)
  const posts = (await boss.call('GET', '/api/v1/post')).json<{
    contents: Array<{ id: string; name: string }>
  }>()
  const own = await boss.post('/act/staff/appoint', {
    ...{ name: '自己人', organisation: 'assessor', username: 'own-man', password: 'Own-people-2026' },
    posts: posts.contents.find(one => one.name === '评价员')?.id ?? '',
  })
  expect(own.status).toBe(422)
  expect(own.page.textContent).toContain('由主管部门任用')
  const reset = await boss.post(`/act/staff/resetPassword/${people.ids.get('沈佳宁')}`, {
    password: 'Taken-over-2026',
  })
  expect(reset.status, 'nor takes their accounts over').toBe(403)

  appraisal = await commissions(await bureau(), people)
  expect(await main(await bureau(), desk())).toContain('待独立性声明')
  expect(await main(boss, desk())).toContain(house)
  const again = await (await bureau()).post('/act/appraisal/commission', {})
  expect(again.status, 'one a period').toBe(422)
})

test('before the declaration nothing is open; with a relation one makes way', async () => {
  const second = await as('沈佳宁')
  expect(await main(second, '/desk/appraisals')).toContain('2026 年第三方评价')
  expect(await main(second, desk())).toContain('请先作独立性声明')
  expect((await second.get(desk('/room'))).status).toBe(404)
  expect((await second.get(desk('/sampling'))).status).toBe(404)
  await declares(second, appraisal)
  expect((await second.get(desk('/room'))).status, 'the others have not declared yet').toBe(404)

  const head = await as('陆文博')
  const link = idIn(
    (await head.get(desk())).page
      .querySelector('a[href^="/act/appraisal_member/declare/"]')
      ?.getAttribute('href'),
  )
  const silent = await head.post(`/act/appraisal_member/declare/${link}`, { ...noRelations, kin: 'yes' })
  expect(silent.status, 'which relation').toBe(422)
  await does(head, `appraisal_member/declare/${link}`, {
    ...{ ...noRelations, kin: 'yes' },
    explanation: '妹妹在运营机构任会计',
  })
  expect((await head.get(desk())).status, 'who made way is out').toBe(404)
  expect(await main(await bureau(), desk())).toContain('待独立性声明')

  await does(await bureau(), `appraisal/addMember/${appraisal}`, { staff_id: people.ids.get('钱立群') ?? '' })
  const third = await as('钱立群')
  await declares(third, appraisal)
  const shown = await main(await bureau(), desk())
  expect(shown).toContain('评价中')
  expect(shown, 'the first of those who stayed signs').toContain('沈佳宁（负责人）')
})

test('samples are drawn by the assessor’s own seed, and come out the same again', async () => {
  const member = await as('钱立群')
  const drawing = { register: 'cases', method: 'phone', size: '2', seed: '二四一一二八' }
  const deaf = await member.post(`/act/appraisal/draw/${appraisal}`, { ...drawing, register: 'articles' })
  expect(deaf.status, 'nobody to call there').toBe(422)
  await does(member, `appraisal/draw/${appraisal}`, drawing)
  const same = await member.post(`/act/appraisal/draw/${appraisal}`, drawing)
  expect(same.page.textContent).toContain('已经用这个种子抽过')
  await does(member, `appraisal/draw/${appraisal}`, { ...drawing, method: 'document', size: '1' })
  const shown = await main(member, desk('/sampling'))
  expect(shown).toContain('3 条中抽 2 条')
  const frame = await member.get(
    (await member.get(desk('/sampling'))).page.querySelector('a[href*="/draws/"]')?.getAttribute('href') ??
      '',
  )
  expect(frame.text.match(/^记录 \d+ /gm)).toHaveLength(3)
  const boss = await director()
  expect((await boss.get(desk('/sampling'))).status).toBe(403)
  expect(await main(boss, desk()), 'or they would know whom to expect a call to').not.toContain(
    '二四一一二八',
  )
})

test('a number is shown to who calls, for the time of the call, and every showing is noted', async () => {
  const member = await as('钱立群')
  const phone = '13800000391'
  const calls = (await member.get(desk('/sampling?method=phone'))).page
    .querySelectorAll('tbody a')
    .map(link => link.getAttribute('href') ?? '')
  const [first, second] = calls as [string, string]
  expect(await main(member, first)).not.toContain(phone)
  const early = await member.post(`/act/appraisal_check/reach/${checkIn(first)}`, { outcome: 'consistent' })
  expect(early.status).toBe(409)

  await does(member, `appraisal_check/dial/${checkIn(first)}`)
  expect(await main(member, first)).toContain(phone)
  expect(await main(await as('沈佳宁'), first), 'to nobody else').not.toContain(phone)
  app.clock.now = new Date(app.clock.now.getTime() + 31 * 60_000)
  expect(await main(await as('钱立群'), first), 'and not for ever').not.toContain(phone)

  const caller = await as('钱立群')
  const bare = await caller.post(`/act/appraisal_check/reach/${checkIn(first)}`, { outcome: 'contradicts' })
  expect(bare.status, 'where it contradicts').toBe(422)
  await does(caller, `appraisal_check/reach/${checkIn(first)}`, {
    outcome: 'contradicts',
    contradiction: '记录写已答复，本人说没有人联系过',
  })
  for (let n = 0; n < 3; n++) {
    await does(caller, `appraisal_check/dial/${checkIn(second)}`)
    await does(caller, `appraisal_check/miss/${checkIn(second)}`)
  }
  await does(caller, `appraisal_check/giveUp/${checkIn(second)}`)

  await app.kernel.looks.flush()
  const looks = await main(await bureau(), desk('/looks'))
  expect(looks).toContain('抽中人的电话号码')
  expect(looks, 'not whose').not.toContain('何')
  expect((await (await director()).get(desk('/looks'))).status).toBe(200)
  expect((await caller.get(desk('/looks'))).status).toBe(403)
})

const checkIn = (path: string): string => path.split('/').at(-1) ?? ''

let basis: string
test('the centre knows no score and no finding before the report is issued', async () => {
  const member = await as('钱立群')
  const first = async (path: string, to: string) =>
    (await member.get(path)).page.querySelector(`a[href*="${to}"]`)?.getAttribute('href') ?? ''
  const paper = await first(desk('/sampling?method=document'), '/checks/')
  await does(member, `appraisal_check/examine/${checkIn(paper)}`, {
    outcome: 'consistent',
    note: '申请、受理、答复三个时间与系统记录一致。',
  })
  await does(member, 'appraisal_check/visit', {
    appraisal_id: appraisal,
    method: 'demonstration',
    title: '请窗口人员当场登记一件代办',
    done_on: '2026-11-24',
    outcome: 'partly',
    note: '能登记，但要同事提示在哪里点。',
    'photos:new': picture('演示.png'),
  })
  const record = await first(paper, '/room/')
  const link = await first(record, 'appraisal_finding/note')
  const form = new URLSearchParams(link.split('?')[1])
  basis = (await member.get(record)).page.querySelector('h1')?.textContent ?? ''
  expect((await member.get(link)).text, 'what it is about').toContain(basis)
  await notes(member, appraisal, {
    ...{ title: '部分办件没有联系本人就登记答复', advice: '答复以前先打通电话。' },
    ...{ register: form.get('register') ?? '', record_id: form.get('record_id') ?? '' },
  })
  await notes(member, appraisal, { title: '窗口人员对代办登记不熟悉', severity: 'minor', clause: '4.3.3' })
  await marks(member, appraisal, { 0: { score: '0.5', remark: '制度没有更新' } })
  const drafted = { conclusion: '总体规范，资料齐全；负责人自己起草又自己签发，是不行的。' }
  expect((await (await as('沈佳宁')).post(`/act/appraisal/submit/${appraisal}`, drafted)).status).toBe(409)
  await does(member, `appraisal/submit/${appraisal}`, {
    conclusion: '总体规范，资料齐全；部分办件答复与本人说法不一致，应当查清。',
  })

  const boss = await director()
  const shown = await main(boss, desk())
  expect(shown).toContain('评价机构签发报告以后')
  for (const hidden of ['制度没有更新', '没有联系本人', '总体规范'])
    expect(shown, hidden).not.toContain(hidden)
  expect((await boss.get(desk('/report.pdf'))).status).toBe(404)
  const listed = (await boss.call('GET', '/api/v1/appraisal')).text
  expect(listed).toContain('2026 年第三方评价')
  expect(listed).not.toContain('制度没有更新')
  expect((await boss.call('GET', '/api/v1/appraisal_finding')).text).not.toContain('没有联系本人')
  expect((await boss.call('GET', '/api/v1/appraisal_check')).text).not.toContain('何')
})

test('who drafted does not sign; signed, the report goes to the centre, which answers every finding', async () => {
  expect((await (await as('钱立群')).post(`/act/appraisal/issue/${appraisal}`)).status).toBe(403)
  await does(await as('沈佳宁'), `appraisal/issue/${appraisal}`)
  const late = await (await as('钱立群')).post('/act/appraisal_finding/note', {
    ...{ appraisal_id: appraisal, item_key: 'k1', clause: '5.1', severity: 'major' },
    ...{ title: '签发以后才想到的', facts: '签发以后才想到的问题，不能再加。' },
  })
  expect(late.status, 'nothing is added any more').not.toBe(303)

  const boss = await director()
  const shown = await main(boss, desk())
  expect(shown).toContain('没有联系本人')
  expect(shown).toMatch(/得分 \d/)
  const early = await boss.get(`/act/appraisal/reply/${appraisal}`)
  expect(early.status).toBe(409)
  const [one, other] = await findings(boss)
  const answer = { answer: '当时打过电话，没有人接。' }
  const bare = await boss.post(`/act/appraisal_finding/contest/${one}`, answer)
  expect(bare.status, 'without evidence').toBe(422)
  await does(boss, `appraisal_finding/contest/${one}`, {
    answer: '当时打过电话，没有人接，有通话记录。',
    'proof:new': picture('通话记录.png'),
  })
  await does(boss, `appraisal_finding/accept/${other}`, { answer: '十二月组织窗口人员操作培训。' })
  await does(boss, `appraisal/reply/${appraisal}`, { reply: '感谢评价，认可的问题年内整改。' })
  const after = await boss.post(`/act/appraisal_finding/accept/${one}`, { answer: '改主意了' })
  expect(after.status, 'sent is sent').toBe(409)
})

const findings = async (who: Visitor): Promise<[string, string]> =>
  (await who.get(desk())).page
    .querySelectorAll('a[href*="/findings/"]')
    .map(link => checkIn(link.getAttribute('href') ?? '')) as [string, string]

test('the assessor has the last word; what stands becomes a problem to be improved', async () => {
  const head = await as('沈佳宁')
  const [one] = await findings(head)
  expect((await head.get(`/act/appraisal/finalise/${appraisal}`)).status, 'a contested one is open').toBe(409)
  expect((await (await director()).post(`/act/appraisal_finding/withdraw/${one}`, {})).status).toBe(403)
  await does(await as('钱立群'), `appraisal_finding/uphold/${one}`, {
    severity: 'minor',
    facts: '电话核查 2 人，打通 1 人，说没有人联系过；中心有一次未接通的通话记录。',
    ruling: '通话记录显示只打过一次，没有再联系，问题成立，程度改为一般。',
  })
  await does(head, `appraisal/finalise/${appraisal}`, { final_word: '采纳中心的证据，一个问题降为一般。' })
  await does(await bureau(), `appraisal/accept/${appraisal}`, { opinion: '同意' })

  const shown = await main(await bureau(), desk())
  expect(shown).toContain('已完成')
  const finding = await main(await bureau(), desk(`/findings/${one}`))
  expect(finding).toContain('已转入问题与改进')
  expect(finding, 'what it rests on').toContain(basis)
  const problems = (await (await bureau()).call('GET', '/api/v1/finding')).json<{
    contents: Array<{ title: string }>
  }>()
  expect(problems.contents.map(row => row.title).sort()).toEqual([
    '窗口人员对代办登记不熟悉',
    '部分办件没有联系本人就登记答复',
  ])
  const { page } = await (await bureau()).get(desk(`/findings/${one}`))
  const raised = page.querySelector('a[href^="/desk/improvements/findings/"]')?.getAttribute('href')
  const problem = await main(await director(), raised ?? '')
  for (const all of [basis, '答复以前先打通电话', '有异议）：当时打过电话', '复核后维持：通话记录显示'])
    expect(problem, 'with the reply and how it was settled').toContain(all)
  // Whoever improves it reads the finding, and no more of the appraisal.
  const chenjing = await world.worker('陈静')
  expect((await chenjing.get(desk(`/findings/${one}`))).status).toBe(200)
  expect((await chenjing.get(desk())).status).toBe(403)
})

test('the report is there as PDF and as Word', async () => {
  const boss = await director()
  const pdf = await boss.get(desk('/report.pdf'))
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  const word = await boss.get(desk('/report.docx'))
  expect(word.headers.get('content-disposition')).toContain(encodeURIComponent('2026 年第三方评价报告.docx'))
  expect((await app.visitor(world.host).get(desk('/report.pdf'))).status).toBe(303)
})

test('the finished appraisal tells its round what it came to', async () => {
  app.clock.now = new Date('2027-01-05T02:00:00Z')
  await app.runClock('evaluation.open')
  await app.runJobs()
  const { contents } = (await (await bureau()).call('GET', '/api/v1/evaluation')).json<{
    contents: Array<{ kind: string; period: string; state: string }>
  }>()
  const round = contents.find(one => one.kind === 'third_party')
  expect(round).toMatchObject({ period: '2026', state: 'results' })
})
