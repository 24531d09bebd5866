import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { percent } from '#platform/format'
import { monthOf, monthWords } from '#platform/periods'
import { sentInYear } from './queries/briefs.ts'

/** 采用率 of a group: of the briefs that were sent in the year, how many were adopted at least once. */
export interface Share {
  label: string
  sent: number
  adopted: number
  rate: string
}

export async function adoptionShares(ctx: Ctx, year: string) {
  const rows = await sentInYear(ctx, year)
  const by = (keyOf: (row: (typeof rows)[number]) => string): Share[] =>
    [...Map.groupBy(rows, keyOf)]
      .map(([label, of]) => shareOf(label, of))
      .sort((a, b) => (a.label < b.label ? -1 : 1))
  return {
    all: shareOf('合计', rows),
    byKind: by(row => row.kind_name),
    byAuthor: by(row => row.author ?? '没有署名'),
    byMonth: by(row => monthOf(dayOf(row.first_sent_at as Date))).map(one => ({
      ...one,
      label: monthWords(one.label),
    })),
  }
}

function shareOf(label: string, of: ReadonlyArray<{ adopted: unknown }>): Share {
  const adopted = of.filter(row => row.adopted).length
  return { label, sent: of.length, adopted, rate: of.length === 0 ? '—' : percent(adopted / of.length) }
}
