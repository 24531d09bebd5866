import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { anyOf, anyPerson, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { type Topic, topics } from './codes.ts'

interface Wish {
  fitting: boolean
  topics: Topic[]
}

const oneself: Who<RowOf<'policy_follow'>> = {
  says: '订阅人',
  test: (actor, row) => actor.identityId === row.identity_id,
}

const wish = z
  .object({
    fitting: z.boolean().default(false).meta({
      label: '我能享受的：只要不是明显不符合，都告诉我',
      widget: 'checkbox',
    }),
    topics: z
      .array(z.enum(Object.keys(topics) as [Topic]))
      .default([])
      .meta({
        label: '我关心的主题',
        widget: 'checkboxes',
        help: '明显不符合条件的不会打扰您。',
        options: Object.entries(topics).map(([value, label]) => ({ value, label })),
      }),
  })
  .refine(input => input.fitting || input.topics.length > 0, {
    path: ['topics'],
    message: '请至少选一个主题，或勾选“我能享受的”',
  }) as unknown as z.ZodType<Wish>

/** Two forms sent at once: the second waits and finds the first. */
const onlyOne = (ctx: Ctx) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`policy follow ${ctx.actor.identityId}`}, ${ctx.centre.id}))`.execute(
    ctx.db,
  )

/** The one wish that somebody has now. */
export const followOf = (ctx: Ctx) =>
  ctx.db
    .selectFrom('policy_follow')
    .selectAll()
    .where('identity_id', '=', ctx.actor.identityId)
    .where('state', '=', 'following')
    .executeTakeFirst()

/** 政策提醒: of which policies somebody wants to hear; left in one step. */
export const policyFollowFlow = defineWorkflow({
  subject: 'policy_follow',
  label: '政策提醒',
  clause: '5.1',
  states: {
    following: { label: '已订阅', tone: 'green', final: true },
    left: { label: '已退订', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' ? query : query.where('policy_follow.identity_id', '=', actor.identityId),
  title: () => '政策提醒',
  href: () => '/my/policies',
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    topics: z.array(z.string()),
    fitting: z.boolean(),
    since: z.date(),
  }),
  actions: action => ({
    follow: action<Wish>({
      label: '订阅政策提醒',
      past: '订阅了政策提醒',
      done: '已订阅，有新消息会告诉您',
      from: 'new',
      to: 'following',
      by: anyOf(anyPerson),
      tone: 'primary',
      input: wish,
      prefill: async () => ({ fitting: true }),
      effect: async (ctx, _row, input) => {
        await onlyOne(ctx)
        if (await followOf(ctx)) throw conflict('您已经订阅了，可以修改订阅的内容。', '/my/policies')
        return { ...input, identity_id: ctx.actor.identityId as string, since: ctx.now }
      },
    }),
    change: action<Wish>({
      label: '修改订阅',
      past: '修改了订阅的内容',
      from: ['following'],
      by: anyOf(oneself),
      input: wish,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (_ctx, _row, input) => ({ ...input }),
    }),
    leave: action({
      label: '退订',
      past: '退订了政策提醒',
      done: '已退订，不会再收到政策提醒',
      from: ['following'],
      to: 'left',
      by: anyOf(oneself),
    }),
  }),
})
