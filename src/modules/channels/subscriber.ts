import { z } from 'zod'
import { oneOf } from '#platform/forms'
import { forgetLetters } from '#platform/outbox'
import { holds, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { manageChannels } from './duties.ts'
import { columnsField } from './inputs.ts'
import { postConfirmation } from './letters.ts'
import { confirmDays } from './settings.ts'

export type Subscriber = RowOf<'digest_subscriber'>
export type Rhythm = 'daily' | 'weekly'
export const rhythms = { weekly: '每周一封', daily: '每天一封' } as const

interface Asking {
  email: string
  columns: string[]
  rhythm: Rhythm
  identity_id?: string | null | undefined
}
type Leaving = 'page' | 'one_click' | 'never' | 'staff' | 'erased'

/** What is chosen, by the person themselves. */
export const choice = () =>
  z.object({
    columns: columnsField('订阅哪些栏目'),
    rhythm: oneOf(rhythms, '多久一封', 'radio'),
  })

/** An address, one and nothing else: no list, no line break, no display name. */
export const emailField = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, '邮箱太长了')
  .pipe(z.email('请填写正确的邮箱，例如 name@example.com').regex(/^[\x21-\x7e]+$/, '邮箱里有不能用的字符'))
  .meta({ label: '邮箱', autocomplete: 'email', secret: true })

const gone = (now: Date, how: Leaving) => ({
  ...{ email_sealed: null, email_hash: null, identity_id: null, left_at: now, left_how: how },
})

/** 邮件摘要的订阅: asked for on a page, confirmed by a letter, left by one button. Nobody else's hand moves it. */
export const subscriberFlow = defineWorkflow({
  subject: 'digest_subscriber',
  label: '邮件订阅',
  clause: '5.5',
  confidential: true,
  states: {
    asked: { label: '待本人确认', tone: 'orange', after: { within: confirmDays, do: 'forget' } },
    active: { label: '订阅中', tone: 'green', final: true },
    left: { label: '已退订', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || holds(actor, manageChannels)
      ? query
      : query.where('digest_subscriber.id', 'is', null),
  title: () => '邮件订阅',
  href: () => '/desk/channels/subscribers',
  record: z.object({ id: z.uuid(), state: z.string(), rhythm: z.string(), columns: z.array(z.string()) }),
  actions: action => ({
    ask: action<Asking>({
      label: '申请订阅',
      past: '申请订阅邮件摘要',
      from: 'new',
      to: 'asked',
      by: theSystem,
      inner: true,
      input: async () =>
        choice().extend({
          email: emailField,
          identity_id: z.uuid().nullish().meta({ secret: true }),
        }) as z.ZodType<Asking>,
      effect: async (ctx, _row, { email, columns, rhythm, identity_id }) => ({
        email_sealed: ctx.centre.keys.encrypt(email),
        email_hash: ctx.centre.keys.hash(email),
        identity_id: identity_id ?? null,
        ...{ columns, rhythm, asked_at: ctx.now },
      }),
    }),
    remind: action({
      label: '再发确认信',
      past: '发出确认信',
      from: ['asked', 'active'],
      by: theSystem,
      inner: true,
      effect: async (ctx, row) => ({ letters: row.letters + 1, letter_at: ctx.now }),
      consequence: async (ctx, row) => postConfirmation(ctx, row),
    }),
    confirm: action({
      label: '确认订阅',
      past: '确认订阅',
      from: ['asked'],
      to: 'active',
      by: theSystem,
      inner: true,
      effect: async ctx => ({ confirmed_at: ctx.now, digest_at: ctx.now }),
    }),
    choose: action<{ columns: string[]; rhythm: Rhythm }>({
      label: '修改订阅',
      past: '修改订阅的栏目',
      from: ['active'],
      by: theSystem,
      inner: true,
      input: async () => choice(),
      effect: async (_ctx, _row, input) => input,
    }),
    leave: action<{ how: Leaving }>({
      label: '退订',
      past: '退订，地址已删除',
      from: ['asked', 'active'],
      to: 'left',
      by: theSystem,
      inner: true,
      input: z.object({ how: z.enum(['page', 'one_click', 'never', 'erased']) }),
      effect: async (ctx, _row, { how }) => gone(ctx.now, how),
      consequence: async (ctx, row) => forgetLetters(ctx, row.id),
    }),
    remove: action({
      label: '代为退订',
      past: '应本人要求代为退订，地址已删除',
      from: ['asked', 'active'],
      to: 'left',
      by: manageChannels,
      tone: 'danger',
      confirm: '退订后地址随即删除，本人要再次订阅需重新确认。',
      effect: async ctx => gone(ctx.now, 'staff'),
      consequence: async (ctx, row) => forgetLetters(ctx, row.id),
    }),
    forget: action({
      label: '到期删除',
      past: '一直没有确认，地址已删除',
      from: ['asked'],
      to: 'left',
      by: theSystem,
      inner: true,
      effect: async ctx => gone(ctx.now, 'never'),
      consequence: async (ctx, row) => forgetLetters(ctx, row.id),
    }),
  }),
})
