import type { Ctx } from '#platform/ctx'
import { openFiles } from '#platform/files'
import { dropFromIndex, putInIndex } from '#platform/search'
import { toCheck } from './check.ts'
import { type ReviewStage, type Stage, stageNumber, stageOf } from './codes.ts'
import type { Article, Checked, Content, Correction, Opinion, Words } from './inputs.ts'
import { columns, versionOf } from './queries.ts'
import { reviewsWanted } from './settings.ts'

/** Until there is a public version the article shows what was written last; afterwards what the public reads. */
const shownNow = (
  row: Pick<Article, 'version'>,
  { title, summary, column_id, cover, cover_alt, valid_until }: Content,
) =>
  row.version === null || row.version === undefined
    ? {
        ...{ title, summary, column_id, cover_file: cover[0] ?? null },
        cover_alt: cover.length > 0 ? cover_alt : '',
        valid_until: valid_until ?? null,
      }
    : {}

const writer = (ctx: Ctx): string[] => (ctx.actor.staffId ? [ctx.actor.staffId] : [])

export const begun = async (ctx: Ctx, row: Article, input: Content) => ({
  ...shownNow(row, input),
  latest_version: 1,
  edited_at: ctx.now,
  writers: writer(ctx),
})

export const changed = async (ctx: Ctx, row: Article, input: Content) => ({
  ...shownNow(row, input),
  edited_at: ctx.now,
  writers: [...new Set([...row.writers, ...writer(ctx)])],
})

/** The next version begins as a copy that only its writer has touched. */
export const corrected = async (ctx: Ctx, row: Article, _input: Correction) => ({
  latest_version: row.latest_version + 1,
  edited_at: ctx.now,
  ...{ writers: writer(ctx), passed: [], proofs: '{}', round: 0 },
})

/** Keeps the working version, and that it was saved so by this person. */
export async function saveContent(
  ctx: Ctx,
  row: Article,
  input: Content & { correction?: string },
): Promise<void> {
  const { title, summary, body, column_id, byline, origin, source } = input
  const values = {
    ...{ title, summary, body, column_id, byline, origin, source },
    source_link: input.source_link ?? null,
    permit_files: [...input.permit],
    cover_file: input.cover[0] ?? null,
    cover_alt: input.cover.length > 0 ? input.cover_alt : '',
    picture_files: [...input.pictures],
    attachment_files: [...input.attachments],
    valid_until: input.valid_until ?? null,
    policy_id: input.policy_id ?? null,
    correction: input.correction ?? null,
    saved_at: ctx.now,
  }
  await ctx.db
    .insertInto('article_version')
    .values({ article_id: row.id, version: row.latest_version, ...values })
    .onConflict(conflict => conflict.columns(['centre_id', 'article_id', 'version']).doUpdateSet(values))
    .execute()
  await keepEdit(ctx, row, 'write', input)
}

/** The first saving of a correction is compared with what was public: that text stands before it, under nobody's name. */
export async function saveCorrection(ctx: Ctx, row: Article, input: Correction): Promise<void> {
  await saveContent(ctx, row, input)
}

/** One saving; the same words saved again are none. */
async function keepEdit(
  ctx: Ctx,
  row: Article,
  stage: Stage,
  { title, summary, body }: Words,
): Promise<void> {
  const last = await ctx.db
    .selectFrom('article_edit')
    .select(['number', 'title', 'summary', 'body'])
    .where('article_id', '=', row.id)
    .where('version', '=', row.latest_version)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last && last.title === title && last.summary === summary && last.body === body) return
  await ctx.db
    .insertInto('article_edit')
    .values({
      ...{ article_id: row.id, version: row.latest_version, number: (last?.number ?? 0) + 1 },
      ...{ stage, staff_id: ctx.actor.staffId, at: ctx.now, title, summary, body },
    })
    .execute()
}

/** Whoever corrects while reviewing is remembered: at a later stage others read what was corrected. */
export async function proofread(ctx: Ctx, row: Article, { title, summary }: Words) {
  const proofs = proofsOf(row)
  const staff = ctx.actor.staffId ?? ''
  const stage = stageNumber[stageOf(row.state)]
  return {
    edited_at: ctx.now,
    ...(row.version === null && { title, summary }),
    proofs: JSON.stringify({ ...proofs, [staff]: Math.min(proofs[staff] ?? 9, stage) }),
  }
}
export const proofsOf = ({ proofs }: Pick<Article, 'proofs'>) => proofs as unknown as Record<string, number>

export async function saveProof(ctx: Ctx, row: Article, input: Words): Promise<void> {
  const { title, summary, body } = input
  await ctx.db
    .updateTable('article_version')
    .set({ title, summary, body, saved_at: ctx.now })
    .where('article_id', '=', row.id)
    .where('version', '=', row.latest_version)
    .execute()
  await keepEdit(ctx, row, stageOf(row.state), input)
}

