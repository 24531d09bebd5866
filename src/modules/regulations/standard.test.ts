import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { foundedCentre } from '../../../test/founded.ts'
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
