import { expect, test } from 'vitest'
import { inCapitals } from './capitals.ts'

/** Known examples, as the rules for cheques give them (支付结算办法 附件一). */
const known: Array<[number, string]> = [
  [0, '人民币零元整'],
  [1, '人民币壹分'],
  [10, '人民币壹角整'],
  [50_04, '人民币伍拾元零肆分'],
  [325_04, '人民币叁佰贰拾伍元零肆分'],
  [1_409_50, '人民币壹仟肆佰零玖元伍角整'],
  [6_007_14, '人民币陆仟零柒元壹角肆分'],
  [1_680_32, '人民币壹仟陆佰捌拾元叁角贰分'],
  [16_409_02, '人民币壹万陆仟肆佰零玖元零贰分'],
  [107_000_53, '人民币壹拾万柒仟元伍角叁分'],
  [100_000_00, '人民币壹拾万元整'],
  [1_000_100_00, '人民币壹佰万零壹佰元整'],
  [100_000_001_00, '人民币壹亿零壹元整'],
  [20_003_000_00, '人民币贰仟万叁仟元整'],
  [100_100_000_00, '人民币壹亿零壹拾万元整'],
]

test('amounts in capital numerals are as on cheques', () => {
  expect(known.map(([fen]) => [fen, inCapitals(fen)])).toEqual(known)
})

test('what is no amount is not written', () => {
  for (const wrong of [-1, 0.5, Number.NaN]) expect(() => inCapitals(wrong)).toThrow()
})
