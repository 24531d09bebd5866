import { z } from 'zod'
import { leaveDirectory, manageProviders, providersOfActor } from '#modules/catalogue'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { files } from '#platform/forms'
import { message } from '#platform/notify'
import { allOf, anyOf, concerned, everDid, holds, not, theSystem, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { checkAdmissions, decideAdmissions, seesAdmissions, theFirm } from './duties.ts'
import { reason } from './inputs.ts'
import { texts } from './messages.ts'
import { exitDays, statementDays } from './settings.ts'

export type Exit = RowOf<'provider_exit'>

const page = (row: Exit): string => `/my/exits/${row.id}`
const deskPage = (row: Exit): string => `/desk/exits/${row.id}`
/** Whoever proposed it does not decide on it. */
const decider = allOf(decideAdmissions as Who<Exit>, not(everDid('提出人', 'propose')), not(concerned))
const actsForFirm: Who<unknown> = {
  says: '服务商',
  test: actor => actor.kind === 'person' && actor.parties.length > 0,
}

type Listed = ReadonlyArray<{ id: string; name: string }>
const which = (providers: Listed, label: string) => {
  if (providers.length === 0) throw invalid({ '': '没有在库的服务商。' })
  return z.enum(providers.map(one => one.id) as [string, ...string[]]).meta({
    label,
    widget: 'select',
    options: providers.map(one => ({ value: one.id, label: one.name })),
  })
}

const wish = async (ctx: Ctx) =>
  z.object({
    provider_id: which(await providersOfActor(ctx), '哪家退出'),
    on_day: z.iso
      .date('请填写日期')
      .refine(day => day >= dayOf(ctx.now), '不能早于今天')
      .meta({ label: '从哪天起退出', widget: 'date' }),
    ...reason('退出的原因', '手上还有没办完的委托，也请写明准备怎样交接。').shape,
  }) as unknown as z.ZodType<{ provider_id: string; on_day: string; reason: string }>

const proposal = async (ctx: Ctx) => {
  const providers = await ctx.db
    .selectFrom('provider')
    .select(['id', 'name'])
    .where('state', '!=', 'left')
    .orderBy('name')
    .limit(2_000)
    .execute()
  return z.object({
    provider_id: which(providers, '服务商'),
    ...reason('事由', '发生了什么、违反了协议或制度的哪一条。会告知对方。').shape,
    evidence: files(10)
      .refine(ids => ids.length > 0, '请上传证据')
      .meta({ label: '证据', help: '检查记录、投诉处理结果、照片等。' }),
  }) as unknown as z.ZodType<{ provider_id: string; reason: string; evidence: string[] }>
}

/** Held fast: of two exits of one provider at once, the second finds the first. */
async function about(ctx: Ctx, providerId: string) {
  const provider = await ctx.db
    .selectFrom('provider')
    .select(['id as provider_id', 'party_id', 'name', 'state'])
    .where('id', '=', providerId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const open = await ctx.db
    .selectFrom('provider_exit')
    .select('id')
    .where('provider_id', '=', providerId)
    .where('state', 'in', ['wished', 'hearing', 'deciding'])
    .executeTakeFirst()
  if (open || provider.state === 'left') throw invalid({ provider_id: '这家正在办理退出，或已经退出。' })
  const { state: _, ...columns } = provider
  return { ...columns, asked_at: ctx.now }
}

const leave = (ctx: Ctx, row: Exit): Promise<void> =>
  leaveDirectory(ctx, row.provider_id, row.decision ?? row.reason)

/** 4.5.1 退出: by the firm's own wish, or enforced after it was heard and by another than who proposed it. */
export const exitFlow = defineWorkflow({
  subject: 'provider_exit',
  label: '服务商退出',
  clause: '4.5.1',
  clocks: {
    settle: { label: '办理退出', within: exitDays },
    statement: { label: '说明', within: statementDays },
    decide: { label: '决定', within: exitDays },
  },
  states: {
    wished: { label: '申请退出', tone: 'orange', awaits: checkAdmissions, clock: 'settle' },
    hearing: {
      label: '听取说明',
      tone: 'orange',
      awaits: theFirm,
      clock: 'statement',
      after: { within: statementDays, do: 'lapse' },
    },
    deciding: { label: '待决定', tone: 'red', awaits: decideAdmissions, clock: 'decide' },
    left: { label: '已退出', tone: 'grey', final: true },
    dropped: { label: '不退出', tone: 'green', final: true },
    withdrawn: { label: '已撤回', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || seesAdmissions(actor) || holds(actor, manageProviders)
      ? query
      : actor.parties.length > 0
        ? query.where('provider_exit.party_id', 'in', [...actor.parties])
        : query.where('provider_exit.id', 'is', null),
  title: row => `${row.name}退出`,
  href: (row, actor) => (actor.staffId ? deskPage(row) : page(row)),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    provider_id: z.uuid(),
    name: z.string(),
    enforced: z.boolean(),
    reason: z.string(),
    statement: z.string().nullable(),
    decision: z.string().nullable(),
    asked_at: z.date(),
  }),
  actions: action => ({
    ask: action<{ provider_id: string; on_day: string; reason: string }>({
      label: '申请退出',
      past: '申请退出服务商库',
      done: '已提交，到期或办妥后退出',
      from: 'new',
      to: 'wished',
      by: actsForFirm,
      input: wish,
      effect: async (ctx, _row, { provider_id, on_day, reason: why }) => ({
        ...(await about(ctx, provider_id)),
        ...{ enforced: false, on_day, reason: why },
      }),
      note: input => `${input.on_day} 起：${input.reason}`,
      tell: row => [
        message(
          { duty: checkAdmissions.code },
          texts.exitAsked,
          { name: row.name, day: row.on_day ?? '' },
          deskPage(row),
        ),
      ],
    }),
    takeBack: action({
      label: '撤回退出申请',
      past: '撤回了退出申请',
      from: ['wished'],
      to: 'withdrawn',
      by: theFirm,
      confirm: '撤回后继续在库。',
      effect: async ctx => ({ ended_at: ctx.now }),
    }),
    carryOut: action({
      label: '办理退出',
      past: '办理了退出',
      from: ['wished'],
      to: 'left',
      by: anyOf(theSystem, allOf(checkAdmissions, not(concerned))),
      tone: 'primary',
      confirm: '退出后不再公开；没有选定的报价取消，服务中的办件交回经办人另找服务商。',
      publishes: true,
      effect: async ctx => ({ ended_at: ctx.now }),
      consequence: leave,
      tell: row => [
        message({ party: row.party_id }, texts.exitDone, { name: row.name, reason: row.reason }, page(row)),
      ],
    }),
    propose: action<{ provider_id: string; reason: string; evidence: string[] }>({
      label: '提出强制退出',
      past: '提出强制退出',
      done: '已通知服务商说明，到期由另一人决定',
      from: 'new',
      to: 'hearing',
      by: anyOf(checkAdmissions, decideAdmissions),
      tone: 'danger',
      input: proposal,
      effect: async (ctx, _row, { provider_id, reason: why }) => ({
        ...(await about(ctx, provider_id)),
        ...{ enforced: true, reason: why },
      }),
      note: input => input.reason,
      tell: (row, _input, ctx) => [
        message(
          { party: row.party_id },
          texts.exitProposed,
          { name: row.name, reason: row.reason, days: String(statementDays.of(ctx.centre)) },
          page(row),
        ),
      ],
    }),
    state: action<{ reason: string; proof?: string[] | undefined }>({
      label: '说明情况',
      past: '说明了情况',
      done: '说明已送达，决定后会通知您',
      from: ['hearing'],
      to: 'deciding',
      by: theFirm,
      tone: 'primary',
      input: reason('情况说明').extend({
        proof: files(6).optional().meta({ label: '凭据' }),
      }) as unknown as z.ZodType<{ reason: string; proof?: string[] | undefined }>,
      effect: async (_ctx, _row, input) => ({ statement: input.reason }),
      tell: row => [
        message({ duty: decideAdmissions.code }, texts.exitStated, { name: row.name }, deskPage(row)),
      ],
    }),
    lapse: action({
      label: '逾期未说明',
      past: '逾期未说明',
      from: ['hearing'],
      to: 'deciding',
      by: theSystem,
      inner: true,
      tell: row => [
        message({ duty: decideAdmissions.code }, texts.exitLapsed, { name: row.name }, deskPage(row)),
      ],
    }),
    enforce: action<{ reason: string }>({
      label: '决定退出',
      past: '决定强制退出',
      from: ['deciding'],
      to: 'left',
      by: decider,
      tone: 'danger',
      publishes: true,
      input: reason('决定与理由', '会告知对方。没有选定的报价取消，服务中的办件交回经办人另找服务商。'),
      effect: async (ctx, _row, input) => ({ decision: input.reason, ended_at: ctx.now }),
      consequence: leave,
      note: input => input.reason,
      tell: (row, input) => [
        message({ party: row.party_id }, texts.exitDone, { name: row.name, reason: input.reason }, page(row)),
      ],
    }),
    drop: action<{ reason: string }>({
      label: '决定不退出',
      past: '决定不退出',
      from: ['deciding'],
      to: 'dropped',
      by: decider,
      input: reason('理由'),
      effect: async (ctx, _row, input) => ({ decision: input.reason, ended_at: ctx.now }),
      note: input => input.reason,
      tell: (row, input) => [
        message(
          { party: row.party_id },
          texts.exitDropped,
          { name: row.name, reason: input.reason },
          page(row),
        ),
      ],
    }),
  }),
})
