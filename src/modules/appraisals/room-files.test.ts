import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#platform/ctx'
import { publishes } from '../../../test/activities.ts'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { type Assessors, appointAssessors, commissions, declares } from '../../../test/assessors.ts'
import { does, idIn, picture } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 6.1.1 Files of the evidence room: of a record of the period and of no other, each look noted, closed with the contract. */
let app: TestApp
let world: World
let people: Assessors
let appraisal: string
let held: string
let second: string
let earlier: string

/** A salon that was held on that day, with a photo of it. */
async function photographed(day: string, title: string): Promise<string> {
  app.clock.now = new Date(`${day}T01:00:00Z`)
  const from = (hours: string) => `${day}T${hours}`
  const id = await publishes(world, {
    ...{ title, starts_at: from('10:00'), ends_at: from('11:00') },
    ...{ opens_at: from('08:00'), closes_at: from('09:30') },
  })
  app.clock.now = new Date(`${day}T03:30:00Z`)
  await does(await world.worker('张涛'), 'activity_evidence/add', {
    ...{
      activity_id: id,
      kind: 'photo',
      taken_at: from('10:30'),
      place: '高河镇文化站',
      note: '',
      shown: '',
    },
    'photos:new': picture('现场照片.png'),
  })
  await app.runClock('clock.tick')
  await world.at({ ...(world.staff.get('张涛') as Actor) }, app.clock.now, ctx =>
    ctx.db.updateTable('activity').set({ state: 'held' }).where('id', '=', id).execute(),
  )
  return id
}

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  const now = app.clock.now
  earlier = await photographed('2025-12-20', '去年的年货沙龙')
  held = await photographed('2026-10-20', '秋茶直播沙龙')
  second = await photographed('2026-10-22', '冷链发货沙龙')
  app.clock.now = now
  await app.runClock('evaluation.open')
  people = await appointAssessors(app, world)
  appraisal = await commissions(await world.worker('周健'), people)
  await declares(await people.as('陆文博'), appraisal)
  await declares(await people.as('沈佳宁'), appraisal)
})

const member = (): Promise<Visitor> => people.as('沈佳宁')
const room = (record: string): string => `/desk/appraisals/${appraisal}/room/activities/${record}`
const fileOf = async (activity: string): Promise<string> => {
  const { id } = await world.at(world.staff.get('李卫东') as Actor, app.clock.now, ctx =>
    ctx.db
      .selectFrom('file')
      .innerJoin('activity_evidence', 'activity_evidence.id', 'file.record_id')
      .select('file.id')
      .where('activity_evidence.activity_id', '=', activity)
      .executeTakeFirstOrThrow(),
  )
  return id
}

test('a file is opened from its record, under a name that tells nothing, and the look is noted', async () => {
  const she = await member()
  const link =
    (await she.get(room(held))).page.querySelector('a[href*="/files/"]')?.getAttribute('href') ?? ''
  expect(link).toBe(`${room(held)}/files/${await fileOf(held)}`)
  const file = await she.get(link)
  expect(file.status).toBe(200)
  expect(file.headers.get('content-type')).toBe('image/png')
  expect(decodeURIComponent(file.headers.get('content-disposition') ?? '')).toContain('活动-文件1.png')
  expect(file.headers.get('content-security-policy'), 'nothing in it runs').toContain('sandbox')
  await app.kernel.looks.flush()
  const looks = await (await world.worker('李卫东')).get(`/desk/appraisals/${appraisal}/looks`)
  expect(looks.text).toContain('文件「活动」')
  expect((await she.get(`/files/${await fileOf(held)}`)).status, 'by no other door').toBe(404)
})

