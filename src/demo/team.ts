import { liaisonAreaFlow, partyFlow } from '#modules/parties'
import { absenceFlow, dutyDayFlow, dutyNoteFlow, qualificationFlow } from '#modules/team'
import { addDays, addWorkingDays, dayOf, mondayOf } from '#platform/calendar'
import type { Actor, Ctx } from '#platform/ctx'
import { townsOf } from '#platform/divisions'
import { perform } from '#platform/perform'
import type { Settled } from './settle.ts'

/** Who looks after whom, who is on duty and who is away, around the day on which the demonstration begins. */
export async function liveTeam(settled: Settled, now: Date): Promise<void> {
  const director = actorOf(settled, '李卫东')
  await settled.at(director, new Date(now.getTime() - 300 * 86_400_000), ctx => divideCounty(ctx, settled))
  await visit(settled, now)
  await settled.at(director, now, async ctx => {
    await certify(ctx, settled, dayOf(now))
    await planWeeks(ctx, settled, mondayOf(dayOf(now)))
    await perform(ctx, absenceFlow, 'record', null, {
      staff_id: idOf(settled, '张涛'),
      kind: 'annual',
      first_day: addWorkingDays(ctx.centre.calendar, dayOf(now), 4),
      last_day: addWorkingDays(ctx.centre.calendar, dayOf(now), 5),
      deputy_id: idOf(settled, '王敏'),
    })
  })
  await settled.at(actorOf(settled, '刘芳'), now, ctx =>
    perform(ctx, absenceFlow, 'ask', null, {
      kind: 'errand',
      first_day: addWorkingDays(ctx.centre.calendar, dayOf(now), 2),
      last_day: addWorkingDays(ctx.centre.calendar, dayOf(now), 2),
      deputy_id: idOf(settled, '孙丽'),
      reason: '到市里参加宣传工作培训。',
    }),
  )
  await settled.at(actorOf(settled, '陈静'), now, ctx =>
    perform(ctx, dutyNoteFlow, 'write', null, {
      to_id: idOf(settled, '王敏'),
      visitors: 9,
      body: '平山镇姐妹豆腐店下午送营业执照原件来核对；大厅打印机缺墨，已报修。',
    }),
  )
}

const actorOf = (settled: Settled, name: string): Actor => settled.staff.get(name) as Actor
const idOf = (settled: Settled, name: string): string => actorOf(settled, name).staffId as string

/** 陈静 has the west of the county, 张涛 the firms, 王敏 everyone else. */
async function divideCounty(ctx: Ctx, settled: Settled): Promise<void> {
  const assign = (name: string, area: { town?: string; kind?: string }) =>
    perform(ctx, liaisonAreaFlow, 'assign', null, { ...area, staff_id: idOf(settled, name) })
  await assign('王敏', {})
  await assign('张涛', { kind: 'enterprise' })
  const west = ['石牌镇', '腊树镇', '三桥镇', '雷埠乡', '小市镇']
  for (const town of townsOf(ctx.centre.division).filter(one => west.includes(one.name)))
    await assign('陈静', { town: town.code })
}

const spoken = [
  ['走访', '看了新包装车间，想在年前把网店开起来，缺会拍照的人。'],
  ['电话', '问明年的物流补助什么时候报，答应政策出来当天通知。'],
  ['来中心', '带样品来，商量直播话术，约下周到直播间试播。'],
  ['微信', '发来检测报告，产品可以上架；提醒补充生产日期标签。'],
] as const

/** The parties that were spoken with, some long ago. */
async function visit(settled: Settled, now: Date): Promise<void> {
  const recipients = [...settled.parties.values()].slice(0, 12)
  for (const [index, id] of recipients.entries()) {
    if (index % 4 === 3) continue
    const at = new Date(now.getTime() - (index * 17 + 2) * 86_400_000)
    const [way, body] = spoken[index % spoken.length] as (typeof spoken)[number]
    await settled.at(actorOf(settled, '王敏'), at, ctx =>
      perform(ctx, partyFlow, 'contact', id, { way, body }),
    )
  }
}

async function certify(ctx: Ctx, settled: Settled, today: string): Promise<void> {
  for (const [who, name, number, issuer, until] of [
    ['王敏', '电子商务师（三级）', '2134000012300456', '安徽省职业技能鉴定中心', addDays(today, 25)],
    ['张涛', '互联网营销师（四级）', '2234000098700123', '安庆市职业技能鉴定中心', addDays(today, 600)],
    ['陈静', '普通话水平二级甲等', '', '安徽省语言文字培训测试中心', undefined],
  ] as const)
    await perform(ctx, qualificationFlow, 'record', null, {
      staff_id: idOf(settled, who),
      name,
      number,
      issuer,
      valid_until: until,
    })
}

/** The working days of last week and this one. */
async function planWeeks(ctx: Ctx, settled: Settled, monday: string): Promise<void> {
  const pairs = [
    ['陈静', '王敏'],
    ['王敏', '陈静'],
    ['陈静', '孙丽'],
    ['王敏', '张涛'],
    ['陈静', '王敏'],
  ] as const
  for (let n = -7; n < 5; n++) {
    const day = addDays(monday, n)
    const [morning, afternoon] = pairs[((n % 7) + 7) % 7] ?? []
    if (!morning || !afternoon || !ctx.centre.calendar.isWorkingDay(day)) continue
    await perform(ctx, dutyDayFlow, 'plan', null, {
      day,
      morning: [idOf(settled, morning)],
      afternoon: [idOf(settled, afternoon)],
    })
  }
}
