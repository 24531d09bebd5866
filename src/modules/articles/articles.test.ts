import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import {
  article,
  columnNamed,
  opensNews,
  publishesArticle,
  type Reviewers,
  reviewed,
  writes,
} from '../../../test/articles.ts'
import { does, errorAt, picture } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.5 三审三校: four people, each another one, for every version; public is what was signed, and nothing else. */
let app: TestApp
let world: World
let writer: Visitor
let reviewers: Reviewers
let director: Visitor

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await opensNews(app, world)
  await arrive()
})

/** Everybody signs in anew: sessions end when days go by. */
async function arrive(): Promise<void> {
  writer = await world.worker('刘芳')
  director = await world.worker('李卫东')
  reviewers = { first: await world.worker('王敏'), second: director, signer: await world.worker('周健') }
}

const publicly = (path: string): Promise<Answer> => world.stranger().get(path)
const mainOf = (answer: Answer): string => answer.page.querySelector('main')?.textContent ?? ''
const opinion = { opinion: '内容属实，同意。' }

/** Gives somebody a post besides her own. */
async function alsoHolds(name: string, own: string, more: string): Promise<void> {
  const staff = world.staff.get(name)?.staffId
  const posts = (await director.get(`/act/staff/edit/${staff}`)).page
    .querySelectorAll('input[name=posts]')
    .filter(input => [own, more].includes(input.closest('label')?.textContent.trim().slice(0, 4) ?? ''))
    .map(input => input.getAttribute('value') ?? '')
  expect(posts).toHaveLength(2)
  await does(director, `staff/edit/${staff}`, { name, posts })
}

describe('three reviews', () => {
  let id: string

  test('are each by another person, and the public sees nothing before the last', async () => {
    id = await writes(writer, { title: '蓝莓节线上专场开播预告' })
    expect((await reviewers.first.post('/act/article/write', article)).status, 'no writer').toBe(403)
    await does(writer, `article/submit/${id}`)
    expect((await director.post(`/act/article/pass1/${id}`, opinion)).status, 'not her stage').toBe(403)
    expect((await writer.post(`/act/article/edit/${id}`, article)).status, 'it is with the reviewers').toBe(
      409,
    )
    await does(reviewers.first, `article/pass1/${id}`, opinion)
    await does(director, `article/pass2/${id}`, opinion)
    // The director may sign too, but not what she passed.
    const twice = await director.post(`/act/article/publish/${id}`, opinion)
    expect(twice.status).toBe(403)
    expect(twice.text).toContain('前面审过和改过的人')
    for (const path of ['/news', '/', '/news.atom', '/sitemap.xml'])
      expect((await publicly(path)).text, path).not.toContain(path === '/sitemap.xml' ? id : '开播预告')
    expect((await publicly(`/news/${id}`)).status).toBe(404)
    await does(reviewers.signer, `article/publish/${id}`, opinion)
    for (const path of ['/news', '/', '/news.atom', '/news.rss', '/news.json'])
      expect((await publicly(path)).text, path).toContain('开播预告')
    const shown = await publicly(`/news/${id}`)
    expect(shown.page.querySelectorAll('.article-body p')).toHaveLength(2)
    expect(shown.text).toContain('"@type":"NewsArticle"')
    expect((await publicly('/sitemap.xml')).text).toContain(id)
  })

  test('who wrote any part of it reviews no stage, whatever posts they hold', async () => {
    await alsoHolds('刘芳', '宣传专员', '窗口专员')
    const both = await world.worker('刘芳')
    const own = await writes(both, { title: '她自己写的稿件' })
    await does(both, `article/submit/${own}`)
    const refused = await both.post(`/act/article/pass1/${own}`, opinion)
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('本稿采编')
    expect((await both.post(`/act/article/sendBack/${own}`, { reason: '退回' })).status).toBe(403)
    expect((await both.post(`/act/article/proof/${own}`, article)).status).toBe(403)
  })

  test('a reviewer corrects, which is shown as what went and what came, with the name', async () => {
    const text = { title: '贡糕标准化培训开班', body: '培训共三天，参加培训的有三十名学员，由协会承办培训。' }
    const made = await writes(writer, text)
    await does(writer, `article/submit/${made}`)
    const better = '培训共三天，参加培训的有二十六名学员，由协会承办培训。'
    await does(reviewers.first, `article/proof/${made}`, { ...article, ...text, body: better })
    const page = await director.get(`/desk/articles/${made}`)
    const changed = page.page.querySelector('#differences .text-diff dd')
    expect(changed?.querySelector('del')?.textContent).toBe('三十名')
    expect(changed?.querySelector('ins')?.textContent).toMatch(/^二十六/)
    expect(mainOf(page)).toContain('一审校对 王敏')
    await does(reviewers.first, `article/pass1/${made}`, { opinion: '改了人数。' })
    expect(mainOf(await director.get(`/desk/articles/${made}`))).toContain('改了文字')
    // Handed in anew, who corrected at the first stage reads the first again, but no later one.
    await does(director, `article/sendBack/${made}`, { reason: '请补充承办单位全称。' })
    expect((await writer.get(`/desk/articles/${made}`)).text).toContain('请补充承办单位全称。')
    await does(writer, `article/edit/${made}`, {
      ...article,
      ...text,
      body: `${better}承办单位是县贡糕协会。`,
      column_id: await columnNamed(writer, '中心动态'),
    })
    await does(writer, `article/submit/${made}`)
    await does(reviewers.first, `article/pass1/${made}`, opinion)
    await does(director, `article/pass2/${made}`, opinion)
    await does(reviewers.signer, `article/publish/${made}`, opinion)
    const sheet = await writer.get(`/desk/articles/${made}/sheet.pdf`)
    expect(sheet.headers.get('content-type')).toBe('application/pdf')
  })

  test('who corrected without passing reads it at no later stage', async () => {
    await alsoHolds('张涛', '对接专员', '中心主任')
    const both = await world.worker('张涛')
    const id = await writes(writer, { title: '有人先改过的稿件' })
    await does(writer, `article/submit/${id}`)
    await does(both, `article/proof/${id}`, { ...article, title: '有人先改过一处的稿件' })
    await does(reviewers.first, `article/pass1/${id}`, opinion)
    expect((await both.post(`/act/article/pass2/${id}`, opinion)).status).toBe(403)
    await does(director, `article/pass2/${id}`, opinion)
    expect((await both.post(`/act/article/publish/${id}`, opinion)).status).toBe(403)
  })

  test('with two reviews the second is the signing; fewer there are not', async () => {
    await wants('2')
    const short = await writes(writer, { title: '两审的稿件能签发' })
    await does(writer, `article/submit/${short}`)
    await does(reviewers.first, `article/pass1/${short}`, opinion)
    expect((await director.post(`/act/article/pass2/${short}`, opinion)).status).toBe(409)
    await does(director, `article/publish/${short}`, opinion)
    await wants('3')
  })

  async function wants(value: string): Promise<void> {
    await world.at(world.staff.get('李卫东') as never, app.clock.now, ctx =>
      ctx.db
        .insertInto('setting')
        .values({ code: 'article.reviews', value })
        .onConflict(one => one.columns(['centre_id', 'code']).doUpdateSet({ value }))
        .execute(),
    )
    app.kernel.database.changed(world.id)
  }
})

