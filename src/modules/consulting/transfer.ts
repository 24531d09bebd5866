import { z } from 'zod'
import { type Ctx, system } from '#platform/ctx'
import { tell } from '#platform/notify'
import { perform } from '#platform/perform'
import { theSystem, type Who } from '#platform/who'
import { type AnyWorkflow, defineWorkflow, workflows } from '#platform/workflow'
import { type Kind, kinds, type Target, targets } from './codes.ts'
import { receiver, type Transfer, visibleTransfers } from './duties.ts'
import { type Answering, expertAnswer, reason } from './inputs.ts'
import { texts, toReceiver } from './messages.ts'
import * as settings from './settings.ts'

export interface Offer {
  consultation_id: string
  target: Target
  owner_id: string
  staff_id?: string | null | undefined
  expert_id?: string | undefined
  identity_id?: string | null | undefined
  provider_id?: string | undefined
  party_id?: string | undefined
  office_id?: string | undefined
  question: string
  reason: string
}

const offer = z.object({
  consultation_id: z.uuid(),
  target: z.enum(Object.keys(targets) as [Target, ...Target[]]),
  owner_id: z.uuid(),
  staff_id: z.uuid().nullish(),
  expert_id: z.uuid().optional(),
  identity_id: z.uuid().nullish(),
  provider_id: z.uuid().optional(),
  party_id: z.uuid().optional(),
  office_id: z.uuid().optional(),
  question: z.string().meta({ secret: true }),
  reason: z.string().meta({ secret: true }),
}) as unknown as z.ZodType<Offer>

/** What becomes of the consultation; the receiver's step was theirs, its consequence is the program's. */
const parent = (ctx: Ctx, row: Transfer, action: string, input: Record<string, unknown> = {}) =>
  perform(
    { ...ctx, actor: system },
    workflows.get('consultation') as AnyWorkflow,
    action,
    row.consultation_id,
    input,
  )

const back = (ctx: Ctx, row: Transfer, why: string) =>
  parent(ctx, row, 'comeBack', { reason: why, target: row.target })

const owner: Who<Transfer> = {
  says: '转办的首问人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.owner_id,
}

const isOutside = (row: Transfer): boolean => row.target !== 'colleague'

