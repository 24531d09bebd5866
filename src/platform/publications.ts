import type { Ctx } from './ctx.ts'
import { type Announcement, on, type Work } from './jobs.ts'

/**
 * 公开内容: what a module makes public, in the one shape that every channel carries on. Modules declare theirs beside
 * their own pages; channels know no module.
 */
export interface Publication {
  /** The flow and the record. */
  subject: string
  id: string
  /** Code of its column (栏目): one of its source's. */
  column: string
  /** A part of the column that has a name of its own: 典型案例. */
  section?: string
  title: string
  /** Plain text, one or two sentences. */
  summary: string
  /** Path of its public page. */
  href: string
  at: Date
  /** The whole of it as plain text; paragraphs are parted by an empty line. */
  text: string
  /** A picture that stands for it: a file of the platform, with its words for who does not see it. */
  cover: { id: string; alt: string } | null
  /** Of what takes place at a time. */
  happens?: { from: Date; until: Date; place: string }
}

/** What became of it: it is there, it says something else, it is gone. */
export type Move = 'published' | 'corrected' | 'withdrawn'

export interface Column {
  code: string
  label: string
}

export interface PublicationSource {
  /** The flow whose records are public. */
  subject: string
  columns: readonly Column[]
  /** What its actions do to what is public; a function where that depends on the record. */
  moves: Record<string, Move | ((ctx: Ctx, id: string) => Promise<Move | null>)>
  /** What was published since then, newest first; without `since`, the newest. Never what is not public now. */
  recent(ctx: Ctx, filter: { since?: Date; limit: number }): Promise<Publication[]>
  /** One of them, or null where it is not public. */
  one(ctx: Ctx, id: string): Promise<Publication | null>
  /** What takes place between two moments, in its order. */
  happening?(ctx: Ctx, from: Date, until: Date): Promise<Publication[]>
}

export const publicationSources = new Map<string, PublicationSource>()

/** Who carries on what becomes of publications: told in a job that the action queued. */
export type Follower = (work: Work, source: PublicationSource, announcement: Announcement) => Promise<void>
const followers: Follower[] = []
export const followPublications = (follower: Follower): number => followers.push(follower)

/** Declares what a module makes public; a flow has one source. */
export function definePublications(source: PublicationSource): PublicationSource {
  if (publicationSources.has(source.subject))
    throw new Error(`publications of ${source.subject} are declared twice`)
  publicationSources.set(source.subject, source)
  for (const action of Object.keys(source.moves))
    on(
      `${source.subject}.${action}`,
      `publication.${source.subject}.${action}`,
      async (work, announcement) => {
        for (const follower of followers) await follower(work, source, announcement)
      },
    )
  return source
}

/** All columns, in the order of the modules. */
export const columnsOfAll = (): Column[] =>
  [...publicationSources.values()].flatMap(source => [...source.columns])

export const columnLabel = (code: string): string =>
  columnsOfAll().find(column => column.code === code)?.label ?? code

/** What is shown as the column of a publication. */
export const sectionOf = ({ section, column }: Pick<Publication, 'section' | 'column'>): string =>
  section ?? columnLabel(column)

const newestFirst = (a: Publication, b: Publication): number => b.at.getTime() - a.at.getTime()

/** What was published, by whichever module, newest first; `columns` narrows it down. */
export async function recentPublications(
  ctx: Ctx,
  { columns, ...filter }: { since?: Date; limit: number; columns?: readonly string[] },
): Promise<Publication[]> {
  const all: Publication[] = []
  for (const source of publicationSources.values())
    if (!columns || source.columns.some(column => columns.includes(column.code)))
      all.push(...(await source.recent(ctx, filter)))
  return all
    .filter(one => !columns || columns.includes(one.column))
    .sort(newestFirst)
    .slice(0, filter.limit)
}

/** A publication by flow and id, or null where there is none, or it is not public any more. */
export const publicationOf = async (ctx: Ctx, subject: string, id: string): Promise<Publication | null> =>
  (await publicationSources.get(subject)?.one(ctx, id)) ?? null

/** What takes place between two moments, by time. */
export async function happenings(ctx: Ctx, from: Date, until: Date): Promise<Publication[]> {
  const all: Publication[] = []
  for (const source of publicationSources.values())
    all.push(...((await source.happening?.(ctx, from, until)) ?? []))
  return all.sort((a, b) => (a.happens?.from.getTime() ?? 0) - (b.happens?.from.getTime() ?? 0))
}
