import { inWords } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { percent } from '#platform/format'
import { type Binding, bindingsOf, limitOf, nameOf, settingsBehind, stepInWords } from './bindings.ts'
import { valuesAt } from './history.ts'
import type { Article } from './inputs.ts'
import { clocksKept, fewest, type Kept, stepsTaken, windowDays } from './kept.ts'
import { namedIn, ordinal, type Piece, piecesOf } from './text.ts'

/** What carries an article out, and how that goes at present. */
export interface Line {
  name: string
  words: string
  /** On time or how often; '' where nothing can be said. */
  figure: string
  late: string
  /** Something is late. */
  bad: boolean
  records: ReadonlyArray<{ href: string; title: string }>
}

export interface ArticleView {
  rank: number
  ordinal: string
  heading: string
  pieces: Piece[]
  lines: Line[]
  /** Nothing in the program carries it out. */
  unbound: boolean
  /** How many bindings name something that the program no longer has. */
  lost: number
  limits: ReadonlyArray<{ code: string; label: string }>
}

type Ranked = Article & { rank: number }

/** Articles as pages show them; a text that has ended, with the limits that held then and without figures. */
export async function articleViews(
  ctx: Ctx,
  articles: readonly Ranked[],
  endedAt: Date | null,
): Promise<ArticleView[]> {
  const all = bindingsOf(articles.flatMap(one => one.bindings))
  const live = endedAt === null
  const [values, clocks, steps] = await Promise.all([
    valuesAt(ctx, articles, endedAt),
    live ? clocksKept(ctx, all) : new Map<string, Kept>(),
    live ? stepsTaken(ctx, all) : new Map<string, number | null>(),
  ])
  return articles.map(article => {
    const bindings = bindingsOf(article.bindings)
    return {
      rank: article.rank,
      ordinal: ordinal(article.rank),
      heading: article.heading,
      pieces: piecesOf(article.body, values),
      lines: live
        ? [
            ...bindings.flatMap(one => lineFor(ctx, one, { clocks, steps }) ?? []),
            ...settingsLine(ctx, article, bindings),
          ]
        : [],
      unbound: bindings.length === 0,
      lost: article.bindings.length - bindings.length,
      limits: settingsBehind(bindings).map(({ code, label }) => ({ code, label })),
    }
  })
}

/** Open exceptions of a text: late records, each counted once a clock. */
export async function lateIn(ctx: Ctx, articles: readonly Article[]): Promise<number> {
  const kept = await clocksKept(ctx, bindingsOf(articles.flatMap(one => one.bindings)))
  return [...kept.values()].reduce((sum, one) => sum + (one.late.count ?? 0), 0)
}

const nothing = { figure: '', late: '', bad: false, records: [] }

function lineFor(
  ctx: Ctx,
  binding: Binding,
  known: { clocks: Map<string, Kept>; steps: Map<string, number | null> },
): Line | null {
  const name = nameOf(binding)
  if (binding.kind === 'setting') return null
  if (binding.kind === 'step') {
    const n = known.steps.get(binding.code)
    const times = n === null ? `少于 ${fewest} 次` : `${n ?? 0} 次`
    return { ...nothing, name, words: stepInWords(binding), figure: `近 ${windowDays} 天 ${times}` }
  }
  const kept = known.clocks.get(binding.code)
  const limit = limitOf(binding, ctx.centre)
  return {
    name,
    words: limit ? `限 ${limit}` : '按每件承诺的时限',
    figure: kept?.onTime
      ? `近 ${windowDays} 天 ${kept.onTime.n} 件，按时 ${percent(kept.onTime.share)}`
      : `近 ${windowDays} 天不足 ${fewest} 件，不计按时率`,
    ...lateWords(kept),
  }
}

/** The bound settings in one line, each against its default; the public has read those that the text names. */
function settingsLine(ctx: Ctx, { body }: Article, bindings: readonly Binding[]): Line[] {
  const named = ctx.actor.staffId ? [] : namedIn(body)
  const words = bindings.flatMap(one => {
    if (one.kind !== 'setting' || named.includes(one.setting.code)) return []
    const { setting } = one
    const now = setting.of(ctx.centre)
    const against = now === setting.fallback ? '' : `（默认 ${inWords(setting, setting.fallback)}）`
    return `${setting.label} ${inWords(setting, now)}${against}`
  })
  return words.length > 0 ? [{ ...nothing, name: '设置', words: words.join('；') }] : []
}

function lateWords(kept: Kept | undefined): Pick<Line, 'late' | 'bad' | 'records'> {
  const count = kept?.late.count ?? null
  if (count === null) return { late: `超期的少于 ${fewest} 件`, bad: false, records: [] }
  if (count === 0) return { late: '现在没有超期', bad: false, records: [] }
  return { late: `现在超期 ${count} 件`, bad: true, records: kept?.late.records ?? [] }
}
