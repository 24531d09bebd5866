import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { perform } from '#platform/perform'
import { definePersonalData } from '#platform/personal-data'
import { anyPerson, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'

/** The text that is agreed to (个人信息保护法 第十七条); under a new version everybody is asked again. */
export const privacyNotice = { document: 'privacy', version: '2026-11' } as const

/** The box to tick, wherever consent is asked for. */
export const consentBox = z.literal(true, '请阅读并同意后继续').meta({
  label: '我已阅读并同意《个人信息保护告知》',
  widget: 'checkbox',
  more: { href: '/privacy', label: '阅读全文' },
})

const oneself: Who<RowOf<'consent'>> = {
  says: '本人',
  test: (actor, row) => actor.identityId === row.identity_id,
}

/** 告知同意: who agreed to which version, and when it was taken back (第十五条). */
export const consentFlow = defineWorkflow({
  subject: 'consent',
  label: '个人信息保护告知',
  clause: '4.2.2',
  states: {
    given: { label: '已同意', tone: 'green', final: true },
    withdrawn: { label: '已撤回', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' ? query : query.where('consent.identity_id', '=', actor.identityId),
  title: () => '个人信息保护告知',
  href: () => '/account',
  record: z.object({ id: z.uuid(), version: z.string(), state: z.string(), given_at: z.date() }),
  actions: action => ({
    give: action<{ consent: true }>({
      label: '同意并继续',
      past: '同意了个人信息保护告知',
      from: 'new',
      to: 'given',
      by: anyPerson,
      tone: 'primary',
      done: '已记下您的同意',
      leave: '/',
      confirm:
        '为您办事，中心需要保存您的姓名、手机号和办件内容，只用于办理、回访和统计。您可以随时下载、更正，或者注销账号。',
      input: z.object({ consent: consentBox }) as unknown as z.ZodType<{ consent: true }>,
      effect: async ctx => ({
        ...privacyNotice,
        identity_id: ctx.actor.identityId as string,
        given_at: ctx.now,
      }),
    }),
    withdraw: action({
      label: '撤回同意',
      past: '撤回了同意',
      from: ['given'],
      to: 'withdrawn',
      by: oneself,
      tone: 'danger',
      confirm: '撤回后，需要重新同意才能继续在网上办事；撤回前已办理的事项不受影响。',
      effect: async ctx => ({ withdrawn_at: ctx.now }),
    }),
  }),
})

/** For actions that ask for consent within their own form. */
export const giveConsent = (ctx: Ctx) => perform(ctx, consentFlow, 'give', null, { consent: true })

export const consentsOf = (ctx: Ctx) =>
  ctx.db
    .selectFrom('consent')
    .selectAll()
    .where('identity_id', '=', ctx.actor.identityId as string)
    .orderBy('id', 'desc')
    .limit(20)
    .execute()

definePersonalData('consents', { keeps: consentsOf })
