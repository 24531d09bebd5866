import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ratingToken } from '#modules/cases'
import { type Ctx, system } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { newId, noId } from '#platform/ids'
import { tell } from '#platform/notify'
import { perform } from '#platform/perform'
import { type Addressee, anyOf, applicant, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { callbackFlow } from './callback.ts'
import { rightHints } from './queries.ts'
import { ratingDays } from './settings.ts'
import { kinds, type Served, type Subject, seenBy, serviceOf, subjects } from './subjects.ts'

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

/** Whoever asked without a file is invited by a letter, and has no list of tasks. */
const rater: Addressee<{ party_id: string | null }> = {
  ...applicant,
  address: ({ party_id }) => (party_id === null ? {} : { party_id }),
}

/** 6.1 The right to rate what is over, once. The journal learns that it was used, and nothing of an anonymous mark. */
export const ratingRightFlow = defineWorkflow({
  subject: 'rating_right',
  label: '评价',
  confidential: true,
  clause: '6.1',
  states: {
    open: {
      label: '待评价',
      tone: 'orange',
      awaits: rater,
      clock: 'rate',
      after: { within: ratingDays, do: 'expire' },
    },
    used: { label: '已评价', tone: 'green', final: true },
    expired: { label: '未评价', tone: 'grey', final: true },
  },
  clocks: { rate: { label: '评价', within: ratingDays } },
  visible: ({ actor }, query) => {
    if (actor.kind === 'system') return query
    return query.where(eb =>
      eb.or([
        eb('rating_right.subject', 'in', ['', ...seenBy(actor, 'sees')]),
        eb('rating_right.party_id', 'in', [noId, ...actor.parties]),
      ]),
    )
  },
  title: () => '请评价这次服务',
  hints: rightHints,
  href: ({ subject, record_id }, actor) =>
    `${actor.staffId ? '/desk' : '/my'}/${subject === 'consultation' ? 'consultations' : 'cases'}/${record_id}`,
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    subject: z.string(),
    record_id: z.uuid(),
    state: z.string(),
    opened_at: z.date(),
  }),
  actions: action => ({
    grant: action<Served & { party_id: string | null }>({
      label: '开放评价',
      past: '可以评价了',
      from: 'new',
      to: 'open',
      by: theSystem,
      quiet: true,
      input: z.object({
        subject: z.enum(Object.keys(subjects) as [Subject, ...Subject[]]),
        record_id: z.uuid(),
        party_id: z.uuid().nullable(),
      }),
      effect: async (ctx, _row, input) => ({
        ...input,
        token_hash: hashOf(ratingToken(ctx, input.record_id)),
        opened_at: ctx.now,
      }),
      consequence: async (ctx, _row, { subject, record_id }) =>
        tell(ctx, ...(await kinds[subject].invitation(ctx, record_id))),
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
 * Uses the right and keeps the mark. By name it goes straight to the ratings, with what was rated; an anonymous one goes
 * to the inbox without record, person or time, and the journal says only that the right was used.
 */
export async function rate(ctx: Ctx, right: RowOf<'rating_right'>, rating: Rating): Promise<void> {
  if (right.state !== 'open') throw invalid({ '': '这次服务已经评价过，谢谢您。' })
  const asSystem: Ctx = { ...ctx, actor: system }
  await perform(
    rating.by === 'name' && ctx.actor.parties.some(id => id === right.party_id) ? ctx : asSystem,
    ratingRightFlow,
    'use',
    right.id,
  )
  const { item_id, provider_id, party_id } = await serviceOf(ctx, right)
  const kept = {
    month: monthOf(ctx.now),
    ...{ subject: right.subject, item_id, provider_id },
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
    .values({ id, ...kept, record_id: right.record_id, party_id })
    .execute()
  if (rating.mark <= badMark) {
    await perform(asSystem, callbackFlow, 'open', null, {
      ...{ subject: right.subject, record_id: right.record_id, party_id },
      rating_id: id,
      mark: rating.mark,
      comment: rating.comment,
    })
  }
}

/** '2026-11', in Anhui's time. */
export const monthOf = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 7)
