import type { Ctx } from '#platform/ctx'
import { wordsIn } from '#platform/fitting'
import { dropFromIndex, putInIndex } from '#platform/search'
import { forms, kinds } from './codes.ts'
import type { Content, Entry } from './inputs.ts'
import { versionOf } from './queries.ts'

/** The version that may still be changed: a public one is never touched, its successor is. */
export const workingVersion = (row: Entry): number =>
  row.latest_version === row.version ? row.latest_version + 1 : row.latest_version

export async function saveContent(ctx: Ctx, row: Entry, input: Content): Promise<void> {
  const { form, kind, title, body, basis, valid_until } = input
  const text = {
    ...{ form, kind, title, body, valid_until },
    topic_id: input.topic_id ?? null,
    basis: JSON.stringify(basis),
    author_id: ctx.actor.staffId,
    saved_at: ctx.now,
  }
  await ctx.db
    .insertInto('knowledge_version')
    .values({ entry_id: row.id, version: row.latest_version, ...text })
    .onConflict(conflict => conflict.columns(['centre_id', 'entry_id', 'version']).doUpdateSet(text))
    .execute()
}

/** The latest version becomes the public one. */
export async function publish(ctx: Ctx, row: Entry) {
  const text = await versionOf(ctx, row.id, row.latest_version)
  return {
    version: row.latest_version,
    valid_until: text?.valid_until ?? null,
    hidden: false,
    reviewer_id: ctx.actor.staffId,
    tokens: await wordsIn(`${text?.title ?? ''}\n${text?.body ?? ''}`),
    confirmed_at: ctx.now,
    ...(row.published_at === null && { published_at: ctx.now }),
  }
}

/** What was public before has ended; whoever searches finds the new text. */
export async function followPublishing(ctx: Ctx, row: Entry): Promise<void> {
  const version = row.version as number
  await ctx.db
    .updateTable('knowledge_version')
    .set({ ended_at: ctx.now })
    .where('entry_id', '=', row.id)
    .where('version', '<', version)
    .where('ended_at', 'is', null)
    .where('published_at', 'is not', null)
    .execute()
  await ctx.db
    .updateTable('knowledge_version')
    .set({ published_at: ctx.now })
    .where('entry_id', '=', row.id)
    .where('version', '=', version)
    .execute()
  await keepFindable(ctx, row)
}

/** The title and number of what the public reads. */
export async function backToPublic(ctx: Ctx, row: Entry) {
  const text = await versionOf(ctx, row.id, row.version as number)
  return { latest_version: row.version as number, title: text?.title ?? row.title }
}

/** What was being written is not kept. */
export async function discard(ctx: Ctx, row: Entry): Promise<void> {
  await ctx.db
    .deleteFrom('knowledge_version')
    .where('entry_id', '=', row.id)
    .where('version', '>', row.version as number)
    .execute()
}

/** What the public finds is what the public may read. */
export async function keepFindable(ctx: Ctx, row: Entry): Promise<void> {
  const text = row.version === null ? undefined : await versionOf(ctx, row.id, row.version)
  if (!text || row.hidden || row.state === 'withdrawn') return dropFromIndex(ctx, 'knowledge_entry', row.id)
  await putInIndex(ctx, {
    subject: 'knowledge_entry',
    recordId: row.id,
    audience: 'public',
    title: text.title,
    summary: `${forms[text.form as keyof typeof forms]} · ${kinds[text.kind as keyof typeof kinds]}`,
    href: `/knowledge/${row.id}`,
    text: text.body,
    weight: 1,
  })
}
