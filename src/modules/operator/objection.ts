import { z } from 'zod'
import { type Ctx, system } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { mobile } from '#platform/identifiers'
import { message } from '#platform/notify'
import { perform } from '#platform/perform'
import { defineTemplate } from '#platform/templates'
import { anyPerson } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { superviseOperator, supervisor } from './duties.ts'
import { objectionDays } from './settings.ts'
import { contractFlow, supervises } from './workflow.ts'

type Objection = RowOf<'objection'>

const texts = {
  raised: defineTemplate('objection.raised', '公示收到异议：{title}，请核实答复。'),
  answered: defineTemplate('objection.answered', '您对「{title}」公示提出的异议已答复：{answer}', {
    sms: true,
  }),
}

interface Raising {
  contract_id: string
  raised_by: string
  phone: string
  body: string
}

const contractOf = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('operating_contract')
    .select(['id', 'title', 'state'])
    .where('id', '=', id)
    .executeTakeFirst()

const answer = z.object({
  answer: z
    .string()
    .trim()
    .min(5)
    .max(1_000)
    .meta({ label: '答复', widget: 'textarea', help: '会告知提出异议的人。' }),
})

/** Once no objection is open any more the 公示 goes on; one that is upheld opens the tender anew. */
async function settle(ctx: Ctx, row: Objection, upheld: boolean): Promise<void> {
  const contract = await contractOf(ctx, row.contract_id)
  if (contract?.state !== 'objected') return
  const bySystem = { ...ctx, actor: system }
  if (upheld) await perform(bySystem, contractFlow, 'reopen', contract.id)
  else if (!(await hasOpen(ctx, row.contract_id)))
    await perform(bySystem, contractFlow, 'resume', contract.id)
}

/** The contract is locked first, so that of two last answers at once one sees the other. */
async function answered(ctx: Ctx, row: Objection, input: { answer: string }): Promise<{ answer: string }> {
  await ctx.db
    .selectFrom('operating_contract')
    .select('id')
    .where('id', '=', row.contract_id)
    .forUpdate()
    .execute()
  return input
}

const hasOpen = async (ctx: Ctx, contractId: string): Promise<boolean> =>
  (await ctx.db
    .selectFrom('objection')
    .select('id')
    .where('contract_id', '=', contractId)
    .where('state', '=', 'open')
    .executeTakeFirst()) !== undefined

const tellAnswer = (row: Objection, text: string) => [
  message(
    row.identity_id ? { identity: row.identity_id } : { phone: row.phone },
    texts.answered,
    { title: '运营机构', answer: text },
    '/operator',
  ),
]

/** 4.1.1 异议: anyone may object while the choice is public; the bureau answers, and meanwhile the 公示 stands still. */
export const objectionFlow = defineWorkflow({
  subject: 'objection',
  label: '公示异议',
  confidential: true,
  clause: '4.1.1',
  states: {
    open: { label: '待答复', tone: 'orange', awaits: superviseOperator, clock: 'answer' },
    dismissed: { label: '异议不成立', tone: 'grey', final: true },
    upheld: { label: '异议成立', tone: 'red', final: true },
  },
  clocks: { answer: { label: '答复', within: objectionDays } },
  visible: ({ actor }, query) =>
    supervises(actor) ? query : query.where('objection.identity_id', '=', actor.identityId),
  title: () => '公示异议',
  href: (row, actor) => (actor.staffId ? `/desk/operator/objections/${row.id}` : '/operator'),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    contract_id: z.uuid(),
    body: z.string(),
    answer: z.string().nullable(),
    raised_at: z.date(),
  }),
  actions: action => ({
    raise: action<Raising>({
      label: '提出异议',
      past: '提出异议',
      from: 'new',
      to: 'open',
      by: anyPerson,
      tone: 'primary',
      done: '异议已提交，公示中止，主管部门会答复您',
      about: async (ctx, raw) =>
        (await contractOf(ctx, String(raw.contract_id ?? '')).catch(() => null))?.title ?? null,
      input: z.object({
        contract_id: z.uuid().meta({ widget: 'hidden' }),
        raised_by: z.string().trim().min(2).max(40).meta({ label: '姓名或单位' }),
        phone: mobile.meta({ label: '联系电话', widget: 'phone' }),
        body: z.string().trim().min(10).max(2_000).meta({
          label: '异议内容',
          widget: 'textarea',
          help: '写明对什么有异议、依据是什么。只有主管部门看得到。',
        }),
      }),
      effect: async (ctx, _row, input) => {
        const contract = await contractOf(ctx, input.contract_id)
        if (!contract || !['publicity', 'objected'].includes(contract.state))
          throw conflict('这个项目现在不在公示期内，不能提出异议。')
        // Noted by the bureau for somebody who wrote or called: the answer goes to that phone.
        const identity_id = ctx.actor.staffId ? null : ctx.actor.identityId
        return { ...input, identity_id, raised_at: ctx.now }
      },
      consequence: async (ctx, row) => {
        const contract = await contractOf(ctx, row.contract_id)
        if (contract?.state === 'publicity')
          await perform({ ...ctx, actor: system }, contractFlow, 'halt', contract.id)
      },
      tell: () => [
        message({ duty: superviseOperator.code }, texts.raised, { title: '运营机构' }, '/desk/operator'),
      ],
    }),
    dismiss: action<{ answer: string }>({
      label: '答复：不成立',
      past: '答复异议不成立',
      from: ['open'],
      to: 'dismissed',
      by: supervisor,
      input: answer,
      effect: answered,
      consequence: (ctx, row) => settle(ctx, row, false),
      note: input => input.answer,
      tell: (row, input) => tellAnswer(row, input.answer),
    }),
    uphold: action<{ answer: string }>({
      label: '答复：成立',
      past: '答复异议成立',
      from: ['open'],
      to: 'upheld',
      by: supervisor,
      tone: 'danger',
      confirm: '异议成立后，项目回到招标，重新确定运营机构。',
      input: answer,
      effect: answered,
      consequence: (ctx, row) => settle(ctx, row, true),
      note: input => input.answer,
      tell: (row, input) => tellAnswer(row, input.answer),
    }),
  }),
})