test('not by changed ids: another record’s, one of the year before, one of another ledger, none at all', async () => {
  const she = await member()
  const [own, other, before] = [await fileOf(held), await fileOf(second), await fileOf(earlier)]
  expect((await she.get(`${room(second)}/files/${other}`)).status, 'in its own place').toBe(200)
  for (const address of [
    `${room(held)}/files/${other}`,
    `${room(earlier)}/files/${before}`,
    `${room(held)}/files/${before}`,
    `/desk/appraisals/${appraisal}/room/cases/${held}/files/${own}`,
    `/desk/appraisals/${appraisal}/room/nothing/${held}/files/${own}`,
    `${room(held)}/files/${held}`,
    `${room(held)}/files/none`,
  ])
    expect((await she.get(address)).status, address).toBe(404)
  expect((await she.get(room(earlier))).status).toBe(404)
})

test('a photo that was withdrawn is not shown any more', async () => {
  const file = await fileOf(second)
  const evidence = await world.at(world.staff.get('李卫东') as Actor, app.clock.now, ctx =>
    ctx.db
      .selectFrom('activity_evidence')
      .select('id')
      .where('activity_id', '=', second)
      .executeTakeFirstOrThrow(),
  )
  await does(await world.worker('张涛'), `activity_evidence/withdraw/${evidence.id}`, {
    reason: '拍到了别人的证件',
  })
  expect((await (await member()).get(`${room(second)}/files/${file}`)).status).toBe(404)
})

test('a finding rests on a record of this room and on no other', async () => {
  const she = await member()
  const bad = { register: 'activities', record_id: earlier }
  const form = `/act/appraisal_finding/note?${new URLSearchParams({ appraisal_id: appraisal, ...bad })}`
  expect((await she.get(form)).status).toBe(404)
  const stray = await she.post('/act/appraisal_finding/note', {
    ...{ appraisal_id: appraisal, clause: '5.2.2', severity: 'minor', ...bad, item_key: 'k' },
    ...{ title: '别处的记录不能作依据', facts: '这条记录不在证据室里，不能引用。' },
  })
  expect(stray.status).toBe(404)
  const link = (await she.get(room(held))).page.querySelector('a[href^="/act/appraisal_finding/note"]')
  const good = await she.get(link?.getAttribute('href') ?? '')
  expect(good.page.querySelector('#f-clause option[selected]')?.getAttribute('value')).toBe('5.2.2')
})

test('not for the centre, the bureau, a stranger, another centre, nor who has not declared', async () => {
  const address = `${room(held)}/files/${await fileOf(held)}`
  expect((await (await people.as('钱立群')).get(address)).status, 'not on the team').toBe(404)
  for (const name of ['李卫东', '陈静', '周健'])
    expect((await (await world.worker(name)).get(address)).status, name).toBe(403)
  const nobody = world.stranger()
  expect((await nobody.get('/my')).location, 'a stranger').toContain('/sign-in')
  expect((await nobody.get(address)).location).toContain('/sign-in')
  const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
  await app.runClock('evaluation.open')
  const others = await appointAssessors(app, elsewhere)
  const theirs = await commissions(await elsewhere.worker('周健'), others)
  await declares(await others.as('陆文博'), theirs)
  await declares(await others.as('沈佳宁'), theirs)
  const stranger = await others.as('沈佳宁')
  expect(
    (await stranger.get(`/desk/appraisals/${theirs}/room`)).status,
    'at work in a room of their own',
  ).toBe(200)
  expect((await stranger.get(address)).status).toBe(404)
  const mixed = address.replace(appraisal, theirs)
  expect((await stranger.get(mixed)).status, 'nor through their own room').toBe(404)
})

test('after the contract has ended nothing opens any more', async () => {
  const address = `${room(held)}/files/${await fileOf(held)}`
  app.clock.now = new Date('2026-12-31T15:50:00Z')
  expect((await (await member()).get(address)).status, 'the last hour').toBe(200)
  app.clock.now = new Date('2026-12-31T16:05:00Z')
  expect((await (await member()).get(address)).status).toBe(403)
  expect(idIn(address)).toBe(appraisal)
})
