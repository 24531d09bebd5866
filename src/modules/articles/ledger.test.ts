import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { publicArticle, writes } from '../../../test/articles.ts'
import { does } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 宣传稿件台账, and whose it is. */
let app: TestApp
let world: World
let id: string

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  for (let time = 0; time < 2; time++) id = await publicArticle(app, world)
  const writer = await world.worker('刘芳')
  await does(writer, `article/drop/${await writes(writer, { title: '不写了的稿件' })}`, {
    reason: '活动取消。',
  })
})

describe('the ledger', () => {
  test('holds the same figures on the screen and in the file', async () => {
    const lead = await world.worker('李卫东')
    const shown = await lead.get('/desk/articles?state=published')
    const file = await lead.get('/desk/articles?state=published&format=csv')
    const rows = shown.page.querySelectorAll('tbody tr').length
    expect(rows).toBeGreaterThan(1)
    expect(file.text.trim().split(/\r?\n/)).toHaveLength(rows + 1)
    for (const format of ['xlsx', 'pdf'])
      expect((await lead.get(`/desk/articles?format=${format}`)).status).toBe(200)
  })

  test('belongs to its centre', async () => {
    const other = await newCentre(app)
    expect((await other.stranger().get(`/news/${id}`)).status).toBe(404)
    expect((await (await other.worker('刘芳')).get(`/desk/articles/${id}`)).status).toBe(404)
    expect(
      (await (await other.worker('李卫东')).post(`/act/article/withdraw/${id}`, { reason: '越权' })).status,
    ).toBe(404)
  })

  test('is counted without anybody: once a day for one browser', async () => {
    const reader = world.stranger()
    for (let time = 0; time < 3; time++) await reader.get(`/news/${id}/reads`)
    expect((await world.stranger().get(`/news/${id}/reads`)).text).toContain('阅读 2 次')
    const kept = await world.at(world.staff.get('李卫东') as never, app.clock.now, ctx =>
      ctx.db.selectFrom('article_reader').select('reader').execute(),
    )
    for (const { reader: mark } of kept) expect(mark).toMatch(/^[\w-]{32}$/)
    app.clock.addDays(1)
    await app.runClock('article.turn')
    expect(
      await world.at(world.staff.get('李卫东') as never, app.clock.now, ctx =>
        ctx.db.selectFrom('article_reader').select('reader').execute(),
      ),
    ).toEqual([])
  })
})
