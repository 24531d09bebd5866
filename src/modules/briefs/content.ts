import { type Reading, readingsOf } from '#modules/indicators'
import { type Day, dayOf, endOfDay, startOfDay } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { profileOf } from '#platform/profile'
import { columnLabel, happenings, type Publication, recentPublications } from '#platform/publications'
import { sectionsOf } from './definition.ts'
import type { Brief, Kind } from './people.ts'
import { type Rhythm, type Span, spanFrom, titleWords } from './rhythms.ts'
import { paragraphOf } from './words.ts'

/** A part of a version: its words, and the words that the program would write; the same as long as nobody has changed them. */
export interface SectionText {
  heading: string
  text: string
  generated: string
  codes: string[]
  events: boolean
}

/** Something that was made public in the period and that the writer chose. */
export interface ChosenEvent {
  key: string
  day: Day
  title: string
  column: string
  href: string
}

export interface Content {
  title: string
  to_main: string
  copy_to: string
  sections: SectionText[]
  /** As they were when they were taken down. */
  figures: Reading[]
  taken_at: Date | null
  events: ChosenEvent[]
}

/** What a new brief begins with: everything that can be written from the figures, and the standing words. */
export async function generated(ctx: Ctx, kind: Kind, span: Span | null): Promise<Content> {
  const plans = sectionsOf(kind)
  const rhythm = kind.rhythm as Rhythm
  const figures = span ? await readingsOf(ctx, codesIn(plans), span) : []
  return {
    title: titleFor(ctx, kind, span),
    to_main: filled(ctx, kind.to_main, span),
    copy_to: filled(ctx, kind.copy_to, span),
    sections: plans.map(({ heading, words, codes, events }) => {
      const text = [filled(ctx, words, span), paragraphOf(among(figures, codes), rhythm)]
        .filter(Boolean)
        .join('\n')
      return { heading, text, generated: text, codes: [...codes], events }
    }),
    ...{ figures, taken_at: figures.length > 0 ? ctx.now : null, events: [] },
  }
}

/** 重新取数: the figures as they are now. What the program wrote is written anew; what somebody changed stays. */
export async function takenAnew(ctx: Ctx, kind: Kind, span: Span, was: Content): Promise<Content> {
  const fresh = await generated(ctx, kind, span)
  return {
    ...was,
    ...{ figures: fresh.figures, taken_at: fresh.taken_at },
    sections: was.sections.map((section, at) => {
      const plan = fresh.sections[at]
      if (!plan || plan.codes.length === 0) return section
      return {
        ...section,
        generated: plan.generated,
        text: section.text === section.generated ? plan.generated : section.text,
      }
    }),
  }
}

export const titleFor = (ctx: Ctx, kind: Pick<Kind, 'title'>, span: Span | null): string =>
  filled(ctx, kind.title, span).slice(0, 100)

/** {期}, {中心} and {主管部门} by what they stand for. */
export function filled(ctx: Ctx, pattern: string, span: Span | null): string {
  return pattern
    .replaceAll('{期}', span ? titleWords(span) : '')
    .replaceAll('{中心}', ctx.centre.name)
    .replaceAll('{主管部门}', profileOf(ctx.centre).supervisor || '主管部门')
}

export const codesIn = (sections: ReadonlyArray<{ codes: readonly string[] }>): string[] => [
  ...new Set(sections.flatMap(one => one.codes)),
]

/** The figures of a section, in its order. */
export const among = (figures: readonly Reading[], codes: readonly string[]): Reading[] =>
  codes.flatMap(code => figures.find(one => one.code === code) ?? [])

/** How many of what was made public are offered to choose from. */
const mostOffered = 40

/** What modules made public or what took place in the period, for the writer to choose from. */
export async function eventsOf(ctx: Ctx, row: Pick<Brief, 'period'>): Promise<ChosenEvent[]> {
  if (row.period === null) return []
  const { first, last } = spanFrom(row.period)
  const [from, until] = [startOfDay(first), endOfDay(last)]
  const held = await happenings(ctx, from, until)
  const told = (await recentPublications(ctx, { since: from, limit: 300 })).filter(one => one.at <= until)
  const known = new Map<string, ChosenEvent>()
  for (const one of [...held, ...told]) known.set(keyOf(one), known.get(keyOf(one)) ?? eventOf(one))
  return [...known.values()].sort((a, b) => (a.day < b.day ? -1 : 1)).slice(0, mostOffered)
}

const keyOf = (one: Publication): string => `${one.subject}:${one.id}`
const eventOf = (one: Publication): ChosenEvent => ({
  ...{ key: keyOf(one), title: one.title, column: columnLabel(one.column), href: one.href },
  day: dayOf(one.happens?.from ?? one.at),
})

/** '11 月 12 日，发布《…》。' for the text of a brief. */
export const eventWords = (one: ChosenEvent): string =>
  `${Number(one.day.slice(5, 7))} 月 ${Number(one.day.slice(8))} 日，${one.title}（${one.column}）。`
