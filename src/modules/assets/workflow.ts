import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { money } from '#platform/format'
import { message } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { anyOf, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { approver, decider, decidingDuty, inCharge, keeper, manageAssets } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { disposals, onTheBooks } from './kinds.ts'
import { approveDays, disposeDays, repairDays, searchDays } from './settings.ts'

export type Asset = RowOf<'asset'>

const texts = {
  given: defineTemplate('asset.given', '{what}由您保管。'),
  proposed: defineTemplate('asset.scrap.proposed', '申请报废{what}，请审批。'),
  approved: defineTemplate('asset.scrap.approved', '{what}同意报废，请办理处置。'),
  refused: defineTemplate('asset.scrap.refused', '{what}没有同意报废：{reason}'),
  lent: defineTemplate('asset.lent', '您借用了{what}，请在 {day} 前归还。', { sms: true }),
}

/** 摄像机（2026-0003） */
export const nameOf = (row: Pick<Asset, 'name' | 'number'>): string => `${row.name}（${row.number}）`
const page = (row: { id: string }): string => `/desk/assets/${row.id}`
const borrowed = (row: Asset): boolean => row.funds === 'borrowed'

/** 4.3.2, 4.3.5 固定资产, from registration to disposal: its life is the record's story. */
export const assetFlow = defineWorkflow({
  subject: 'asset',
  label: '资产',
  clause: '4.3.2、4.3.5',
  states: {
    in_use: { label: '在用', tone: 'green', final: true },
    repair: { label: '维修中', tone: 'orange', awaits: keeper, clock: 'repair' },
    lent: { label: '借出', tone: 'blue', awaits: keeper, clock: 'loan' },
    missing: { label: '盘亏', tone: 'red', awaits: keeper, clock: 'search' },
    scrapping: { label: '报废待批', tone: 'orange', awaits: decider, clock: 'approve' },
    disposing: { label: '待处置', tone: 'orange', awaits: manageAssets, clock: 'dispose' },
    scrapped: { label: '已报废', tone: 'grey', final: true },
    returned: { label: '已归还出借方', tone: 'grey', final: true },
  },
  clocks: {
    repair: { label: '维修', within: repairDays, anew: true },
    loan: { label: '归还', within: row => row.loan_days ?? 0, anew: true },
    search: { label: '查找', within: searchDays, anew: true },
    approve: { label: '报废审批', within: approveDays, anew: true },
    dispose: { label: '处置', within: disposeDays, anew: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('asset.id', 'is', null),
  title: nameOf,
  href: page,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    number: z.string(),
    name: z.string(),
    category: z.string(),
    model: z.string(),
    funds: z.string(),
    marked: z.boolean(),
    area_id: z.uuid().nullable(),
    place: z.string(),
    keeper_id: z.uuid(),
    cost_fen: z.number().int(),
    acquired_on: z.string(),
    warranty_until: z.string().nullable(),
    due_back: z.string().nullable(),
  }),
  actions: action => ({
    register: action<inputs.Registration>({
      label: '登记资产',
      past: '登记了资产',
      from: 'new',
      to: 'in_use',
      by: manageAssets,
      tone: 'primary',
      input: inputs.registration,
      prefill: async ctx => ({
        number: await effects.nextNumber(ctx),
        acquired_on: dayOf(ctx.now),
        keeper_id: ctx.actor.staffId,
        copies: 1,
      }),
      effect: (ctx, _row, input) => effects.registered(ctx, input),
      consequence: effects.registerCopies,
      note: input => (input.copies > 1 ? `同时登记 ${input.copies} 件` : null),
      tell: (row, { copies }, ctx) => [
        row.keeper_id !== ctx.actor.staffId &&
          message(
            { staff: row.keeper_id },
            texts.given,
            { what: nameOf(row) + (copies > 1 ? `等 ${copies} 件` : '') },
            page(row),
          ),
      ],
    }),
    copy: action<inputs.Registration>({
      label: '登记同样的一件',
      past: '登记了资产',
      from: 'new',
      to: 'in_use',
      by: manageAssets,
      inner: true,
      input: inputs.registration,
      effect: (ctx, _row, input) => effects.registered(ctx, input),
    }),
    edit: action<inputs.Particulars>({
      label: '修改资料',
      past: '修改了资料',
      from: onTheBooks,
      by: manageAssets,
      input: inputs.edited,
      prefill: async (_ctx, row) => ({ ...row, warranty_until: row?.warranty_until ?? undefined }),
      effect: async (ctx, row, input) => {
        if (input.number !== row.number) await effects.numberFree(ctx, input.number, row.id)
        // A new end of the warranty is warned of anew.
        const moved = (input.warranty_until ?? null) !== row.warranty_until
        return { ...effects.columnsOf(input), ...(moved && { warned_days: null }) }
      },
      note: (input, row) =>
        input.number === row.number ? `原值 ${money(input.cost_fen)}` : `编号改为 ${input.number}`,
    }),
    move: action<inputs.Moving>({
      label: '调整位置或保管人',
      past: '调整了位置或保管人',
      from: ['in_use', 'repair', 'lent'],
      by: manageAssets,
      input: inputs.moving,
      prefill: async (_ctx, row) => ({ ...row, area_id: row?.area_id ?? undefined }),
      effect: async (_ctx, _row, { area_id = null, place, keeper_id }) => ({ area_id, place, keeper_id }),
      note: input => [input.place, input.reason].filter(Boolean).join('；') || null,
      tell: (row, _input, ctx) => [
        row.keeper_id !== ctx.actor.staffId &&
          message({ staff: row.keeper_id }, texts.given, { what: nameOf(row) }, page(row)),
      ],
    }),
    sendToRepair: action<inputs.Fault>({
      label: '送修',
      past: '送修',
      from: ['in_use'],
      to: 'repair',
      by: anyOf(inCharge, theSystem),
      input: inputs.fault,
      note: input => input.fault,
    }),
    backFromRepair: action<inputs.Mended>({
      label: '修好取回',
      past: '修好取回',
      from: ['repair'],
      to: 'in_use',
      by: inCharge,
      tone: 'primary',
      input: inputs.mended,
      effect: async (_ctx, row, { cost_fen }) => ({ repair_fen: row.repair_fen + cost_fen }),
      note: input => `${input.done}；费用 ${money(input.cost_fen)}`,
    }),
    lend: action<inputs.Loan>({
      label: '借出',
      past: '借出',
      from: ['in_use'],
      to: 'lent',
      by: inCharge,
      input: inputs.loan,
      effect: async (ctx, _row, { lent_to, lent_phone, due_back }) => {
        const lent_on = dayOf(ctx.now)
        const loan_days = effects.loanDays(ctx, lent_on, due_back)
        return { lent_to, lent_phone, due_back, lent_on, loan_days, reminded_on: null }
      },
      note: input => `借给${input.lent_to}，${input.due_back} 前归还${input.purpose && `；${input.purpose}`}`,
      tell: (row, { lent_phone, due_back }) => [
        message({ phone: lent_phone }, texts.lent, { what: nameOf(row), day: due_back }),
      ],
    }),
    prolong: action<{ due_back: string; reason: string }>({
      label: '续借',
      past: '同意续借',
      from: ['lent'],
      by: inCharge,
      input: inputs.prolonged,
      prefill: async (_ctx, row) => ({ due_back: row?.due_back }),
      effect: async (ctx, row, { due_back }) => ({
        due_back,
        loan_days: effects.loanDays(ctx, row.lent_on as string, due_back),
        reminded_on: null,
      }),
      note: input => `改为 ${input.due_back} 前归还${input.reason && `；${input.reason}`}`,
    }),
    takeBack: action<inputs.Return>({
      label: '收回',
      past: '收回',
      from: ['lent'],
      to: (_row, input) => (input.condition === 'damaged' ? 'repair' : 'in_use'),
      by: inCharge,
      tone: 'primary',
      input: inputs.taken,
      effect: async () => effects.broughtBack,
      note: input => [inputs.conditions[input.condition], input.note].filter(Boolean).join('；'),
    }),
    giveBack: action<{ reason: string }>({
      label: '归还出借方',
      past: '归还了出借方',
      from: ['in_use', 'repair'],
      to: 'returned',
      by: manageAssets,
      suits: borrowed,
      input: inputs.reason('交接情况', '交给谁、有没有附件一并归还。'),
      note: input => input.reason,
    }),
    loseTrack: action<{ reason: string }>({
      label: '登记盘亏',
      past: '盘点没有找到，登记为盘亏',
      from: ['in_use', 'repair'],
      to: 'missing',
      by: theSystem,
      inner: true,
      input: inputs.reason('说明'),
      note: input => input.reason,
    }),
    recover: action<inputs.Place>({
      label: '找到了',
      past: '找到了',
      from: ['missing'],
      to: 'in_use',
      by: inCharge,
      tone: 'primary',
      input: async ctx => z.object(await inputs.placeFields(ctx)) as unknown as z.ZodType<inputs.Place>,
      prefill: async (_ctx, row) => ({ ...row, area_id: row?.area_id ?? undefined }),
      effect: async (_ctx, _row, { area_id = null, place }) => ({ area_id, place }),
      note: input => input.place || null,
    }),
    relocate: action<inputs.Place>({
      label: '更正位置',
      past: '按盘点结果更正了位置',
      from: onTheBooks,
      by: theSystem,
      inner: true,
      input: async ctx => z.object(await inputs.placeFields(ctx)) as unknown as z.ZodType<inputs.Place>,
      effect: async (_ctx, _row, { area_id = null, place }) => ({ area_id, place }),
      note: input => input.place || null,
    }),
    handOn: action<{ keeper_id: string; reason: string }>({
      label: '移交保管',
      past: '移交给同事保管',
      from: onTheBooks,
      by: theSystem,
      inner: true,
      input: z.object({ keeper_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { keeper_id }) => ({ keeper_id }),
      note: input => input.reason,
    }),
    proposeScrap: action<{ reason: string }>({
      label: '申请报废',
      past: '申请报废',
      from: ['in_use', 'repair', 'missing'],
      to: 'scrapping',
      by: inCharge,
      tone: 'danger',
      done: '已提交，由另一人审批',
      suits: row => !borrowed(row),
      input: inputs.scrapping,
      effect: async (_ctx, row) => ({ came_from: row.state }),
      note: input => input.reason,
      tell: row => [
        message({ duty: decidingDuty(row).code }, texts.proposed, { what: nameOf(row) }, page(row)),
      ],
    }),
    approveScrap: action<{ opinion: string }>({
      label: '同意报废',
      past: '同意报废',
      from: ['scrapping'],
      to: 'disposing',
      by: approver,
      tone: 'primary',
      input: z.object({
        opinion: z.string().trim().max(300).default('').meta({ label: '审批意见', widget: 'textarea' }),
      }) as unknown as z.ZodType<{ opinion: string }>,
      note: input => input.opinion || null,
      tell: row => [message({ duty: manageAssets.code }, texts.approved, { what: nameOf(row) }, page(row))],
    }),
    refuseScrap: action<{ reason: string }>({
      label: '不同意报废',
      past: '没有同意报废',
      from: ['scrapping'],
      to: row => row.came_from as 'in_use' | 'repair' | 'missing',
      by: approver,
      tone: 'danger',
      input: inputs.reason('不同意的原因'),
      note: input => input.reason,
      tell: (row, { reason }) => [
        message({ staff: row.keeper_id }, texts.refused, { what: nameOf(row), reason }, page(row)),
      ],
    }),
    dispose: action<inputs.Disposing>({
      label: '登记处置',
      past: '处置完毕',
      from: ['disposing'],
      to: 'scrapped',
      by: manageAssets,
      tone: 'primary',
      input: inputs.disposing,
      effect: async (_ctx, _row, { disposal, residual_fen, disposed_on }) => ({
        disposal,
        residual_fen,
        disposed_on,
      }),
      note: input =>
        [disposals[input.disposal], `残值收入 ${money(input.residual_fen)}`, input.note]
          .filter(Boolean)
          .join('；'),
    }),
  }),
})
