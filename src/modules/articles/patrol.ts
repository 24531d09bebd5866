import { type Ctx, system } from '#platform/ctx'
import { noId } from '#platform/ids'
import type { Work } from '#platform/jobs'
import { tell } from '#platform/notify'
import { perform, performMany } from '#platform/perform'
import { webLinksIn } from '#platform/rich-text'
import { linkFlow } from './links.ts'
import { toldEditors } from './messages.ts'
import { brokenLinks, checksOf, internalPage, keepCheck, recentlyTrusted } from './queries/links.ts'
import { bodiesAfter } from './queries.ts'
import { patrolMost, patrolNights, trustDays } from './settings.ts'

interface Link {
  article: string
  url: string
  label: string
}

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })

/**
 * 巡检: looks at the links of what is public, those that were not looked at for longest first, as many as the setting lets.
 * Nothing of it happens within a transaction but what is noted. What does not open for some nights on end becomes work.
 */
export async function patrolLinks(work: Work): Promise<void> {
  const links = await work.read(publicLinks)
  await work.write(ctx => forgetGone(asSystem(ctx), links))
  const known = await work.read(checksOf)
  const oldest = (one: Link): number => known.get(`${one.article} ${one.url}`)?.checked_at.getTime() ?? 0
  const turn = links.toSorted((a, b) => oldest(a) - oldest(b)).slice(0, patrolMost.of(work.centre))
  // The same address in many articles is asked once; one site is never asked by two at a time.
  const findings = new Map<string, string | null>()
  for (const link of turn) {
    if (!findings.has(link.url)) findings.set(link.url, await look(work, link.url))
    const finding = findings.get(link.url) ?? null
    await work.write(ctx => note(asSystem(ctx), link, finding))
  }
}

/** What is wrong with an address; null where it opens. */
async function look(work: Work, url: string): Promise<string | null> {
  const own = ownPath(work.centre.origin, url)
  if (own !== null) return work.read(ctx => internalPage(ctx, own))
  if (!/^https?:\/\//i.test(url)) return null
  const seen = await work.outside.probe?.(url)
  return seen && !seen.ok ? seen.finding : null
}

/** The path within this site, or null for an address elsewhere. */
function ownPath(origin: string, url: string): string | null {
  if (url.startsWith('/')) return url
  const parsed = URL.canParse(url) ? new URL(url) : null
  return parsed?.origin === origin ? parsed.pathname : null
}

async function publicLinks(ctx: Ctx): Promise<Link[]> {
  const links: Link[] = []
  for (let after = noId; after !== ''; ) {
    const rows = await bodiesAfter(ctx, after, 100)
    for (const { id, body, source_link } of rows) {
      links.push(...webLinksIn(body).map(({ url, label }) => ({ article: id, url, label })))
      if (source_link) links.push({ article: id, url: source_link, label: '原文网址' })
    }
    after = rows.length === 100 ? (rows.at(-1)?.id ?? '') : ''
  }
  return links
}

/** What was corrected away, or withdrawn with its article. */
async function forgetGone(ctx: Ctx, links: readonly Link[]): Promise<void> {
  const there = new Set(links.map(one => `${one.article} ${one.url}`))
  const gone = (await brokenLinks(ctx)).filter(one => !there.has(`${one.article_id} ${one.url}`))
  await performMany(
    ctx,
    linkFlow,
    'vanish',
    gone.map(one => one.id),
  )
}

async function note(ctx: Ctx, link: Link, finding: string | null): Promise<void> {
  const failures = await keepCheck(ctx, link.article, link.url, finding !== null)
  const open = (await brokenLinks(ctx, link.article)).filter(one => one.url === link.url)
  if (finding === null) {
    await performMany(
      ctx,
      linkFlow,
      'reopen',
      open.map(one => one.id),
    )
    return
  }
  if (open.length > 0 || failures < patrolNights.of(ctx.centre)) return
  if (await recentlyTrusted(ctx, link.article, link.url, trustDays.of(ctx.centre))) return
  const { article: article_id, url, label } = link
  await perform(ctx, linkFlow, 'find', null, { article_id, url, label, finding })
  const article = await ctx.db
    .selectFrom('article')
    .select(['id', 'title'])
    .where('id', '=', article_id)
    .executeTakeFirstOrThrow()
  await tell(ctx, toldEditors('broken', article))
}
