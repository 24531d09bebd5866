import { townName } from '#modules/training'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { type Counted, conversion, type Division } from './queries/conversion.ts'
import { leastShown } from './settings.ts'

/** One line as it may be shown: what could point to somebody is null. Money in 分, shares 0 to 1. */
export interface Shown {
  label: string
  learners: number
  completed: number
  people: number
  cost: number
  costPerCompleted: number | null
  followed: number
  unreached: number
  shops: number | null
  shopRate: number | null
  employed: number | null
  employedRate: number | null
  sales: number | null
  costPerShop: number | null
  salesPerYuan: number | null
}

const kinds: Record<string, string> = {
  basic: '普及',
  skill: '技能',
  advanced: '提升',
  live: '直播',
  management: '管理',
}

const labelOf = (by: Division, label: string): string =>
  by === 'kind'
    ? (kinds[label] ?? label)
    : by === 'town'
      ? label
        ? townName(label) || label
        : '没有填写'
      : label

/** What is left unsaid where fewer than `least` were followed: of so few somebody might be known. */
export function shownOf(row: Counted, least: number): Shown {
  const open = row.followed >= least
  const per = (whole: number, of: number): number | null => (of > 0 ? whole / of : null)
  const figures = open
    ? {
        ...{ shops: row.shops, shopRate: per(row.shops, row.followed) },
        ...{ employed: row.employed, employedRate: per(row.employed, row.followed), sales: row.sales_fen },
        ...{ costPerShop: per(row.cost_fen, row.shops), salesPerYuan: per(row.sales_fen, row.cost_fen) },
      }
    : {
        ...{ shops: null, shopRate: null, employed: null, employedRate: null, sales: null },
        ...{ costPerShop: null, salesPerYuan: null },
      }
  return {
    ...{ label: row.label, learners: row.learners, completed: row.completed, people: row.people },
    ...{ cost: row.cost_fen, costPerCompleted: per(row.cost_fen, row.completed) },
    ...{ followed: row.followed, unreached: row.unreached },
    ...figures,
  }
}

/** The report of one year, or of all with '': its lines, and how many of them hide something. */
export async function reportOf(ctx: Ctx, by: Division, year: string) {
  const years = yearsOf(ctx)
  const rows = await conversion(ctx, by, `${year || years.at(-1)}-01-01`, `${year || years[0]}-12-31`)
  const least = leastShown.of(ctx.centre)
  const lines = rows.map(row => shownOf({ ...row, label: labelOf(by, row.label) }, least))
  return { lines, least, hidden: lines.filter(line => line.shops === null).length }
}

/** Years to choose from: this one and the four before. */
export const yearsOf = (ctx: Ctx): string[] => {
  const now = Number(dayOf(ctx.now).slice(0, 4))
  return Array.from({ length: 5 }, (_, ago) => String(now - ago))
}
