import { settingFlow } from '#modules/team'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { perform } from '#platform/perform'
import { dropFromIndex, putInIndex } from '#platform/search'
import { settings } from '#platform/settings'
import { bindingOf } from './bindings.ts'
import {
  type Approval,
  type Article,
  type ArticleInput,
  type Content,
  kinds,
  type LimitChange,
  type Regulation,
  refuseSameNumber,
} from './inputs.ts'
import { articlesOf, versionOf } from './queries.ts'
import { asWritten, namedIn, piecesOf, plain } from './text.ts'

/** The version that may still be changed: one that was in force is never touched, its successor is. */
export const workingVersion = (row: Regulation): number =>
  row.latest_version === row.version ? row.latest_version + 1 : row.latest_version

/** What an article is bound to: what was chosen and exists, and every limit that its text names. */
const bindingsFor = (body: string, chosen: readonly string[]): string[] => [
  ...new Set([
    ...chosen.filter(code => bindingOf(code) !== null),
    ...namedIn(body).map(code => `setting:${code}`),
  ]),
]

export async function saveContent(ctx: Ctx, row: Regulation, input: Content): Promise<void> {
  const { kind, number, name, effective_from, effective_until } = input
  if (effective_until && effective_until < dayOf(ctx.now))
    throw invalid({ effective_until: '这一天已经过去，请填今天或以后的日期。' })
  await saveVersion(ctx, row, {
    ...{ kind, number, name },
    effective_from: effective_from ?? null,
    effective_until: effective_until ?? null,
  })
  await saveArticles(
    ctx,
    row,
    input.articles.map(one => ({ ...one, bindings: one.bindings.split(' ').filter(Boolean) })),
  )
}

interface VersionColumns {
  kind: string
  number: string
  name: string
  effective_from: string | null
  effective_until: string | null
}
const saveVersion = (ctx: Ctx, row: Regulation, columns: VersionColumns) =>
  ctx.db
    .insertInto('regulation_version')
    .values({ regulation_id: row.id, version: row.latest_version, ...columns, saved_at: ctx.now })
    .onConflict(conflict =>
      conflict
        .columns(['centre_id', 'regulation_id', 'version'])
        .doUpdateSet({ ...columns, saved_at: ctx.now }),
    )
    .execute()

async function saveArticles(ctx: Ctx, row: Regulation, articles: readonly Article[]): Promise<void> {
  await ctx.db
    .deleteFrom('regulation_article')
    .where('regulation_id', '=', row.id)
    .where('version', '=', row.latest_version)
    .execute()
  await ctx.db
    .insertInto('regulation_article')
    .values(
      articles.map(({ heading, body, bindings }, at) => ({
        ...{ regulation_id: row.id, version: row.latest_version, rank: at + 1, heading, body },
        bindings: bindingsFor(body, bindings),
      })),
    )
    .execute()
}

/** One article anew; where the text is in force, in a copy of it that becomes the next version. */
export async function saveArticle(ctx: Ctx, row: Regulation, input: ArticleInput): Promise<void> {
  const isNew = !(await versionOf(ctx, row.id, row.latest_version))
  const from = isNew ? (row.version as number) : row.latest_version
  const articles = await articlesOf(ctx, row.id, from)
  if (isNew) {
    const before = await versionOf(ctx, row.id, from)
    if (before) {
      const { kind, number, name, effective_until } = before
      await saveVersion(ctx, row, { kind, number, name, effective_until, effective_from: null })
    }
  }
  const body = input.insert ? `${input.body}{${input.insert}}` : input.body
  const changed = { heading: input.heading, body, bindings: input.bindings.map(one => one.code) }
  await saveArticles(
    ctx,
    row,
    articles.map(one => (one.rank === input.article ? changed : one)),
  )
}

/** What was bound by hand: a limit that leaves the text is bound no longer. */
const chosenIn = ({ body, bindings }: Article): string[] => {
  const named = new Set(namedIn(body).map(code => `setting:${code}`))
  return bindings.filter(code => !named.has(code))
}

/** The form of the whole text starts with what the latest version says. */
export async function currentContent(ctx: Ctx, row: Regulation | null): Promise<Record<string, unknown>> {
  if (!row) return {}
  const [version, articles] = await Promise.all([
    versionOf(ctx, row.id, row.latest_version),
    articlesOf(ctx, row.id, row.latest_version),
  ])
  // From when the next version holds is another question than from when this one did.
  const settled = row.latest_version === row.version ? { effective_from: null } : {}
  return {
    ...version,
    ...settled,
    articles: articles.map(one => ({
      ...one,
      body: asWritten(one.body),
      bindings: chosenIn(one).join(' '),
    })),
  }
}

