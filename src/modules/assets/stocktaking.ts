import { z } from 'zod'
import { openAreas } from '#modules/facilities'
import { dayOf } from '#platform/calendar'
import { message } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { applyFindings, callOff, loseTheRest, refuseWhileOpen, snapshot } from './counted.ts'
import { approveAssets, confirmer, manageAssets } from './duties.ts'
import { reason } from './inputs.ts'
import { confirmDays, countDays, explainDays } from './settings.ts'

export type Stocktaking = RowOf<'stocktaking'>

const texts = {
  opened: defineTemplate('stocktaking.opened', '「{name}」开始盘点，请扫标签清点。'),
  ready: defineTemplate('stocktaking.ready', '「{name}」已清点并说明完毕，请确认结果。'),
  returned: defineTemplate('stocktaking.returned', '「{name}」退回复核：{reason}'),
}
const page = (row: { id: string }): string => `/desk/assets/stocktakings/${row.id}`
const toConfirm = (row: Stocktaking) => [
  message({ duty: approveAssets.code }, texts.ready, { name: row.name }, page(row)),
]

interface Opening {
  name: string
  area_id?: string | undefined
}

/** 4.3.2, 4.3.5 盘点: opened over a snapshot of the books, counted, explained, confirmed by somebody who did neither. */
export const stocktakingFlow = defineWorkflow({
  subject: 'stocktaking',
  label: '盘点',
  clause: '4.3.2、4.3.5',
  states: {
    counting: { label: '清点中', tone: 'blue', awaits: manageAssets, clock: 'count' },
    explaining: { label: '待说明差异', tone: 'orange', awaits: manageAssets, clock: 'explain' },
    confirming: { label: '待确认', tone: 'orange', awaits: approveAssets, clock: 'confirm' },
    done: { label: '已完成', tone: 'green', final: true },
    cancelled: { label: '已作废', tone: 'grey', final: true },
  },
  clocks: {
    count: { label: '清点', within: countDays, anew: true },
    explain: { label: '说明差异', within: explainDays, anew: true },
    confirm: { label: '确认结果', within: confirmDays, anew: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('stocktaking.id', 'is', null),
  title: row => row.name,
  href: page,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    name: z.string(),
    area_id: z.uuid().nullable(),
    started_on: z.string(),
    ended_on: z.string().nullable(),
  }),
  actions: action => ({
    open: action<Opening>({
      label: '发起盘点',
      past: '发起了盘点',
      from: 'new',
      to: 'counting',
      by: manageAssets,
      tone: 'primary',
      input: async ctx => {
        const areas = await openAreas(ctx)
        return z.object({
          name: z.string().trim().min(4).max(40).meta({ label: '名称' }),
          area_id: z
            .enum(areas.map(area => area.id) as [string, ...string[]])
            .optional()
            .meta({
              label: '范围',
              widget: 'select',
              options: areas.map(area => ({ value: area.id, label: area.name })),
              help: '不选就是全部资产；登记在别处的，扫到时会提示。',
            }),
        }) as unknown as z.ZodType<Opening>
      },
      prefill: async ctx => ({ name: `${dayOf(ctx.now).slice(0, 7).replace('-', ' 年 ')} 月盘点` }),
      effect: async (ctx, _row, { name, area_id }) => ({
        name,
        area_id: area_id ?? null,
        started_on: dayOf(ctx.now),
      }),
      consequence: snapshot,
      tell: row => [message({ duty: manageAssets.code }, texts.opened, { name: row.name }, page(row))],
    }),
    endCounting: action({
      label: '其余都没找到，结束清点',
      past: '结束清点，其余记为没找到',
      from: ['counting'],
      to: 'explaining',
      by: manageAssets,
      confirm: '还没有清点的都记为没找到，由保管人逐件说明；之后找到的，可以重新清点。',
      consequence: loseTheRest,
    }),
    allCounted: action({
      label: '清点完毕',
      past: '清点完毕',
      from: ['counting'],
      to: 'explaining',
      by: theSystem,
      inner: true,
    }),
    settle: action({
      label: '没有待说明的差异',
      past: '清点完毕，差异都已说明',
      from: ['counting', 'explaining'],
      to: 'confirming',
      by: theSystem,
      inner: true,
      tell: toConfirm,
    }),
    sendBack: action<{ reason: string }>({
      label: '退回复核',
      past: '退回复核',
      from: ['confirming'],
      to: 'explaining',
      by: confirmer,
      tone: 'danger',
      input: reason('哪里要复核'),
      note: input => input.reason,
      tell: (row, input) => [
        message(
          { duty: manageAssets.code },
          texts.returned,
          { name: row.name, reason: input.reason },
          page(row),
        ),
      ],
    }),
    resubmit: action({
      label: '复核完毕，再次提交',
      past: '复核完毕，再次提交确认',
      from: ['explaining'],
      to: 'confirming',
      by: manageAssets,
      tone: 'primary',
      // The page shows it once nothing is open: after a new count or explanation it moves by itself.
      quiet: true,
      effect: refuseWhileOpen,
      tell: toConfirm,
    }),
    confirm: action<{ opinion: string }>({
      label: '确认盘点结果',
      past: '确认了盘点结果',
      from: ['confirming'],
      to: 'done',
      by: confirmer,
      tone: 'primary',
      input: z.object({
        opinion: z.string().trim().max(300).default('').meta({
          label: '确认意见',
          widget: 'textarea',
          help: '确认后，位置按盘点结果更正，有损坏的送修，没找到的登记为盘亏。',
        }),
      }) as unknown as z.ZodType<{ opinion: string }>,
      effect: async (ctx, _row, { opinion }) => ({ opinion, ended_on: dayOf(ctx.now) }),
      consequence: applyFindings,
      note: input => input.opinion || null,
    }),
    cancel: action<{ reason: string }>({
      label: '作废',
      past: '作废了这次盘点',
      from: ['counting', 'explaining'],
      to: 'cancelled',
      by: manageAssets,
      tone: 'danger',
      input: reason('作废原因'),
      effect: async ctx => ({ ended_on: dayOf(ctx.now) }),
      consequence: callOff,
      note: input => input.reason,
    }),
  }),
})
