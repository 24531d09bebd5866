import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { files } from '#platform/forms'
import { message } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { moveOn, takePart } from './counted.ts'
import { inCharge, keeper, manageAssets } from './duties.ts'
import { type Place, placeFields } from './inputs.ts'
import { explainDays } from './settings.ts'

type Line = RowOf<'stocktaking_line'>

export const outcomes = { found: '盘到', moved: '位置不对', damaged: '有损坏', missing: '没找到' } as const
export type Outcome = keyof typeof outcomes

/** What becomes of a difference, once the stock-taking is confirmed. */
export const remedies = {
  correct: '按现在的位置更正登记',
  put_back: '已放回原处',
  repair: '送修',
  keep: '不影响使用，继续用',
  write_down: '登记为盘亏，继续查找',
  recovered: '已经找到',
} as const
type Remedy = keyof typeof remedies
const remediesOf: Record<string, readonly Remedy[]> = {
  moved: ['correct', 'put_back'],
  damaged: ['repair', 'keep'],
  missing: ['write_down', 'recovered'],
}

const differs = defineTemplate('stocktaking.differs', '盘点{what}：{outcome}，请说明原因。')
const tellKeeper = (row: Line, _input: unknown, { actor }: Pick<Ctx, 'actor'>) => [
  row.keeper_id !== actor.staffId &&
    message(
      { staff: row.keeper_id },
      differs,
      { what: `${row.name}（${row.number}）`, outcome: outcomes[row.outcome as Outcome] },
      page(row),
    ),
]
const page = (row: Line): string => `/desk/assets/stocktakings/${row.stocktaking_id}?show=differing`

/** That this person, now, found it so. */
async function count(ctx: Ctx, row: Line, outcome: Outcome, note: string | null = null) {
  await takePart(ctx, row)
  return { outcome, note, counted_by: ctx.actor.staffId, counted_at: ctx.now }
}

const uncounted = {
  ...{ outcome: null, note: null, counted_by: null, counted_at: null, found_area_id: null },
  ...{ found_place: null, explanation: null, remedy: null, explained_by: null },
}

interface Explanation {
  explanation: string
  remedy: Remedy
}

/** One thing of a stock-taking: counted once, by whoever comes first; each difference is explained by its keeper. */
export const lineFlow = defineWorkflow({
  subject: 'stocktaking_line',
  label: '盘点明细',
  clause: '4.3.2、4.3.5',
  states: {
    // The stock-taking itself waits for whoever counts: a task for each thing would bury their work list.
    waiting: { label: '待盘', tone: 'grey', final: true },
    found: { label: '盘到', tone: 'green', final: true },
    differing: { label: '有差异，待说明', tone: 'red', awaits: keeper, clock: 'explain' },
    explained: { label: '差异已说明', tone: 'orange', final: true },
    dropped: { label: '随盘点作废', tone: 'grey', final: true },
  },
  clocks: { explain: { label: '说明差异', within: explainDays, anew: true } },
  joins: { parent: 'stocktaking', by: 'stocktaking_id', settled: ['found', 'explained'], do: 'settle' },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('stocktaking_line.id', 'is', null),
  title: row => `盘点差异：${row.name}（${row.number}）`,
  href: page,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    stocktaking_id: z.uuid(),
    asset_id: z.uuid(),
    number: z.string(),
    name: z.string(),
    outcome: z.string().nullable(),
    explanation: z.string().nullable(),
    remedy: z.string().nullable(),
  }),
  actions: action => ({
    find: action({
      label: '盘到了',
      past: '盘到',
      from: ['waiting'],
      to: 'found',
      by: manageAssets,
      tone: 'primary',
      done: '盘到了，已记下',
      effect: (ctx, row) => count(ctx, row, 'found'),
      consequence: moveOn,
    }),
    misplace: action<Place & { note: string }>({
      label: '位置不对',
      past: '盘到，位置不对',
      from: ['waiting'],
      to: 'differing',
      by: manageAssets,
      done: '已记下，请保管人说明',
      input: async ctx =>
        z
          .object({
            ...(await placeFields(ctx)),
            note: z.string().trim().max(300).default('').meta({ label: '说明' }),
          })
          .refine(input => input.area_id || input.place, {
            path: ['place'],
            error: '请选择功能区，或写明现在在哪里',
          }) as unknown as z.ZodType<Place & { note: string }>,
      effect: async (ctx, row, { area_id = null, place, note }) => ({
        ...(await count(ctx, row, 'moved', note || null)),
        found_area_id: area_id,
        found_place: place,
      }),
      consequence: moveOn,
      note: input => [input.place, input.note].filter(Boolean).join('；') || null,
      tell: tellKeeper,
    }),
    damage: action<{ note: string }>({
      label: '有损坏',
      past: '盘到，有损坏',
      from: ['waiting'],
      to: 'differing',
      by: manageAssets,
      done: '已记下，请保管人说明',
      input: z.object({
        note: z.string().trim().min(2).max(300).meta({ label: '哪里坏了', widget: 'textarea' }),
        photos: files(4).optional().meta({ label: '照片' }),
      }) as unknown as z.ZodType<{ note: string }>,
      effect: (ctx, row, { note }) => count(ctx, row, 'damaged', note),
      consequence: moveOn,
      note: input => input.note,
      tell: tellKeeper,
    }),
    lose: action({
      label: '没找到',
      past: '没有找到',
      from: ['waiting'],
      to: 'differing',
      by: manageAssets,
      tone: 'danger',
      done: '记为没找到，请保管人说明',
      effect: (ctx, row) => count(ctx, row, 'missing'),
      consequence: moveOn,
      tell: tellKeeper,
    }),
    explain: action<Explanation>({
      label: '说明原因',
      past: '说明了差异',
      from: ['differing'],
      to: 'explained',
      by: inCharge,
      tone: 'primary',
      input: async (_ctx, row) => {
        const fitting = remediesOf[row?.outcome ?? ''] ?? []
        return z.object({
          explanation: z.string().trim().min(4).max(500).meta({ label: '原因', widget: 'textarea' }),
          remedy: z.enum(fitting as [Remedy, ...Remedy[]]).meta({
            label: '怎么处理',
            widget: 'radio',
            options: fitting.map(value => ({ value, label: remedies[value] })),
          }),
        })
      },
      effect: async (ctx, row, { explanation, remedy }) => {
        await takePart(ctx, row)
        return { explanation, remedy, explained_by: ctx.actor.staffId }
      },
      consequence: moveOn,
      note: input => `${input.explanation}（${remedies[input.remedy]}）`,
    }),
    recount: action({
      label: '重新清点',
      past: '重新清点',
      from: ['found', 'differing', 'explained'],
      to: 'waiting',
      by: manageAssets,
      effect: async (ctx, row) => {
        await takePart(ctx, row)
        return uncounted
      },
    }),
    drop: action({
      label: '作废',
      past: '随盘点作废',
      from: ['differing'],
      to: 'dropped',
      by: theSystem,
      inner: true,
    }),
    handOn: action<{ keeper_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事说明',
      from: ['differing'],
      by: theSystem,
      inner: true,
      input: z.object({ keeper_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { keeper_id }) => ({ keeper_id }),
      note: input => input.reason,
    }),
  }),
})
