import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { does, idIn } from '../../../test/deeds.ts'
import { foundedCentre } from '../../../test/founded.ts'
import { newCentre } from '../../../test/world.ts'
import { bindingOf } from './bindings.ts'
import { leftOut } from './standard.ts'
import { standardTexts } from './standard-texts.ts'
import { namedIn } from './text.ts'

/** 4.5.1 The standard set: plain data that names codes of the program. */
test('names codes that exist', async () => {
  await testApp()
  expect(leftOut()).toEqual([])
  for (const { name, articles } of standardTexts) {
    expect(articles.length, name).toBeGreaterThanOrEqual(6)
    expect(articles.length, name).toBeLessThanOrEqual(10)
    for (const { body } of articles)
      for (const code of namedIn(body)) expect(bindingOf(`setting:${code}`), code).not.toBeNull()
  }
})

test('lies before the director of a new centre, who only has to approve it', async () => {
  const app = await testApp()
  const centre = await foundedCentre(app)
  const director = await centre.director()
  const list = await director.get('/desk/regulations')
  for (const { name } of standardTexts) expect(list.text).toContain(name)
  expect(list.text, 'nothing left to take over').not.toContain('采用示范文本')
  const page = list.page.querySelectorAll('a[href^="/desk/regulations/"]')[0]?.getAttribute('href') ?? ''
  const id = page.split('/').at(-1)
  const done = await director.submit(`/act/regulation/approve/${id}`, { number: '太电商〔2026〕1 号' })
  expect(done.status, done.text.slice(0, 500)).toBe(303)
  const open = await app.visitor(centre.host).get(`/regulations/${id}`)
  expect(open.status).toBe(200)
  expect(open.text).toContain('第一条')
})

test('are taken over by whose duty it is, once, and may be approved by the same person', async () => {
  const app = await testApp()
  const world = await newCentre(app)
  const stranger = world.stranger()
  const counter = await world.worker('陈静')
  const director = await world.worker('李卫东')
  expect((await counter.post('/desk/regulations/standard')).status).toBe(403)
  expect((await stranger.post('/desk/regulations/standard')).status).toBe(401)
  expect((await director.get('/desk/regulations')).text).toContain('有 3 项制度可以采用示范文本')
  await director.post('/desk/regulations/standard')
  await director.post('/desk/regulations/standard')
  const list = await director.get('/desk/regulations')
  expect(list.text.match(/>服务反馈与处置办法</g)).toHaveLength(1)
  const feedback = list.page
    .querySelectorAll('a[href^="/desk/regulations/"]')
    .find(link => link.textContent === '服务反馈与处置办法')
  const its = idIn(feedback?.getAttribute('href'))
  await does(director, `regulation/approve/${its}`, { number: '怀电商〔2027〕9 号' })
  const page = (await stranger.get(`/regulations/${its}`)).text.replaceAll(/\s+/g, ' ')
  expect(page, 'few of what is confidential is not told').toContain('超期的少于 5 件')
  expect(page).toContain('近 90 天 少于 5 次')
})
