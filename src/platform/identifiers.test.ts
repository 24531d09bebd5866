import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  checkCreditCode,
  checkIdNumber,
  checkMobile,
  creditCode,
  idNumber,
  maskCode,
  maskIdNumber,
  maskName,
  maskPhone,
  mobile,
  normaliseCode,
  normaliseMobile,
} from './identifiers.ts'

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const digits = '0123456789'
const text = (characters: string, length: number) =>
  fc
    .array(fc.constantFrom(...characters), { minLength: length, maxLength: length })
    .map(list => list.join(''))
const change = (code: string, i: number, character: string) =>
  code.slice(0, i) + character + code.slice(i + 1)
const swap = (code: string, i: number) => change(change(code, i, code.charAt(i + 1)), i + 1, code.charAt(i))

/** The one character that makes the code valid: found by trying, so that the formula is not written twice. */
const completed = (body: string, characters: string, valid: (code: string) => boolean) =>
  [...characters].map(character => body + character).filter(valid)

describe('a 统一社会信用代码', () => {
  const first = fc.oneof(fc.constantFrom('91', '92', '93', '12', '51', 'N1', 'N2', 'Y1'), text(alphabet, 2))
  const body = fc.tuple(first, text(digits, 6), text(alphabet, 9)).map(parts => parts.join(''))
  const code = body.map(start => completed(start, alphabet, checkCreditCode)[0] ?? '')

  it('is accepted as printed on licences', () => {
    for (const real of [
      '91110000600037341L',
      '91330100799655058B',
      '91440300708461136T',
      '91340811MA2ABCDE10',
    ])
      expect(checkCreditCode(real), real).toBe(true)
  })

  it('has exactly one right check character for every beginning, letters and 0 included', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(body, start => {
        const valid = completed(start, alphabet, checkCreditCode)
        seen.add(valid[0]?.[17] ?? '')
        expect(valid).toHaveLength(1)
      }),
      { numRuns: 1000 },
    )
    expect([...seen].sort()).toEqual([...alphabet])
  })

  it('is refused with any one character changed', () => {
    fc.assert(
      fc.property(
        code,
        fc.nat(17),
        fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
        (c, i, other) => {
          fc.pre(c[i] !== other)
          return !checkCreditCode(change(c, i, other))
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('is refused with two neighbours swapped', () => {
    fc.assert(
      fc.property(code, fc.nat(16), (c, i) => {
        fc.pre(c[i] !== c[i + 1])
        return !checkCreditCode(swap(c, i))
      }),
      { numRuns: 1000 },
    )
  })

  it('is refused when too short, too long or empty', () => {
    for (const wrong of ['', '91340811MA2ABCDE1', '91340811MA2ABCDE100', '91340811MA2ABCDE10\n'])
      expect(checkCreditCode(wrong)).toBe(false)
  })
})

describe('an 居民身份证 number', () => {
  const birth = fc
    .integer({ min: Date.parse('1900-01-01'), max: Date.parse('2099-12-31') })
    .map(ms => new Date(ms).toISOString().slice(0, 10))
  const parts = fc.record({
    division: fc.tuple(fc.constantFrom(...'123456789'), text(digits, 5)).map(list => list.join('')),
    birth,
    order: text(digits, 3),
  })
  type Parts = { division: string; birth: string; order: string }
  const start = ({ division, birth: day, order }: Parts) => division + day.replaceAll('-', '') + order
  const valid = (id: string) => checkIdNumber(id).ok
  const number = parts.map(p => completed(start(p), '0123456789X', valid)[0] ?? '')

  it('is read as the standard’s own examples say', () => {
    expect(checkIdNumber('11010519491231002X')).toEqual({
      ok: true,
      birth: '1949-12-31',
      female: true,
      division: '110105',
    })
    expect(checkIdNumber('440524188001010014')).toEqual({
      ok: true,
      birth: '1880-01-01',
      female: false,
      division: '440524',
    })
  })

  it('has exactly one right check character, and says what went in', () => {
    fc.assert(
      fc.property(parts, p => {
        const [id = '', ...others] = completed(start(p), '0123456789X', valid)
        expect(others).toEqual([])
        const female = Number(p.order) % 2 === 0
        expect(checkIdNumber(id)).toEqual({ ok: true, birth: p.birth, female, division: p.division })
      }),
    )
  })

  it('is refused with any one character changed', () => {
    fc.assert(
      fc.property(number, fc.nat(17), fc.constantFrom(...'0123456789X'), (id, i, other) => {
        fc.pre(id[i] !== other)
        return !valid(change(id, i, other))
      }),
      { numRuns: 2000 },
    )
  })

  it('is refused with a birth date that never was, whatever its check character', () => {
    for (const day of ['19900231', '19910229', '19901301', '19900100', '19000229'])
      expect(completed(`340822${day}123`, '0123456789X', valid), day).toEqual([])
    expect(completed('34082219920229123', '0123456789X', valid)).toHaveLength(1)
  })
})

it('a mobile number has 11 digits and a known beginning', () => {
  expect(checkMobile('13812340012')).toBe(true)
  for (const wrong of ['12812340012', '1381234001', '138123400123', '05564612345', '1381234001a', ''])
    expect(checkMobile(wrong), wrong).toBe(false)
  for (const typed of ['+86 138-1234-0012', '008613812340012', '１３８ １２３４ ００１２'])
    expect(normaliseMobile(typed), typed).toBe('13812340012')
})

it('codes are stored in one form', () => {
  expect(normaliseCode(' ９１３４０８１１ ma2a-bcde10 ')).toBe('91340811MA2ABCDE10')
})

it('masks show the ends only', () => {
  expect(maskPhone('13812340012')).toBe('138****0012')
  expect(maskPhone('4612345')).toBe('*******')
  expect(maskName('李华明')).toBe('李**')
  expect(maskName('𬱖明')).toBe('𬱖*')
  expect(maskName('李')).toBe('*')
  expect(maskName('')).toBe('')
  expect(maskIdNumber('11010519491231002X')).toBe('110105********002X')
  expect(maskCode('91340811MA2ABCDE10')).toBe('9134**********DE10')
})

it('inputs are stored normalised, refused in plain Chinese, and describe their field', () => {
  const form = z.object({ code: creditCode, id: idNumber, phone: mobile })
  const right = { code: '91340811 ma2abcde10', id: '11010519491231002x', phone: '138 1234 0012' }
  expect(form.parse(right)).toEqual({
    code: '91340811MA2ABCDE10',
    id: '11010519491231002X',
    phone: '13812340012',
  })
  const wrong = form.safeParse({ code: '91340811MA2ABCDE11', id: '110105194912310021', phone: '123' })
  expect(wrong.error?.issues.map(issue => issue.message)).toEqual([
    '统一社会信用代码不正确，请对照营业执照核对 18 位代码',
    '身份证号码不正确，请对照证件核对 18 位号码',
    '请填写 11 位手机号码',
  ])
  expect(mobile.meta()).toMatchObject({ widget: 'phone', inputmode: 'tel' })
  expect(z.toJSONSchema(form)).toMatchObject({ properties: { code: { type: 'string' } } })
})
