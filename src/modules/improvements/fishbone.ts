import type { Cause } from './improvement-inputs.ts'
import { type Category, categories } from './words.ts'

/** 鱼骨图 as SVG text: six bones on a spine that leads to the problem; main causes are marked. Pure: same causes, same picture. */
export function fishbone(problem: string, causes: readonly Cause[]): string {
  const bones = (Object.keys(categories) as Category[]).map((category, at) =>
    bone(category, at, causes.filter(one => one.category === category).slice(0, mostOnBone)),
  )
  const head = wrapped(problem.slice(0, 40), 8)
  const top = spine - head.length * 12 + 4
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif" font-size="15" fill="#1b2421">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<path d="M24 ${spine}H${headAt}" stroke="#5c6b66" stroke-width="4"/><path d="M${headAt} ${spine - 12}l18 12l-18 12z" fill="#5c6b66"/>`,
    ...bones,
    `<rect x="${headAt + 18}" y="${spine - 56}" width="${width - headAt - 30}" height="112" rx="8" fill="#e6f3ef" stroke="#0b7a5a" stroke-width="2"/>`,
    ...head.map((line, at) =>
      label(headAt + 18 + (width - headAt - 30) / 2, top + at * 24 + 8, line, 'middle', true),
    ),
    '</svg>',
  ].join('\n')
}

const [width, height, spine, headAt] = [1080, 560, 280, 890]
/** More would run into each other; the table beside it has them all. */
const mostOnBone = 5

function bone(category: Category, at: number, causes: readonly Cause[]): string {
  const isAbove = at < 3
  const foot = 320 + (at % 3) * 265
  const end = { x: foot - 96, y: isAbove ? 56 : height - 56 }
  const lines = causes.map((cause, n) => {
    const part = (n + 1) / (mostOnBone + 1)
    const x = end.x + (foot - end.x) * part
    const y = end.y + (spine - end.y) * part
    const words = `${cause.main ? '★' : ''}${cause.cause.slice(0, 12)}`
    return `<path d="M${x - 200} ${y}H${x}" stroke="#a9b5b0"/>${label(x - 198, y - 5, words, 'start', cause.main)}`
  })
  return [
    `<path d="M${end.x} ${end.y}L${foot} ${spine}" stroke="#0b7a5a" stroke-width="2.5"/>`,
    `<rect x="${end.x - 66}" y="${isAbove ? 16 : height - 56}" width="132" height="36" rx="6" fill="#0b7a5a"/>`,
    label(end.x, isAbove ? 40 : height - 32, categories[category], 'middle', true, '#fff'),
    ...lines,
  ].join('')
}

const label = (x: number, y: number, words: string, anchor: string, bold = false, fill = '#1b2421'): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}"${bold ? ' font-weight="700"' : ''} fill="${fill}">${escaped(words)}</text>`

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (words: string): string => words.replaceAll(/[&<>"]/g, sign => escapes[sign] ?? '')

function wrapped(words: string, most: number): string[] {
  const letters = [...words]
  return Array.from({ length: Math.ceil(letters.length / most) }, (_, at) =>
    letters.slice(at * most, (at + 1) * most).join(''),
  ).slice(0, 4)
}
