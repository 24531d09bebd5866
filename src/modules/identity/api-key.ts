import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { definePersonalData } from '#platform/personal-data'
import { hashOfKey, keyPrefix } from '#platform/session'
import { anyOf, defineDuty, type Who } from '#platform/who'
import { defineWorkflow, type RowOf, workflows } from '#platform/workflow'
import { keyDays } from './settings.ts'

export const useApi = defineDuty('api.use', '使用接口密钥')

const holder: Who<RowOf<'api_key'>> = {
  says: '持有人',
  test: (actor, row) => actor.identityId === row.identity_id,
}

interface NewKey {
  name: string
  reads: string[]
  acts: string[]
  expires_on: string
}

/** The secret of a key: derived from its id by the centre's own key, so that it need not be kept anywhere. */
export const tokenOf = (ctx: Ctx, id: string): string =>
  keyPrefix + Buffer.from(ctx.centre.keys.hash(`api key ${id}`), 'hex').toString('base64url')

/** What a key may reach: chosen flow by flow, reading and acting apart. */
export const keyInput = async (ctx: Ctx) => {
  const options = [...workflows.values()].map(flow => ({ value: flow.subject as string, label: flow.label }))
  const scope = z.array(z.enum(options.map(option => option.value) as [string, ...string[]]))
  const latest = dayOf(new Date(ctx.now.getTime() + keyDays.of(ctx.centre) * 86_400_000))
  return z.object({
    name: z
      .string()
      .trim()
      .min(2)
      .max(40)
      .meta({ label: '用途', help: '写明给哪个系统用，例如：县政务数据平台。' }),
    reads: scope.meta({ label: '可以读取', widget: 'checkboxes', options }),
    acts: scope.default([]).meta({ label: '可以办理', widget: 'checkboxes', options }),
    expires_on: z.iso
      .date('请填写日期')
      .refine(day => day >= dayOf(ctx.now) && day <= latest, `有效期最晚到 ${latest}`)
      .meta({ label: '有效期至', widget: 'date' }),
  }) as unknown as z.ZodType<NewKey>
}

/** 接口密钥: a machine acts as its holder, within the key's scopes; it ends when the holder leaves. */
export const apiKeyFlow = defineWorkflow({
  subject: 'api_key',
  label: '接口密钥',
  clause: '4.3.4',
  states: {
    active: { label: '有效', tone: 'green', final: true },
    revoked: { label: '已停用', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' ? query : query.where('api_key.identity_id', '=', actor.identityId),
  title: row => row.name,
  href: () => '/account',
  record: z.object({
    id: z.uuid(),
    name: z.string(),
    state: z.string(),
    reads: z.array(z.string()),
    acts: z.array(z.string()),
    expires_on: z.string(),
  }),
  actions: action => ({
    create: action<NewKey>({
      label: '新建接口密钥',
      past: '新建了接口密钥',
      from: 'new',
      to: 'active',
      by: useApi,
      quiet: true,
      input: keyInput,
      effect: async (ctx, row, input) => {
        if (ctx.actor.key) throw conflict('接口密钥不能用来新建密钥，请登录后办理。')
        return {
          ...input,
          identity_id: ctx.actor.identityId as string,
          token_hash: hashOfKey(tokenOf(ctx, row.id)),
          created_at: ctx.now,
        }
      },
      note: input => `${input.name}，有效期至 ${input.expires_on}`,
    }),
    revoke: action({
      label: '停用',
      past: '停用了接口密钥',
      from: ['active'],
      to: 'revoked',
      by: anyOf(holder),
      tone: 'danger',
      confirm: '停用后，使用这把密钥的系统立即不能再访问。',
    }),
  }),
})

export const keysOfActor = (ctx: Ctx) =>
  ctx.db
    .selectFrom('api_key')
    .selectAll()
    .where('identity_id', '=', ctx.actor.identityId as string)
    .orderBy('id', 'desc')
    .limit(50)
    .execute()

definePersonalData('api_keys', {
  keeps: async ctx =>
    (await keysOfActor(ctx)).map(({ name, state, reads, acts, created_at, expires_on }) => ({
      name,
      state,
      reads,
      acts,
      created_at,
      expires_on,
    })),
})
