import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { files } from '#platform/forms'
import { message } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { reportContract, superviseOperator, supervisor } from './duties.ts'
import * as inputs from './inputs.ts'
import { paymentDays, reportDays } from './settings.ts'

type Payment = RowOf<'payment_node'>

const texts = {
  requested: defineTemplate('payment.requested', '运营机构申请拨付「{name}」，请审核。'),
  returned: defineTemplate('payment.returned', '「{name}」没有通过付款审核：{reason}'),
  released: defineTemplate('payment.released', '「{name}」已拨付。'),
}

interface Plan {
  contract_id: string
  rank: number
  name: string
  share: number
  amount_fen: number
  condition: string
}

const required = (most: number, error: string) => files(most).refine(ids => ids.length > 0, error)

const contractPage = (row: Payment): string => `/desk/operator/contracts/${row.contract_id}`

/** Money flows only while the contract is in order. */
async function inOrder(ctx: Ctx, row: Payment): Promise<void> {
  const contract = await ctx.db
    .selectFrom('operating_contract')
    .select('state')
    .where('id', '=', row.contract_id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (contract.state === 'rectification') throw conflict('合同正在整改，整改验收后再办付款。')
  if (['ended', 'failed'].includes(contract.state)) throw conflict('合同已终止，不能再办付款。')
}

/** 4.1.1 付款节点: the operator asks with evidence; the bureau, and never the operator, releases. */
export const paymentFlow = defineWorkflow({
  subject: 'payment_node',
  label: '付款节点',
  clause: '4.1.1',
  states: {
    planned: { label: '未到期', tone: 'grey', final: true },
    requested: { label: '待审核', tone: 'orange', awaits: superviseOperator, clock: 'decide' },
    rectify: { label: '退回整改', tone: 'red', awaits: reportContract, clock: 'rectify' },
    released: { label: '已拨付', tone: 'green', final: true },
  },
  clocks: {
    decide: { label: '付款审核', within: paymentDays },
    rectify: { label: '整改', within: reportDays },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('payment_node.id', 'is', null),
  title: row => `付款：${row.name}`,
  href: contractPage,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    contract_id: z.uuid(),
    name: z.string(),
    share: z.number().int(),
    amount_fen: z.number().int(),
    paid_on: z.string().nullable(),
  }),
  actions: action => ({
    plan: action<Plan>({
      label: '列入付款计划',
      past: '列入付款计划',
      from: 'new',
      to: 'planned',
      by: theSystem,
      inner: true,
      input: z.object({
        contract_id: z.uuid(),
        rank: z.number().int(),
        name: z.string(),
        share: z.number().int(),
        amount_fen: z.number().int(),
        condition: z.string(),
      }),
      effect: async (_ctx, _row, input) => input,
    }),
    request: action<{ reason: string }>({
      label: '申请拨付',
      past: '申请拨付',
      from: ['planned', 'rectify'],
      to: 'requested',
      by: reportContract,
      tone: 'primary',
      input: inputs.reason('付款条件完成情况').extend({
        evidence: required(8, '请上传证明材料').meta({ label: '证明材料' }),
      }) as unknown as z.ZodType<{
        reason: string
      }>,
      effect: async (ctx, row, { reason }) => {
        await inOrder(ctx, row)
        return { report: reason }
      },
      note: input => input.reason,
      tell: row => [
        message({ duty: superviseOperator.code }, texts.requested, { name: row.name }, contractPage(row)),
      ],
    }),
    release: action<{ paid_on: string }>({
      label: '审核拨付',
      past: '审核通过并拨付',
      from: ['requested'],
      to: 'released',
      by: supervisor,
      tone: 'primary',
      publishes: true,
      input: async ctx =>
        z.object({
          paid_on: z.iso
            .date('请填写日期')
            .refine(day => day <= dayOf(ctx.now), '不能晚于今天')
            .meta({ label: '拨付日期', widget: 'date' }),
          voucher: required(4, '请上传拨付凭证').meta({ label: '拨付凭证' }),
        }) as unknown as z.ZodType<{ paid_on: string }>,
      effect: async (ctx, row, { paid_on }) => {
        await inOrder(ctx, row)
        return { paid_on }
      },
      note: input => `拨付日期 ${input.paid_on}`,
      tell: row => [
        message({ duty: reportContract.code }, texts.released, { name: row.name }, contractPage(row)),
      ],
    }),
    sendBack: action<{ reason: string }>({
      label: '退回整改',
      past: '退回整改',
      from: ['requested'],
      to: 'rectify',
      by: supervisor,
      tone: 'danger',
      input: inputs.reason('没有通过的原因'),
      note: input => input.reason,
      tell: (row, { reason }) => [
        message({ duty: reportContract.code }, texts.returned, { name: row.name, reason }, contractPage(row)),
      ],
    }),
  }),
})
