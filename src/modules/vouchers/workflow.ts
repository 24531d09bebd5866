import { z } from 'zod'
import { date } from '#platform/format'
import { anyOf, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { grantVouchers, manageVouchers } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { toldBureau, toldOwner } from './messages.ts'
import { inCharge, owner } from './people.ts'
import { publicStates } from './queries/programmes.ts'
import { grantDays } from './settings.ts'

/**
 * 5.6.1, 4.1 A programme of service vouchers: drafted by the centre, granted by the bureau, claimed by who comes first,
 * settled when the last voucher is, with what is left given back.
 */
export const programmeFlow = defineWorkflow({
  subject: 'voucher_programme',
  label: '服务券计划',
  clause: '5.6.1、4.1',
  states: {
    draft: { label: '草拟中', tone: 'grey', awaits: owner },
    approving: { label: '待批准', tone: 'orange', awaits: grantVouchers, clock: 'grant' },
    approved: { label: '待公布', tone: 'blue', awaits: owner },
    running: { label: '进行中', tone: 'green', final: true },
    over: { label: '已停止领取', tone: 'blue', final: true },
    finished: { label: '已结清', tone: 'grey', final: true },
    cancelled: { label: '已取消', tone: 'grey', final: true },
  },
  clocks: { grant: { label: '批准', within: grantDays } },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system'
      ? query
      : query.where('voucher_programme.state', 'in', publicStates),
  title: row => row.name,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('voucher_programme')
      .select(['id', 'code', 'opens_at'])
      .where('id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, `${row.code} · ${date(row.opens_at)} 起领取`]))
  },
  href: (row, actor) => (actor.staffId ? `/desk/vouchers/programmes/${row.id}` : `/vouchers/${row.id}`),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    code: z.string(),
    name: z.string(),
    about: z.string(),
    source: z.string(),
    budget_fen: z.number().int(),
    share: z.number().int(),
    cap_fen: z.number().int(),
    most_vouchers: z.number().int(),
    opens_at: z.date(),
    closes_at: z.date(),
    valid_days: z.number().int(),
  }),
  actions: action => ({
    draft: action<inputs.Plan>({
      label: '编制计划',
      past: '编制了服务券计划',
      from: 'new',
      to: 'draft',
      by: manageVouchers,
      tone: 'primary',
      input: inputs.planInput,
      prefill: inputs.knownPlan,
      effect: effects.drafted,
    }),
    edit: action<inputs.Plan>({
      label: '修改计划',
      past: '修改了服务券计划',
      from: ['draft'],
      by: inCharge,
      input: inputs.planInput,
      prefill: inputs.knownPlan,
      effect: effects.redrafted,
    }),
    submit: action({
      label: '报请批准',
      past: '报请主管部门批准',
      done: '已报主管部门，批准后可以公布',
      from: ['draft'],
      to: 'approving',
      by: inCharge,
      tone: 'primary',
      blockedBy: (row, _actor, { now }) => row.closes_at <= now && '停止领取的时间已经过了，请先修改计划。',
      tell: row => [toldBureau(row)],
    }),
    approve: action<inputs.Grant>({
      label: '批准',
      past: '批准了服务券计划',
      from: ['approving'],
      to: 'approved',
      by: grantVouchers,
      tone: 'primary',
      input: inputs.grant,
      effect: async (_ctx, _row, { number }) => ({ number }),
      note: input => input.number,
      tell: row => [toldOwner('approved', row)],
    }),
    sendBack: action<inputs.Reason>({
      label: '退回修改',
      past: '退回修改服务券计划',
      from: ['approving'],
      to: 'draft',
      by: grantVouchers,
      input: inputs.reason('需要修改什么'),
      note: input => input.reason,
      tell: (row, input) => [toldOwner('returned', row, input.reason)],
    }),
    publish: action({
      label: '公布',
      past: '公布了服务券计划',
      done: '已公布，到时间自动开始领取',
      from: ['approved'],
      to: 'running',
      by: inCharge,
      tone: 'primary',
      confirm: '公布后规则不再修改，预算记入资金台账。',
      publishes: true,
      blockedBy: (row, _actor, { now }) =>
        row.closes_at <= now && '停止领取的时间已经过了，请取消后重新编制。',
      effect: async ctx => ({ published_at: ctx.now }),
      consequence: effects.funded,
    }),
    topUp: action<inputs.TopUp>({
      label: '追加预算',
      past: '追加了预算',
      from: ['running'],
      by: grantVouchers,
      publishes: true,
      input: inputs.topUp,
      consequence: effects.toppedUp,
      note: input => input.reason,
    }),
    closeEarly: action<inputs.Reason>({
      label: '提前停止领取',
      past: '决定提前停止领取',
      from: ['running'],
      to: 'over',
      by: grantVouchers,
      tone: 'danger',
      publishes: true,
      input: inputs.reason('停止的原因', '公开显示。已经领到的券照常使用。'),
      effect: async (ctx, _row, { reason }) => ({ end_reason: reason, ended_at: ctx.now }),
      note: input => input.reason,
      tell: (row, input) => [toldOwner('closed', row, input.reason)],
    }),
    endClaims: action({
      label: '停止领取',
      past: '到时间停止领取',
      from: ['running'],
      to: 'over',
      by: theSystem,
      inner: true,
      publishes: true,
      effect: async ctx => ({ ended_at: ctx.now }),
    }),
    finish: action({
      label: '结清',
      past: '结清了服务券计划，结余退回',
      from: ['over'],
      to: 'finished',
      by: inCharge,
      tone: 'primary',
      publishes: true,
      confirm: '结清后结余退回资金来源，计划不再有任何收支。',
      effect: effects.finished,
      consequence: effects.givenBack,
    }),
    cancel: action<inputs.Reason>({
      label: '取消计划',
      past: '取消了服务券计划',
      from: ['draft', 'approving', 'approved'],
      to: 'cancelled',
      by: anyOf(inCharge, grantVouchers),
      tone: 'danger',
      input: inputs.reason('取消原因'),
      effect: async (_ctx, _row, { reason }) => ({ end_reason: reason }),
      note: input => input.reason,
    }),
    handOn: action<{ owner_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事负责',
      from: ['draft', 'approving', 'approved', 'running', 'over'],
      by: theSystem,
      inner: true,
      input: z.object({ owner_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { owner_id }) => ({ owner_id }),
      note: input => input.reason,
    }),
  }),
})
