import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { robot } from '#platform/channels/robot'
import { system } from '#platform/ctx'
import { openQueue, queueName, type Waiting } from '#platform/jobs'
import { anotherProcess } from '../../../test/another.ts'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { publishesNotice } from '../../../test/channels.ts'
import { does, errorAt } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'
import type { Opened } from '../../kernel.ts'
import { carryAll, runJob, runJobs } from '../../worker.ts'

/** 群机器人: what is published reaches groups outside the house, each in its own form. */
let app: TestApp
let world: World
let staff: Visitor
let carrier: Opened
let queue: Awaited<ReturnType<typeof openQueue>>
let server: Server
const called: Array<{ url: string; body: Record<string, Record<string, string>> }> = []
let errcode = 0

const wecom = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx'
const dingtalk = 'https://oapi.dingtalk.com/robot/send?access_token=0f1e2d3c'
const columns = ['notice']

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  staff = await world.worker('刘芳')
  server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    called.push({ url: request.url ?? '', body: JSON.parse(body) })
    response.end(JSON.stringify({ errcode, errmsg: errcode ? 'keywords not in content' : 'ok' }))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  // The two known houses cannot be reached from a test: they listen here instead.
  carrier = await anotherProcess(
    app,
    {},
    {
      robot: (url, message) => robot(`http://127.0.0.1:${port}/${new URL(url).host}`, message),
    },
  )
  queue = await openQueue(carrier.database.pool, { works: false })
})
afterAll(async () => {
  await queue.stop({ graceful: false })
  await carrier.close()
  server.close()
})
beforeEach(() => {
  called.length = 0
  errcode = 0
})

async function carries(): Promise<void> {
  // By the other process, whose robot is not the real one.
  await runJobs(carrier, queue)
}

describe('a group', () => {
  let id = ''
  test('is registered by the address of its robot, which is never shown again', async () => {
    for (const address of [
      'https://example.com/hook',
      'http://10.0.0.1/',
      `${wecom}&x=1`,
      `${wecom}\n`,
      'https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=1',
    ])
      if (address !== `${wecom}\n`)
        expect(
          errorAt(
            await staff.post('/act/channel_group/register', {
              name: '乡镇站长群',
              keeper: '王站长',
              columns,
              address,
            }),
            'address',
          ),
          address,
        ).not.toBe('')
    id = await does(staff, 'channel_group/register', {
      name: '乡镇站长群',
      keeper: '王站长',
      columns,
      address: wecom,
    })
    for (const path of [
      `/desk/channels/groups/${id}`,
      '/desk/channels/groups',
      `/act/channel_group/edit/${id}`,
      `/act/channel_group/replaceAddress/${id}`,
      `/api/v1/channel_group/${id}`,
    ])
      expect((await staff.get(path)).text, path).not.toContain('693a91f6')
    const kept = await world.at(system, app.clock.now, async ctx => [
      await ctx.db.selectFrom('channel_group').selectAll().execute(),
      await ctx.db.selectFrom('journal_detail').select('input').execute(),
      await ctx.db.selectFrom('draft').selectAll().execute(),
    ])
    expect(JSON.stringify(kept)).not.toContain('693a91f6')
    expect((await (await world.worker('王敏')).get(`/desk/channels/groups/${id}`)).status).toBe(403)
  })

  test('hears of what is published, each house in its own form; markdown in a title is only text', async () => {
    await does(staff, 'channel_group/register', {
      name: '商家钉钉群',
      keeper: '汪德顺',
      columns,
      address: dingtalk,
    })
    // What was published before is not what this is about.
    await carries()
    called.length = 0
    await publishesNotice(world, { title: '年货节[点我](http://evil.example)公告' })
    await carries()
    const byHost = new Map(called.map(one => [one.url, one.body]))
    const markdown = byHost.get('/qyapi.weixin.qq.com')?.markdown?.content ?? ''
    expect(markdown).toMatch(/查看全文\]\(http:\/\/centre\d+\.test\/via\/group\/notice\//)
    expect(markdown.match(/\]\(/g)).toHaveLength(1)
    const link = byHost.get('/oapi.dingtalk.com')?.link
    expect(link?.title).toMatch(/^【怀宁县电子商务公共服务中心】年货节/)
    expect(link?.messageUrl).toContain('/via/group/notice/')
  })

  test('whose robot refuses is tried again; what it said stands on its page', async () => {
    errcode = 310_000
    await publishesNotice(world, { title: '第一次没有发出' })
    await carries()
    expect((await staff.get(`/desk/channels/groups/${id}`)).text).toContain('keywords not in content')
    errcode = 0
    called.length = 0
    app.clock.now = new Date(app.clock.now.getTime() + 41_000)
    await carryAll(carrier)
    expect(called).toHaveLength(2)
    expect((await staff.get(`/desk/channels/groups/${id}`)).text).toContain('已发送')
  })

  test('that is paused hears nothing, not even what waits', async () => {
    await publishesNotice(world, { title: '暂停之前' })
    await does(staff, `channel_group/switchOff/${id}`, { reason: '群里反映太多。' })
    await publishesNotice(world, { title: '暂停之后' })
    await carries()
    expect(called.map(one => one.url)).toEqual(['/oapi.dingtalk.com', '/oapi.dingtalk.com'])
    await does(staff, `channel_group/close/${id}`, { reason: '群已解散。' })
    const { address_sealed } = await world.at(system, app.clock.now, ctx =>
      ctx.db
        .selectFrom('channel_group')
        .select('address_sealed')
        .where('id', '=', id)
        .executeTakeFirstOrThrow(),
    )
    expect(address_sealed, 'its key is not kept').toBe('')
  })
})

test('a crash between sending and noting it sends once more rather than never', async () => {
  await publishesNotice(world, { title: '中途断电' })
  for (const waiting of await queue.fetch<Waiting>(queueName, { batchSize: 50 }))
    await runJob(carrier, waiting.data)
  const half = { ...carrier, database: { ...carrier.database } }
  let writes = 0
  half.database.write = ((scope, work) => {
    // The letter is taken, and carried; then the power goes.
    if (++writes > 1) throw new Error('power cut')
    return carrier.database.write(scope, work)
  }) as typeof carrier.database.write
  await expect(carryAll(half)).rejects.toThrow('power cut')
  expect(called).toHaveLength(1)
  await carryAll(carrier)
  expect(called, 'who knows whether it is still at work').toHaveLength(1)
  app.clock.now = new Date(app.clock.now.getTime() + 301_000)
  await carryAll(carrier)
  expect(called).toHaveLength(2)
})
