import { z } from 'zod'
import { partyOnPhone } from '#modules/parties'
import { handleMatches, registerMatches } from '#modules/resources'
import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { message } from '#platform/notify'
import { dropFromIndex, putInIndex } from '#platform/search'
import { allOf, anyOf, anyPerson, applicant, concerned, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { categoryWords } from './categories.ts'
import { reviewPostings } from './duties.ts'
import { texts } from './messages.ts'
import { keeper, type Posting, visiblePostings } from './people.ts'
import * as inputs from './posting-inputs.ts'
import { reason } from './reason.ts'
import { mostPostings, reviewDays, validDays } from './settings.ts'

const deskPage = (row: Posting): string => `/desk/postings/${row.id}`
const ownPage = (row: Posting): string => `/my/postings/${row.id}`
const toReview = (row: Posting) =>
  message({ duty: reviewPostings.code }, texts.toReview, { title: row.title }, deskPage(row))

/** Who reviews it neither wrote it down nor owns it. */
const reviewer = allOf(reviewPostings, not(everDid('登记的人', 'register', 'edit')), not(concerned))

/** 5.2.1 供需信息: what somebody sells or wants to buy, reviewed, public until its day, renewed with one tap. */
export const postingFlow = defineWorkflow({
  subject: 'posting',
  label: '供需信息',
  clause: '5.2.1',
  states: {
    submitted: { label: '待审核', tone: 'blue', awaits: reviewPostings, clock: 'review' },
    returned: { label: '待修改', tone: 'orange', awaits: applicant },
    published: { label: '公开中', tone: 'green', final: true },
    expired: { label: '已到期', tone: 'orange', final: true },
    dealt: { label: '已成交', tone: 'green', final: true },
    closed: { label: '已关闭', tone: 'grey', final: true },
  },
  clocks: { review: { label: '审核', within: reviewDays, anew: true } },
  visible: visiblePostings,
  // Photos and certificates of what is public are public.
  opensFile: async (ctx, id) =>
    (await ctx.db
      .selectFrom('posting')
      .select('id')
      .where('id', '=', id)
      .where('state', 'in', ['published', 'dealt'])
      .executeTakeFirst()) !== undefined,
  title: row => row.title,
  href: (row, actor) => (actor.staffId ? deskPage(row) : ownPage(row)),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    kind: z.string(),
    category: z.string(),
    title: z.string(),
    specification: z.string(),
    quantity: z.number(),
    unit: z.string(),
    low_fen: z.number().nullable(),
    high_fen: z.number().nullable(),
    place: z.string().nullable(),
    months: z.array(z.number()),
    delivery: z.array(z.string()),
    samples: z.boolean(),
    valid_until: z.string(),
  }),
  actions: action => ({
    submit: action<inputs.Submitting>({
      label: '发布供需信息',
      past: '提交了供需信息',
      done: '已提交，审核后公开',
      from: 'new',
      to: 'submitted',
      by: anyPerson,
      tone: 'primary',
      input: inputs.submitting,
      about: async (_ctx, raw) => (typeof raw.category === 'string' ? categoryWords(raw.category) : null),
      prefill: inputs.known,
      effect: async (ctx, _row, input) => {
        await refuseTooMany(ctx, input.party_id)
        const { party_id, contact_name, contact_phone } = input
        return {
          ...inputs.columns(input),
          ...{ party_id, contact_name, contact_phone, channel: 'portal', submitted_at: ctx.now },
          identity_id: ctx.actor.identityId,
        }
      },
      tell: row => [toReview(row)],
    }),
    register: action<inputs.Registering>({
      label: '登记供需信息',
      past: '登记了供需信息',
      from: 'new',
      to: 'submitted',
      by: registerMatches,
      tone: 'primary',
      input: inputs.registering,
      effect: async (ctx, _row, input) => {
        const { phone, party_name, party_kind, contact_name, channel } = input
        const party = await partyOnPhone(ctx, { phone, party_name, kind: party_kind, contact_name })
        await refuseTooMany(ctx, party.id)
        return {
          ...inputs.columns(input),
          ...{ party_id: party.id, channel, contact_phone: phone, submitted_at: ctx.now },
          contact_name: contact_name ?? party.contact_name,
        }
      },
      tell: row => [toReview(row)],
    }),
    publish: action({
      label: '审核通过并公开',
      past: '审核通过并公开',
      from: ['submitted'],
      to: 'published',
      by: reviewer,
      tone: 'primary',
      publishes: true,
      blockedBy: (row, _actor, { now }) =>
        row.valid_until < dayOf(now) && '有效期已过，请退回修改，或替对方改有效期。',
      effect: async ctx => ({ published_at: ctx.now, reminded_until: null }),
      consequence: keepFindable,
      tell: row => [
        message(
          { party: row.party_id },
          texts.published,
          { title: row.title, day: row.valid_until },
          ownPage(row),
        ),
      ],
    }),
    return: action<{ reason: string }>({
      label: '退回修改',
      past: '退回修改',
      from: ['submitted'],
      to: 'returned',
      by: reviewer,
      input: reason('哪里要改', '会告知对方，写清怎么改。'),
      note: input => input.reason,
      tell: (row, input) => [
        message(
          { party: row.party_id },
          texts.returned,
          { title: row.title, reason: input.reason },
          ownPage(row),
        ),
      ],
    }),
    renew: action({
      label: '续期',
      past: '确认仍然有效，续期',
      done: '已续期',
      from: ['published', 'expired'],
      to: 'published',
      by: keeper,
      tone: 'primary',
      publishes: true,
      effect: async ctx => ({
        valid_until: addDays(dayOf(ctx.now), validDays.of(ctx.centre)),
        reminded_until: null,
      }),
      consequence: keepFindable,
    }),
    deal: action({
      label: '标为已成交',
      past: '标为已成交',
      from: ['published', 'expired'],
      to: 'dealt',
      by: keeper,
      publishes: true,
      confirm: '标为已成交后不再为您匹配；公开页面会显示“已成交”一段时间。',
      effect: async ctx => ({ ended_on: dayOf(ctx.now) }),
      consequence: keepFindable,
    }),
    edit: action<inputs.About>({
      label: '修改',
      past: '修改了供需信息',
      done: '已提交，审核后公开',
      from: ['submitted', 'returned', 'published', 'expired'],
      to: 'submitted',
      by: keeper,
      publishes: true,
      confirm: '修改后要重新审核，审核前不公开。只想延长有效期，点“续期”就行。',
      input: inputs.revising,
      prefill: inputs.known,
      effect: async (_ctx, _row, input) => inputs.columns(input),
      consequence: keepFindable,
      tell: row => [toReview(row)],
    }),
    rematch: action({
      label: '重新匹配',
      past: '要求重新匹配',
      done: '正在重新匹配，稍后刷新查看',
      from: ['published'],
      by: anyOf<Posting>(handleMatches, applicant),
    }),
    close: action({
      label: '关闭',
      past: '关闭了供需信息',
      from: ['submitted', 'returned', 'published', 'expired'],
      to: 'closed',
      by: anyOf<Posting>(keeper, theSystem),
      tone: 'danger',
      publishes: true,
      confirm: '关闭后不再公开，也不再匹配。',
      effect: async ctx => ({ ended_on: dayOf(ctx.now) }),
      consequence: keepFindable,
    }),
    remind: action({
      label: '提醒续期',
      past: '提醒续期',
      from: ['published'],
      by: theSystem,
      inner: true,
      effect: async (_ctx, row) => ({ reminded_until: row.valid_until }),
      tell: row => [
        message(
          { party: row.party_id },
          texts.ending,
          { title: row.title, day: row.valid_until },
          ownPage(row),
        ),
      ],
    }),
    expire: action({
      label: '到期',
      past: '有效期已到，不再公开',
      from: ['published'],
      to: 'expired',
      by: theSystem,
      inner: true,
      publishes: true,
      consequence: keepFindable,
      tell: row => [message({ party: row.party_id }, texts.expired, { title: row.title }, ownPage(row))],
    }),
  }),
})

async function refuseTooMany(ctx: Ctx, partyId: string): Promise<void> {
  const { n } = await ctx.db
    .selectFrom('posting')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('party_id', '=', partyId)
    .where('state', 'in', ['submitted', 'returned', 'published'])
    .executeTakeFirstOrThrow()
  if (n >= mostPostings.of(ctx.centre))
    throw invalid({ '': `同时最多有 ${mostPostings.of(ctx.centre)} 条供需信息，请先关闭不再需要的。` })
}

async function keepFindable(ctx: Ctx, row: Posting): Promise<void> {
  if (row.state !== 'published') return dropFromIndex(ctx, 'posting', row.id)
  await putInIndex(ctx, {
    subject: 'posting',
    recordId: row.id,
    audience: 'public',
    title: row.title,
    summary:
      `${row.kind === 'supply' ? '供给' : '需求'} · ${categoryWords(row.category)} · ${row.specification}`.slice(
        0,
        60,
      ),
    href: `/market/${row.id}`,
    text: `${categoryWords(row.category)} ${row.specification} ${row.place_note}`,
  })
}
