import { z } from 'zod'
import { robotAddress } from './channels/robot.ts'
import type { Ctx } from './ctx.ts'
import { newId } from './ids.ts'
import { defineJob, enqueue, type Work } from './jobs.ts'
import { defineSetting } from './settings.ts'

/** A filed text with variables; Chinese SMS vendors send nothing else. */
export interface Template<V extends string = string> {
  code: string
  /** '您申请的{item}已受理，编号 {number}。' */
  text: string
  /** Worth an SMS, not only a line in the app. */
  sms: boolean
  variables?: V
}

export const templates = new Map<string, Template>()

type Variables<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Variables<Rest>
  : never

/** Declares a template; its variables are read from the text. */
export function defineTemplate<const Text extends string>(
  code: string,
  text: Text,
  options: { sms?: boolean } = {},
): Template<Variables<Text>> {
  if (templates.has(code)) throw new Error(`template ${code} is declared twice`)
  const template: Template<Variables<Text>> = { code, text, sms: options.sms ?? false }
  templates.set(code, template as Template)
  return template
}

/** Whom a message is for: a party is everyone who holds a mandate for it, or else its phone; a duty, all who hold it. */
export type Recipient =
  | { party: string }
  | { staff: string }
  | { duty: string }
  | { identity: string }
  | { phone: string }

export interface Message {
  to: Recipient
  template: Template
  variables: Record<string, string>
  href?: string
}

/** A message whose variables are checked against its template. */
export const message = <V extends string>(
  to: Recipient,
  template: Template<V>,
  variables: Record<V, string>,
  href?: string,
): Message => ({
  to,
  template: template as Template,
  variables,
  ...(href && { href }),
})

export const fill = (text: string, variables: Record<string, string>): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => variables[name] ?? '')

/** The group of the centre's people that hears what a duty is told. */
export const robotSetting = defineSetting<string>({
  code: 'notify.robot',
  label: '工作群机器人地址',
  group: '通知',
  help: '企业微信或钉钉群机器人的 Webhook；钉钉的安全设置选“自定义关键词”，填“【”。',
  schema: z
    .string()
    .trim()
    .max(300)
    .refine(text => text === '' || robotAddress.test(text), '请填写企业微信或钉钉群机器人的地址')
    .default(''),
  fallback: '',
  secret: true,
})

/** Tells somebody something, in the transaction: a line in the app, and where worth it SMS or mail by a job. */
export async function tell(ctx: Ctx, { to, template, variables, href }: Message): Promise<void> {
  const body = fill(template.text, variables)
  if ('duty' in to && robotSetting.of(ctx.centre))
    await post(ctx, {
      notification_id: null,
      channel: 'robot',
      recipient: '工作群',
      template: template.code,
      body,
    })
  for (const person of await people(ctx, to)) {
    const id = newId()
    await ctx.db
      .insertInto('notification')
      .values({
        id,
        at: ctx.now,
        identity_id: person.identity_id,
        phone: person.phone,
        template: template.code,
        variables: JSON.stringify(variables),
        body,
        href: href ?? null,
      })
      .execute()
    const channels = [
      template.sms && person.phone ? { channel: 'sms' as const, recipient: person.phone } : null,
      person.email ? { channel: 'mail' as const, recipient: person.email } : null,
    ].filter(one => one !== null)
    for (const one of channels)
      await post(ctx, { notification_id: id, ...one, template: template.code, body })
  }
}

interface Letter {
  notification_id: string | null
  channel: 'sms' | 'mail' | 'robot'
  recipient: string
  template: string
  body: string
}

/** Puts a message into the outbox; a job carries it out of the house. */
async function post(ctx: Ctx, letter: Letter): Promise<void> {
  const outboxId = newId()
  await ctx.db
    .insertInto('outbox')
    .values({ id: outboxId, ...letter, state: 'queued', at: ctx.now })
    .execute()
  await enqueue(ctx, deliver, { outboxId })
}

interface Person {
  identity_id: string | null
  phone: string | null
  email: string | null
}

