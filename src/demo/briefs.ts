import { adoptionFlow, briefFlow, dispatchFlow, kindFlow, settleKinds } from '#modules/briefs'
import { addDays, type Day, dayOf, startOfDay } from '#platform/calendar'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { stage } from '#platform/files'
import type { Kernel } from '#platform/http'
import { perform } from '#platform/perform'
import { lastOver, type Period, periodAfter, type Week, weekAfter, weekOf } from '#platform/periods'
import { drawn, type Picture } from './pictures.ts'
import type { Settled } from './settle.ts'

const hour = 3_600_000

interface Scene {
  settled: Settled
  now: Date
  kinds: ReadonlyMap<string, string>
  picture: Picture
}

/**
 * Four months of 月报, the 季报, three weekly briefs and two 简报 that were received, one adopted by the city and one by the county,
 * one corrected; and of 专报 one that is written, one that waits to be checked, and one that came back from the director.
 */
export async function liveBriefs(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  const kinds = await settled.at(system, now, async ctx => {
    await settleKinds(ctx)
    const rows = await ctx.db.selectFrom('brief_kind').select(['id', 'code']).limit(50).execute()
    return new Map(rows.map(row => [row.code, row.id]))
  })
  const scene: Scene = {
    settled,
    now,
    kinds,
    picture: await drawn(kernel, '刊物影印件.png', '#f7f4ec', '#b98b5b'),
  }
  const month = lastOver('month', dayOf(now))
  for (const n of [3, 2, 1, 0]) {
    const id = await received(scene, 'monthly', periodAfter(month, -n), 12)
    if (n === 3) await adopted(scene, id, periodAfter(month, -n))
    if (n === 2) await corrected(scene, id, periodAfter(month, -n))
  }
  await received(scene, 'quarterly', lastOver('quarter', dayOf(now)), 15)
  for (const n of [3, 2, 1]) await received(scene, 'weekly', weekAfter(weekOf(dayOf(now)), -n), 3)
  await received(scene, 'bulletin', periodAfter(month, -1), 8)
  await dispatched(scene, await received(scene, 'bulletin', month, 8))
  await specials(scene)
  await proposed(scene)
}

/** At an hour of a day, and never later than now. */
const at = ({ now }: Scene, day: Day, hours: number): Date =>
  new Date(Math.min(startOfDay(day).getTime() + hours * hour, now.getTime()))
const staffOf = ({ settled }: Scene, name: string): Actor => settled.staff.get(name) as Actor

const act = (
  scene: Scene,
  who: string,
  when: Date,
  action: string,
  id: string | null,
  input: object = {},
): Promise<string> =>
  scene.settled.at(who === '' ? system : staffOf(scene, who), when, async ctx => {
    const done = await perform(ctx, briefFlow, action, id, { ...input })
    return done.id
  })

const opened = (scene: Scene, code: string, span: Period | Week, day: Day): Promise<string> =>
  act(scene, '', at(scene, day, 8), 'open', null, { kind_id: scene.kinds.get(code), period: span.code })

const words: Record<string, string> = {
  下周安排:
    '（一）回访上周办结的事项；（二）做好直播培训的报名和场地准备；（三）到两个乡镇走访合作社，收集上市品种。',
  问题与下月打算:
    '（一）存在的问题。部分村级站点报送不及时，已电话催报并上门辅导。\n（二）下月打算。组织产销对接一场、直播实操培训一期；继续走访合作社，更新供求信息。',
  问题与建议: '部分品种上市期集中，冷链和打包能力不足。建议统筹产地仓资源，错峰发货。',
  下季打算: '围绕年货节组织选品、培训和对接，做好物流保障。',
  经验做法:
    '把咨询答复整理成问答，办事群众自己能查到；同一问题反复来问的，安排专员上门讲一次。服务对象说，不用再跑第二趟。',
  重点工作: '走访合作社和网店，了解上市品种和发货情况。',
  基本情况: '今年以来，中心按计划开展服务，按月走访主体，情况如下。',
  主要做法: '（一）建立台账，一户一档；（二）专人联系，定期走访；（三）按月通报，问题销号。',
  存在问题: '个别环节人手不足，旺季压力较大。',
  意见建议: '请县有关部门统筹资源，给予支持。',
  工作动态: '各项服务按计划开展。',
  培训与活动: '各项培训和活动按计划进行。',
}

/** What somebody writes into the draft: the parts that the program cannot write. */
async function writing(ctx: Ctx, id: string): Promise<Record<string, unknown>> {
  const version = await ctx.db
    .selectFrom('brief_version')
    .selectAll()
    .where('brief_id', '=', id)
    .orderBy('version', 'desc')
    .executeTakeFirstOrThrow()
  const sections = version.sections as unknown as Array<{ heading: string; text: string; codes: string[] }>
  return {
    ...{ title: version.title, to_main: version.to_main || '怀宁县商务局', copy_to: version.copy_to },
    sections: Object.fromEntries(
      sections.map(({ heading, text, codes }, n) => [
        `s${n + 1}`,
        { heading, text: codes.length > 0 ? text : (words[heading] ?? '无。') },
      ]),
    ),
    events: [],
  }
}

const writes = (scene: Scene, who: string, when: Date, id: string): Promise<unknown> =>
  scene.settled.at(staffOf(scene, who), when, async ctx =>
    perform(ctx, briefFlow, 'edit', id, await writing(ctx, id)),
  )