export async function currentArticle(
  ctx: Ctx,
  row: Regulation | null,
  raw: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const articles = row ? await articlesOf(ctx, row.id, row.latest_version) : []
  const article = articles.find(one => one.rank === Number(raw.article))
  if (!article) return {}
  return { ...article, body: asWritten(article.body), bindings: chosenIn(article).map(code => ({ code })) }
}

export async function startApproval(ctx: Ctx, row: Regulation | null): Promise<Record<string, unknown>> {
  const version = row && (await versionOf(ctx, row.id, row.latest_version))
  const from = version?.effective_from
  return { number: version?.number, ...(from && from > dayOf(ctx.now) && { effective_from: from }) }
}

/** Who approved it and when stands with the version; it holds at once unless a later day was given. */
export async function keepApproval(ctx: Ctx, row: Regulation, input: Approval): Promise<void> {
  await refuseSameNumber(ctx, row, input.number)
  await ctx.db
    .updateTable('regulation_version')
    .set({
      number: input.number,
      effective_from: input.effective_from ?? dayOf(ctx.now),
      approved_by: ctx.actor.staffId,
      approved_at: ctx.now,
    })
    .where('regulation_id', '=', row.id)
    .where('version', '=', row.latest_version)
    .execute()
  if (input.from === null) await comeIntoForce(ctx, row)
}

/** The latest version holds from now on, and the one before it no longer. */
export async function comeIntoForce(ctx: Ctx, row: Regulation): Promise<void> {
  await endVersions(ctx, row)
  await ctx.db
    .updateTable('regulation_version')
    .set({ in_force_at: ctx.now })
    .where('regulation_id', '=', row.id)
    .where('version', '=', row.latest_version)
    .execute()
  await putInForce(ctx, row)
}

/** Approval is taken back with the text: whoever approves it again says so anew. */
export const takeBackApproval = (ctx: Ctx, row: Regulation) =>
  ctx.db
    .updateTable('regulation_version')
    .set({ approved_by: null, approved_at: null })
    .where('regulation_id', '=', row.id)
    .where('version', '=', row.latest_version)
    .where('in_force_at', 'is', null)
    .execute()

const endVersions = (ctx: Ctx, row: Regulation) =>
  ctx.db
    .updateTable('regulation_version')
    .set({ ended_at: ctx.now })
    .where('regulation_id', '=', row.id)
    .where('in_force_at', 'is not', null)
    .where('ended_at', 'is', null)
    .execute()

export async function end(ctx: Ctx, row: Regulation): Promise<void> {
  await endVersions(ctx, row)
  await dropFromIndex(ctx, 'regulation', row.id)
}

/** Back to the version in force: the one being written is thrown away. */
export async function discard(ctx: Ctx, row: Regulation): Promise<void> {
  for (const table of ['regulation_article', 'regulation_version'] as const)
    await ctx.db
      .deleteFrom(table)
      .where('regulation_id', '=', row.id)
      .where('version', '>', row.latest_version)
      .execute()
}

/** Whoever searches finds the text in force, with its limits as they are now. */
export async function putInForce(ctx: Ctx, row: Pick<Regulation, 'id' | 'version'>): Promise<void> {
  if (row.version === null) return
  const [version, articles] = await Promise.all([
    versionOf(ctx, row.id, row.version),
    articlesOf(ctx, row.id, row.version),
  ])
  if (!version) return
  const now = (code: string) => settings.get(code)?.of(ctx.centre)
  const text = articles.map(one => `${one.heading} ${plain(piecesOf(one.body, now))}`).join('\n')
  await putInIndex(ctx, {
    subject: 'regulation',
    recordId: row.id,
    audience: 'public',
    title: version.name,
    summary: `${kinds[version.kind as keyof typeof kinds]} · ${version.number}`,
    href: `/regulations/${row.id}`,
    text: `${text} ${version.number}`,
    weight: 3,
  })
}

/** The limit is changed where it lives, by the settings' own action: its duty, its journal. */
export async function changeSetting(ctx: Ctx, _row: Regulation, input: LimitChange): Promise<void> {
  await perform(ctx, settingFlow, 'make', null, { code: input.code, value: input.value })
}
