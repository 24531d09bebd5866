import { count } from '#platform/format'
import { type Cell, type Cells, cellsOf, type Definition, type ItemKind, keyOf } from './definition.ts'
import { agrees, parseRule, ruleWords, type Term } from './rules.ts'

/** What is known besides the sheet itself, to check it against. */
export interface Known {
  /** 上期 and 上年同期 of the same reporter and form. */
  previous: { label: string; cells: Cells } | null
  lastYear: { label: string; cells: Cells } | null
  /** Sheets of other forms by the same reporter for the same period, by the code of the form. */
  others: ReadonlyMap<string, Cells>
  /** What the records of the platform add up to (站点每日登记), by cell. */
  records: Cells
}

export interface Limits {
  /** Per cent. */
  change: number
  /** Pieces or 元: where both figures are smaller, a change says nothing. */
  floor: number
}

/** What does not agree. Hard ones block; soft ones ask for an explanation at their cell, changes for a proof as well. */
export interface Finding {
  /** 审核关系 1, 环比波动, 同比波动 */
  name: string
  kind: 'rule' | 'change' | 'records'
  weight: 'hard' | 'soft'
  cell: string
  /** In Chinese, with the figures. */
  says: string
}

/** All checks of a sheet: within it, across the forms of the period, across periods. Pure. */
export const findingsOf = (definition: Definition, cells: Cells, known: Known, limits: Limits): Finding[] => [
  ...ruleFindings(definition, cells, known),
  ...changeFindings(definition, cells, known, limits),
  ...recordFindings(definition, cells, known),
]

/** 先有源，后有数: what departs from the platform's own records is explained. */
const recordFindings = (definition: Definition, cells: Cells, known: Known): Finding[] =>
  cellsOf(definition).flatMap(({ key, item }): Finding[] => {
    const [said, recorded] = [cells[key], known.records[key]]
    if (said === undefined || recorded === undefined || said === recorded) return []
    const says = `与每日登记的合计 ${amount(recorded, item.kind)} 不一样，请写明原因`
    return [{ name: '与台账核对', kind: 'records', weight: 'soft', cell: key, says }]
  })

function ruleFindings(definition: Definition, cells: Cells, known: Known): Finding[] {
  const all = new Map(cellsOf(definition).map(cell => [cell.code, cell]))
  return definition.rules.flatMap((rule, at): Finding[] => {
    const parsed = parseRule(rule.text)
    const place = parsed && all.get(parsed.at)
    if (!parsed || !place) return []
    const said = [...parsed.left, ...parsed.right].some(term => figureAt(term, cells, known) !== undefined)
    const [left, right] = [sideOf(parsed.left, cells, known), sideOf(parsed.right, cells, known)]
    // Nothing to compare with: the other sheet is not there yet, or nothing was filled in at all.
    if (left === null || right === null || !said || agrees(parsed.operator, left, right)) return []
    const shown = (value: number) => amount(value, place.item.kind)
    return [
      {
        name: `审核关系 ${at + 1}`,
        kind: 'rule',
        weight: rule.weight,
        cell: place.key,
        says: `${rule.says}（${ruleWords(parsed)}）：现在左边是 ${shown(left)}，右边是 ${shown(right)}，相差 ${shown(Math.abs(left - right))}`,
      },
    ]
  })
}

/** The value of a term; undefined where nothing was said there, null where the sheet is not known. */
function figureAt({ code, form, previous }: Term, cells: Cells, known: Known): number | null | undefined {
  const sheet = form ? known.others.get(form) : previous ? known.previous?.cells : cells
  return sheet ? sheet[keyOf(code)] : null
}

function sideOf(terms: readonly Term[], cells: Cells, known: Known): number | null {
  let sum = 0
  for (const term of terms) {
    const value = figureAt(term, cells, known)
    if (value === null) return null
    sum += term.sign * (value ?? 0)
  }
  return sum
}

function changeFindings(definition: Definition, cells: Cells, known: Known, limits: Limits): Finding[] {
  const against = [
    { name: '环比波动', than: '上期', sheet: known.previous },
    { name: '同比波动', than: '上年同期', sheet: known.lastYear },
  ]
  return cellsOf(definition)
    .filter(cell => cell.item.watch)
    .flatMap(cell =>
      against.flatMap(({ name, than, sheet }): Finding[] => {
        const [now, before] = [cells[cell.key], sheet?.cells[cell.key]]
        if (now === undefined || before === undefined || !isJump(now, before, cell, limits)) return []
        const words = `比${than}（${sheet?.label}）的 ${amount(before, cell.item.kind)}${changeWords(now, before)}，超过 ${limits.change}%，请写明原因并上传凭据`
        return [{ name, kind: 'change', weight: 'soft', cell: cell.key, says: words }]
      }),
    )
}

/** Whether a change is over the limit; in whole numbers, so that exactly the limit is none. */
export function isJump(now: number, before: number, { item }: Pick<Cell, 'item'>, limits: Limits): boolean {
  const floor = limits.floor * (item.kind === 'money' ? 100 : 1)
  if (now < floor && before < floor) return false
  return Math.abs(now - before) * 100 > limits.change * before
}

const changeWords = (now: number, before: number): string =>
  before === 0
    ? '，本期有了数'
    : `${now > before ? '增长' : '下降'} ${((Math.abs(now - before) / before) * 100).toFixed(1)}%`

/** '1,200.00 元' or '1,200'. */
export const amount = (value: number, kind: ItemKind): string =>
  kind === 'money' ? `${yuan(value)} 元` : count(value)

/** 分 as '1,200.00'. */
export const yuan = (fen: number): string => {
  const whole = Math.trunc(Math.abs(fen) / 100)
  return `${fen < 0 ? '-' : ''}${count(whole)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`
}
