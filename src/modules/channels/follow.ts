import { type Ctx, system } from '#platform/ctx'
import type { Announcement } from '#platform/jobs'
import { perform } from '#platform/perform'
import {
  followPublications,
  type Move,
  type Publication,
  type PublicationSource,
  publicationSources,
} from '#platform/publications'
import { deliver, type Happened, payloadOf } from './deliveries.ts'
import { postToGroup } from './group.ts'
import { via } from './marks.ts'
import { postFlow } from './post.ts'

/** Whatever a module makes public, corrects or withdraws is carried on. */
followPublications((work, source, announcement) => work.write(ctx => follow(ctx, source, announcement)))

async function follow(
  ctx: Ctx,
  source: PublicationSource,
  { action, recordId, journalId }: Announcement,
): Promise<void> {
  const said = source.moves[action]
  const move = typeof said === 'function' ? await said(ctx, recordId) : said
  if (!move) return
  const publication = await source.one(ctx, recordId)
  // What is not public any more by the time the job runs was withdrawn since, and that is told by a job of its own.
  if ((move === 'withdrawn') !== (publication === null)) return
  const event = await noted(
    ctx,
    { id: journalId, move, subject: source.subject, publicationId: recordId },
    publication,
  )
  if (!event) return
  await toWebhooks(ctx, event, publication)
  if (publication && move !== 'withdrawn') await toGroups(ctx, move, publication)
  if (move === 'withdrawn') await recallPosts(ctx, event)
}

/** Writes the event down; null where that was done before, so that a job that runs twice carries on once. */
async function noted(
  ctx: Ctx,
  event: Omit<Happened, 'title' | 'at'>,
  publication: Publication | null,
): Promise<Happened | null> {
  const { publicationId, ...rest } = event
  const title = publication?.title ?? (await lastTitle(ctx, event)) ?? '（已撤回的内容）'
  const made = await ctx.db
    .insertInto('channel_event')
    .values({ ...rest, publication_id: publicationId, title, at: ctx.now })
    .onConflict(conflict => conflict.columns(['centre_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made ? { ...event, title, at: ctx.now } : null
}

/** What is gone is called what it was called when it was carried on. */
const lastTitle = async (ctx: Ctx, { subject, publicationId }: Pick<Happened, 'subject' | 'publicationId'>) =>
  (
    await ctx.db
      .selectFrom('channel_event')
      .select('title')
      .where('subject', '=', subject)
      .where('publication_id', '=', publicationId)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.title

async function toWebhooks(ctx: Ctx, event: Happened, publication: Publication | null): Promise<void> {
  const hooks = await ctx.db
    .selectFrom('webhook')
    .selectAll()
    .where('state', '=', 'active')
    .limit(100)
    .execute()
  const columns = publication
    ? [publication.column]
    : (publicationSources.get(event.subject)?.columns ?? []).map(column => column.code)
  const payload = payloadOf(ctx, event, publication)
  for (const hook of hooks)
    if (
      hook.events.includes(`publication.${event.move}`) &&
      columns.some(code => hook.columns.includes(code))
    )
      await deliver(ctx, hook, event, payload)
}

async function toGroups(ctx: Ctx, move: Move, publication: Publication): Promise<void> {
  const groups = await ctx.db
    .selectFrom('channel_group')
    .selectAll()
    .where('state', '=', 'active')
    .limit(100)
    .execute()
  for (const group of groups)
    if (group.columns.includes(publication.column))
      await postToGroup(ctx, group, {
        title: move === 'corrected' ? `更正：${publication.title}` : publication.title,
        text: publication.summary,
        url: `${ctx.centre.origin}${via('group', publication)}`,
      })
}

/** What stands on other platforms does not vanish with the page: somebody has to take it down there. */
async function recallPosts(ctx: Ctx, { subject, publicationId }: Happened): Promise<void> {
  const posts = await ctx.db
    .selectFrom('channel_post')
    .select(['id', 'state'])
    .where('subject', '=', subject)
    .where('publication_id', '=', publicationId)
    .where('state', 'in', ['preparing', 'posted'])
    .limit(20)
    .execute()
  for (const { id, state } of posts)
    await perform({ ...ctx, actor: system }, postFlow, state === 'posted' ? 'recall' : 'lapse', id)
}
