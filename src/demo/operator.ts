import { contractFlow, disclosureFlow, fundFlow, objectionFlow, paymentFlow } from '#modules/operator'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, system } from '#platform/ctx'
import { tablePdf } from '#platform/documents'
import { stage } from '#platform/files'
import type { Kernel } from '#platform/http'
import { perform } from '#platform/perform'
import { creditCodeOf, huaining } from './people.ts'
import type { Settled } from './settle.ts'

const daysAgo = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000)

/** The contract under which the centre is run: chosen, signed, paid once, reviewed at half time. */
export async function liveContract(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  const bureau = actorOf(settled, '周健')
  const director = actorOf(settled, '李卫东')
  const [year] = dayOf(now).split('-').map(Number) as [number]
  const title = `怀宁县电子商务公共服务中心运营服务（${year - 1}—${year + 1} 年）`
  const { id } = await settled.at(bureau, daysAgo(now, 362), ctx =>
    perform(ctx, contractFlow, 'announce', null, {
      title,
      method: '公开招标',
      budget_fen: 120_000_000,
      summary: '负责中心日常运营，提供咨询、对接、培训、创业、宣传和业务支持服务，每月报告履行情况。',
    }),
  )
  await settled.at(bureau, daysAgo(now, 348), ctx =>
    perform(ctx, contractFlow, 'publish', id, {
      operators: [
        { name: huaining.profile.operator, code: creditCodeOf('91', 801), kind: 'service_firm' },
        { name: '怀宁县电子商务协会', code: creditCodeOf('51', 802), kind: 'industry_body' },
      ],
      days: 5,
    }),
  )
  const objection = await settled.at(bureau, daysAgo(now, 346), ctx =>
    perform(ctx, objectionFlow, 'raise', null, {
      contract_id: id,
      raised_by: '安庆某电商公司（来信）',
      phone: '13800000098',
      body: '认为中选联合体中的协会不具备独立运营能力，请核实其资格。',
    }),
  )
  await settled.at(bureau, daysAgo(now, 344), ctx =>
    perform(ctx, objectionFlow, 'dismiss', objection.id, {
      answer: '经核实，招标文件允许行业组织作为联合体成员，由牵头单位负责运营，异议不成立。',
    }),
  )
  await settled.at(system, daysAgo(now, 338), ctx => perform(ctx, contractFlow, 'endPublicity', id))
  const signed = daysAgo(now, 335)
  await settled.at(bureau, signed, ctx =>
    perform(ctx, contractFlow, 'sign', id, {
      number: `HN-DS-${year - 1}-07`,
      amount_fen: 108_000_000,
      first_day: dayOf(signed),
      last_day: addDays(dayOf(signed), 729),
      targets: [
        { name: '电商培训', definition: '签到且考核合格的人次', unit: '人次', goal: 1200 },
        { name: '孵化网店', definition: '连续三个月有销售的新开网店', unit: '家', goal: 40 },
        { name: '服务满意度', definition: '好差评中基本满意及以上的占比', unit: '%', goal: 90 },
      ],
      nodes: [
        { name: '首付款', share: 40, condition: '合同签订、团队到岗' },
        { name: '中期款', share: 30, condition: '中期评价合格及以上' },
        { name: '验收款', share: 30, condition: '验收通过并公示无异议' },
      ],
    }),
  )
  await pay(kernel, settled, now)
  await settled.at(bureau, daysAgo(now, 30), ctx =>
    perform(ctx, contractFlow, 'review', id, {
      grade: 'good',
      review: '服务事项按承诺办理，培训进度过半；请加快孵化网店的后续跟踪。',
    }),
  )
  await disclose(settled, now)
  for (const [days, source, direction, amount_fen, purpose] of [
    [320, 'public', 'in', 43_200_000, '运营首付款'],
    [300, 'public', 'out', 9_600_000, '直播间和摄影棚改造'],
    [200, 'public', 'out', 12_450_000, '上半年培训师资和场地'],
    [150, 'own', 'in', 3_860_000, '企业定制拍摄服务'],
    [90, 'own', 'out', 1_240_000, '自营项目人员费用'],
    [40, 'public', 'out', 8_030_000, '三季度物流补助'],
  ] as const)
    await settled.at(director, daysAgo(now, days), ctx =>
      perform(ctx, fundFlow, 'book', null, {
        ...{ source, direction, amount_fen, purpose },
        day: dayOf(daysAgo(now, days)),
      }),
    )
}

/** The first payment: asked for by the operator, released by the bureau, each with its paper. */
async function pay(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  const asked = daysAgo(now, 326)
  const paid = daysAgo(now, 322)
  const reason = '合同已签订，团队 6 人全部到岗，直播间和培训教室已启用。'
  const report = await paper(kernel, '首付款条件完成情况', ['合同已签订', '团队 6 人到岗', '场地已启用'])
  const voucher = await paper(kernel, '首付款拨付凭证（演示）', ['拨付 43.2 万元', '收款单位：运营单位'])
  const id = await settled.at(actorOf(settled, '李卫东'), asked, async ctx => {
    const first = await ctx.db
      .selectFrom('payment_node')
      .select('id')
      .where('name', '=', '首付款')
      .executeTakeFirstOrThrow()
    const evidence = [await stage(ctx, report, 'evidence')]
    await perform(ctx, paymentFlow, 'request', first.id, { reason, evidence })
    return first.id
  })
  await settled.at(actorOf(settled, '周健'), paid, async ctx =>
    perform(ctx, paymentFlow, 'release', id, {
      paid_on: dayOf(paid),
      voucher: [await stage(ctx, voucher, 'voucher')],
    }),
  )
}

/** A page of the demonstration's own, as a file in the store. */
async function paper(kernel: Kernel, title: string, lines: readonly string[]) {
  const made = await tablePdf([{ label: '事项', value: (line: string) => line }], lines, {
    title,
    centre: huaining.name,
    filters: [],
    printedAt: kernel.outside.now(),
  })
  const { sha256, size } = await kernel.outside.store.put(made, 1_000_000)
  return { sha256, size, name: `${title}.pdf`, mediaType: 'application/pdf' }
}

const actorOf = (settled: Settled, name: string): Actor => settled.staff.get(name) as Actor

async function disclose(settled: Settled, now: Date): Promise<void> {
  for (const [days, category, title, body] of [
    [
      330,
      'contract',
      '中心运营服务合同主要内容',
      '服务期两年，合同金额 108 万元，考核目标三项，分三个节点付款。',
    ],
    [318, 'funds', '电子商务专项资金管理办法', '专款专用、单独核算，每季度公开一次收支。'],
    [28, 'evaluation', '中心运营中期评价结果', '评价等次为良好，问题和整改要求已书面通知运营单位。'],
  ] as const) {
    const prepared = await settled.at(actorOf(settled, '李卫东'), daysAgo(now, days), ctx =>
      perform(ctx, disclosureFlow, 'prepare', null, { category, title, body }),
    )
    await settled.at(actorOf(settled, '周健'), daysAgo(now, days - 1), ctx =>
      perform(ctx, disclosureFlow, 'publish', prepared.id),
    )
  }
}
