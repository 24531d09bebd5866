import type { Field } from '../forms.ts'

/**
 * Reads what a browser sent into the shape of the schema: numbers and booleans from text, 元 into 分, several
 * values into a list, dotted names into nested objects. What cannot be read is left as typed, for `validate`
 * to explain. A nested object is there even when nothing of it was filled in, so that each of its fields is asked for.
 */
export function decode(fields: readonly Field[], form: FormData | URLSearchParams): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const field of fields) {
    const value =
      field.widget === 'rows' ? decodeRows(field, form) : decodeField(field, textsOf(form, field.name))
    setPath(input, field.name, value)
  }
  return input
}

const textsOf = (form: FormData | URLSearchParams, name: string): string[] =>
  form.getAll(name).filter((value): value is string => typeof value === 'string')

/** Inputs named `steps.<row>.title`: rows in the order in which they stand in the form; empty ones are left out. */
function decodeRows({ name, columns = [] }: Field, form: FormData | URLSearchParams): unknown[] {
  const rows = new Set<string>()
  for (const key of form.keys()) {
    const [, row] = key.startsWith(`${name}.`) ? (/^(\d{1,16})\./.exec(key.slice(name.length + 1)) ?? []) : []
    if (row) rows.add(row)
  }
  return [...rows].slice(0, mostRows).flatMap(row => {
    const cells = columns.map(column => ({
      column,
      value: decodeField(column, textsOf(form, `${name}.${row}.${column.name}`)),
    }))
    const typed = cells.some(
      ({ column, value }) =>
        // A box says something even in a row that nobody filled in; a choice begins with 请选择.
        !['checkbox', 'hidden'].includes(column.widget) &&
        value !== undefined &&
        !(Array.isArray(value) && value.length === 0),
    )
    if (!typed) return []
    return [Object.fromEntries(cells.map(({ column, value }) => [column.name, value]))]
  })
}
const mostRows = 200

function decodeField(field: Field, texts: readonly string[]): unknown {
  const text = texts[0]?.trim() ?? ''
  switch (field.widget) {
    case 'files':
    case 'checkboxes':
      return texts.filter(one => one !== '')
    case 'lines':
      return text
        .split(/\r?\n/)
        .map(line => line.trim())
        .filter(line => line !== '')
    case 'checkbox':
      return text !== ''
    case 'number':
      return text === '' ? undefined : (asNumber(text) ?? text)
    case 'money':
      return text === '' ? undefined : (asFen(text) ?? text)
    case 'rating':
      return text === '' ? undefined : (asNumber(text) ?? text)
    default:
      return text === '' ? undefined : text.replaceAll('\r\n', '\n')
  }
}

/** A number that would not be shown as it was typed is left as typed. */
const asNumber = (text: string): number | undefined =>
  /^-?\d{1,15}(\.\d{1,6})?$/.test(text) ? Number(text) : undefined

/** '4,800.50' 元 → 480050 分 */
const asFen = (text: string): number | undefined => {
  const plain = text.replaceAll(/[,，¥￥\s]/g, '')
  return /^\d{1,10}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : undefined
}

function setPath(target: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.')
  let place = target
  for (const key of keys.slice(0, -1)) {
    place[key] ??= {}
    place = place[key] as Record<string, unknown>
  }
  if (value !== undefined) place[keys.at(-1) as string] = value
}

/** The value at a dotted path, as it was read or prefilled. */
export const valueAt = (input: Record<string, unknown>, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((place, key) => (place as Record<string, unknown> | undefined)?.[key], input)
