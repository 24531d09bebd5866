import { createHmac } from 'node:crypto'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { post } from '#platform/outbox'
import { type Move, type Publication, sectionOf } from '#platform/publications'
import type { RowOf } from '#platform/workflow'
import { via } from './marks.ts'
import { webhookLetter } from './messages.ts'

type Webhook = RowOf<'webhook'>

export interface Happened {
  /** Of the journal's row: the id of the message, the same however often it is sent. */
  id: string
  move: Move
  subject: string
  publicationId: string
  title: string
  at: Date
}

/**
 * What is sent: thin, because whoever wants the whole text reads its page; of what was withdrawn only which it was. Field
 * names stand in the public description (`/webhooks`) and never change their meaning.
 */
export const payloadOf = (ctx: Ctx, event: Happened, publication: Publication | null): string =>
  JSON.stringify({
    type: `publication.${event.move}`,
    timestamp: event.at.toISOString(),
    data: {
      id: event.publicationId,
      kind: event.subject,
      centre: ctx.centre.name,
      ...(publication
        ? {
            title: publication.title.slice(0, 200),
            summary: publication.summary.slice(0, 500),
            column: sectionOf(publication),
            url: `${ctx.centre.origin}${via('webhook', publication)}`,
            published_at: publication.at.toISOString(),
          }
        : { title: event.title.slice(0, 200) }),
    },
  })

/** One message for one receiver, and the letter that carries it; the same event adds nothing a second time. */
export async function deliver(ctx: Ctx, webhook: Webhook, event: Happened, payload: string): Promise<void> {
  const letterId = newId()
  const made = await ctx.db
    .insertInto('webhook_delivery')
    .values({
      id: newId(),
      webhook_id: webhook.id,
      event_id: event.id,
      payload,
      letter_id: letterId,
      at: ctx.now,
    })
    .onConflict(conflict => conflict.columns(['centre_id', 'webhook_id', 'event_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made) await postDelivery(ctx, webhook, letterId, made.id, event.title)
}

/** Once more, under the same id: the receiver knows it by that. */
export async function resend(ctx: Ctx, webhook: Webhook, deliveryId: string): Promise<void> {
  const delivery = await ctx.db
    .selectFrom('webhook_delivery')
    .innerJoin('channel_event', 'channel_event.id', 'webhook_delivery.event_id')
    .select(['webhook_delivery.id', 'channel_event.title'])
    .where('webhook_delivery.id', '=', deliveryId)
    .where('webhook_id', '=', webhook.id)
    .executeTakeFirst()
  if (!delivery) throw notFound('这条推送')
  const letterId = newId()
  await ctx.db
    .updateTable('webhook_delivery')
    .set({ letter_id: letterId })
    .where('id', '=', delivery.id)
    .execute()
  await postDelivery(ctx, webhook, letterId, delivery.id, delivery.title)
}

const postDelivery = (
  ctx: Ctx,
  webhook: Webhook,
  id: string,
  about_id: string,
  title: string,
): Promise<void> =>
  post(ctx, [
    {
      ...{ id, about_id, channel: 'webhook', notification_id: null },
      ...{ recipient: webhook.name, template: webhookLetter.code, body: title },
    },
  ])

export interface Signed {
  'webhook-id': string
  'webhook-timestamp': string
  'webhook-signature': string
}

/**
 * The three headers of Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body`, one `v1,` signature for each secret
 * that holds. The timestamp is that of the try, so that a receiver can refuse what was recorded long ago.
 */
export function signed(secrets: readonly string[], id: string, at: Date, body: string): Signed {
  const timestamp = String(Math.floor(at.getTime() / 1_000))
  const signatures = secrets.map(secret => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}
