import type { JSONWebKeySet } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { forgetPerson, ownData } from '#platform/personal-data'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { expands, isRevoked, judged } from '../../../test/badges.ts'
import { type Completed, certificatesOf, completedClass, enrolsThemself } from '../../../test/certificates.ts'
import { does } from '../../../test/deeds.ts'
import { idNumberOf, type Opened } from '../../../test/training.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { batchFlow } from './workflow.ts'

/** 5.3.1 From the completion of a class to the certificate that others verify, and to its end. */
let app: TestApp
let world: World
let held: Completed
let [learner, owner, director, counter]: Visitor[] = []
const tab = () => `/desk/classes/${held.id}/certificates`
const batchId = () =>
  world.at(system, app.clock.now, async ctx => {
    const batch = await ctx.db.selectFrom('certificate_batch').select('id').executeTakeFirstOrThrow()
    return batch.id
  })
const ofClass = () => certificatesOf(app, world, held.id)
const keysOf = async (): Promise<JSONWebKeySet> =>
  (await world.stranger().get('/credentials/keys')).json<JSONWebKeySet>()
const check = (serial: string, name: string) => world.stranger().post('/certificates', { serial, name })

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  learner = await world.citizen('13900000077', '李秀英')
  const enrols = ({ id }: Opened) => enrolsThemself(world, learner as Visitor, id, '李秀英', 77)
  held = await completedClass(app, world, 2, {}, () => ({}), enrols)
  learner = await world.device('13900000077')
  owner = await world.worker('张涛')
  director = await world.worker('李卫东')
  counter = await world.worker('陈静')
})

describe('certificates of a class', () => {
  test('are proposed by one and issued by another, never by the same', async () => {
    const id = await batchId()
    const page = await (owner as Visitor).get(tab())
    expect(page.page.textContent).toContain('助农直播结业证书')
    expect(page.page.textContent).toContain('3 人')
    expect((await (director as Visitor).post(`/act/certificate_batch/issue/${id}`)).status).toBe(409)
    await does(owner as Visitor, `certificate_batch/propose/${id}`, { proposal: '' })
    expect((await (owner as Visitor).post(`/act/certificate_batch/issue/${id}`)).status).toBe(403)
    await does(director as Visitor, `certificate_batch/sendBack/${id}`, { reason: '请核对姓名。' })
    // Whoever may do both does one of them.
    const wang = world.staff.get('王敏') as Actor
    const both = { ...wang, duties: new Set([...wang.duties, 'certificate.propose', 'certificate.issue']) }
    await world.at(both, app.clock.now, ctx => perform(ctx, batchFlow, 'propose', id))
    const issues = world.at(both, app.clock.now, ctx => perform(ctx, batchFlow, 'issue', id))
    await expect(issues).rejects.toThrow('提请的人除外')
    await does(director as Visitor, `certificate_batch/issue/${id}`)
  })

  test('have numbers without gaps that say county, year and class, and say what was so on the day', async () => {
    const rows = await ofClass()
    const { number, division } = await world.at(system, app.clock.now, async ctx => ({
      ...(await ctx.db.selectFrom('training_class').select('number').executeTakeFirstOrThrow()),
      division: ctx.centre.division,
    }))
    const [year, turn = ''] = number.split('-')
    expect(rows.map(row => row.serial)).toEqual(
      ['001', '002', '003'].map(n => `${division}${year}${turn.padStart(4, '0')}-${n}`),
    )
    const [first] = rows
    expect(first).toMatchObject({
      ...{
        person_name: '李秀英',
        id_masked: `${idNumberOf(77).slice(0, 6)}********${idNumberOf(77).slice(-4)}`,
      },
      ...{ name: '助农直播结业证书', class_title: '助农直播实训班', hours_tenths: 160 },
    })
    await expect(
      world.at(system, app.clock.now, ctx => ctx.db.deleteFrom('certificate').execute()),
    ).rejects.toThrow('permission denied')
  })

  test('are printed one by one and all together, with a list to sign', async () => {
    const [first] = await ofClass()
    for (const path of [
      `${tab()}/all.pdf`,
      `${tab()}/list.pdf`,
      `/desk/certificates/${first?.id}/certificate.pdf`,
    ]) {
      const file = await (owner as Visitor).get(path)
      expect([path, file.status, file.headers.get('content-type')]).toEqual([path, 200, 'application/pdf'])
    }
    const exported = await (director as Visitor).get('/desk/certificates?format=csv')
    expect(exported.text).toContain(first?.serial)
    expect(exported.text).not.toContain(idNumberOf(77))
  })

  test('are the learner’s own to download; nobody else finds them', async () => {
    const [mine, other] = await ofClass()
    const list = await (learner as Visitor).get('/my/certificates')
    expect(list.page.textContent).toContain(mine?.serial)
    expect(list.page.textContent).not.toContain(other?.serial)
    const page = await (learner as Visitor).get(`/my/certificates/${mine?.id}`)
    expect(page.page.querySelector(`a[href$="certificate.pdf"]`)).toBeTruthy()
    expect((await (learner as Visitor).get(`/my/certificates/${mine?.id}/certificate.pdf`)).status).toBe(200)
    for (const path of ['', '/certificate.pdf', '/credential.jwt']) {
      expect((await (learner as Visitor).get(`/my/certificates/${other?.id}${path}`)).status).toBe(404)
      const foreign = await (await world.citizen('13900000078', '王芳')).get(
        `/my/certificates/${mine?.id}${path}`,
      )
      expect(foreign.status).toBe(404)
    }
    const stranger = world.stranger()
    expect((await stranger.get('/my')).status).toBe(303)
    expect((await stranger.get(`/my/certificates/${mine?.id}`)).location).toContain('/sign-in')
    await does(learner as Visitor, `certificate/confirmReceipt/${mine?.id}`)
    expect((await ofClass())[0]).toMatchObject({ handed_how: 'online' })
  })

  test('are handed out against a signed sheet; who had theirs already is not noted twice', async () => {
    const id = await batchId()
    const form = await (counter as Visitor).get(`/act/certificate_batch/handAll/${id}`)
    expect(form.status).toBe(200)
    const blank = await (counter as Visitor).post(`/act/certificate_batch/handAll/${id}`, {
      handed_on: '2026-11-25',
    })
    expect(blank.status).toBe(422)
    const [, second] = await ofClass()
    await does(counter as Visitor, `certificate/handOut/${second?.id}`, {
      ...{ handed_how: 'proxy', handed_on: app.clock.now.toISOString().slice(0, 10), handed_to: '儿子代领' },
    })
    const again = await (counter as Visitor).post(`/act/certificate/handOut/${second?.id}`, {
      ...{ handed_how: 'self', handed_on: app.clock.now.toISOString().slice(0, 10), handed_to: '' },
    })
    expect(again.status).toBe(409)
  })
})

