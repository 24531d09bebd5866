import { type FieldErrors, Problem } from '#platform/errors'
import type { Http } from '#platform/http'
import { isId } from '#platform/ids'
import type { Filter } from './queries.ts'

/** What a request of the HSDS interface asks for. */
export interface Asked {
  filter: Filter
  page: number
  perPage: number
  /** Every result, a line each, without pages. */
  lines: boolean
  minimal: boolean
  full: boolean
  fullService: boolean
  parent: string | undefined
}

const mostOnPage = 100
/** Of ids and dates alone: HSDS wants them all in one call. */
const mostInShort = 10_000

/**
 * Reads the parameters that the specification names. What is wrong is told by name (422), and so is what this directory
 * cannot do: a condition that was left out in silence would be a wrong answer, since all of them must hold.
 */
export function asked(c: Http): Asked {
  const errors: FieldErrors = {}
  const given = parametersOf(c, errors)
  const read = <T>(name: string, parse: (text: string) => T | Refusal): T | undefined => {
    const text = given.get(name)
    if (text === undefined) return undefined
    const value = parse(text)
    if (!(value instanceof Refusal)) return value
    errors[name] = value.reason
    return undefined
  }
  const minimal = read('minimal', yesNo) ?? false
  const most = minimal ? mostInShort : mostOnPage
  const found: Asked = {
    filter: {
      search: read('search', words),
      term: read('taxonomy_term_id', id),
      taxonomy: read('taxonomy_id', id),
      organization: read('organization_id', id),
      modifiedAfter: read('modified_after', moment),
    },
    page: read('page', whole(1_000_000)) ?? 1,
    perPage: read('per_page', whole(most)) ?? (minimal ? most : 50),
    lines: read('format', format) ?? false,
    minimal,
    full: read('full', yesNo) ?? false,
    fullService: read('full_service', yesNo) ?? false,
    parent: read('parent_id', id),
  }
  read('top_only', yesNo)
  for (const name of ['postcode', 'proximity']) read(name, () => new Refusal('本目录不支持这个条件。'))
  refuseIf(errors)
  return found
}

export function refuseIf(errors: FieldErrors): void {
  if (Object.keys(errors).length === 0) return
  const detail = Object.entries(errors)
    .map(([name, reason]) => `${name}：${reason}`)
    .join(' ')
  throw new Problem(422, '参数有误', detail, errors)
}

class Refusal {
  readonly reason: string
  constructor(reason: string) {
    this.reason = reason
  }
}

/** Each parameter once; an empty one is as good as none. */
function parametersOf(c: Http, errors: FieldErrors): Map<string, string> {
  const given = new Map<string, string>()
  for (const [name, values] of Object.entries(c.req.queries())) {
    if (values.length > 1) errors[name] = '只能给一个值。'
    if (values[0]) given.set(name, values[0])
  }
  return given
}

const yesNo = (text: string) =>
  text === 'true' ? true : text === 'false' ? false : new Refusal('请填 true 或 false。')
const id = (text: string) => (isId(text) ? text.toLowerCase() : new Refusal('不是有效的标识（UUID）。'))
const words = (text: string) => (text.length <= 100 ? text : new Refusal('最多 100 个字。'))
const format = (text: string) =>
  text === 'json' ? false : text === 'ndjson' ? true : new Refusal('请填 json 或 ndjson。')
const whole = (most: number) => (text: string) =>
  /^[1-9]\d{0,6}$/.test(text) && Number(text) <= most
    ? Number(text)
    : new Refusal(`请填 1 至 ${most} 的整数。`)

const instant = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z|[+\- ]\d{2}:?\d{2})?)?$/i

/** ISO 8601; without a zone it is the time of Anhui. A plus sign that was not escaped arrives as a space. */
function moment(text: string): Date | Refusal {
  const [, day, time = '00:00', zone = '+08:00'] = instant.exec(text) ?? []
  const at = new Date(`${day}T${time}${zone.replace(' ', '+')}`)
  // JavaScript takes February 30 for March 2.
  const real = day && new Date(`${day}T00:00Z`).toJSON()?.startsWith(day)
  return real && !Number.isNaN(at.getTime())
    ? at
    : new Refusal('不是有效的时间，例如 2026-11-24T08:00:00+08:00。')
}