async function people(ctx: Ctx, to: Recipient): Promise<Person[]> {
  if ('phone' in to) return [{ identity_id: null, phone: to.phone, email: null }]
  if ('identity' in to) return [{ identity_id: to.identity, phone: null, email: null }]
  if ('staff' in to) {
    return ctx.db
      .selectFrom('staff')
      .select(['identity_id', 'phone', 'email'])
      .where('id', '=', to.staff)
      .where('identity_id', 'is not', null)
      .execute()
  }
  if ('duty' in to) {
    return ctx.db
      .selectFrom('duty_holder')
      .select(['identity_id', 'phone', 'email'])
      .where('duty', '=', to.duty)
      .where('identity_id', 'is not', null)
      .limit(50)
      .execute()
  }
  return ctx.db
    .selectFrom('contact_of_party')
    .select(['identity_id', 'phone', 'email'])
    .where('party_id', '=', to.party)
    .limit(20)
    .execute()
}

/**
 * Carries one message out of the house. A channel that is not configured, or keeps failing, is written down as
 * failed with its reason; whoever then was reached by nothing is called by the counter (电话告知).
 */
export const deliver = defineJob<{ outboxId: string }>({
  name: 'notify.deliver',
  async run(work, { outboxId }) {
    const row = await work.read(ctx =>
      ctx.db
        .selectFrom('outbox')
        .leftJoin('notification', 'notification.id', 'outbox.notification_id')
        .select(['channel', 'recipient', 'outbox.template', 'outbox.body', 'state', 'tries', 'variables'])
        .where('outbox.id', '=', outboxId)
        .executeTakeFirst(),
    )
    if (row?.state !== 'queued') return
    const error = await carry(work, row).then(
      () => null,
      (failure: Error) => failure,
    )
    const unconfigured = error instanceof NotConfigured
    const final = error === null || unconfigured || row.tries >= 4
    await work.write(ctx =>
      ctx.db
        .updateTable('outbox')
        .set({
          state: error === null ? 'sent' : final ? 'failed' : 'queued',
          tries: row.tries + 1,
          error: error?.message.slice(0, 300) ?? null,
          ...(error === null && { sent_at: work.now }),
        })
        .where('id', '=', outboxId)
        .execute(),
    )
    if (error && !final) throw error
  },
})

class NotConfigured extends Error {}

async function carry(
  { outside, centre }: Work,
  row: { channel: string; recipient: string; template: string; body: string; variables: unknown },
): Promise<void> {
  const { channel, recipient, template, body } = row
  if (channel === 'sms') {
    if (!outside.sms) throw new NotConfigured('尚未配置短信通道')
    return outside.sms(recipient, template, row.variables as Record<string, string>, body)
  }
  if (channel === 'robot') {
    const url = robotSetting.of(centre)
    if (!outside.robot || !url) throw new NotConfigured('尚未配置工作群机器人')
    return outside.robot(url, `【${centre.name}】${body}`)
  }
  if (!outside.mail) throw new NotConfigured('尚未配置邮件通道')
  return outside.mail(recipient, `【${centre.name}】${body.slice(0, 40)}`, body)
}

/** Everything that lies in the person's inbox has been seen. Reading is no action. */
export const markRead = (ctx: Ctx) =>
  ctx.db
    .updateTable('notification')
    .set({ read_at: ctx.now })
    .where('identity_id', '=', ctx.actor.identityId)
    .where('read_at', 'is', null)
    .execute()

/** Writes down a message that went out by itself, because somebody waited for it (a code): sent, or failed and why. */
export const noteSent = (
  ctx: Ctx,
  {
    phone,
    template,
    body,
    failure,
  }: { phone: string; template: Template; body: string; failure: string | null },
) =>
  ctx.db
    .insertInto('outbox')
    .values({
      id: newId(),
      channel: 'sms',
      recipient: phone,
      template: template.code,
      body,
      state: failure ? 'failed' : 'sent',
      tries: 1,
      error: failure,
      at: ctx.now,
      sent_at: failure ? null : ctx.now,
    })
    .execute()
