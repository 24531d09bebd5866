import { DOMParser, type Element } from '@xmldom/xmldom'
import Ajv4 from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp } from '../../../test/app.ts'
import { does } from '../../../test/deeds.ts'
import { noSchemas, schema } from '../../../test/schemas.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 4.4.2 The directory is kept up to date, and everybody can see and follow what came, changed and went. */
let app: TestApp
let world: World
let item: string
let provider: string

const content = {
  ...{ name: '冷链包装 <咨询> & 指导', code: 'ZX-800', family: 'consulting', handling: 'consultation' },
  summary: '帮您选冷链包装，少花冤枉钱。',
  content: '按品类和路程，给出冷链包装的方案和成本测算。',
  audience: ['企业', '个人'],
  ...{ price_kind: 'standard', price_fen: '300', price_unit: '每次', promised_days: '5' },
}
const opinion = { reason: '内部意见：价格已经核过。' }

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  app.clock.addDays(1)
  let writer = await world.worker('刘芳')
  item = await does(writer, 'service_item/create', content)
  await does(writer, `service_item/submit/${item}`)
  await does(await world.worker('李卫东'), `service_item/publish/${item}`, opinion)
  app.clock.addDays(1)
  // A day later everybody has to sign in again.
  writer = await world.worker('刘芳')
  await does(writer, `service_item/edit/${item}`, {
    ...content,
    ...{ price_fen: '380', content: '上门看货，给出冷链包装的方案和成本测算。' },
  })
  await does(writer, `service_item/submit/${item}`)
  await does(await world.worker('李卫东'), `service_item/publish/${item}`, opinion)
  provider = [...world.providers.values()][0] ?? ''
  const reason = '内部原因：资质到期未换证。'
  await does(await world.worker('张涛'), `provider/suspend/${provider}`, { reason })
  // What is being written is nobody's news.
  await does(writer, `service_item/edit/${item}`, {
    ...content,
    name: '未公开的新名称',
    price_fen: '98765.43',
  })
})

const publicly = (path: string): Promise<Answer> => world.stranger().get(path)
const inWords = (answer: Answer) => answer.page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ')

describe('the page', () => {
  test('tells what came, what changed and what went, newest first, by day', async () => {
    const page = await publicly('/directory/changes')
    expect(page.status).toBe(200)
    const text = inWords(page)
    expect(text).toMatch(/2026年11月26日 星期四.*暂停.*更新.*2026年11月25日 星期三.*上架.*2026年11月24日/)
    expect(text).toContain('第 2 版：收费由「¥300.00 每次」改为「¥380.00 每次」，修改了服务内容。')
    expect(text).toContain('第 1 版：帮您选冷链包装')
    expect(page.page.querySelector(`main a[href="/items/${item}"]`)?.textContent).toBe(content.name)
    expect(page.page.querySelector(`main a[href="/providers/${provider}"]`), 'not to be seen now').toBeNull()
  })

  test('names no staff, no reason, and nothing that is being written', async () => {
    for (const path of ['', '.atom', '.rss', '.json']) {
      const { text } = await publicly(`/directory/changes${path}`)
      for (const secret of ['李卫东', '刘芳', '张涛', '内部', '未公开的新名称', '98,765', '1380000'])
        expect(text, `${path} ${secret}`).not.toContain(secret)
    }
  })

  test('is renewed by the next change; a withdrawn item is named as it was', async () => {
    await does(await world.worker('刘芳'), `service_item/discard/${item}`)
    app.clock.addDays(1)
    await does(await world.worker('李卫东'), `service_item/withdraw/${item}`, opinion)
    const page = await publicly('/directory/changes')
    expect(inWords(page)).toMatch(/2026年11月27日.*下架 ?冷链包装 <咨询> & 指导/)
    expect(page.page.querySelector(`main a[href="/items/${item}"]`)).toBeNull()
  })

  test('goes on page by page', async () => {
    const matcher = await world.worker('张涛')
    for (let i = 0; i < 20; i++) {
      await does(matcher, `provider/resume/${provider}`)
      await does(matcher, `provider/suspend/${provider}`, { reason: '再次暂停一次。' })
    }
    const first = await publicly('/directory/changes')
    const ids = (answer: Answer) => answer.page.querySelectorAll('.change-list li').map(line => line.id)
    expect(ids(first)).toHaveLength(40)
    const next = first.page.querySelector('.pager a')?.getAttribute('href') ?? ''
    const second = await publicly(next)
    expect(ids(second).length).toBeGreaterThan(5)
    expect(new Set([...ids(first), ...ids(second)]).size).toBe(40 + ids(second).length)
    expect(inWords(second)).toContain('2026年11月25日')
  })
})

describe('the printed directory', () => {
  test('is there for everybody, and not made anew for whatever stands behind its address', async () => {
    const file = await publicly('/directory.pdf')
    expect([file.status, file.headers.get('content-type'), file.text.slice(0, 5)]).toEqual([
      ...[200, 'application/pdf', '%PDF-'],
    ])
    const again = await publicly('/directory.pdf?again=1')
    expect([again.status, again.location]).toEqual([303, '/directory.pdf'])
    const list = await publicly('/items')
    expect(list.page.querySelector('a[href="/directory.docx"]')?.textContent).toContain('Word')
  })
})