/** 转办: offered, and until somebody takes it on who was asked first stays responsible (5.1, 首问负责). */
export const transferFlow = defineWorkflow({
  subject: 'consultation_transfer',
  label: '咨询转办',
  confidential: true,
  clause: '5.1',
  clocks: {
    accept: { label: '接收转办', within: settings.acceptDays },
    expert: { label: '专家、服务商答复', within: settings.expertDays },
  },
  states: {
    offered: {
      label: '待接收',
      tone: 'orange',
      awaits: receiver,
      clock: 'accept',
      after: { within: settings.acceptDays, do: 'lapse' },
    },
    accepted: { label: '办理中', tone: 'green', awaits: receiver, clock: 'expert' },
    answered: { label: '已答复', tone: 'green', final: true },
    declined: { label: '已退回', tone: 'red', final: true },
    lapsed: { label: '逾期未接收', tone: 'grey', final: true },
    cancelled: { label: '已收回', tone: 'grey', final: true },
    passed: { label: '已转出', tone: 'blue', final: true },
  },
  visible: visibleTransfers,
  title: () => '转来的咨询',
  href: (row, actor) =>
    actor.staffId ? `/desk/consultations/${row.consultation_id}` : `/my/consulting/${row.id}`,
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    consultation_id: z.uuid(),
    target: z.string(),
    offered_at: z.date(),
    settled_at: z.date().nullable(),
  }),
  actions: action => ({
    offer: action<Offer>({
      label: '转办',
      past: '转来一件咨询',
      from: 'new',
      to: (_row, input) => (input.target === 'office' ? 'passed' : 'offered'),
      by: theSystem,
      inner: true,
      input: offer,
      effect: async (ctx, _row, input) => ({
        ...(input as Partial<Transfer>),
        offered_at: ctx.now,
        ...(input.target === 'office' && { settled_at: ctx.now }),
      }),
      consequence: async (ctx, row) => {
        if (row.target !== 'office') await tellReceiver(ctx, row)
      },
    }),
    accept: action({
      label: '接收',
      done: '已接收',
      past: '接收了转办',
      from: ['offered'],
      to: row => (isOutside(row) ? 'accepted' : 'passed'),
      by: receiver,
      tone: 'primary',
      effect: async (ctx, row) => (isOutside(row) ? {} : { settled_at: ctx.now }),
      consequence: async (ctx, row) =>
        void (await parent(ctx, row, 'handOver', { staff_id: isOutside(row) ? null : row.staff_id })),
    }),
    decline: action<{ reason: string }>({
      label: '退回',
      done: '已退回首问人',
      past: '退回了转办',
      from: ['offered', 'accepted'],
      to: 'declined',
      by: receiver,
      input: reason('退回的原因', '写一句就行，例如：不是我熟悉的，建议问市场监管局。'),
      effect: async (ctx, _row, input) => ({ declined: input.reason, settled_at: ctx.now }),
      consequence: async (ctx, row, input) => void (await back(ctx, row, input.reason)),
    }),
    answer: action<Answering>({
      label: '答复',
      done: '已答复，谢谢您',
      past: '作出答复',
      from: ['offered', 'accepted'],
      to: 'answered',
      by: receiver,
      suits: isOutside,
      tone: 'primary',
      input: expertAnswer,
      effect: async (ctx, _row, input) => ({
        ...{ answer: input.answer, answer_basis: input.basis ?? '', policy_id: input.policy_id ?? null },
        settled_at: ctx.now,
      }),
      consequence: async (ctx, row, input) => {
        const { answer, policy_id } = input
        const given = { answer, basis: input.basis ?? '', policy_id, by: ctx.actor.name }
        await parent(ctx, row, row.target === 'expert' ? 'takeAnswer' : 'takeSuggestion', given)
      },
    }),
    recall: action({
      label: '收回',
      done: '已收回，仍由您答复',
      past: '收回了转办',
      from: ['offered'],
      to: 'cancelled',
      by: owner,
      effect: async ctx => ({ settled_at: ctx.now }),
    }),
    leave: action({
      label: '退出',
      past: '对方退出服务商库，退回首问人',
      from: ['offered', 'accepted'],
      to: 'declined',
      by: theSystem,
      inner: true,
      effect: async ctx => ({ declined: '已退出服务商库', settled_at: ctx.now }),
      consequence: async (ctx, row) => void (await back(ctx, row, '服务商已退出名录')),
    }),
    lapse: action({
      label: '逾期未接收',
      past: '逾期没有接收，退回首问人',
      from: ['offered'],
      to: 'lapsed',
      by: theSystem,
      inner: true,
      effect: async ctx => ({ settled_at: ctx.now }),
      consequence: async (ctx, row) => void (await back(ctx, row, '逾期没有接收')),
    }),
    cancel: action({
      label: '收回',
      past: '收回了转办',
      from: ['offered', 'accepted'],
      to: 'cancelled',
      by: theSystem,
      inner: true,
      effect: async ctx => ({ settled_at: ctx.now }),
    }),
    handOn: action<{ staff_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事',
      from: ['offered', 'accepted'],
      by: theSystem,
      inner: true,
      input: z.object({ staff_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { staff_id }) => ({ staff_id }),
      note: input => input.reason,
    }),
    follow: action<{ owner_id: string }>({
      label: '换人跟进',
      past: '换了跟进的人',
      from: ['offered', 'accepted'],
      by: theSystem,
      inner: true,
      amongStaff: true,
      input: z.object({ owner_id: z.uuid() }),
      effect: async (_ctx, _row, input) => input,
    }),
  }),
})

async function tellReceiver(ctx: Ctx, row: Transfer): Promise<void> {
  const { kind } = await ctx.db
    .selectFrom('consultation')
    .select('kind')
    .where('id', '=', row.consultation_id)
    .executeTakeFirstOrThrow()
  const values = { kind: kinds[kind as Kind], days: String(settings.acceptDays.of(ctx.centre)) }
  await tell(ctx, ...toReceiver(row, texts.offered, values))
}
