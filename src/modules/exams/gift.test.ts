import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentFrom, questionInput, type Typed, typedFrom } from './content.ts'
import { readGift, writeGift } from './gift.ts'
import { letterOf } from './kinds.ts'

/** The examples are those of the format's own description, in Chinese. */
describe('a text file of questions', () => {
  const one = (text: string) => readGift(text, '综合').questions[0]?.typed

  test('single choice with feedback and a title', () => {
    expect(
      one('::题一::直播带货时，[html 不算] 谁对宣传内容负责？{\n=主播和商家#对 ~观众 # 不对\n~平台的保安\n}'),
    ).toMatchObject({
      kind: 'single',
      topic: '综合',
      stem: '直播带货时，[html 不算] 谁对宣传内容负责？',
      options: ['主播和商家', '观众', '平台的保安'],
      answer: ['A'],
    })
  })

  test('several right ones by weights; true and false; short answers; a missing word; an explanation', () => {
    expect(one('[plain]哪些要写？{~%50%产地 ~%-100%瞎编 ~%50%净含量 ~%0%口号}')).toMatchObject({
      kind: 'multiple',
      options: ['产地', '瞎编', '净含量', '口号'],
      answer: ['AC'],
    })
    expect(one('要如实宣传。{TRUE#错了#对了}')).toMatchObject({ kind: 'judgement', answer: ['对'] })
    expect(one('可以刷单。{F}')).toMatchObject({ kind: 'judgement', answer: ['错'] })
    expect(one('网店的成交额叫？{=GMV =%100%成交总额 =%50%销量}')).toMatchObject({
      kind: 'fill',
      answer: ['GMV', '成交总额'],
    })
    expect(one('退货期限是 {=七 =7} 天。')?.stem).toBe('退货期限是 ____ 天。')
    expect(one('可以刷单。{F####违反电子商务法第十七条\\: 不得虚构交易}')?.explanation).toBe(
      '违反电子商务法第十七条: 不得虚构交易',
    )
  })

  test('escapes, comments and categories', () => {
    const { questions, faults } = readGift(
      '// 注释\n$CATEGORY: top/电商/选品\n\n// 又一行\n一斤 \\= 多少克？{=500 克 =500g}\n\n$CATEGORY: 直播\n可以超时。{F}\n',
      '综合',
    )
    expect(faults).toEqual([])
    expect(questions.map(({ line, typed }) => [line, typed.topic, typed.stem])).toEqual([
      [5, '选品', '一斤 = 多少克？'],
      [8, '直播', '可以超时。'],
    ])
  })

  test('what the bank cannot hold, and what is broken, is told with its line', () => {
    const file = [
      '写一段话。{}',
      '圆周率？{#3.14:0.01}',
      '配对。{=猫 -> 鱼 =狗 -> 骨头}',
      '没有答案',
      '没有结束\n的题目{=对',
      '没有对的{~甲 ~乙}',
      '空的{=甲 ~}',
      '乱写{甲 =乙}',
    ].join('\n\n')
    expect(readGift(file, '综合')).toMatchObject({
      questions: [],
      faults: [
        { line: 1, says: '问答题不能导入，题库里没有这种题型' },
        { line: 3, says: '数值题不能导入，题库里没有这种题型' },
        { line: 5, says: '配对题不能导入，题库里没有这种题型' },
        { line: 7, says: '没有找到答案的大括号' },
        { line: 10, says: '大括号没有结束' },
        { line: 12, says: '没有正确答案' },
        { line: 14, says: '有一个答案是空的' },
        { line: 16, says: '答案要用等号或波浪号开头' },
      ],
    })
  })
})

