import type { robot } from '#platform/channels/robot'
import { type Ctx, system } from '#platform/ctx'
import { postOutside } from '#platform/outbound'
import { defineCarrier, type Taken, Undeliverable } from '#platform/outbox'
import { perform } from '#platform/perform'
import { signed } from './deliveries.ts'
import type { GroupWords } from './group.ts'
import { failingDays } from './settings.ts'
import { webhookFlow } from './webhook.ts'

defineCarrier('group', {
  async carry({ outside, centre, read }, letter) {
    const group = await read(ctx =>
      ctx.db.selectFrom('channel_group').selectAll().where('id', '=', letter.about_id).executeTakeFirst(),
    )
    if (group?.state !== 'active' || !letter.sealed) throw new Undeliverable('这个群已暂停或停用')
    if (!outside.robot) throw new Undeliverable('尚未配置群机器人')
    const { title, text, url } = JSON.parse(centre.keys.decrypt(letter.sealed)) as GroupWords
    const send: typeof robot = outside.robot
    await send(centre.keys.decrypt(group.address_sealed), {
      kind: group.kind === 'dingtalk' ? 'dingtalk' : 'wecom',
      title: `【${centre.name}】${title}`,
      ...{ text, url },
    })
  },
})

const [second, minute, hour] = [1_000, 60_000, 3_600_000]

/** Tries for about a day, as Standard Webhooks advises; together with the first these are nine. */
export const pauses = [
  ...[5 * second, 5 * minute, 30 * minute, hour],
  ...[2 * hour, 4 * hour, 6 * hour, 10 * hour],
] as const

defineCarrier('webhook', {
  pauses,
  async carry({ outside, centre, read, now }, letter) {
    const found = await read(ctx => deliveryOf(ctx, letter))
    if (found?.state !== 'active') throw new Undeliverable('这项推送已暂停或停用')
    const { decrypt } = centre.keys
    const holds = found.former_secret_sealed && found.former_until && found.former_until > now
    const secrets = [found.secret_sealed, ...(holds ? [found.former_secret_sealed as string] : [])].map(
      decrypt,
    )
    const status = await postOutside(
      {
        url: found.url,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'county-ecommerce-centre',
          ...signed(secrets, found.event_id, now, found.payload),
        },
        body: found.payload,
        demo: centre.demo,
      },
      outside.resolve,
    )
    // Gone for good: the receiver asks for no more (Standard Webhooks, "Gone").
    if (status === 410) throw new Undeliverable('对方答复 410：不再接收')
    if (status < 200 || status >= 300) throw new Error(`对方答复 ${status}`)
  },
  settled: noteOutcome,
})

const deliveryOf = (ctx: Ctx, letter: Pick<Taken, 'about_id'>) =>
  ctx.db
    .selectFrom('webhook_delivery')
    .innerJoin('webhook', 'webhook.id', 'webhook_delivery.webhook_id')
    .select(['webhook.id', 'state', 'url', 'event_id', 'payload', 'failing_since'])
    .select(['secret_sealed', 'former_secret_sealed', 'former_until'])
    .where('webhook_delivery.id', '=', letter.about_id)
    .executeTakeFirst()

/** Since when nothing gets through; where that lasts, or the receiver said so, it is switched off and staff are told. */
async function noteOutcome(
  ctx: Ctx,
  letter: Taken,
  { sent, failure }: { sent: boolean; failure: Error | null },
): Promise<void> {
  const webhook = await deliveryOf(ctx, letter)
  if (webhook?.state !== 'active') return
  const { id, failing_since } = webhook
  if (sent) {
    if (failing_since)
      await ctx.db.updateTable('webhook').set({ failing_since: null }).where('id', '=', id).execute()
    return
  }
  if (!failing_since)
    await ctx.db.updateTable('webhook').set({ failing_since: ctx.now }).where('id', '=', id).execute()
  const lasting =
    failing_since && ctx.now.getTime() - failing_since.getTime() >= failingDays.of(ctx.centre) * 24 * hour
  if (lasting || failure instanceof Undeliverable)
    await perform({ ...ctx, actor: system }, webhookFlow, 'disable', id, { reason: failure?.message ?? '' })
}
