import { describe, expect, test } from 'vitest'
import { spansOf } from './opening-hours.ts'

const told = (text: string): string =>
  spansOf(text)
    .map(({ days, opens, closes }) => `${days.join(',')} ${opens}-${closes}`)
    .join(' | ')

describe('what a centre writes as its opening hours', () => {
  test('is read in the ways that people write it', () => {
    const week = 'MO,TU,WE,TH,FR'
    for (const [text, expected] of [
      ['工作日 8:30–17:30', `${week} 08:30-17:30`],
      ['周一至周五 8:30-12:00，14:00-17:30', `${week} 08:30-12:00 | ${week} 14:00-17:30`],
      ['星期一到星期六：9：00～18：00', 'MO,TU,WE,TH,FR,SA 09:00-18:00'],
      ['每天 9:00—21:00', 'MO,TU,WE,TH,FR,SA,SU 09:00-21:00'],
      ['工作日 8:30–17:30；周六 9:00–12:00', `${week} 08:30-17:30 | SA 09:00-12:00`],
      ['周二、周四 14:00-16:00', 'TU,TH 14:00-16:00'],
      ['周一至周日 0:00-24:00', 'MO,TU,WE,TH,FR,SA,SU 00:00-24:00'],
    ] as const)
      expect(told(text), text).toBe(expected)
  })

  test('is left to people where it is not understood as a whole', () => {
    for (const text of [
      '',
      '随时欢迎',
      '工作日',
      '8:30–17:30',
      '工作日 25:00–26:00',
      '工作日 17:30–8:30',
      '工作日 8:30–17:30；节假日另行通知',
      '周五至周一 9:00-10:00；预约',
    ])
      expect(told(text), text).toBe('')
  })
})
