import { type Ctx, system } from '#platform/ctx'
import { performMany } from '#platform/perform'
import { daysSetting } from '#platform/settings'
import { type AnyWorkflow, workflows } from '#platform/workflow'

const group = '服务目录'
export const confirmEvery = daysSetting({
  code: 'directory.confirm.period',
  label: '内容确认周期',
  group,
  unit: '天',
  help: '服务项目和服务商每隔多少天确认一次内容仍然属实，公开页面显示最近一次确认的日期。',
  fallback: 90,
})
export const confirmLead = daysSetting({
  code: 'directory.confirm.lead',
  label: '提前多久请对方确认',
  group,
  fallback: 10,
})
export const confirmGrace = daysSetting({
  code: 'directory.confirm.grace',
  label: '逾期未确认的宽限期',
  group,
  help: '宽限期满仍未确认的，自动暂停公开，确认后恢复。',
  fallback: 5,
})
export const changeDays = daysSetting({
  code: 'provider.change.days',
  label: '服务商提议的处理时限',
  group,
  fallback: 3,
})

/** Why an entry is not public just now, in words. */
export const hiddenBecause = {
  unconfirmed: '逾期未确认内容，暂不公开',
  expired: '有效期已满，暂不公开',
} as const
export type HiddenWhy = keyof typeof hiddenBecause
export const hiddenWords = (why: string | null): string | null =>
  why && Object.hasOwn(hiddenBecause, why) ? hiddenBecause[why as HiddenWhy] : null

/**
 * What is waiting to be confirmed of an entry is overtaken by its publication, or falls away with it. The flow is asked
 * for by name, because it stands on those of items and providers.
 */
export async function settleConfirmation(
  ctx: Ctx,
  of: { item: string } | { provider: string },
  how: 'overtake' | 'drop',
): Promise<void> {
  const [column, id] =
    'item' in of ? (['item_id', of.item] as const) : (['provider_id', of.provider] as const)
  const open = await ctx.db
    .selectFrom('confirmation')
    .select('id')
    .where(column, '=', id)
    .where('state', 'in', ['due', 'late', 'lapsed'])
    .execute()
  const flow = workflows.get('confirmation') as AnyWorkflow
  await performMany(
    { ...ctx, actor: system },
    flow,
    how,
    open.map(row => row.id),
  )
}
