import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { shuffle } from '#platform/anonymity'
import { type Ctx, system } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { defineJob } from '#platform/jobs'
import { perform } from '#platform/perform'
import { type Registration, registrationFlow } from './registration.ts'

/** Fewer could be told apart (decision 0004). */
export const fewestOpinions = 5

export const marks = { 5: '很有收获', 4: '有收获', 3: '一般', 2: '收获不大', 1: '没有收获' } as const

export const opinionInput = z.object({
  mark: z
    .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)], { error: '请选择一项' })
    .meta({
      label: '这次活动对您',
      widget: 'rating',
      options: Object.entries(marks)
        .map(([value, label]) => ({ value, label }))
        .reverse(),
    }),
  comment: z
    .string()
    .trim()
    .max(300)
    .optional()
    .meta({ label: '想说的话（可不填）', widget: 'textarea', help: '请不要写姓名、电话。' }),
})
export type Opinion = z.infer<typeof opinionInput>

/**
 * Uses the one right of a registration and keeps the mark apart from it: the journal learns only, by the system, that the
 * right was used; the mark lies without person and time until five of its activity are there.
 */
export async function giveOpinion(ctx: Ctx, row: Registration, { mark, comment }: Opinion): Promise<void> {
  if (row.state !== 'attended') throw invalid({ '': '到场的人才能评价。' })
  if (row.feedback_used) throw invalid({ '': '这次活动您已经评价过，谢谢您。' })
  await perform({ ...ctx, actor: system }, registrationFlow, 'useOpinion', row.id)
  await ctx.db
    .insertInto('activity_opinion_inbox')
    .values({ activity_id: row.activity_id, mark, comment: comment || null })
    .execute()
}

/** Moves what lies in the inbox in groups of at least five of one activity, shuffled, under new random ids. */
export const mixOpinions = defineJob({
  name: 'activity.mix_opinions',
  cron: '*/30 * * * *',
  run: work =>
    work.write(async ctx => {
      const waiting = await ctx.db
        .selectFrom('activity_opinion_inbox')
        .selectAll()
        .forUpdate()
        .limit(5_000)
        .execute()
      const groups = [...Map.groupBy(waiting, one => one.activity_id).values()]
      const moved = shuffle(groups.filter(group => group.length >= fewestOpinions).flat())
      if (moved.length === 0) return
      await ctx.db
        .deleteFrom('activity_opinion_inbox')
        .where(
          'id',
          'in',
          moved.map(one => one.id),
        )
        .execute()
      await ctx.db
        .insertInto('activity_opinion')
        .values(
          moved.map(({ activity_id, mark, comment }) => ({ id: randomUUID(), activity_id, mark, comment })),
        )
        .execute()
    }),
})
