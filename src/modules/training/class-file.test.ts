import { createHash } from 'node:crypto'
import { unzipSync } from 'fflate'
import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, picture } from '../../../test/deeds.ts'
import { begins, fillsClass, finishes, opensClass } from '../../../test/training.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { costFlow } from './cost.ts'
import { classFileSection } from './doors.ts'
import { classFlow } from './workflow.ts'

/** 5.3.1 一期一档: one click, and its figures are those of the lists. */
let app: TestApp
let world: World
let desk: Visitor
let id = ''
const as = (name: string) => world.staff.get(name) as Actor

/** A list as its own page exports it: rows without their heading. */
const listed = async (path: string): Promise<string[][]> =>
  Buffer.from(await desk.bytes(`${path}?format=csv`))
    .toString()
    .replace('\ufeff', '')
    .trim()
    .split('\r\n')
    .slice(1)
    .map(line => line.split(','))

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  const opened = await opensClass(app, world, { title: '六十人的班', capacity: 60 })
  id = opened.id
  await fillsClass(app, world, id, 60, n => ({ groups: n % 4 === 0 ? ['poverty'] : [] }))
  await begins(app, world, id)
  await finishes(app, world, id)
  desk = await world.worker('张涛')
  const note = (receipt: string, amount: string) =>
    desk.submit(`/act/training_cost/note?class_id=${id}`, {
      ...{ item: '讲课费', what: '授课报酬', payee: '方老师', receipt, amount_fen: amount },
      ...{ paid_on: '2026-12-10', 'receipts:new': picture('票据.png') },
    })
  for (const [receipt, amount] of [
    ['一号', '1200.5'],
    ['二号', '800'],
  ] as const)
    expect((await note(receipt, amount)).status).toBe(303)
  await world.at(as('陈静'), app.clock.now, async ctx => {
    for (const { id: cost } of await ctx.db.selectFrom('training_cost').select('id').execute())
      await perform(ctx, costFlow, 'check', cost)
  })
  await does(desk, `training_class/complete/${id}`)
  await does(desk, `training_class/writeUp/${id}`, { summary: '六十名学员全部完成实训，直播各开播两场。' })
})

test('of sixty people holds what the lists hold', async () => {
  const page = (await desk.get(`/desk/classes/${id}/file`)).page
  const part = (title: string) =>
    page.querySelectorAll('section.card').find(card => card.querySelector('h2')?.textContent.endsWith(title))
  const fact = (title: string, label: string) =>
    part(title)
      ?.querySelectorAll('dl > div')
      .find(one => one.querySelector('dt')?.textContent === label)
      ?.querySelector('dd')?.textContent
  const rows = (title: string, table = 0) =>
    part(title)
      ?.querySelectorAll('table')
      [table]?.querySelectorAll('tbody tr')
      .map(row => row.querySelectorAll('td').map(cell => cell.textContent)) ?? []

  const learners = await listed(`/desk/classes/${id}/learners`)
  expect(learners).toHaveLength(60)
  expect(fact('报名和学员名册', '人次')).toBe('60')
  expect(fact('报名和学员名册', '人数')).toBe('60')
  expect(fact('报名和学员名册', '结业')).toBe(String(learners.filter(row => row.at(-1) === '已结业').length))
  expect(rows('报名和学员名册').map(row => [row[1], row[3], row[5]])).toEqual(
    learners.map(row => [row[1], row[3], row[5]]),
  )
  const lessons = await listed(`/desk/classes/${id}/lessons`)
  expect(rows('课程表').map(row => [row[0], row[3]])).toEqual(lessons.map(row => [row[0], row[3]]))
  expect(fact('课程表', '合计')).toBe(`${lessons.reduce((sum, row) => sum + Number(row[3]), 0)} 学时`)
  const costs = await listed(`/desk/classes/${id}/costs`)
  expect(costs).toHaveLength(2)
  expect(fact('经费', '已核对支出')).toBe('¥2,000.50')
  expect(rows('经费', 1).map(row => row[4])).toEqual(costs.map(row => row[4]))
  expect(page.textContent, 'numbers are masked').not.toMatch(/\d{17}[\dX]/)
})

test('is a PDF, and a folder whose sums agree', async () => {
  // What a later module adds stands in its place.
  classFileSection({
    order: 500,
    title: '试卷成绩',
    build: async () => ({
      paragraphs: ['全部合格。'],
      made: [{ name: '../成绩单.txt', content: async () => Buffer.from('成绩') }],
    }),
  })
  const pdf = await desk.bytes(`/desk/classes/${id}/file.pdf`)
  expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-')
  const parts = unzipSync(new Uint8Array(await desk.bytes(`/desk/classes/${id}/file.zip`)))
  const names = Object.keys(parts)
  expect(names.filter(name => name.endsWith('.png'))).toHaveLength(2)
  expect(names.some(name => name.includes('..'))).toBe(false)
  expect(names.find(name => name.includes('试卷成绩/'))).toMatch(/^\d\d 试卷成绩\/_.*成绩单\.txt$/)
  const manifest = Buffer.from(parts['manifest-sha256.txt'] as Uint8Array)
    .toString()
    .trim()
    .split('\n')
  expect(manifest).toHaveLength(names.length - 1)
  for (const line of manifest) {
    const [sum, ...path] = line.split('  ')
    expect(
      createHash('sha256')
        .update(parts[path.join('  ')] as Uint8Array)
        .digest('hex'),
    ).toBe(sum)
  }
  const clerk = await world.worker('孙丽')
  expect(
    (await clerk.get(`/desk/classes/${id}/file.zip`)).status,
    'receipts are for those who keep them',
  ).toBe(403)
})

test('is kept for ten years at least', async () => {
  await world.at(as('陈静'), app.clock.now, ctx => perform(ctx, classFlow, 'settle', id))
  await does(desk, `training_class/archive/${id}`)
  expect((await desk.get(`/desk/classes/${id}`)).page.textContent).toContain('2036-')
})
