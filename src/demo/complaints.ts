import { complaintFlow, statementFlow } from '#modules/complaints'
import { type Actor, stranger, system } from '#platform/ctx'
import type { Kernel } from '#platform/http'
import { perform } from '#platform/perform'
import { type Random, random } from './random.ts'
import type { Settled } from './settle.ts'

const day = 86_400_000
const unknown: Actor = { ...stranger, name: '反映人' }

/** Half a year of complaints, suggestions and praise; some are under way on the day on which the demonstration begins. */
export async function liveComplaints(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  const chance = random(45_001)
  for (const [index, [about, body, cause, answer]] of past.entries())
    await closedOne(settled, now, new Date(now.getTime() - (16 + index * 6) * day), chance, {
      ...{ about, body, cause, answer },
    })
  const lihua = await citizen(kernel, '13800000012')
  await underWay(settled, now, lihua)
  await aboutCentre(settled, now)
}

const past = [
  [
    'place',
    '石牌镇服务站中午锁门，取快递要等到三点。',
    'facility',
    '已要求站长张贴开门时间，中午安排人值守。',
  ],
  [
    'staff',
    '问补贴政策，两个人说法不一样，跑了两趟。',
    'information',
    '已统一答复口径并补发政策要点，向您致歉。',
  ],
  ['place', '网站上传照片老是失败，换了手机也不行。', 'facility', '已修复照片上传，超过 20 兆的会自动提示。'],
  ['provider', '包装设计改了四稿还没定，耽误上新。', 'late', '已约谈服务商，当周定稿，并减免一次修改费。'],
  ['staff', '电话打了三次才有人接，接了又让等。', 'attitude', '已调整值班，来电两声内接听，并当面致歉。'],
  ['provider', '说好的一条视频三百，结账变成四百五。', 'fee', '核对报价单后退还多收的一百五十元。'],
  ['place', '培训教室空调坏了一个多星期。', 'facility', '已更换压缩机，并对其余设备做了检查。'],
  ['staff', '受理以后一个星期没有消息，问了才说材料不全。', 'late', '已改为当天一次告知，本件优先办结。'],
  [
    'provider',
    '代运营说包出单，两个月只卖了六单。',
    'promise',
    '认定宣传不实，服务商退一半服务费并书面整改。',
  ],
  ['staff', '发的材料清单和窗口要的不一样，白跑一趟。', 'materials', '已更正清单并在网站公布，谢谢指出。'],
  ['place', '停车场晚上没有灯，老人摔过一跤。', 'facility', '已加装三盏路灯，并设置夜间提示。'],
  ['staff', '答复太慢，问一句要等三四天。', 'late', '已约定当天回复，并把常见问题放到网上。'],
  ['staff', '窗口排队四十分钟，只开一个窗口。', 'late', '已在赶集日加开窗口，等候超过二十分钟的自动加开。'],
  ['staff', '证明材料要交三份，以前只要一份。', 'materials', '已恢复为一份，其余由中心复印。'],
  ['staff', '办结了没有人通知，自己来问才知道。', 'late', '已补发通知，并检查了短信通道。'],
] as const

interface Past {
  about: string
  body: string
  cause: string
  answer: string
}

const names = ['吴秀兰', '汪小兵', '何桂英', '程冬梅', '方大春', '查月红'] as const
const staffOf = (settled: Settled, name: string): Actor => settled.staff.get(name) as Actor

