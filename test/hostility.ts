import type { Answer } from './app.ts'

/** What somebody sends who tries to break it, and how one sees that it broke. */
export const script = '<script>alert("怀宁")</script>'
export const values = {
  script: encodeURIComponent(script),
  attribute: encodeURIComponent('" autofocus onfocus="alert(1)'),
  nul: 'a%00b',
  'broken escape': '%E0%A4%A',
  'lone percent': '100%',
  surrogate: '%ED%A0%80',
  'right to left': encodeURIComponent('\u202e\u0000怀宁'.replace('\0', '')),
  sql: encodeURIComponent("' or 1=1; drop table party; --"),
  like: encodeURIComponent('%%%___\\'),
  long: 'x'.repeat(8_000),
  'huge number': '9'.repeat(400),
  negative: '-1',
  fraction: '1.5e308',
  'no number': 'NaN',
  'unknown enum': 'constructor',
  prototype: '__proto__',
  uuid: '00000000-0000-0000-0000-000000000000',
  path: encodeURIComponent('../../../../etc/passwd'),
  elsewhere: encodeURIComponent('//evil.example/'),
  empty: '',
}
/** What is wrong with an answer, or null. */
export function fault(what: string, { status, text, headers }: Answer): string | null {
  const type = headers.get('content-type') ?? ''
  if (status >= 500) return `${what}: ${status}`
  if (type.includes('html') && /<script>alert|" autofocus onfocus="/.test(text)) return `${what}: raw script`
  if (/\b(at \w+ \(|node_modules|select .* from |syntax error|invalid input syntax)/.test(text))
    return `${what}: tells of its inside`
  return null
}
