import type { Centre } from '#platform/ctx'
import { jobTerms } from './settings.ts'

interface Term {
  term: string
  why: string
  fine: readonly string[]
}

/** The list as the setting writes it; a line that names no word is passed over. */
export const termsIn = (text: string): Term[] =>
  text.split('\n').flatMap(line => {
    const [term = '', why = '', fine = ''] = line.split(/[：:]/).map(part => part.trim())
    return term === ''
      ? []
      : [{ term, why, fine: fine.split('、').filter(one => one !== term && one.includes(term)) }]
  })

/** What the reviewer should look at twice, in sentences: each word of the list that stands there, once. */
export function hintsOf(centre: Centre, texts: readonly string[]): string[] {
  const all = texts.join('\n')
  return termsIn(jobTerms.of(centre))
    .filter(({ term, fine }) => fine.reduce((rest, one) => rest.replaceAll(one, ''), all).includes(term))
    .map(({ term, why }) => `“${term}”：${why}`)
}
