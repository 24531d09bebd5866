import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '#platform/ctx'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import {
  article,
  columnNamed,
  opensNews,
  publishesArticle,
  type Reviewers,
  writes,
} from '../../../test/articles.ts'
import { does, errorAt, picture } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { findWords } from './check.ts'
import { changesBetween } from './diff.ts'
import { settleTerms } from './terms.ts'

/** 用词提示, 巡检, and what is done with what somebody pastes. */
let app: TestApp
let world: World
let writer: Visitor
let director: Visitor
let reviewers: Reviewers

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await opensNews(app, world)
  await world.at(system, app.clock.now, settleTerms)
  writer = await world.worker('刘芳')
  director = await world.worker('李卫东')
  reviewers = { first: await world.worker('王敏'), second: director, signer: await world.worker('周健') }
})

const mainOf = async (visitor: Visitor, path: string): Promise<string> =>
  (await visitor.get(path)).page.querySelector('main')?.textContent ?? ''
const opinion = { opinion: '内容属实，同意。' }

describe('words of the list', () => {
  const terms = [
    { kind: 'advert', term: '第一', suggestion: '', fine: ['第一书记', '第一季度'] },
    { kind: 'advert', term: '全国第一', suggestion: '', fine: [] },
  ]
  const found = (text: string) => findWords(terms, [{ place: '正文', text }]).map(one => one.term)

  test('are found where they stand, the longer first, and not where they mean something else', () => {
    expect(found('驻村第一书记在第一季度说：销量全国第一，口碑第一。')).toEqual(['全国第一', '第一'])
    expect(found('第一')).toEqual(['第一'])
    expect(findWords(terms, [{ place: '标题', text: '口碑第一的蓝莓' }])[0]).toMatchObject({
      ...{ place: '标题', before: '口碑', after: '的蓝莓' },
    })
  })

  test('of a long list are found by looking at each character once', () => {
    const many = Array.from({ length: 3_000 }, (_, at) => ({
      ...{ kind: 'typo', term: `词${String.fromCharCode(0x4e00 + at)}`, suggestion: '', fine: [] },
    }))
    const text = '这是一段很长的话，里面没有要找的词。'.repeat(2_000)
    let looks = 0
    const watched = many.map(one => ({
      ...one,
      get term() {
        looks++
        return one.term
      },
    }))
    findWords(watched, [{ place: '正文', text }])
    // Sorting and grouping look at each term some times; the text, only where it has the first character.
    expect(looks).toBeLessThan(many.length * 60 + (text.match(/词/g)?.length ?? 0) * many.length * 2)
  })

  test('that need care are ticked off by everybody who lets the text pass', async () => {
    const id = await writes(writer, { title: '全县最佳蓝莓评选揭晓' })
    expect(await mainOf(writer, `/desk/articles/${id}`)).toContain('标题：…全县最佳蓝莓评选揭晓…')
    const form = await writer.get(`/act/article/submit/${id}`)
    expect(form.text).toContain('已核对 1 处用词提示')
    expect(errorAt(await writer.post(`/act/article/submit/${id}`), 'checked')).toBe('请核对后打勾')
    await does(writer, `article/submit/${id}`, { checked: '1' })
    expect((await reviewers.first.post(`/act/article/pass1/${id}`, opinion)).status).toBe(422)
    await does(reviewers.first, `article/pass1/${id}`, { ...opinion, checked: '1' })
  })

  test('that must not stand there stop the text, until they are gone', async () => {
    const body = `${article.body}\n\n请到店里登记身份证号。`
    const id = await writes(writer, { title: '线下登记的说明', body })
    const refused = await writer.post(`/act/article/submit/${id}`)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('须先改正')
    expect(refused.text).toContain('正文第 3 段')
    await does(writer, `article/edit/${id}`, { ...article, column_id: await columnNamed(writer, '中心动态') })
    await does(writer, `article/submit/${id}`)
  })

  test('are kept by whoever has that duty, once each', async () => {
    const word = { kind: 'advert', term: '宇宙级', suggestion: '删去', fine: '宇宙级别' }
    expect((await writer.post('/act/article_term/add', word)).status).toBe(403)
    expect(
      errorAt(await director.post('/act/article_term/add', { ...word, fine: '别的词' }), 'fine'),
    ).toContain('里没有')
    await does(director, 'article_term/add', word)
    expect(errorAt(await director.post('/act/article_term/add', word), 'term')).toBe('这个词已经在表里了')
    expect(await mainOf(director, '/desk/articles/terms?q=宇宙')).toContain('宇宙级别')
  })

  test('a picture that says nothing to the blind stops the text too', async () => {
    const id = await writes(writer, { title: '带图的稿件一篇', 'pictures:new': picture('园.png') })
    const file = await world.at(system, app.clock.now, ctx =>
      ctx.db.selectFrom('file').select('id').where('record_id', '=', id).executeTakeFirstOrThrow(),
    )
    const column_id = await columnNamed(writer, '中心动态')
    const foreign = '019acb9e-0000-7000-8000-000000000001'
    const text = (src: string, alt: string) =>
      `<p>蓝莓园里，社员们正在分拣当天采下的鲜果，准备装箱发出。</p><img src="/files/${src}"${alt}>`
    const stray = await writer.post(`/act/article/edit/${id}`, {
      ...article,
      column_id,
      pictures: [file.id],
      body: text(foreign, ''),
    })
    expect(errorAt(stray, 'body')).toContain('不是本稿上传的图片')
    await does(writer, `article/edit/${id}`, {
      ...article,
      column_id,
      pictures: [file.id],
      body: text(file.id, ''),
    })
    expect((await writer.post(`/act/article/submit/${id}`)).text).toContain('没有文字说明')
    await does(writer, `article/edit/${id}`, {
      ...article,
      column_id,
      pictures: [file.id],
      body: text(file.id, ' alt="分拣蓝莓"'),
    })
    await does(writer, `article/submit/${id}`)
    // Another writer's form keeps the pictures of the first.
    await does(reviewers.first, `article/sendBack/${id}`, { reason: '请改标题。' })
    expect((await director.get(`/desk/articles/${id}`)).text).toContain(file.id)
  })
})

