import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http, requireStaff, writeIn } from '#platform/http'
import { find, perform } from '#platform/perform'
import { columnLabel } from '#platform/publications'
import { manageChannels } from './duties.ts'
import { listPage, recordPage } from './frame.tsx'
import { SecretPage, WebhookPage, WebhooksPage } from './pages/webhooks.tsx'
import { deliveriesOf, webhooks } from './queries.ts'
import { events, type Webhook, webhookFlow } from './webhook.ts'

/** 对外推送 at the workbench: receivers, their messages, and once their secret. */
export const deskWebhookRoutes = new Hono<Env>()
  .get('/desk/channels/webhooks', atDesk(showList, manageChannels))
  .get('/desk/channels/webhooks/:id', atDesk(showOne, manageChannels))
  .post('/desk/channels/webhooks/:id/secret', c => {
    requireStaff(c, manageChannels)
    return writeIn(c, ctx => reveal(ctx, c))
  })

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = (await webhooks(ctx)).map(row => ({
    id: row.id,
    name: row.name,
    host: new URL(row.url).host,
    columns: row.columns.map(columnLabel).join('、'),
    failing: row.failing_since,
    state: badgeOf(webhookFlow, row.state),
  }))
  const page = (
    <WebhooksPage rows={rows} query={c.req.query()} mayRegister={mayCreate(ctx, webhookFlow, 'register')} />
  )
  return listPage(ctx, c, '对外推送', page)
}

const list = { path: 'webhooks', label: '对外推送' }

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, webhookFlow, c.req.param('id') ?? '')) as unknown as Webhook
  const page = (
    <WebhookPage
      path={`/desk/channels/webhooks/${row.id}`}
      id={row.id}
      name={row.name}
      url={row.url}
      events={row.events.map(code => events[code as keyof typeof events] ?? code).join('、')}
      columns={row.columns.map(columnLabel).join('、')}
      state={badgeOf(webhookFlow, row.state)}
      mayReveal={row.revealed_at === null && row.state !== 'closed'}
      mayResend={row.state === 'active'}
      formerUntil={row.former_until && row.former_until > ctx.now ? row.former_until : null}
      failingSince={row.failing_since}
      buttons={await buttonsFor(ctx, webhookFlow, row)}
      deliveries={await deliveriesOf(ctx, row.id)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return recordPage(ctx, c, row.name, list, page)
}

/** The secret, once: whoever asks again is refused, and changes it instead. */
async function reveal(ctx: Ctx, c: Http): Promise<Response> {
  const { row } = await perform(ctx, webhookFlow, 'reveal', c.req.param('id') ?? '')
  const { id, name, secret_sealed } = row as unknown as Webhook
  const page = (
    <SecretPage
      name={name}
      back={`/desk/channels/webhooks/${id}`}
      secret={ctx.centre.keys.decrypt(secret_sealed)}
    />
  )
  return recordPage(ctx, c, '推送密钥', list, page)
}
