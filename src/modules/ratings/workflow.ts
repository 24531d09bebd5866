import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ratingLink, ratingToken, seesCases } from '#modules/cases'
import { type Ctx, system } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { newId } from '#platform/ids'
import { message } from '#platform/notify'
import { perform } from '#platform/perform'
import { anyOf, applicant, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { callbackFlow } from './callback.ts'
import { texts } from './messages.ts'
import { rightHints } from './queries.ts'
import { ratingDays } from './settings.ts'

/** The five levels of 好差评 (GB/T 39735-2020 as practised): none is ever pre-selected. */
export const marks = { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' } as const
export const facets = ['办理效率', '业务水平', '服务态度', '指南准确', '流程便捷'] as const

/** A mark of this or less is bad (差评). */
export const badMark = 2

export interface Rating {
  mark: number
  facets: string[]
  comment?: string | undefined
  by: 'anonymous' | 'name'
}

const ratingFields = {
  mark: z
    .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)], {
      error: '请选择一项评价',
    })
    .meta({
      label: '总体评价',
      widget: 'rating',
      options: Object.entries(marks)
        .map(([value, label]) => ({ value, label }))
        .reverse(),
    }),
  facets: z
    .array(z.enum(facets))
    .default([])
    .meta({
      label: '您的评价主要与哪些方面有关（可不选）',
      widget: 'checkboxes',
      options: facets.map(value => ({ value, label: value })),
    }),
  comment: z.string().trim().max(500).optional().meta({ label: '想说的话（可不填）', widget: 'textarea' }),
}
/** The form of the rating page. */
export const ratingInput = z.object({
  ...ratingFields,
  by: z.enum(['anonymous', 'name']).meta({
    label: '评价方式',
    widget: 'radio',
    options: [
      { value: 'anonymous', label: '匿名', help: '承办人看不到是谁评的；满 5 份后才混在一起公布。' },
      { value: 'name', label: '实名', help: '不满意时，会有未经手此事的工作人员回访您。' },
    ],
  }),
}) as unknown as z.ZodType<Rating>

export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** 6.1 The right to rate a closed case, once. The journal learns that it was used, and nothing of an anonymous mark. */
export const ratingRightFlow = defineWorkflow({
  subject: 'rating_right',
  label: '评价',
  clause: '6.1',
  states: {
    open: {
      label: '待评价',
      tone: 'orange',
      awaits: applicant,
      clock: 'rate',
      after: { within: ratingDays, do: 'expire' },
    },
    used: { label: '已评价', tone: 'green', final: true },
    expired: { label: '未评价', tone: 'grey', final: true },
  },
  clocks: { rate: { label: '评价', within: ratingDays } },
  visible: ({ actor }, query) => {
    if (actor.kind === 'system' || seesCases(actor)) return query
    return actor.parties.length === 0
      ? query.where('rating_right.id', 'is', null)
      : query.where('rating_right.party_id', 'in', [...actor.parties])
  },
  title: () => '请评价这次服务',
  hints: rightHints,
  href: (row, actor) => (actor.staffId ? `/desk/cases/${row.case_id}` : `/my/cases/${row.case_id}`),
  party: row => row.party_id,
  record: z.object({ id: z.uuid(), case_id: z.uuid(), state: z.string(), opened_at: z.date() }),
  actions: action => ({
    grant: action<{ case_id: string; party_id: string }>({
      label: '开放评价',
      past: '可以评价了',
      from: 'new',
      to: 'open',
      by: theSystem,
      quiet: true,
      input: z.object({ case_id: z.uuid(), party_id: z.uuid() }),
      effect: async (ctx, _row, input) => ({
        ...input,
        token_hash: hashOf(ratingToken(ctx, input.case_id)),
        opened_at: ctx.now,
      }),
      tell: (row, _input, ctx) => [
        message(
          { party: row.party_id },
          texts.invited,
          { link: ratingLink(ctx, row.case_id) },
          `/my/cases/${row.case_id}`,
        ),
      ],
    }),
    use: action({
      label: '评价',
      past: '作出了评价',
      from: ['open'],
      to: 'used',
      by: anyOf(applicant, theSystem),
      quiet: true,
      inner: true,
    }),
    expire: action({
      label: '逾期未评',
      past: '逾期未评价',
      from: ['open'],
      to: 'expired',
      by: theSystem,
      quiet: true,
    }),
  }),
})

/**
 * Uses the right and keeps the mark. By name it goes straight to the ratings, with its case; an anonymous one goes
 * to the inbox without case, person or time, and the journal says only that the right was used.
 */
export async function rate(ctx: Ctx, right: RowOf<'rating_right'>, rating: Rating): Promise<void> {
  if (right.state !== 'open') throw invalid({ '': '这次服务已经评价过，谢谢您。' })
  const asSystem: Ctx = { ...ctx, actor: system }
  await perform(
    rating.by === 'name' && ctx.actor.parties.includes(right.party_id) ? ctx : asSystem,
    ratingRightFlow,
    'use',
    right.id,
  )
  const served = await ctx.db
    .selectFrom('service_case')
    .select(['item_id', 'provider_id'])
    .where('id', '=', right.case_id)
    .executeTakeFirstOrThrow()
  const kept = {
    month: monthOf(ctx.now),
    ...served,
    mark: rating.mark,
    facets: rating.facets,
    comment: rating.comment ?? null,
  }
  if (rating.by === 'anonymous') {
    await ctx.db.insertInto('rating_inbox').values(kept).execute()
    return
  }
  const id = newId()
  await ctx.db
    .insertInto('rating')
    .values({ id, ...kept, case_id: right.case_id, party_id: right.party_id })
    .execute()
  if (rating.mark <= badMark) {
    await perform(asSystem, callbackFlow, 'open', null, {
      case_id: right.case_id,
      party_id: right.party_id,
      rating_id: id,
      mark: rating.mark,
      comment: rating.comment,
    })
  }
}

/** '2026-11', in Anhui's time. */
export const monthOf = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 7)
