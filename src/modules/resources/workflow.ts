import { z } from 'zod'
import { addWorkingDays, dayOf } from '#platform/calendar'
import { message } from '#platform/notify'
import { allOf, anyOf, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { manageResources, reviewResources } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { texts } from './messages.ts'
import { confirmer, holder, type PooledResource, visibleResources } from './people.ts'
import { confirmEvery, confirmGrace, reviewDays } from './settings.ts'

const page = (row: PooledResource): string => `/desk/resources/${row.id}`
const own = '/my/resources'

/** Who reviews it did not write it. */
const reviewer = allOf(reviewResources, not(everDid('登记和修改的人', 'register', 'edit', 'submit')))

/** 5.2.1 资源库: what the centre can bring together, reviewed by another, true because somebody says so again and again. */
export const resourceFlow = defineWorkflow({
  subject: 'pooled_resource',
  label: '资源',
  clause: '5.2.1',
  states: {
    draft: { label: '草稿', tone: 'grey', awaits: manageResources },
    reviewing: { label: '待审核', tone: 'blue', awaits: reviewResources, clock: 'review' },
    listed: { label: '公开中', tone: 'green', after: { within: confirmEvery, do: 'askAgain' } },
    due: { label: '待确认', tone: 'orange', awaits: confirmer, after: { within: confirmGrace, do: 'hide' } },
    hidden: { label: '暂不公开', tone: 'red', awaits: confirmer },
    withdrawn: { label: '已撤下', tone: 'grey', final: true },
  },
  clocks: { review: { label: '审核', within: reviewDays } },
  visible: visibleResources,
  // Everybody reads its papers as long as it is public.
  opensFile: async (ctx, id, field) =>
    field === 'papers' &&
    (await ctx.db
      .selectFrom('pooled_resource')
      .select('id')
      .where('id', '=', id)
      .where('state', 'in', ['listed', 'due'])
      .executeTakeFirst()) !== undefined,
  title: row => row.name,
  href: (row, actor) => (actor.staffId ? page(row) : own),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    kind: z.string(),
    name: z.string(),
    holder_name: z.string(),
    offers: z.string(),
    audiences: z.array(z.string()),
    conditions: z.string(),
    town: z.string().nullable(),
    cost: z.string(),
    valid_until: z.string().nullable(),
    confirmed_on: z.string().nullable(),
  }),
  actions: action => ({
    register: action<inputs.ResourceInput>({
      label: '登记资源',
      past: '登记了资源',
      from: 'new',
      to: 'draft',
      by: manageResources,
      tone: 'primary',
      input: inputs.about,
      prefill: inputs.known,
      effect: async (ctx, _row, input) => inputs.columns(ctx, input),
    }),
    submit: action({
      label: '送审',
      past: '送审',
      from: ['draft'],
      to: 'reviewing',
      by: manageResources,
      tone: 'primary',
      tell: row => [message({ duty: reviewResources.code }, texts.toReview, { name: row.name }, page(row))],
    }),
    list: action({
      label: '审核通过并公开',
      past: '审核通过并公开',
      from: ['reviewing'],
      to: 'listed',
      by: reviewer,
      tone: 'primary',
      publishes: true,
      blockedBy: effects.overdue,
      effect: async ctx => ({ listed_at: ctx.now, confirmed_on: dayOf(ctx.now), warned: null }),
      consequence: effects.keepShown,
      tell: row => effects.tellHolder(row, to => message(to, texts.listed, { name: row.name }, own)),
    }),
    return: action<{ reason: string }>({
      label: '退回修改',
      past: '退回修改',
      from: ['reviewing'],
      to: 'draft',
      by: reviewer,
      input: inputs.reason('哪里要改'),
      note: input => input.reason,
      tell: (row, input) => [
        message(
          { duty: manageResources.code },
          texts.returned,
          { name: row.name, reason: input.reason },
          page(row),
        ),
      ],
    }),
    confirm: action({
      label: '仍然有效',
      past: '确认仍然有效',
      done: '已记下，公开页面会显示今天的确认日期',
      from: ['due', 'hidden'],
      to: 'listed',
      by: confirmer,
      tone: 'primary',
      publishes: true,
      suits: row => row.listed_at !== null,
      blockedBy: effects.overdue,
      effect: async ctx => ({ confirmed_on: dayOf(ctx.now) }),
      consequence: effects.keepShown,
    }),
    edit: action<inputs.ResourceInput>({
      label: '修改',
      past: '修改了资源',
      from: ['draft', 'listed', 'due', 'hidden'],
      to: 'draft',
      by: manageResources,
      publishes: true,
      confirm: '修改后要重新审核；审核通过前不公开。',
      input: inputs.about,
      prefill: inputs.known,
      effect: async (ctx, _row, input) => inputs.columns(ctx, input),
      consequence: effects.keepShown,
    }),
    openUp: action<inputs.Opening>({
      label: '向其他中心开放',
      past: '经持有人同意，向其他中心开放',
      from: ['listed', 'due'],
      by: manageResources,
      suits: row => row.opened_on === null,
      input: inputs.opening,
      effect: async (ctx, _row, input) => ({ opened_on: dayOf(ctx.now), opened_by: input.opened_by }),
      consequence: effects.keepShown,
      note: input => input.opened_by,
    }),
    closeUp: action({
      label: '不再向其他中心开放',
      past: '不再向其他中心开放',
      from: ['draft', 'reviewing', 'listed', 'due', 'hidden'],
      by: anyOf(manageResources, holder),
      suits: row => row.opened_on !== null,
      effect: async () => ({ opened_on: null, opened_by: null }),
      consequence: effects.keepShown,
    }),
    askAgain: action({
      label: '请求确认',
      past: '请求确认是否仍然有效',
      from: ['listed'],
      to: 'due',
      by: theSystem,
      inner: true,
      tell: (row, _input, ctx) => {
        const day = addWorkingDays(ctx.centre.calendar, dayOf(ctx.now), confirmGrace.of(ctx.centre))
        // For staff the open task says it already.
        return row.party_id
          ? [message({ party: row.party_id }, texts.confirm, { name: row.name, day }, own)]
          : []
      },
    }),
    hide: action({
      label: '暂停公开',
      past: '到期没有确认，暂停公开',
      from: ['due'],
      to: 'hidden',
      by: theSystem,
      inner: true,
      publishes: true,
      consequence: effects.keepShown,
      tell: row => tellHidden(row, '到期没有确认'),
    }),
    lapse: action({
      label: '到期',
      past: '有效期已过，暂停公开',
      from: ['listed', 'due'],
      to: 'hidden',
      by: theSystem,
      inner: true,
      publishes: true,
      consequence: effects.keepShown,
      tell: row => tellHidden(row, '有效期已过'),
    }),
    warn: action<{ days: number }>({
      label: '到期提醒',
      past: '提醒有效期将到',
      from: ['listed', 'due'],
      by: theSystem,
      inner: true,
      input: z.object({ days: z.number().int() }),
      effect: async (_ctx, _row, { days }) => ({ warned: days }),
      tell: row => {
        const values = { name: row.name, day: row.valid_until ?? '' }
        return [
          ...effects.tellHolder(row, to => message(to, texts.ending, values, own)),
          message({ duty: manageResources.code }, texts.ending, values, page(row)),
        ]
      },
    }),
    withdraw: action<{ reason: string }>({
      label: '撤下',
      past: '撤下了资源',
      from: ['draft', 'reviewing', 'listed', 'due', 'hidden'],
      to: 'withdrawn',
      by: anyOf(manageResources, holder, theSystem),
      tone: 'danger',
      publishes: true,
      confirm: '撤下后不再公开和推荐，向其他中心开放的也一并撤下。',
      input: inputs.reason('为什么撤下'),
      effect: async () => ({ opened_on: null, opened_by: null }),
      consequence: effects.keepShown,
      note: input => input.reason,
      tell: (row, input) =>
        effects.tellHolder(row, to =>
          message(to, texts.withdrawn, { name: row.name, reason: input.reason }, own),
        ),
    }),
  }),
})

const tellHidden = (row: PooledResource, why: string) => [
  ...effects.tellHolder(row, to => message(to, texts.hidden, { name: row.name, why }, own)),
  message({ duty: manageResources.code }, texts.hidden, { name: row.name, why }, page(row)),
]
