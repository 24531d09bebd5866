import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { oneOf } from '#platform/forms'
import { find } from '#platform/perform'
import { defineWorkflow } from '#platform/workflow'
import { writeBriefs } from './duties.ts'
import { reason } from './inputs.ts'
import { pageOf } from './messages.ts'
import { type Brief, seesAll } from './people.ts'
import { sentOnes } from './queries/briefs.ts'
import { briefFlow } from './workflow.ts'

export const ways = {
  network: '政务网络',
  paper: '纸质送达',
  mail: '电子邮件',
  fax: '传真',
  other: '其他',
} as const
export type Way = keyof typeof ways

interface Recording {
  brief_id: string
  unit: string
  way: Way
  sent_on: string
  note: string
}
const recording = z.object({
  brief_id: z.uuid().meta({ label: '工作信息', widget: 'hidden' }),
  unit: z
    .string()
    .trim()
    .min(2)
    .max(60)
    .meta({ label: '报给谁', help: '在这里没有账号的单位，例如市商务局、县委办。' }),
  way: oneOf(ways, '方式'),
  sent_on: z.iso.date().meta({ label: '报送日期', widget: 'date' }),
  note: z.string().trim().max(200).default('').meta({ label: '备注', help: '例如 收件人、文号、回执。' }),
}) as unknown as z.ZodType<Recording>

/** The signed brief that something is recorded about; refused before it was signed, or for a day before that. */
export async function signedBrief(ctx: Ctx, id: string, field: string, day: string): Promise<Brief> {
  const brief = (await find(ctx, briefFlow, id)) as unknown as Brief
  if (brief.issued_at === null || brief.version === null) throw conflict('还没有签发，不能登记。')
  if (day < dayOf(brief.issued_at)) throw invalid({ [field]: `不能早于签发日 ${dayOf(brief.issued_at)}。` })
  if (day > dayOf(ctx.now)) throw invalid({ [field]: '不能晚于今天。' })
  return brief
}

/** 报送记录: to whom it was sent by hand, outside the platform. */
export const dispatchFlow = defineWorkflow({
  subject: 'brief_dispatch',
  label: '报送记录',
  clause: '5.6.2',
  states: {
    recorded: { label: '已登记', tone: 'green', final: true },
    withdrawn: { label: '登记有误', tone: 'grey', final: true },
  },
  visible: (ctx, query) =>
    seesAll(ctx.actor)
      ? query
      : ctx.actor.staffId !== null
        ? query.where('brief_dispatch.brief_id', 'in', sentOnes(ctx))
        : query.where('brief_dispatch.id', 'is', null),
  title: row => `报送${row.unit}`,
  href: row => pageOf({ id: row.brief_id }),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    brief_id: z.uuid(),
    unit: z.string(),
    sent_on: z.string(),
  }),
  actions: action => ({
    record: action<Recording>({
      label: '登记报送',
      past: '登记了报送',
      from: 'new',
      to: 'recorded',
      by: writeBriefs,
      input: recording,
      prefill: async (ctx, _row, raw) => ({ brief_id: raw.brief_id, sent_on: dayOf(ctx.now) }),
      effect: async (ctx, _row, input) => {
        const brief = await signedBrief(ctx, input.brief_id, 'sent_on', input.sent_on)
        return { ...input, version: brief.version as number, recorded_at: ctx.now }
      },
    }),
    withdraw: action<{ reason: string }>({
      label: '登记有误',
      past: '撤销了登记',
      from: ['recorded'],
      to: 'withdrawn',
      by: writeBriefs,
      input: reason('哪里有误'),
      effect: async (_ctx, _row, input) => ({ reason: input.reason }),
      note: input => input.reason,
    }),
  }),
})