/** A new round: everybody reads it anew, by the number of reviews that holds now. */
export const handedIn = async (ctx: Ctx, row: Article) => ({
  round: row.round + 1,
  reviews: reviewsWanted.of(ctx.centre),
  passed: [] as string[],
})

export const passed = async (ctx: Ctx, row: Article) => ({
  passed: [...row.passed, ...writer(ctx)],
})

/** What was found and held to be right stays with the text. */
export async function keepChecked(ctx: Ctx, row: Article, _input: Checked): Promise<void> {
  const { words } = await toCheck(ctx, row)
  await ctx.db
    .updateTable('article_version')
    .set({ checked_words: JSON.stringify([...new Set(words.map(one => one.term))].slice(0, 100)) })
    .where('article_id', '=', row.id)
    .where('version', '=', row.latest_version)
    .execute()
}

/** The sheet of one review. `before` is the state in which it was given. */
export async function keepReview(
  ctx: Ctx,
  row: Article,
  stage: ReviewStage,
  verdict: 'passed' | 'returned',
  opinion: string,
): Promise<void> {
  const corrected = proofsOf(row)[ctx.actor.staffId ?? ''] === stageNumber[stage]
  await ctx.db
    .insertInto('article_review')
    .values({
      ...{ article_id: row.id, version: row.latest_version, round: row.round, stage, verdict, opinion },
      ...{ corrected, staff_id: ctx.actor.staffId, at: ctx.now },
    })
    .execute()
}

/** The latest version becomes the public one. */
export async function published(ctx: Ctx, row: Article) {
  const text = await versionOf(ctx, row.id, row.latest_version)
  if (!text) throw new Error(`article ${row.id} has no version ${row.latest_version}`)
  const { title, summary, column_id, cover_file, cover_alt, valid_until } = text
  return {
    ...{ title, summary, column_id, cover_file, cover_alt, valid_until },
    version: row.latest_version,
    publish_at: null,
    published_at: row.published_at ?? ctx.now,
    ...(row.version !== null && { corrected_at: ctx.now }),
    ...(row.state !== 'scheduled' && (await passed(ctx, row))),
  }
}

/** What was public before has ended; its files, and those of the new one, are open to all or no longer. */
export async function followPublishing(ctx: Ctx, row: Article): Promise<void> {
  const version = row.version as number
  await ctx.db
    .updateTable('article_version')
    .set({ ended_at: ctx.now })
    .where('article_id', '=', row.id)
    .where('version', '<', version)
    .where('ended_at', 'is', null)
    .where('published_at', 'is not', null)
    .execute()
  await ctx.db
    .updateTable('article_version')
    .set({ published_at: ctx.now })
    .where('article_id', '=', row.id)
    .where('version', '=', version)
    .execute()
  await keepFindable(ctx, row)
}

/** What the public finds, and which files it may open: those of the public version, but no permission to reprint. */
export async function keepFindable(ctx: Ctx, row: Article): Promise<void> {
  const shown = row.version !== null && row.state !== 'withdrawn'
  const text = shown ? await versionOf(ctx, row.id, row.version as number) : undefined
  const open = text
    ? [...text.picture_files, ...text.attachment_files, ...(text.cover_file ? [text.cover_file] : [])]
    : []
  await openFiles(ctx, { subject: 'article', recordId: row.id }, open)
  if (!text) return dropFromIndex(ctx, 'article', row.id)
  const [{ plainText }, known] = await Promise.all([import('#platform/rich-text'), columns(ctx, 'all')])
  await putInIndex(ctx, {
    subject: 'article',
    recordId: row.id,
    audience: 'public',
    title: text.title,
    summary: `${known.find(one => one.id === text.column_id)?.name ?? ''} · ${text.summary}`,
    href: `/news/${row.id}`,
    text: `${text.summary}\n${plainText(text.body)}`,
    weight: 1,
  })
}

/** What was being written is not kept. */
export async function discarded(_ctx: Ctx, row: Article) {
  return { latest_version: row.version as number, passed: [] as string[], proofs: '{}', round: 0 }
}
export async function discard(ctx: Ctx, row: Article): Promise<void> {
  for (const table of ['article_review', 'article_edit', 'article_version'] as const)
    await ctx.db
      .deleteFrom(table)
      .where('article_id', '=', row.id)
      .where('version', '>', row.version as number)
      .execute()
}

export async function prolong(
  ctx: Ctx,
  row: Article,
  { valid_until }: { valid_until: string },
): Promise<void> {
  await ctx.db
    .updateTable('article_version')
    .set({ valid_until })
    .where('article_id', '=', row.id)
    .where('version', '=', row.version as number)
    .execute()
}

export type { Opinion }