/** The whole way, in time for the day by which it is due. */
async function received(scene: Scene, code: string, span: Period | Week, due: number): Promise<string> {
  const day = (n: number): Day => addDays(span.last, n)
  const id = await opened(scene, code, span, day(1))
  await writes(scene, '张涛', at(scene, day(due - 2), 9), id)
  await act(scene, '张涛', at(scene, day(due - 2), 10), 'submit', id)
  await act(scene, '王敏', at(scene, day(due - 2), 15), 'pass', id, { opinion: '数据与台账核对一致。' })
  await act(scene, '李卫东', at(scene, day(due - 1), 9), 'sign', id, { opinion: '同意报送。' })
  await act(scene, '张涛', at(scene, day(due - 1), 10), 'send', id)
  await act(scene, '周健', at(scene, day(due), 9), 'receive', id)
  return id
}

async function adopted(scene: Scene, id: string, span: Period): Promise<void> {
  const { settled, picture } = scene
  const on = addDays(span.last, 20)
  const adoption = await settled.at(staffOf(scene, '张涛'), at(scene, on, 10), async ctx => {
    const done = await perform(ctx, adoptionFlow, 'record', null, {
      ...{
        brief_id: id,
        level: 'city',
        unit: '安庆市商务局',
        publication: '安庆商务信息',
        issue: '第 35 期',
      },
      ...{ adopted_on: on, instruction: true, remark: '分管领导批示：做法可以推广。' },
      proof: [await stage(ctx, picture, 'proof')],
    })
    return done.id
  })
  await settled.at(staffOf(scene, '王敏'), at(scene, addDays(on, 1), 10), ctx =>
    perform(ctx, adoptionFlow, 'confirm', adoption, { opinion: '刊物原件已看。' }),
  )
}

async function corrected(scene: Scene, id: string, span: Period): Promise<void> {
  const when = (n: number) => at(scene, addDays(span.last, n), 10)
  await act(scene, '张涛', when(15), 'correct', id, { reason: '统计期锁定后个别数有变化，按锁定数更正。' })
  await act(scene, '张涛', when(15), 'refresh', id)
  await act(scene, '张涛', when(15), 'submit', id)
  await act(scene, '王敏', when(16), 'pass', id)
  await act(scene, '李卫东', when(16), 'sign', id)
  await act(scene, '张涛', when(16), 'send', id)
  await act(scene, '周健', when(17), 'receive', id)
}

/** A 简报 that went to the county's office too, which printed it; the proof is still to be looked at. */
async function dispatched(scene: Scene, id: string): Promise<void> {
  const { settled, now } = scene
  await settled.at(staffOf(scene, '刘芳'), now, async ctx => {
    await perform(ctx, dispatchFlow, 'record', null, {
      ...{ brief_id: id, unit: '怀宁县委办公室', way: 'network', sent_on: dayOf(now), note: '信息科已收' },
    })
    await perform(ctx, adoptionFlow, 'record', null, {
      ...{ brief_id: id, level: 'county', unit: '怀宁县委办公室', publication: '怀宁信息' },
      ...{ issue: '第 88 期', adopted_on: dayOf(now), proof: [await stage(ctx, scene.picture, 'proof')] },
    })
  })
}

/** 专报 as they come up: begun, handed in, and given back with a reason. */
async function specials(scene: Scene): Promise<void> {
  const yesterday = addDays(dayOf(scene.now), -1)
  const write = (title: string): Promise<string> =>
    scene.settled.at(staffOf(scene, '刘芳'), at(scene, yesterday, 9), async ctx => {
      const { id } = await perform(ctx, briefFlow, 'start', null, { what: scene.kinds.get('special') })
      await perform(ctx, briefFlow, 'edit', id, { ...(await writing(ctx, id)), title })
      return id
    })
  await write('关于蓝莓上市期冷链保障情况的专报')
  const waiting = await write('关于村级服务站代办业务情况的专报')
  await act(scene, '刘芳', at(scene, yesterday, 11), 'submit', waiting)
  const returned = await write('关于电商培训学员开店情况的专报')
  await act(scene, '刘芳', at(scene, yesterday, 11), 'submit', returned)
  await act(scene, '王敏', at(scene, yesterday, 15), 'pass', returned)
  await act(scene, '李卫东', at(scene, yesterday, 16), 'sendBack', returned, {
    reason: '要有一段分析，说清楚没有开店的学员是什么原因。',
  })
}

/** A new version of a kind waits for the director. */
async function proposed(scene: Scene): Promise<void> {
  const { settled, now, kinds } = scene
  await settled.at(staffOf(scene, '张涛'), now, async ctx => {
    const { id } = await perform(ctx, kindFlow, 'revise', null, {
      ...{ of_id: kinds.get('weekly'), reason: '增加服务站代办代买，乡镇关心。', name: '周报' },
      ...{ title: '{期}工作周报', masthead: '工作周报', to_main: '{主管部门}', rhythm: 'week' },
      ...{ open_days: 1, due_days: 3 },
      sections: [
        { heading: '服务情况', words: '', shows: '提交办件\n办结办件\n咨询\n咨询答复\n服务站代办代买' },
        { heading: '培训与活动', words: '', shows: '培训期数\n活动场次', events: true },
        { heading: '下周安排', words: '（由起草人填写：下一步的重点工作、时间和责任人。）', shows: '' },
      ],
    })
    await perform(ctx, kindFlow, 'submit', id)
  })
}