async function closedOne(
  settled: Settled,
  now: Date,
  at: Date,
  chance: Random,
  { about, body, cause, answer }: Past,
) {
  const anonymous = chance.chance(0.25)
  const [handlerName] = chance.chance(0.5) ? ['王敏'] : ['张涛']
  const handler = staffOf(settled, handlerName ?? '王敏')
  const id = await submit(settled, unknown, at, {
    ...{ about, kind: 'complaint', body, by: anonymous ? 'anonymous' : 'name' },
    ...(!anonymous && {
      contact_name: chance.pick(names),
      contact_phone: `1380000${4200 + chance.below(80)}`,
    }),
    ...(about === 'provider' && { provider_id: [...settled.providers.values()][chance.below(3)] }),
    ...(about === 'place' && { place: chance.pick(['石牌镇服务站', '网站', '电商产业园']) }),
  })
  const act = (who: Actor, days: number, name: string, input: Record<string, unknown> = {}) =>
    settled.at(who, new Date(at.getTime() + days * day), ctx => perform(ctx, complaintFlow, name, id, input))
  await act(staffOf(settled, '陈静'), 0.1, 'accept', { complexity: 'simple', assignee_id: handler.staffId })
  await act(handler, chance.chance(0.85) ? 3 : 9, 'answer', {
    finding: chance.chance(0.7) ? 'confirmed' : 'partly',
    ...{ cause, answer },
    measures: '已列入每月例会通报，同类问题一并检查。',
  })
  if (anonymous) await act(system, 14, 'closeUntold')
  else await act(staffOf(settled, '孙丽'), 10, 'calledSatisfied', { reason: '电话回访，对方认可处理结果。' })
  if (at < new Date(now.getTime() - 40 * day)) await act(system, 30, 'archive')
}

const submit = (settled: Settled, actor: Actor, at: Date, input: Record<string, unknown>): Promise<string> =>
  settled.at(actor, at, async ctx => (await perform(ctx, complaintFlow, 'submit', null, input)).id)

async function citizen(kernel: Kernel, phone: string): Promise<Actor> {
  const { rows } = await kernel.database.pool.query<{ id: string; name: string }>(
    'select id, name from identity where phone_number = $1',
    [phone],
  )
  const [one] = rows
  return one ? { ...stranger, kind: 'person', identityId: one.id, name: one.name } : unknown
}

/** One in every stage that somebody has to do something about. */
async function underWay(settled: Settled, now: Date, lihua: Actor): Promise<void> {
  const ago = (days: number) => new Date(now.getTime() - days * day)
  const named = (contact_name: string, contact_phone: string) => ({ by: 'name', contact_name, contact_phone })
  const act = (who: string, days: number, name: string, id: string, input: Record<string, unknown> = {}) =>
    settled.at(staffOf(settled, who), ago(days), ctx => perform(ctx, complaintFlow, name, id, input))
  const idOf = (name: string) => staffOf(settled, name).staffId
  const late = await submit(settled, lihua, ago(16), {
    ...{ about: 'provider', kind: 'complaint', provider_id: [...settled.providers.values()][0] },
    body: '金橘短视频约好十天交片，过了两个星期还没有给，催了说在剪。',
    ...named('李华', '13800000012'),
  })
  await act('陈静', 15.9, 'accept', late, { complexity: 'simple', assignee_id: idOf('王敏') })
  await act('王敏', 15, 'askProvider', late, {
    question: '有客户反映短视频逾期两周未交，请说明原因和交付时间。',
  })
  await act('王敏', 14, 'extend', late, { days: 2, reason: '服务商尚未说明情况，需要核对合同。' })
  await explain(settled, ago(13))
  const answered = await submit(settled, lihua, ago(7), {
    ...{ about: 'place', kind: 'complaint', place: '二楼直播间' },
    body: '约了下午两点的直播间，前一场拖到两点四十才让进。',
    ...named('李华', '13800000012'),
  })
  await act('陈静', 6.9, 'accept', answered, { complexity: 'simple', assignee_id: idOf('张涛') })
  await act('张涛', 2, 'answer', answered, {
    ...{ finding: 'confirmed', cause: 'facility' },
    answer: '前一场超时属实。已在直播间装上倒计时，超过十分钟由值班人员请出；您这一场的费用已免。',
    measures: '预约之间留十五分钟间隔。',
  })
  const disputed = await submit(settled, unknown, ago(9), {
    ...{ about: 'place', kind: 'complaint', place: '石牌镇服务站', by: 'name' },
    body: '服务站的包裹被淋湿了，站长说不归他管。',
    ...named('方大春', '13800004301'),
  })
  await act('李卫东', 8.9, 'accept', disputed, { complexity: 'simple', assignee_id: idOf('王敏') })
  await act('王敏', 4, 'answer', disputed, {
    finding: 'unclear',
    answer: '监控已过保存期，无法查明包裹何时淋湿，建议向快递公司索赔。',
  })
  await act('孙丽', 2, 'calledDiscontent', disputed, { reason: '对方说站里根本没有雨棚，要求到现场看。' })
  const refused = await submit(settled, unknown, ago(5), {
    ...{ about: 'place', kind: 'report', place: '网店', by: 'anonymous' },
    body: '邻村有人开网店卖假蜂蜜，请查一查。',
  })
  await act('陈静', 4.9, 'refuse', refused, {
    refusal: 'out_of_scope',
    text: '销售假冒食品由市场监管部门查处，请拨打 12315；我们已同时转告。',
  })
  const praise = await submit(settled, lihua, ago(20), {
    ...{ about: 'staff', kind: 'praise', staff_id: idOf('王敏') },
    body: '王敏同志帮我把店铺一步步开起来，下班了还在教。',
    ...named('李华', '13800000012'),
  })
  await act('陈静', 19.8, 'reply', praise, {
    finding: 'noted',
    answer: '已转告王敏同志，并在例会上表扬。谢谢您。',
  })
  for (const [hours, place, body] of waiting)
    await submit(settled, unknown, new Date(now.getTime() - hours * 3_600_000), {
      ...{ about: 'place', kind: place === '大厅' ? 'suggestion' : 'complaint', place, body },
      ...named('查月红', '13800004302'),
    })
}