describe('the credential', () => {
  test('is verified by others without the net; a changed one fails', async () => {
    const [mine] = await ofClass()
    const file = await (learner as Visitor).get(`/my/certificates/${mine?.id}/credential.jwt`)
    expect(file.headers.get('content-type')).toBe('application/vc+jwt')
    const keys = await keysOf()
    const credential = await judged(file.text, keys)
    expect(credential.credentialSubject.licenseNumber).toBe(mine?.serial)
    expect(credential.credentialSubject.identifier[0]?.identityHash).toBe('李秀英')
    expect(file.text).not.toContain(Buffer.from(idNumberOf(77)).toString('base64url').slice(2, 18))
    const [head, body = '', signature] = file.text.split('.')
    const forged = Buffer.from(
      Buffer.from(body, 'base64url').toString().replace('李秀英', '李秀兰'),
    ).toString('base64url')
    await expect(judged([head, forged, signature].join('.'), keys)).rejects.toThrow('signature')
  })

  test('names addresses that answer: issuer, key, achievement, status', async () => {
    const [mine] = await ofClass()
    const credential = await judged(mine?.credential ?? '', await keysOf())
    const path = (url: string) => new URL(url).pathname
    const stranger = world.stranger()
    const issuer = await stranger.get(path(credential.issuer.id))
    expect(issuer.json<{ id: string }>().id).toBe(credential.issuer.id)
    expect(issuer.headers.get('access-control-allow-origin')).toBe('*')
    await expands(issuer.json<object>())
    const achievement = await stranger.get(path(credential.credentialSubject.achievement.id))
    expect(achievement.json<{ name: string }>().name).toBe('助农直播结业证书')
    await expands(achievement.json<object>())
    const [key] = (await keysOf()).keys
    expect((await stranger.get(path(key?.kid ?? ''))).json<{ n: string }>().n).toBe(key?.n)
    expect(JSON.stringify(await keysOf())).not.toMatch(/"(d|p|q|dp|dq|qi)":/)
    for (const wrong of [
      '/credentials/keys/none',
      '/credentials/status/2',
      `/credentials/achievements/${mine?.id}`,
    ])
      expect((await stranger.get(wrong)).status).toBe(404)
  })
})

describe('the check page', () => {
  test('says valid with name, class and day to who has number and name, and nothing to others', async () => {
    const [mine] = await ofClass()
    const found = await check(`  ${mine?.serial}`, '李 秀英')
    expect(found.page.querySelector('.alert-success')?.textContent).toContain('有效')
    for (const shown of ['李秀英', '助农直播实训班', mine?.issued_on])
      expect(found.page.textContent).toContain(shown)
    expect(found.page.textContent).not.toContain(mine?.id_masked)
    const wrong = await check(mine?.serial ?? '', '李秀兰')
    expect(wrong.page.textContent).toContain('没有查到')
    expect(wrong.page.textContent).not.toContain('助农直播实训班')
    expect((await check('34082220269999-001', '李秀英')).page.querySelector('.alert')?.textContent).toBe(
      wrong.page.querySelector('.alert')?.textContent,
    )
    const byCode = await world.stranger().get(`/certificates/${mine?.serial}/${mine?.code}`)
    expect(byCode.page.querySelector('.alert-success')).toBeTruthy()
    const guessed = await world.stranger().get(`/certificates/${mine?.serial}/AAAAAAAA`)
    expect(guessed.page.textContent).toContain('没有查到')
  })

  test('takes what hostile hands type', async () => {
    for (const text of ["' or 1=1 --", '<script>alert(1)</script>', '%00', '😀'.repeat(50), '（已注销）']) {
      const page = await check(text, text)
      expect([200, 400]).toContain(page.status)
      expect(page.text).not.toContain('<script>alert(1)')
    }
  })
})

