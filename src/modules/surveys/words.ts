/** The five levels (GB/T 39735-2020 as practised), as everywhere: none is ever chosen beforehand. */
export const marks = { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' } as const
/** From here on somebody counts as satisfied (含基本满意), as with the continuous ratings. */
export const satisfiedFrom = 3

/** How a call ended without answers. */
export const outcomes = {
  missed: '没有接通',
  later: '接了，另约时间',
  refused: '接了，不愿意答',
  wrong: '空号或号码不对',
} as const

export const otherServices = '其他（不足五份的合并）'

export const labelIn = (of: Record<string, string>, code: string | null): string =>
  code ? (of[code] ?? code) : ''
