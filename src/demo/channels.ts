import {
  addReadings,
  groupFlow,
  type Mark,
  planFlow,
  postFlow,
  screenFlow,
  subscriberFlow,
  webhookFlow,
} from '#modules/channels'
import { addDays, type Day, dayOf } from '#platform/calendar'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { stage } from '#platform/files'
import type { Kernel } from '#platform/http'
import { perform } from '#platform/perform'
import { type Publication, recentPublications } from '#platform/publications'
import { drawn } from './pictures.ts'
import { type Random, random } from './random.ts'
import type { Settled } from './settle.ts'

interface Scene {
  settled: Settled
  now: Date
  today: Day
  keeper: Actor
  chance: Random
}
const day = 86_400_000
const ago = ({ now }: Scene, days: number): Date => new Date(now.getTime() - days * day)
const columns = ['notice', 'policy', 'activity', 'article']

/** What is carried on: subscribers, a group, a receiver, packages with their links, a month's plan, what was read. */
export async function liveChannels(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  const scene: Scene = {
    ...{ settled, now, today: dayOf(now) },
    keeper: settled.staff.get('刘芳') as Actor,
    chance: random(55_031),
  }
  const news = await settled.at(system, now, ctx => recentPublications(ctx, { limit: 12 }))
  await subscribers(scene)
  await outlets(scene)
  await posts(kernel, scene, news)
  await plans(scene, news)
  await readings(scene, news)
}

/** A few who confirmed, one who has not yet, one who left. Nothing of it is sent. */
async function subscribers(scene: Scene): Promise<void> {
  const { settled } = scene
  const asked = [
    ['wangdeshun', 'weekly', 40],
    ['yangxue', 'daily', 26],
    ['zhaxiangyang', 'weekly', 12],
    ['jiangshunan', 'weekly', 9],
    ['heguilan', 'weekly', 1],
  ] as const
  for (const [index, [name, rhythm, days]] of asked.entries()) {
    const id = await settled.at(system, ago(scene, days), async ctx => {
      const input = { email: `${name}@mail.example`, columns, rhythm }
      const made = await perform(ctx, subscriberFlow, 'ask', null, input)
      if (index < 4) await perform(ctx, subscriberFlow, 'confirm', made.id)
      return made.id
    })
    if (index === 3)
      await settled.at(system, ago(scene, 2), ctx =>
        perform(ctx, subscriberFlow, 'leave', id, { how: 'one_click' }),
      )
  }
}

async function outlets(scene: Scene): Promise<void> {
  const { settled, keeper } = scene
  await settled.at(keeper, ago(scene, 60), async ctx => {
    // Switched off, so that a demonstration never calls anybody: the keys are nobody's.
    const group = await perform(ctx, groupFlow, 'register', null, {
      ...{ name: '乡镇服务站站长群', keeper: '凌站长', columns },
      address: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000-demo',
    })
    await perform(ctx, groupFlow, 'switchOff', group.id, { reason: '演示环境不向外推送。' })
    const hook = await perform(ctx, webhookFlow, 'register', null, {
      ...{ name: '县融媒体中心', url: 'https://media.example.com/receive', columns },
      events: ['publication.published', 'publication.corrected', 'publication.withdrawn'],
    })
    await perform(ctx, webhookFlow, 'switchOff', hook.id, { reason: '演示环境不向外推送。' })
    await perform(ctx, screenFlow, 'set', null, {
      ...{ name: '服务大厅东墙', parts: ['news', 'today', 'week', 'codes'], columns, seconds: 20 },
      words: '办事请先到一楼窗口，工位预约请扫码',
    })
  })
}

