/**
 * 证书编号: 区划代码, 年份, 期次, the number within the class: 34082220260007-001. `classNumber` is the 期号 of the class,
 * '2026-07'; numbers run without gaps under it.
 */
export function serialOf(division: string, classNumber: string, number: number): string {
  const [year = '', turn = ''] = classNumber.split('-')
  return `${division}${year}${turn.padStart(4, '0')}-${String(number).padStart(3, '0')}`
}

/** As people type it: without spaces, with any of the dashes there are. */
export const typedSerial = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s　]/g, '')
    .replaceAll(/[－–—‐‑―]/g, '-')
    .slice(0, 40)

/** As people type a name: spaces within Chinese names are for the eye. */
export const typedName = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '').slice(0, 60)
