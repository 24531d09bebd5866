import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexTokens, pinyinTokens, queryTokens } from './tokens.ts'

/** What the search does with the tokens: every one of the question must be there. */
function finds(question: string, text: string): boolean {
  const index = new Set(indexTokens(text))
  const wanted = queryTokens(question)
  return wanted.length > 0 && wanted.every(token => index.has(token))
}

const bodies = {
  video: '短视频拍摄与剪辑',
  live: '农产品直播带货',
  design: '怀宁蓝莓包装设计',
  accounts: '会计代理记账（小微企业）',
  bank: '银行行长面对面：绿色贷款',
  licence: '食品SC认证代办 ２０２６年第3期',
}

describe('a title is found', () => {
  it.each([
    [bodies.video, '短视频 短视 视频 剪辑 视频剪辑 拍摄 duanshipin dsp shipin sp jianji DSP shipinpaishe'],
    [
      bodies.live,
      '农产品 直播 带货 直播带货 带货直播 产品 ncp nongchanpin zhibo zb nongchanpinzhibo zbdh daihuo',
    ],
    [bodies.design, '蓝莓 包装设计 设计包装 怀宁 lanmei lm bzsj huaining'],
    [bodies.accounts, '会计 记账 代理记账 小微企业 kuaiji kj dljz'],
    [bodies.bank, '银行 贷款 yinhang yh hangzhang lvse 面对面'],
    [bodies.licence, 'SC认证 sc 食品 2026年 第3期 ｓｃ shipin renzheng'],
  ])('%s', (text, questions) => {
    for (const question of questions.split(' ')) expect(finds(question, text), question).toBe(true)
  })

  it('by a question in everyday words', () => {
    expect(finds('我想学直播带货', bodies.live)).toBe(true)
    expect(finds('怎么做短视频', bodies.video)).toBe(true)
    expect(finds('蓝莓 bzsj', bodies.design)).toBe(true)
    expect(finds('哪里可以办sc认证？', bodies.licence)).toBe(true)
  })
})

it('what is not there is not found', () => {
  for (const question of ['短视频带货', 'zhibo', '直播', '视短', 'dspx', '频']) {
    expect(finds(question, bodies.live.replace('直播', '')), question).toBe(false)
  }
  expect(finds('yinxing', bodies.bank)).toBe(false)
  expect(finds('huiji', bodies.accounts)).toBe(false)
})

it('places are spelled as their people do', () => {
  for (const [place, spelling] of [
    ['六安市', 'luan'],
    ['亳州市', 'bozhou'],
    ['歙县', 'shexian'],
    ['枞阳县', 'zongyang'],
    ['黟县', 'yixian'],
    ['蚌埠市', 'bengbu'],
    ['濉溪县', 'suixi'],
    ['涡阳县', 'guoyang'],
    ['蚌山区', 'bengshanqu'],
    ['重庆', 'chongqing'],
  ] as const)
    expect(pinyinTokens(place), place).toContain(spelling)
})

it('names are spelled by rows of words, long lines by words only', () => {
  expect(pinyinTokens('直播带货')).toEqual(
    expect.arrayContaining(['zhibo', 'zb', 'zhibodaihuo', 'zbdh', 'daihuo', 'dh']),
  )
  const long =
    '本期培训面向全县返乡青年和农民专业合作社成员，讲授直播间搭建与选品方法，结业后可申请孵化工位。'
  expect(indexTokens(long)).toEqual(expect.arrayContaining(['peixun', 'zhibo', '孵化', '位']))
  expect(indexTokens(long)).not.toContain('px')
  expect(indexTokens(`直播培训\n${long}`)).toContain('zbpx')
})

it('a question that says nothing asks for nothing, and filler counts when it is all there is', () => {
  for (const nothing of ['', '  ', '？！——', '\n']) expect(queryTokens(nothing)).toEqual([])
  expect(queryTokens('怎么办')).toEqual(['怎么', '么办'])
  expect(queryTokens('我')).toEqual(['我'])
})

it('codes are cut at their hyphens', () => {
  expect(queryTokens('AQ-2026-0012')).toEqual(['aq', '2026', '0012'])
  expect(finds('aq-2026-0012', '咨询 AQ-2026-0012')).toBe(true)
})

const words = fc.constantFrom(
  ...Object.values(bodies),
  '𬱖村',
  '带货',
  '的',
  'App 2.0',
  '，',
  ' ',
  '行',
  '绿茶',
)
const sentence = fc.array(words, { minLength: 1, maxLength: 12 }).map(list => list.join(''))

it('every piece of Chinese text finds the text', () => {
  fc.assert(
    fc.property(sentence, fc.nat(), fc.nat(), (text, a, b) => {
      const runs = text.match(/\p{Script=Han}+/gu) ?? []
      fc.pre(runs.length > 0)
      const run = [...(runs[a % runs.length] ?? '')]
      const from = b % run.length
      return finds(run.slice(from, from + 1 + (a % 10)).join(''), text)
    }),
    { numRuns: 500 },
  )
})

it('tokens are few, distinct, lower-case and without spaces, whatever comes', () => {
  const anything = fc.oneof(sentence, fc.string({ unit: 'binary', maxLength: 300 }))
  fc.assert(
    fc.property(anything, text => {
      for (const tokens of [indexTokens(text), queryTokens(text)]) {
        expect(new Set(tokens).size).toBe(tokens.length)
        expect(tokens.filter(token => token === '' || /\s/.test(token) || token.length > 40)).toEqual([])
        expect(tokens.map(token => token.toLowerCase())).toEqual(tokens)
      }
    }),
  )
  const random = Array.from({ length: 30_000 }, (_, i) =>
    String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000)),
  ).join('')
  expect(indexTokens(random).length).toBeLessThanOrEqual(3000)
  expect(queryTokens(random).length).toBeLessThanOrEqual(24)
})
