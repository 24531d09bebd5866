import type { Visitor } from './app.ts'
import { idIn, linked } from './deeds.ts'
import { creditCodeOf, type World } from './world.ts'

/** A choice of the operator that is public, an objection to it, and a document. */
export async function operator(world: World, citizen: Visitor, director: Visitor) {
  const bureau = await world.worker('周健')
  const acts = async (who: Visitor, action: string, fields: Record<string, string>) =>
    idIn((await who.post(`/act/${action}`, fields)).location)
  const tender = { title: '中心运营服务项目', method: '公开招标', budget_fen: '1' }
  const contract = await acts(bureau, 'operating_contract/announce', tender)
  await acts(bureau, `operating_contract/publish/${contract}`, {
    'operators.0.name': '怀宁乡集电商服务有限公司',
    'operators.0.code': creditCodeOf('91', 901),
    'operators.0.kind': 'service_firm',
    days: '5',
  })
  await acts(citizen, 'objection/raise', {
    ...{ contract_id: contract, raised_by: '杨雪', phone: '13800000081' },
    body: '请核实中选单位的资格条件。',
  })
  const objection = await linked(bureau, `/desk/operator/contracts/${contract}`, '/desk/operator/objections/')
  const note = { category: 'funds', title: '资金管理办法' }
  return { contract, objection, disclosure: await acts(director, 'disclosure/prepare', note) }
}
