import type { Field } from '../forms.ts'

/**
 * Reads what a browser sent into the shape of the schema: numbers and booleans from text, 元 into 分, several
 * values into a list, dotted names into nested objects. What cannot be read is left as typed, for `validate`
 * to explain.
 */
export function decode(fields: readonly Field[], form: FormData | URLSearchParams): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const field of fields) {
    const texts = form.getAll(field.name).filter((value): value is string => typeof value === 'string')
    const value = decodeField(field, texts)
    if (value !== undefined) setPath(input, field.name, value)
  }
  return input
}

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

const asNumber = (text: string): number | undefined =>
  /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined

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
  place[keys.at(-1) as string] = value
}

/** The value at a dotted path, as it was read or prefilled. */
export const valueAt = (input: Record<string, unknown>, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((place, key) => (place as Record<string, unknown> | undefined)?.[key], input)