const waiting = [
  [30, '石牌镇服务站', '石牌镇服务站中午锁门，取快递白跑了一趟。'],
  [3, '石牌镇服务站', '服务站中午又锁门了，取快递第二次白跑，请管一管。'],
  [2, '大厅', '大厅能不能放一台饮水机，老人来办事要等。'],
] as const

/** The provider says what happened. */
async function explain(settled: Settled, at: Date): Promise<void> {
  const asked = await settled.at(unknown, at, ctx =>
    ctx.db
      .selectFrom('complaint_statement')
      .select(['id', 'party_id'])
      .where('state', '=', 'asked')
      .executeTakeFirst(),
  )
  if (!asked) return
  const firm: Actor = { ...stranger, kind: 'person', name: '服务商业务员', parties: [asked.party_id] }
  await settled.at(firm, at, ctx =>
    perform(ctx, statementFlow, 'give', asked.id, {
      statement: '摄影师住院耽搁，已另派人补拍，本周五前交片，并减免三成费用。',
    }),
  )
}

/** What only the bureau sees. */
async function aboutCentre(settled: Settled, now: Date): Promise<void> {
  const bureau = staffOf(settled, '周健')
  const open = await submit(settled, unknown, new Date(now.getTime() - 4 * day), {
    ...{ about: 'centre', kind: 'report', by: 'anonymous' },
    body: '展厅的两台触摸屏登记在册，实际搬到运营公司自己的门店去了。',
  })
  await settled.at(bureau, new Date(now.getTime() - 3.9 * day), ctx =>
    perform(ctx, complaintFlow, 'accept', open, { complexity: 'complex', assignee_id: bureau.staffId }),
  )
  await submit(settled, unknown, new Date(now.getTime() - 4 * 3_600_000), {
    ...{
      about: 'centre',
      kind: 'complaint',
      by: 'name',
      contact_name: '余老四',
      contact_phone: '13800004303',
    },
    body: '报名要先交三百块押金，别的县都不收，也不给开票。',
  })
}