/** Signs that mean something in the format are in it more often than by chance. */
const words = fc
  .array(
    fc.constantFrom(
      '甲',
      '乙',
      '货',
      'a',
      'B',
      '1',
      '~',
      '=',
      '#',
      '{',
      '}',
      ':',
      '\\',
      '%',
      '->',
      '//',
      ' ',
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map(parts => parts.join('').trim())
  .filter(text => text.length >= 2)
const typed: fc.Arbitrary<Typed> = fc
  .record({
    kind: fc.constantFrom('single', 'multiple', 'judgement', 'fill'),
    options: fc.uniqueArray(words, { minLength: 3, maxLength: 8 }),
    right: fc.nat(),
    truth: fc.boolean(),
    stem: words.map(text => `题：${text}`),
    explanation: fc.oneof(fc.constant(''), words),
    difficulty: fc.constantFrom('easy', 'medium', 'hard'),
  })
  .map(({ kind, options, right, truth, ...rest }) => {
    const first = right % options.length
    const letters = [first, ...(kind === 'multiple' ? [(first + 1) % options.length] : [])].sort()
    const answer = kind === 'judgement' ? [truth ? '对' : '错'] : [letters.map(letterOf).join('')]
    const choice = kind === 'single' || kind === 'multiple'
    return {
      ...{ ...rest, kind, topic: '选品', points: [] },
      options: choice ? options : [],
      answer: kind === 'fill' ? options : answer,
    } as Typed
  })

test('every question is read back as it was written, whatever stands in it', () => {
  fc.assert(
    fc.property(fc.array(typed, { maxLength: 5 }), all => {
      const file = writeGift(all.map((one, at) => ({ ...one, code: `第 ${at} 题` })))
      const { questions, faults } = readGift(file, '综合')
      expect(faults).toEqual([])
      expect(questions.map(one => one.typed)).toEqual(all)
    }),
    { numRuns: 300 },
  )
})

test('what is typed is what is kept, and comes back to the form', () => {
  fc.assert(
    fc.property(typed, one => {
      const read = questionInput.parse(one)
      const { topic, difficulty } = one
      expect(typedFrom({ ...contentFrom(read), topic, difficulty })).toEqual(read)
    }),
  )
  const practical = questionInput.parse({
    ...{ kind: 'practical', topic: '直播', difficulty: 'hard', stem: '现场直播五分钟。' },
    points: ['讲清产地和卖点 20', '和观众互动（10 分）', '仪表：5'],
  })
  expect(contentFrom(practical).points).toEqual([
    { label: '讲清产地和卖点', most: 20 },
    { label: '和观众互动', most: 10 },
    { label: '仪表', most: 5 },
  ])
})

test('what cannot be marked is refused at its place', () => {
  const faults = (more: Partial<Typed>) => {
    const base = {
      kind: 'single',
      topic: '选品',
      difficulty: 'easy',
      stem: '问什么？',
      options: ['甲', '乙'],
      answer: ['A'],
    }
    const read = questionInput.safeParse({ ...base, ...more })
    return read.success ? null : read.error.issues.map(one => `${one.path.join('.')}：${one.message}`)
  }
  expect(faults({})).toBeNull()
  expect(faults({ options: ['甲'] })).toEqual(['options：选择题至少要有两个选项'])
  expect(faults({ options: ['甲', '甲'] })).toEqual(['options：有两个选项是一样的'])
  expect(faults({ answer: ['AB'] })).toEqual(['answer：单选题只有一个正确答案'])
  expect(faults({ answer: ['C'] })).toEqual(['answer：只有 2 个选项'])
  expect(faults({ answer: ['甲'] })).toEqual(['answer：请填选项的字母，例如第一个选项填 A'])
  expect(faults({ kind: 'multiple' })).toEqual(['answer：多选题至少有两个正确答案'])
  expect(faults({ kind: 'judgement' })).toEqual(['answer：判断题填“对”或“错”'])
  expect(faults({ kind: 'fill', answer: [] })).toEqual(['answer：请填写正确答案'])
  expect(faults({ kind: 'practical', points: ['没有分值'] })).toEqual([
    'points：第 1 行末尾要写这一项的满分，例如：讲清产地和卖点 20',
  ])
})