describe('the feeds', () => {
  const feed = async (format: string) => {
    const answer = await publicly(`/directory/changes.${format}`)
    expect(answer.status).toBe(200)
    return answer
  }
  const parsed = (text: string): Element => {
    const onError = (_level: string, message: string) => {
      throw new Error(message)
    }
    return new DOMParser({ onError }).parseFromString(text, 'text/xml').documentElement as Element
  }
  const one = (of: Element, name: string): string => {
    const found = [...of.childNodes].filter(node => node.nodeName === name)
    expect(found, name).toHaveLength(1)
    return (found[0] as Element).textContent ?? ''
  }
  const all = (of: Element, name: string): Element[] => [...of.getElementsByTagName(name)]

  test('are found from every page of the directory', async () => {
    for (const path of [
      '/items',
      `/items/${world.items.get('ZX-001')}`,
      '/providers',
      '/directory/changes',
    ]) {
      const links = (await publicly(path)).page
        .querySelectorAll('head link[rel=alternate]')
        .filter(link => link.getAttribute('title') === '名录更新')
      expect(
        links.map(link => [link.getAttribute('type'), link.getAttribute('href')]),
        path,
      ).toEqual([
        ['application/atom+xml', '/directory/changes.atom'],
        ['application/rss+xml', '/directory/changes.rss'],
        ['application/feed+json', '/directory/changes.json'],
      ])
    }
  })

  test('Atom says what RFC 4287 asks for', async () => {
    const answer = await feed('atom')
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    const root = parsed(answer.text)
    expect([root.localName, root.namespaceURI]).toEqual(['feed', 'http://www.w3.org/2005/Atom'])
    const origin = `http://${world.host}`
    expect(one(root, 'id')).toBe(`${origin}/directory/changes.atom`)
    expect(one(root, 'title')).toContain('名录更新')
    const entries = all(root, 'entry')
    expect(entries).toHaveLength(50)
    expect(one(root, 'updated'), 'when the newest came').toBe(one(entries[0] as Element, 'updated'))
    for (const entry of entries) {
      expect(one(entry, 'id')).toMatch(/^urn:uuid:[0-9a-f-]{36}$/)
      expect(one(entry, 'title')).not.toBe('')
      expect(one(entry, 'updated')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      expect(all(entry, 'link')[0]?.getAttribute('href')).toContain(`${origin}/`)
    }
    expect(entries.map(entry => one(entry, 'title'))).toContain(`更新：${content.name}`)
  })

  test('RSS has what 2.0 asks for, with the same entries', async () => {
    const root = parsed((await feed('rss')).text)
    expect([root.nodeName, root.getAttribute('version')]).toEqual(['rss', '2.0'])
    const [channel] = all(root, 'channel') as [Element]
    for (const name of ['title', 'link', 'description']) expect(one(channel, name)).not.toBe('')
    const items = all(root, 'item')
    const atom = all(parsed((await feed('atom')).text), 'entry')
    expect(items.map(entry => one(entry, 'guid'))).toEqual(atom.map(entry => one(entry, 'id')))
    expect(items.map(entry => new Date(one(entry, 'pubDate')).getTime())).toEqual(
      atom.map(entry => Math.floor(new Date(one(entry, 'updated')).getTime() / 1000) * 1000),
    )
  })

  test.skipIf(noSchemas)('JSON Feed 1.1 passes the published schema', async () => {
    const ajv = addFormats.default(new Ajv4({ strict: false, allErrors: true }))
    ajv.addSchema(schema('jsonfeed/feed-1.json'), 'feed-1')
    const check = ajv.compile(schema('jsonfeed/feed.json'))
    const answer = await feed('json')
    const json = answer.json<{ version: string; items: Array<{ id: string; url: string }> }>()
    expect(check(json), JSON.stringify(check.errors)).toBe(true)
    expect(json.version).toBe('https://jsonfeed.org/version/1.1')
    const atom = all(parsed((await feed('atom')).text), 'entry')
    expect(json.items.map(entry => entry.id)).toEqual(atom.map(entry => one(entry, 'id')))
    expect(check({ ...json, items: [{ id: 'x' }] }), 'the schema would tell').toBe(false)
  })

  test('are asked for again and again, and come only when there is something new', async () => {
    const first = await feed('atom')
    const known = { 'if-none-match': first.headers.get('etag') ?? '' }
    expect((await world.stranger().request('/directory/changes.atom', { headers: known })).status).toBe(304)
    await does(await world.worker('张涛'), `provider/resume/${provider}`)
    const renewed = await world.stranger().request('/directory/changes.atom', { headers: known })
    expect(renewed.status).toBe(200)
    expect(renewed.text).toContain('恢复：')
  })

  test('another centre has its own', async () => {
    const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    const { text } = await elsewhere.stranger().get('/directory/changes.atom')
    expect(text).not.toContain('冷链包装')
    expect(text).toContain('太湖县')
  })
})
