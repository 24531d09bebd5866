import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from './app.ts'
import { does, idIn } from './deeds.ts'
import { creditCodeOf, newCentre, type World } from './world.ts'

/** The last two objections are answered at once, on PostgreSQL: the 公示 goes on, whoever was a moment earlier. */
let app: TestApp
let world: World
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
})

test('ten times two objections are dismissed at once, and the publication goes on', async () => {
  const bureau = await world.worker('周健')
  const [first, second] = [
    await world.citizen('13800000431', '胡桂英'),
    await world.citizen('13800000432', '操大成'),
  ]
  for (let round = 0; round < 10; round++) {
    const tender = { title: `第 ${round} 次招标`, method: '公开招标', budget_fen: '1' }
    const id = await does(bureau, 'operating_contract/announce', tender)
    await does(bureau, `operating_contract/publish/${id}`, {
      'operators.0.name': '怀宁乡集电商服务有限公司',
      'operators.0.code': creditCodeOf('91', 901),
      'operators.0.kind': 'service_firm',
      days: '5',
    })
    for (const [n, citizen] of [first, second].entries())
      await does(citizen, 'objection/raise', {
        ...{ contract_id: id, raised_by: '群众', phone: `1380000043${n + 1}` },
        body: '请核实中选单位的资格条件是否属实。',
      })
    const page = (await bureau.get(`/desk/operator/contracts/${id}`)).page
    const raised = page
      .querySelectorAll('a[href^="/desk/operator/objections/"]')
      .map(link => idIn(link.getAttribute('href')))
    expect(raised).toHaveLength(2)
    await Promise.all(
      raised.map(one => bureau.post(`/act/objection/dismiss/${one}`, { answer: '已核实，资格条件属实。' })),
    )
    const after = (await bureau.get(`/desk/operator/contracts/${id}`)).page
    expect(after.querySelector('.page-badges')?.textContent, `round ${round}`).toContain('公示')
    expect(after.querySelector('.page-badges')?.textContent, `round ${round}`).not.toContain('中止')
  }
})
