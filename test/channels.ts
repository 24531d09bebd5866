import type { Visitor } from './app.ts'
import { does, idIn } from './deeds.ts'
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

/** One of each channel; the receiver is on the demonstration's own machine, where nobody listens. */
export async function oneOfEachChannel(world: World) {
  const staff = await world.worker('刘芳')
  const columns = ['notice']
  const made = async (action: string, fields: Record<string, string | string[]>) =>
    idIn((await staff.post(`/act/${action}`, fields)).location)
  const notice = idIn(
    (await world.stranger().get('/notices')).page.querySelector('a[href^="/notices/"]')?.getAttribute('href'),
  )
  const robot = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0f1e2d3c'
  const plan = { title: '年货节预热', on_day: '2026-12-24', column_code: 'notice', channels: ['portal'] }
  return {
    group: await made('channel_group/register', {
      name: '站长群',
      keeper: '凌站长',
      columns,
      address: robot,
    }),
    webhook: await made('webhook/register', {
      ...{ name: '融媒体', url: 'http://127.0.0.1:9/', events: ['publication.published'], columns },
    }),
    screen: await made('hall_screen/set', { name: '东墙', parts: ['news'], columns, seconds: '20' }),
    channelPost: await made('channel_post/prepare', {
      ...{ channel: 'wechat', subject: 'notice', publication_id: notice, title: '公告', body: '公告正文' },
    }),
    publicityPlan: await made('publicity_plan/plan', {
      ...plan,
      assignee_id: world.staff.get('刘芳')?.staffId ?? '',
    }),
  }
}
