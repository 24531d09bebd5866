import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { applyFor, does, idIn } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 一户一档: everything that happened with a party, back to its first day. */
let app: TestApp
let world: World
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
})

test('the story of a party goes on page by page, each line naming its matter', async () => {
  const citizen = await world.citizen('13800000393', '叶长青')
  const id = await applyFor(citizen, world, 'ZX-001', { question: '怎么开网店？' })
  for (let n = 1; n <= 60; n++) await does(citizen, `service_case/write/${id}`, { body: `第 ${n} 句话` })
  const clerk = await world.worker('陈静')
  const party = idIn(
    (await clerk.get(`/desk/cases/${id}`)).page
      .querySelector('a[href^="/desk/parties/"]:not([href="/desk/parties"])')
      ?.getAttribute('href'),
  )
  const newest = await clerk.get(`/desk/parties/${party}`)
  const lines = newest.page.querySelectorAll('.timeline li')
  expect(lines).toHaveLength(60)
  expect(lines[0]?.textContent).toContain('办件「电商政策咨询」')
  expect(newest.text).not.toContain('提交了申请')
  const older = newest.page.querySelector('nav[aria-label="往来翻页"] a')?.getAttribute('href') ?? ''
  const rest = await clerk.get(older)
  expect(rest.page.querySelector('.timeline')?.textContent).toContain('提交了申请')
  const links = rest.page.querySelectorAll('nav[aria-label="往来翻页"] a').map(link => link.textContent)
  expect(links, 'nothing older').toEqual(['最近的'])
})
