import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { count, date, dateTime, days, fileSize, friendly, money, percent, time } from './format.ts'

const at = (text: string) => new Date(`${text}:00+08:00`)

const zones = ['UTC', 'America/New_York', 'Asia/Shanghai', 'Pacific/Kiritimati']

describe.each(zones)('times in a process with TZ=%s', zone => {
  const before = process.env.TZ

  beforeEach(() => {
    process.env.TZ = zone
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone)
  })

  afterEach(() => {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  })

  it('are those of Shanghai', () => {
    expect(date(new Date('2026-11-23T16:00:00Z'))).toBe('2026-11-24')
    expect(dateTime(at('2026-11-24T10:21'))).toBe('2026-11-24 10:21')
    expect(dateTime(at('2026-03-08T00:05'))).toBe('2026-03-08 00:05')
    expect(time(at('2026-11-24T00:00'))).toBe('00:00')
  })

  it('are friendly', () => {
    const now = at('2026-11-24T00:30')
    expect(friendly(at('2026-11-24T10:21'), now)).toBe('今天 10:21')
    expect(friendly(at('2026-11-23T16:05'), now)).toBe('昨天 16:05')
    expect(friendly(at('2026-11-22T23:59'), now)).toBe('11-22 23:59')
    expect(friendly(at('2026-11-25T09:00'), now)).toBe('11-25 09:00')
    expect(friendly(at('2025-11-21T18:40'), now)).toBe('2025-11-21')
    expect(friendly(at('2025-12-31T18:40'), at('2026-01-01T08:00'))).toBe('昨天 18:40')
  })
})

it('money is 分 shown in 元', () => {
  expect([480000, 0, 5, 99, 123456789, -1250, 100000].map(money)).toEqual([
    '¥4,800.00',
    '¥0.00',
    '¥0.05',
    '¥0.99',
    '¥1,234,567.89',
    '-¥12.50',
    '¥1,000.00',
  ])
})

it('counts are grouped by thousands', () => {
  expect([0, 7, 999, 1000, 1204, 1000000, -1204].map(count)).toEqual([
    '0',
    '7',
    '999',
    '1,000',
    '1,204',
    '1,000,000',
    '-1,204',
  ])
  expect(days(3)).toBe('3 个工作日')
})

it('shares have one decimal where there is one', () => {
  expect([0.9731, 1, 0, 0.07, 1.255, 0 / 0].map(percent)).toEqual([
    '97.3%',
    '100%',
    '0%',
    '7%',
    '125.5%',
    '—',
  ])
})

it('sizes of files', () => {
  const mega = 1024 * 1024
  expect(
    [0, 512, 999, 1024, 35_328, mega - 1, 2 * mega, 1024 * mega, 5000 * 1024 * mega].map(fileSize),
  ).toEqual(['0 B', '512 B', '999 B', '1.0 KB', '34.5 KB', '1.0 MB', '2.0 MB', '1.0 GB', '5000.0 GB'])
})