/** What went where: with links and figures, one to be copied yet. */
async function posts(kernel: Kernel, scene: Scene, news: readonly Publication[]): Promise<void> {
  const { settled, keeper } = scene
  const screenshot = await drawn(kernel, '平台后台截图.png', '#f4f6f8', '#8aa0b4')
  const made = [
    [0, 'wechat', false],
    [1, 'wechat', true],
    [1, 'xiaohongshu', true],
    [2, 'douyin', true],
    [3, 'wechat', true],
    [4, 'shipinhao', true],
  ] as const
  for (const [index, channel, posted] of made) {
    const one = news[index]
    if (!one) continue
    await settled.at(keeper, ago(scene, 8 - index), async ctx => {
      const { id } = await perform(ctx, postFlow, 'prepare', null, {
        ...{ channel, subject: one.subject, publication_id: one.id },
        title: one.title.slice(0, 20),
        summary: channel === 'wechat' ? one.summary.slice(0, 110) : '',
        body: one.text.slice(0, 600),
        tags: ['农村电商', '便民服务'],
      })
      if (!posted) return
      await perform(ctx, postFlow, 'record', id, {
        url: `https://platform.example.com/${channel}/${id.slice(-6)}`,
        posted_on: dayOf(ctx.now),
      })
      await perform(ctx, postFlow, 'report', id, {
        ...{ on_day: dayOf(ctx.now), readings: 200 + scene.chance.below(1_600) },
        screenshots: [await stage(ctx, screenshot, 'screenshots')],
      })
    })
  }
}

/** A month: some done, one late, some to come. */
async function plans(scene: Scene, news: readonly Publication[]): Promise<void> {
  const { settled, keeper, today } = scene
  const wanted = [
    [-16, '蓝莓种植户直播培训预告', 'activity', ['portal', 'wechat'], 'done'],
    [-11, '物流补助怎么领，一图看懂', 'policy', ['portal', 'wechat', 'xiaohongshu'], 'done'],
    [-3, '服务站站长的一天', 'article', ['portal', 'douyin'], 'planned'],
    [2, '年货节选品会通知', 'notice', ['portal', 'mail', 'group'], 'planned'],
    [5, '贡糕合作社的网店故事', 'article', ['portal', 'wechat', 'xiaohongshu'], 'planned'],
    [9, '冬季快递包装提示', 'notice', ['portal', 'group'], 'planned'],
    [12, '直播间夜场开放', 'notice', ['portal', 'douyin'], 'dropped'],
  ] as const
  for (const [offset, title, column_code, channels, end] of wanted) {
    const id = await settled.at(keeper, ago(scene, 20), async ctx => {
      const made = await perform(ctx, planFlow, 'plan', null, {
        ...{ on_day: addDays(today, offset), title, column_code, channels: [...channels] },
        ...{ assignee_id: keeper.staffId, remark: '' },
      })
      return made.id
    })
    await settled.at(keeper, ago(scene, end === 'done' ? -offset : 1), async (ctx: Ctx) => {
      const done = news.find(one => one.column === column_code) ?? news[0]
      if (end === 'done' && done)
        await perform(ctx, planFlow, 'finish', id, { publication: `${done.subject} ${done.id}` })
      if (end === 'dropped') await perform(ctx, planFlow, 'drop', id, { reason: '夜班人手不够，改到明年。' })
    })
  }
}

/** Four weeks of readings, more by WeChat than by mail; counters are no actions. */
async function readings(scene: Scene, news: readonly Publication[]): Promise<void> {
  const { settled, chance, now, today } = scene
  const most: ReadonlyArray<[Mark, number]> = [
    ['wechat', 22],
    ['group', 9],
    ['mail', 4],
    ['screen', 3],
    ['xiaohongshu', 6],
  ]
  await settled.at(system, now, async ctx => {
    for (const one of news.slice(0, 8))
      for (let back = 28; back > 0; back -= 4)
        for (const [mark, upTo] of most) {
          const n = chance.below(upTo)
          const on = addDays(today, -back)
          if (n > 0 && on >= dayOf(one.at)) await addReadings(ctx, one, mark, on, n)
        }
  })
}
