import { assetNumber } from './addresses.ts'
import type { Visitor } from './app.ts'
import { idIn, linked, picture } from './deeds.ts'
import type { World } from './world.ts'

/** A thing with a number, and a stock-taking that counts it. */
export async function assets(world: World, director: Visitor) {
  const registered = await director.post('/act/asset/register', {
    ...{ number: assetNumber, name: '摄像机', category: 'media', funds: 'central', cost_fen: '1' },
    ...{ acquired_on: '2026-01-05', keeper_id: world.staff.get('刘芳')?.staffId ?? '', copies: '1' },
  })
  const opened = await director.post('/act/stocktaking/open', { name: '年终盘点', area_id: '' })
  return { asset: idIn(registered.location), stocktaking: idIn(opened.location) }
}

/** A village station that is open, checked once and found wanting. */
export async function station(world: World, director: Visitor) {
  const [matcher, bureau] = [await world.worker('张涛'), await world.worker('周健')]
  const about = { code: 'ZD-001', name: '凌桥村电商服务站', level: 'village', address: '村部一楼' }
  const head = { head_name: '凌桂生', head_phone: '13800000601' }
  const photo = (name: string) => ({ [`${name}:new`]: picture('a.png') })
  const made = await matcher.post('/act/station/apply', { ...about, ...head })
  const id = idIn(made.location)
  await director.post(`/act/station/approve/${id}`)
  await matcher.post(`/act/station/requestAcceptance/${id}`, { reason: '已建好，请验收。' })
  await bureau.post(`/act/station/accept/${id}`, { remarks: '符合要求。', ...photo('photos') })
  const sheet = { premises: '50', capability: '50', results: '50', villagers: '50' }
  const found = { remarks: '走访了三户村民。', issues: '价目没有公示。' }
  const checked = await bureau.post('/act/station_check/make', {
    ...{ station_id: id, ...sheet, ...found },
    ...photo('photos'),
  })
  const page = `/desk/stations/${id}`
  const stationRectification = await linked(director, page, '/desk/stations/rectifications/')
  return { station: id, check: idIn(checked.location), stationRectification }
}
