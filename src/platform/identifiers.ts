import { z } from 'zod'
import { type Day, dayOf } from './calendar.ts'

/** As people type or paste it (full width, lower case, with spaces or hyphens) → as it is stored. */
export const normaliseCode = (text: string): string =>
  text.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '')

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const creditPattern = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/

/**
 * Whether this is a 统一社会信用代码 (GB 32100-2015) with the right check character, in its stored form. The first
 * character may be a letter: 农村集体经济组织 are registered under N. Modulus and weights detect every single wrong
 * character and every swap of neighbours.
 */
export function checkCreditCode(code: string): boolean {
  if (!creditPattern.test(code)) return false
  const sum = weighted(17, i => creditAlphabet.indexOf(code.charAt(i)) * (3 ** i % 31))
  return code[17] === creditAlphabet[(31 - (sum % 31)) % 31]
}

/** What an 居民身份证 number says about its holder. */
export type IdNumberCheck = { ok: true; birth: Day; female: boolean; division: string } | { ok: false }

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const idPattern = /^([1-9]\d{5})((?:18|19|20)\d{2})(\d{2})(\d{2})\d{2}(\d)[\dX]$/

/**
 * Reads a citizen's number (GB 11643-1999) in its stored form; the birth date must exist. 港澳台居民居住证 (81–83…)
 * and the 外国人永久居留身份证 of 2023 (9…) follow the same rule. `division` is where it was first issued: it may
 * have been abolished since, so it is not looked up.
 */
export function checkIdNumber(id: string): IdNumberCheck {
  const [, division = '', year, month, date, order] = idPattern.exec(id) ?? []
  const birth = `${year}-${month}-${date}`
  if (!division || !isRealDay(birth)) return { ok: false }
  const sum = weighted(17, i => Number(id[i]) * (idWeights[i] ?? 0))
  if (id[17] !== '10X98765432'[sum % 11]) return { ok: false }
  return { ok: true, birth, female: Number(order) % 2 === 0, division }
}

const weighted = (length: number, term: (i: number) => number): number =>
  Array.from({ length }, (_, i) => term(i)).reduce((sum, value) => sum + value, 0)

/** Refuses 31 February, which `Date` would roll over into March. */
function isRealDay(day: Day): boolean {
  const at = new Date(day)
  return !Number.isNaN(at.getTime()) && dayOf(at) === day
}

/** Whether this is a mainland mobile number, in its stored form (11 digits). */
export const checkMobile = (phone: string): boolean => /^1[3-9]\d{9}$/.test(phone)

/** '+86 138-1234 0012' → '13812340012' */
export const normaliseMobile = (text: string): string => normaliseCode(text).replace(/^(?:\+|00)86(?=1)/, '')

/** '13812340012' → '138****0012' */
export const maskPhone = (phone: string): string => maskMiddle(phone, 3, 4)

/** '李华明' → '李**' */
export const maskName = (name: string): string => maskMiddle(name, 1, 0)

/** '340822199001011234' → '340822********1234' (前6后4) */
export const maskIdNumber = (id: string): string => maskMiddle(id, 6, 4)

/** '91340811MA2ABCDE10' → '9134**********DE10' */
export const maskCode = (code: string): string => maskMiddle(code, 4, 4)

/** Hides all but the ends, and everything where the ends would leave nothing to hide. */
function maskMiddle(text: string, head: number, tail: number): string {
  const characters = Array.from(text)
  const hidden = characters.length - head - tail
  if (hidden <= 0) return '*'.repeat(characters.length)
  return [...characters.slice(0, head), '*'.repeat(hidden), ...characters.slice(head + hidden)].join('')
}

/** Long enough for spaces and hyphens between the characters. */
const typed = z.string().max(40)

/** An input for a 统一社会信用代码. */
export const creditCode = typed
  .overwrite(normaliseCode)
  .refine(checkCreditCode, '统一社会信用代码不正确，请对照营业执照核对 18 位代码')
  .meta({ label: '统一社会信用代码', widget: 'text', inputmode: 'text' })

/** An input for an 居民身份证 number. */
export const idNumber = typed
  .overwrite(normaliseCode)
  .refine(id => checkIdNumber(id).ok, '身份证号码不正确，请对照证件核对 18 位号码')
  .meta({ label: '身份证号码', widget: 'text', inputmode: 'text', secret: true })

/** A number that people may call, as it is printed: '0556-460 0000 转 8', or a short one such as 12345; may be empty. */
export const telephone = z
  .string()
  .trim()
  .max(60)
  .regex(/^$|^[+(（]?\d[\d\s\-()（）]{2,20}\d(\s*转\s*\d{1,6})?$/, '请填写电话号码，例如 0556-460 0000')

/** An input for a mobile number. */
export const mobile = typed
  .overwrite(normaliseMobile)
  .refine(checkMobile, '请填写 11 位手机号码')
  .meta({ label: '手机号码', widget: 'phone', inputmode: 'tel' })
