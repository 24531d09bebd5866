import { providerFlow, serviceItemFlow } from '#modules/catalogue'
import type { Actor } from '#platform/ctx'
import { perform } from '#platform/perform'
import type { Settled } from './settle.ts'

const day = 86_400_000

/** The directory did not stand still: prices and promises changed, one item went, a provider paused and came back. */
export async function liveDirectory(settled: Settled, now: Date): Promise<void> {
  const as = (name: string) => settled.staff.get(name) as Actor
  const ago = (days: number) => new Date(now.getTime() - days * day)
  const revise = async (days: number, code: string, change: Record<string, unknown>): Promise<void> => {
    const id = settled.items.get(code) as string
    await settled.at(as('刘芳'), ago(days + 2), async ctx => {
      const before = await serviceItemFlow.actions.edit.prefill?.(ctx, await itemRow(ctx, id), {})
      await perform(ctx, serviceItemFlow, 'edit', id, { ...withoutNulls(before ?? {}), ...change })
      await perform(ctx, serviceItemFlow, 'submit', id)
    })
    await settled.at(as('李卫东'), ago(days), ctx =>
      perform(ctx, serviceItemFlow, 'publish', id, { reason: '内容属实，同意上架。' }),
    )
  }
  await revise(96, 'CS-001', { price_fen: 18000, promised_days: 4 })
  await revise(41, 'SX-001', { price_fen: 99000, price_note: '含两次修改，最终以选定的报价为准。' })
  await revise(9, 'ZX-002', { promised_days: 2, summary: '在哪个平台开店、要什么手续、花多少钱，一次说清。' })
  await settled.at(as('李卫东'), ago(23), ctx =>
    perform(ctx, serviceItemFlow, 'withdraw', settled.items.get('RJ-001') ?? '', {
      reason: '合作的软件商调整了政策，重新洽谈。',
    }),
  )
  const firm = settled.providers.get('怀宁云上影像工作室') ?? [...settled.providers.values()][0] ?? ''
  await settled.at(as('张涛'), ago(58), ctx =>
    perform(ctx, providerFlow, 'suspend', firm, { reason: '营业执照变更，等待换证。' }),
  )
  await settled.at(as('张涛'), ago(47), ctx => perform(ctx, providerFlow, 'resume', firm))
}

type Row = Parameters<NonNullable<typeof serviceItemFlow.actions.edit.prefill>>[1]
const itemRow = (ctx: Parameters<typeof perform>[0], id: string): Promise<Row> =>
  ctx.db.selectFrom('service_item').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** As the form would send it: what is not filled in is not there. */
const withoutNulls = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
