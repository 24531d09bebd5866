import type { Visitor } from './app.ts'
import { does } from './deeds.ts'
import type { World } from './world.ts'

const words = {
  title: '关于开放物流补助申报的公告',
  body: '申报时间为 2027 年 1 月 4 日至 29 日。\n\n请携带营业执照和运费发票到窗口办理。',
}

/** A notice that is written by one and let out by another: a publication. Returns its id. */
export async function publishesNotice(world: World, more: Partial<typeof words> = {}): Promise<string> {
  const writer = await world.worker('刘芳')
  const id = await does(writer, 'notice/write', { ...words, ...more })
  await does(writer, `notice/submit/${id}`)
  await does(await world.worker('李卫东'), `notice/publish/${id}`)
  return id
}

export const withdrawsNotice = (director: Visitor, id: string): Promise<string> =>
  does(director, `notice/withdraw/${id}`, { reason: '补助标准有误，另行公告。' })

/** Everything that one can subscribe to or be sent. */
export const everything = ['notice', 'policy', 'activity', 'item', 'article']