describe('the end of a certificate', () => {
  test('is asked for by one with a reason and decided by another; check page and status list say so', async () => {
    const [, , third] = await ofClass()
    const asks = (who: Visitor | undefined, input: Record<string, string>) =>
      (who as Visitor).post(`/act/certificate/askRevocation/${third?.id}`, input)
    expect((await asks(counter, { reason: '查实冒名参加。' })).status).toBe(403)
    expect((await asks(owner, { reason: '' })).status).toBe(422)
    expect((await asks(owner, { reason: '查实冒名参加。' })).status).toBe(303)
    expect((await check(third?.serial ?? '', '学员1')).page.querySelector('.alert-success')).toBeTruthy()
    expect((await (owner as Visitor).post(`/act/certificate/revoke/${third?.id}`)).status).toBe(403)
    const keys = await keysOf()
    const credential = await judged(third?.credential ?? '', keys)
    const address = new URL(credential.credentialStatus.statusListCredential).pathname
    const list = async () => (await world.stranger().get(address)).text
    expect(await isRevoked(credential, await list(), keys)).toBe(false)
    await does(director as Visitor, `certificate/revoke/${third?.id}`)
    expect((await check(third?.serial ?? '', '学员1')).page.querySelector('.alert')?.textContent).toContain(
      '已撤销',
    )
    expect(await isRevoked(credential, await list(), keys)).toBe(true)
    const [first] = await ofClass()
    expect(await isRevoked(await judged(first?.credential ?? '', keys), await list(), keys)).toBe(false)
    expect(
      (await (director as Visitor).post(`/act/certificate/keep/${third?.id}`, { reason: '再看看。' })).status,
    ).toBe(409)
  })

  test('for a mistake is a new one with the next number; the old one says so', async () => {
    const [, second] = await ofClass()
    const ask = { person_name: '学员零', id_number: '', reason: '身份证上是“学员零”，报名时打错了。' }
    await does(owner as Visitor, `certificate/askCorrection/${second?.id}`, ask)
    const page = await (director as Visitor).get(`/desk/certificates/${second?.id}`)
    expect(page.page.textContent).toContain('提请更正为：学员零')
    expect((await (owner as Visitor).post(`/act/certificate/correct/${second?.id}`)).status).toBe(403)
    await does(director as Visitor, `certificate/correct/${second?.id}`)
    const rows = await ofClass()
    expect(rows.map(row => [row.number, row.state])).toEqual([
      [1, 'issued'],
      [2, 'replaced'],
      [3, 'revoked'],
      [4, 'issued'],
    ])
    expect(rows[3]).toMatchObject({
      person_name: '学员零',
      replaces_id: second?.id,
      id_masked: second?.id_masked,
    })
    expect((await check(second?.serial ?? '', '学员0')).page.textContent).toContain('已经更正换发')
    expect(
      (await judged(rows[3]?.credential ?? '', await keysOf())).credentialSubject.identifier[0]?.identityHash,
    ).toBe('学员零')
  })

  test('comes with the holder’s leaving: the number stays, the name does not', async () => {
    const [mine] = await ofClass()
    const who = await world.at(system, app.clock.now, ctx =>
      ctx.db
        .selectFrom('identity')
        .select(['id', 'name'])
        .where('phone_number', '=', '13900000077')
        .executeTakeFirstOrThrow(),
    )
    const actor = { ...system, kind: 'person' as const, identityId: who.id, name: '李秀英' }
    expect(JSON.stringify(await world.at(actor, app.clock.now, ownData))).toContain(mine?.serial)
    await world.at(actor, app.clock.now, forgetPerson)
    const [gone] = await ofClass()
    expect(gone).toMatchObject({
      serial: mine?.serial,
      person_name: '（已注销）',
      credential: null,
      id_masked: '',
    })
    expect((await check(mine?.serial ?? '', '（已注销）')).page.textContent).toContain('没有查到')
    const code = await world.stranger().get(`/certificates/${mine?.serial}/${mine?.code}`)
    expect(code.page.textContent).toContain('没有查到')
  })

  test('of another centre is nobody’s here', async () => {
    const other = await newCentre(app)
    const [, , , fourth] = await ofClass()
    const chief = await other.worker('李卫东')
    expect((await chief.get('/desk/certificates')).status).toBe(200)
    expect((await chief.get(`/desk/certificates/${fourth?.id}`)).status).toBe(404)
    expect((await chief.get(tab())).status).toBe(404)
    expect(
      (await other.stranger().get(`/certificates/${fourth?.serial}/${fourth?.code}`)).page.textContent,
    ).toContain('没有查到')
  })
})
