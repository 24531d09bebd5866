import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from './app.ts'
import { opensNews, type Reviewers, reviewed, writes } from './articles.ts'
import { does } from './deeds.ts'
import { newCentre, type World } from './world.ts'

/** Two reviewers at once; the clock and whoever withdraws at once: on PostgreSQL. */
let app: TestApp
let world: World
let writer: Visitor
let reviewers: Reviewers

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await opensNews(app, world)
  writer = await world.worker('刘芳')
  reviewers = {
    first: await world.worker('王敏'),
    second: await world.worker('李卫东'),
    signer: await world.worker('周健'),
  }
})

const opinion = { opinion: '内容属实，同意。' }
const rowOf = (id: string) =>
  app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('article').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
const count = (table: 'article_review' | 'article_edit', id: string) =>
  app.kernel.database.read(
    { centre: world.id },
    async db => (await db.selectFrom(table).select('version').where('article_id', '=', id).execute()).length,
  )

test('of reviewers at once one passes it, and the others hear that it is done', async () => {
  const [others, id] = [
    await Promise.all(['陈静', '张涛'].map(name => world.worker(name))),
    await writes(writer),
  ]
  await does(writer, `article/submit/${id}`)
  const all = [reviewers.first, ...others]
  const answers = await Promise.all(all.map(one => one.post(`/act/article/pass1/${id}`, opinion)))
  expect(answers.map(one => one.status).sort()).toEqual([303, 409, 409])
  const row = await rowOf(id)
  expect(row.state).toBe('review2')
  expect(row.passed).toHaveLength(1)
  expect(await count('article_review', id)).toBe(1)
})

test('passing and sending back at once: one of them, and the sheet says which', async () => {
  const id = await writes(writer)
  await does(writer, `article/submit/${id}`)
  const other = await world.worker('陈静')
  const [passed, returned] = await Promise.all([
    reviewers.first.post(`/act/article/pass1/${id}`, opinion),
    other.post(`/act/article/sendBack/${id}`, { reason: '请补充来源。' }),
  ])
  expect([passed.status, returned.status].filter(status => status === 303)).toHaveLength(1)
  expect((await rowOf(id)).state).toBe(passed.status === 303 ? 'review2' : 'draft')
  expect(await count('article_review', id)).toBe(1)
})

/** Signed for ten minutes from now; the clock then stands at that minute. */
async function scheduled(title: string): Promise<string> {
  const id = await writes(writer, { title })
  await reviewed(writer, reviewers, id)
  const at = new Date(Math.ceil(app.clock.now.getTime() / 60_000) * 60_000 + 600_000)
  const publish_at = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16)
  await does(reviewers.signer, `article/schedule/${id}`, { ...opinion, publish_at })
  app.clock.now = at
  return id
}
const publishedBy = (id: string) =>
  app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('journal')
      .select('actor_kind')
      .where('record_id', '=', id)
      .where('action', '=', 'publish')
      .execute(),
  )

test('at its minute the clock publishes and the director withdraws: in the end it is gone', async () => {
  for (const round of ['甲', '乙', '丙', '丁']) {
    const id = await scheduled(`定时与撤稿之争${round}`)
    const [withdrawn] = await Promise.all([
      reviewers.second.post(`/act/article/withdraw/${id}`, { reason: '活动取消。' }),
      app.runClock('article.publish_scheduled'),
      app.runClock('article.publish_scheduled'),
    ])
    expect(withdrawn.status).toBe(303)
    expect((await rowOf(id)).state).toBe('withdrawn')
    expect((await world.stranger().get(`/news/${id}`)).status).toBe(404)
    expect((await publishedBy(id)).length, 'once at most').toBeLessThanOrEqual(1)
  }
})

test('the clock thrice at once publishes once', async () => {
  const id = await scheduled('只发布一次的文章')
  await Promise.all([1, 2, 3].map(() => app.runClock('article.publish_scheduled')))
  expect(await publishedBy(id)).toEqual([{ actor_kind: 'system' }])
})

test('readings of one browser at once count once', async () => {
  const id = /\/news\/([0-9a-f-]{36})/.exec((await world.stranger().get('/news')).text)?.[1] ?? ''
  const reader = world.stranger()
  await reader.get(`/news/${id}/reads`)
  await Promise.all([1, 2, 3, 4].map(() => reader.get(`/news/${id}/reads`)))
  expect((await reader.get(`/news/${id}/reads`)).text).toContain('阅读 1 次')
})
