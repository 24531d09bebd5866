/** 审核关系: how the figures of a sheet must agree, written with the numbers of the rows. */

/** A figure in a rule: of this sheet, of its last period, or of another form of the same period. */
export interface Term {
  sign: 1 | -1
  code: string
  /** Code of another form; null: this one. */
  form: string | null
  previous: boolean
}

export interface ParsedRule {
  left: Term[]
  operator: '=' | '<=' | '>='
  right: Term[]
  /** The cell of this sheet at which it is told: the first that stands in it. */
  at: string
}

/** Reads '01 = 02 + 03', '05 ≤ 01', '01 >= 上期01', '03 <= Q1.01'; null where it is no rule. Full-width signs count as well. */
export function parseRule(text: string): ParsedRule | null {
  const plain = text
    .replaceAll('≤', '<=')
    .replaceAll('≥', '>=')
    .replaceAll(/[＝＋－＜＞．]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll(/\s/g, '')
  const [, one = '', operator, other = ''] = /^([^<>=]+)(<=|>=|=)([^<>=]+)$/.exec(plain) ?? []
  const [left, right] = [termsOf(one), termsOf(other)]
  if (!operator || !left || !right) return null
  const own = [...left, ...right].find(term => term.form === null && !term.previous)
  return own ? { left, operator: operator as ParsedRule['operator'], right, at: own.code } : null
}

function termsOf(side: string): Term[] | null {
  const terms: Term[] = []
  let rest = side.startsWith('-') || side.startsWith('+') ? side : `+${side}`
  while (rest !== '') {
    const found = /^([+-])(上期)?(?:([A-Z]\d{1,2})\.)?(\d{2}(?:\.[1-4])?)/.exec(rest)
    if (!found) return null
    const [whole, sign, previous, form = null, code = ''] = found
    if (previous && form) return null
    terms.push({ sign: sign === '-' ? -1 : 1, code, form, previous: previous !== undefined })
    rest = rest.slice(whole.length)
  }
  return terms.length > 0 ? terms : null
}

/** Whether the two sides agree. */
export const agrees = (operator: ParsedRule['operator'], left: number, right: number): boolean =>
  operator === '=' ? left === right : operator === '<=' ? left <= right : left >= right

/** '01 ＝ 02 ＋ 03', for people. */
export const ruleWords = ({ left, operator, right }: ParsedRule): string =>
  [sideWords(left), { '=': '＝', '<=': '≤', '>=': '≥' }[operator], sideWords(right)].join(' ')

const sideWords = (terms: readonly Term[]): string =>
  terms
    .map(({ sign, code, form, previous }, at) => {
      const name = `${previous ? '上期 ' : ''}${form ? `${form} 表 ` : ''}${code}`
      return at === 0 ? (sign === -1 ? `－${name}` : name) : `${sign === -1 ? '－' : '＋'} ${name}`
    })
    .join(' ')