describe('what is pasted', () => {
  test('is cleaned on the way and again when it is saved', async () => {
    const dirty = '<section><p onclick="x()">甲<script>alert(1)</script></p></section>'
    const cleaned = await writer.post('/rich-text/clean', { html: dirty })
    expect(cleaned.text).toBe('<p>甲</p>')
    expect((await world.stranger().post('/rich-text/clean', { html: dirty })).status).toBe(401)
    const body = `${dirty}<p>怀宁蓝莓节开幕，六家合作社到场，鲜果当天发出。</p>`
    const id = await publishesArticle(writer, reviewers, { title: '粘贴来的文章', body })
    const shown = await world.stranger().get(`/news/${id}`)
    expect(shown.page.querySelectorAll('.article-body p').map(one => one.outerHTML)).toEqual([
      '<p>甲</p>',
      '<p>怀宁蓝莓节开幕，六家合作社到场，鲜果当天发出。</p>',
    ])
    expect(shown.page.querySelectorAll('.article-body script, [onclick]')).toHaveLength(0)
  })

  test('the box works without a script, and the editor is loaded where it is and nowhere else', async () => {
    const form = await writer.get('/act/article/write')
    expect(form.page.querySelector('[data-rich] textarea[name=body]')).not.toBeNull()
    for (const path of ['/', '/news', '/desk', '/desk/articles'])
      expect(
        (await writer.get(path)).page.querySelectorAll('[data-rich], script[src*=editor]'),
        path,
      ).toHaveLength(0)
  })
})

describe('differences', () => {
  test('are told by paragraph and word', async () => {
    const old = {
      title: '甲',
      summary: '乙',
      body: '<p>第一段不变。</p><p>今年共有三家合作社参加。</p><p>要删的一段。</p>',
    }
    const now = {
      title: '甲',
      summary: '乙',
      body: '<p>第一段不变。</p><p>今年共有六家合作社参加。</p><h2>新标题</h2>',
    }
    expect(await changesBetween(old, now)).toEqual([
      {
        place: '正文第 2 段',
        pieces: [
          { kind: 'same', text: '今年共有' },
          { kind: 'gone', text: '三家' },
          { kind: 'new', text: '六家' },
          { kind: 'same', text: '合作社参加。' },
        ],
      },
      {
        place: '正文第 3 段',
        pieces: expect.arrayContaining([{ kind: 'new', text: expect.stringContaining('标题') }]),
      },
    ])
    expect(await changesBetween(now, now)).toEqual([])
  })
})

describe('the patrol', () => {
  const bad = 'https://www.example.gov.cn/gone'

  test('finds what does not open on two nights, and asks each address once', async () => {
    const body = `<p>详见<a href="${bad}">申报通知</a>和<a href="https://www.gov.cn/">中国政府网</a>，以网站公布的为准。</p><p><a href="mailto:a@b.example">信箱</a><a href="/news/019acb9e-0000-7000-8000-000000000009">旧文</a></p>`
    const id = await publishesArticle(writer, reviewers, { title: '链接很多的文章', body })
    app.web.broken.set(bad, '网页不存在')
    await app.runClock('article.patrol')
    expect(await mainOf(writer, '/desk/articles/links')).not.toContain(bad)
    expect(app.web.asked.toSorted()).toEqual([bad, 'https://www.gov.cn/'])
    await app.runClock('article.patrol')
    const list = await mainOf(writer, '/desk/articles/links')
    expect(list).toContain(bad)
    expect(list).toContain('网页不存在')
    expect(list).toContain('本站的这一页已不公开')
    expect(await mainOf(writer, '/desk')).toContain(bad)
    expect(await mainOf(writer, `/desk/articles/${id}`)).toContain('有 2 个链接打不开')
  })

  test('believes who opened it, for a while', async () => {
    const link = (await writer.get('/desk/articles/links')).page
      .querySelectorAll('a[href^="/act/article_link/confirm/"]')
      .map(one => one.getAttribute('href') ?? '')
    expect(link).toHaveLength(2)
    for (const href of link)
      await does(writer, (href.split('?')[0] ?? '').replace('/act/', ''), { reason: '人能打开。' })
    await app.runClock('article.patrol')
    expect(await mainOf(writer, '/desk/articles/links?state=broken')).not.toContain(bad)
    app.clock.addDays(91)
    await app.runClock('article.patrol')
    writer = await world.worker('刘芳')
    expect(await mainOf(writer, '/desk/articles/links?state=broken')).toContain(bad)
  })

  test('what opens again, or is no longer public, is settled by itself', async () => {
    app.web.broken.clear()
    await app.runClock('article.patrol')
    expect(await mainOf(writer, '/desk/articles/links?state=opens')).toContain(bad)
    const id = /\/desk\/articles\/([0-9a-f-]{36})/.exec(
      (await writer.get('/desk/articles/links?state=broken')).text,
    )?.[1]
    await does(await world.worker('李卫东'), `article/withdraw/${id}`, { reason: '链接失效。' })
    await app.runClock('article.patrol')
    expect(await mainOf(writer, '/desk/articles/links?state=broken')).toContain('没有失效链接')
    expect(await mainOf(writer, '/desk/articles/links?state=gone')).toContain('/news/019acb9e')
  })
})
