import { adoptStandard, regulationFlow } from '#modules/regulations'
import { addDays, dayOf } from '#platform/calendar'
import type { Actor, Ctx } from '#platform/ctx'
import { perform } from '#platform/perform'
import type { Settled } from './settle.ts'

const archive = {
  kind: 'other',
  name: '服务档案管理规定',
  articles: [
    {
      heading: '一户一档',
      body: '每个服务对象建立一份电子档案，办件、反馈、联系记录自动归入，不另建纸质台账。',
      bindings: 'step:party.contact',
    },
    {
      heading: '授权核实',
      body: '为单位办事的，在 {mandate.verify.days}内核实授权，未经核实不得查看该单位的档案。',
      bindings: 'clock:mandate.verify step:mandate.verify',
    },
    {
      heading: '证件号码',
      body: '身份证号加密保存，平时只显示部分数字；确需查看完整号码的，写明理由，查看留痕。',
      bindings: 'step:party.unmask',
    },
    {
      heading: '纸质材料',
      body: '现场收到的纸质材料扫描后当日退还；确需留存的，专柜上锁，钥匙由窗口值班人员保管。',
      bindings: '',
    },
  ],
} as const

const attendance = {
  kind: 'other',
  name: '窗口值班与交接班规定',
  articles: [
    {
      heading: '值班',
      body: '窗口工作日有人值班，值班表提前一周排定；不得空岗。',
      bindings: 'step:duty_day.plan',
    },
    {
      heading: '交接班',
      body: '下班前写明未办完的事项，接班人在 {duty.take.days}内确认。',
      bindings: 'clock:duty_note.take step:duty_note.write step:duty_note.take',
    },
    {
      heading: '请假',
      body: '请假外出须指定代班人，中心主任在 {absence.grant.days}内批复。',
      bindings: 'clock:absence.grant step:absence.grant',
    },
    {
      heading: '仪容礼节',
      body: '佩戴工作牌，用语文明，不得推诿；不归本中心办的，告诉来人该找谁。',
      bindings: '',
    },
  ],
} as const

/** The regulations of 怀宁县: three standard ones in force, one of them revised, others on their way. */
export async function liveRegulations(settled: Settled, now: Date): Promise<void> {
  const director = settled.staff.get('李卫东') as Actor
  const writer = settled.staff.get('刘芳') as Actor
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
  const year = dayOf(ago(320)).slice(0, 4)
  const by = (actor: Actor, days: number, work: (ctx: Ctx) => Promise<unknown>) =>
    settled.at(actor, ago(days), work)
  const act = (actor: Actor, days: number, name: string, id: string, input: Record<string, unknown> = {}) =>
    by(actor, days, ctx => perform(ctx, regulationFlow, name, id, input))
  const write = (days: number, input: Record<string, unknown>): Promise<string> =>
    settled.at(writer, ago(days), async ctx => (await perform(ctx, regulationFlow, 'write', null, input)).id)

  await by(writer, 322, adoptStandard)
  const ids = await settled.at(director, ago(321), async ctx => {
    const rows = await ctx.db.selectFrom('regulation').select(['id', 'standard']).limit(10).execute()
    return new Map(rows.map(row => [row.standard, row.id]))
  })
  const idOf = (standard: string) => ids.get(standard) as string
  for (const [at, standard] of ['access', 'feedback', 'supervision'].entries())
    await act(director, 320 - at, 'approve', idOf(standard), { number: `怀电商〔${year}〕${at + 1} 号` })

  // A limit that was shortened where it is written.
  await act(director, 150, 'changeLimit', idOf('feedback'), {
    ...{ code: 'complaint.callback.days', value: 2, agreed: true },
  })

  const attended = await write(205, attendance)
  await act(writer, 204, 'submit', attended)
  await act(director, 203, 'approve', attended, { number: `怀电商〔${dayOf(ago(203)).slice(0, 4)}〕4 号` })
  await act(writer, 41, 'editArticle', attended, {
    article: 2,
    heading: '交接班',
    body: '下班前写明未办完的事项和贵重设备的去向，接班人在 {duty.take.days}内确认；有疑问的当面问清。',
    bindings: ['clock:duty_note.take', 'step:duty_note.write', 'step:duty_note.take'].map(code => ({ code })),
  })
  await act(writer, 40, 'submit', attended)
  await act(director, 38, 'approve', attended, { number: `怀电商〔${dayOf(ago(38)).slice(0, 4)}〕6 号` })

  await act(writer, 6, 'editArticle', idOf('supervision'), {
    article: 5,
    heading: '服务检查',
    body: '主管部门每季度、中心每月检查服务场所、设施、台账和服务商的服务质量，发现问题的限期整改，整改情况由检查人复核。',
    bindings: [],
  })
  const archived = await write(3, { ...archive, effective_from: addDays(dayOf(now), 12) })
  await act(writer, 2, 'submit', archived)
}