describe('what is published', () => {
  test('is corrected by a new version through all reviews, while the old one stays', async () => {
    const id = await publishesArticle(writer, reviewers, { title: '补贴申报截止到月底' })
    const column_id = await columnNamed(writer, '中心动态')
    const right = {
      ...article,
      column_id,
      title: '补贴申报截止日期以通知为准',
      body: `${article.body}\n\n以县商务局通知为准。`,
    }
    expect(errorAt(await writer.post(`/act/article/correct/${id}`, right), 'correction')).toBe('请填写这一项')
    await does(writer, `article/correct/${id}`, { ...right, correction: '原文把截止日期写错了，现更正。' })
    await reviewed(writer, reviewers, id)
    const before = await publicly(`/news/${id}`)
    expect(before.text).toContain('补贴申报截止到月底')
    expect(before.text).not.toContain('以县商务局通知为准')
    app.clock.addDays(1)
    await arrive()
    await does(reviewers.signer, `article/publish/${id}`, opinion)
    const after = await publicly(`/news/${id}`)
    expect(after.text).toContain('更正说明（2026-11-25）')
    expect(after.text).toContain('原文把截止日期写错了，现更正。')
    expect(after.page.querySelector('h1')?.textContent).toBe('补贴申报截止日期以通知为准')
    expect((await publicly('/news')).text).toContain('已更正')
  })

  test('a correction that is given up leaves no trace in what the public reads', async () => {
    const id = await publishesArticle(writer, reviewers, { title: '不用更正的文章' })
    await does(writer, `article/correct/${id}`, {
      ...{ ...article, column_id: await columnNamed(writer, '中心动态'), title: '改坏了的标题' },
      correction: '以为错了，其实没有错。',
    })
    await does(writer, `article/discard/${id}`)
    expect(mainOf(await writer.get(`/desk/articles/${id}`))).not.toContain('改坏了的标题')
    expect(mainOf(await publicly(`/news/${id}`))).toContain('不用更正的文章')
  })

  test('is withdrawn with a reason, and gone everywhere', async () => {
    const id = await publishesArticle(writer, reviewers, { title: '要撤下来的文章' })
    expect((await writer.post(`/act/article/withdraw/${id}`, { reason: '写错了' })).status).toBe(403)
    await does(director, `article/withdraw/${id}`, { reason: '活动取消。' })
    expect((await publicly(`/news/${id}`)).status).toBe(404)
    for (const path of ['/news', '/', '/news.json'])
      expect((await publicly(path)).text, path).not.toContain('要撤下来的文章')
    expect(mainOf(await writer.get(`/desk/articles/${id}`))).toContain('活动取消。')
  })

  test('at its time, by the clock, and not before', async () => {
    await arrive()
    const id = await writes(writer, { title: '定时发布的文章' })
    await reviewed(writer, reviewers, id)
    const past = await reviewers.signer.post(`/act/article/schedule/${id}`, {
      ...opinion,
      publish_at: '2026-11-01T09:00',
    })
    expect(errorAt(past, 'publish_at')).toBe('要晚于现在')
    await does(reviewers.signer, `article/schedule/${id}`, { ...opinion, publish_at: '2026-11-27T09:00' })
    await app.runClock('article.publish_scheduled')
    expect((await publicly(`/news/${id}`)).status).toBe(404)
    expect((await reviewers.signer.post(`/act/article/publish/${id}`, opinion)).status).toBe(403)
    app.clock.now = new Date('2026-11-27T09:00:00+08:00')
    await app.runClock('article.publish_scheduled')
    expect((await publicly(`/news/${id}`)).text).toContain('2026-11-27')
    await arrive()
    const again = await writes(writer, { title: '取消定时的文章' })
    await reviewed(writer, reviewers, again)
    await does(reviewers.signer, `article/schedule/${again}`, { ...opinion, publish_at: '2026-11-28T09:00' })
    await does(writer, `article/unschedule/${again}`, { reason: '数字要再核。' })
    app.clock.now = new Date('2026-11-28T09:00:00+08:00')
    await app.runClock('article.publish_scheduled')
    expect((await publicly(`/news/${again}`)).status).toBe(404)
  })

  test('says that it has run out from the day after, by itself, and stays', async () => {
    await arrive()
    const id = await publishesArticle(writer, reviewers, {
      title: '有效到月底的通知',
      valid_until: '2026-11-30',
    })
    app.clock.now = new Date('2026-11-30T23:00:00+08:00')
    await app.runClock('article.turn')
    expect(mainOf(await publicly(`/news/${id}`))).not.toContain('已过期')
    app.clock.now = new Date('2026-12-01T00:10:00+08:00')
    await app.runClock('article.turn')
    expect(mainOf(await publicly(`/news/${id}`))).toContain('已过期')
    expect((await publicly('/news')).text).toContain('已过期')
    expect((await (await world.worker('刘芳')).get('/desk/notifications')).text).toContain('已过有效期')
    const director2 = await world.worker('李卫东')
    await does(director2, `article/prolong/${id}`, { valid_until: '2026-12-31', reason: '申报延期一个月。' })
    expect(mainOf(await publicly(`/news/${id}`))).not.toContain('已过期')
  })

  test('a cover says what it shows; what is reprinted has leave, which the public does not open', async () => {
    const fresh = await world.worker('刘芳')
    const column_id = await columnNamed(fresh, '典型案例')
    const bare = await fresh.post('/act/article/write', {
      ...article,
      column_id,
      'cover:new': picture('封面.png'),
    })
    expect(errorAt(bare, 'cover_alt')).toBe('请写一句封面画面的说明')
    const taken = await fresh.post('/act/article/write', { ...article, column_id, origin: 'reprint' })
    expect(errorAt(taken, 'permit')).toBe('转载的请上传授权材料')
    const id = await publishesArticle(
      fresh,
      {
        first: await world.worker('王敏'),
        second: await world.worker('李卫东'),
        signer: await world.worker('周健'),
      },
      {
        ...{ column_id, origin: 'reprint', source: '安庆日报' },
        'cover:new': picture('封面.png'),
        cover_alt: '社员在分拣蓝莓',
        'permit:new': picture('授权.png'),
      },
    )
    const files = await world.at(world.staff.get('李卫东') as never, app.clock.now, ctx =>
      ctx.db.selectFrom('file').select(['id', 'field']).where('record_id', '=', id).execute(),
    )
    const at = (field: string) => `/files/${files.find(file => file.field === field)?.id}`
    expect((await publicly(at('cover'))).status).toBe(200)
    expect((await publicly(at('permit'))).status).toBe(404)
    expect((await publicly(`/news/${id}`)).page.querySelector('.news-cover')?.getAttribute('alt')).toBe(
      '社员在分拣蓝莓',
    )
    await does(await world.worker('李卫东'), `article/withdraw/${id}`, { reason: '授权到期。' })
    expect((await publicly(at('cover'))).status, 'gone with it').toBe(404)
  })
})
