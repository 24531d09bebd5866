export const kinds = {
  single: '单选题',
  multiple: '多选题',
  judgement: '判断题',
  fill: '填空题',
  practical: '实操题',
} as const
export type Kind = keyof typeof kinds
/** What is marked by rule, and so stands on a paper. */
export const objective = ['single', 'multiple', 'judgement', 'fill'] as const satisfies readonly Kind[]
export type Objective = (typeof objective)[number]

export const difficulties = { easy: '容易', medium: '中等', hard: '较难' } as const
export type Difficulty = keyof typeof difficulties

/** How a multiple choice is marked: all or nothing, or a share for each right one as long as none is wrong. */
export const multipleRules = { full: '全部选对才得分', partial: '少选按比例得分，选错不得分' } as const
export type MultipleRule = keyof typeof multipleRules

export interface Option {
  text: string
  right: boolean
}
/** One line of a score sheet: what is looked at, and the most it can bring. */
export interface Point {
  label: string
  most: number
}

/** What is asked, and what is right, as the bank keeps it. */
export interface Content {
  kind: Kind
  stem: string
  options: Option[]
  /** Of 判断题. */
  truth: boolean | null
  /** Of 填空题: any of these. */
  accepted: string[]
  /** Of 实操题. */
  points: Point[]
}

/** A question of the bank in one of its versions. */
export interface Question extends Content {
  id: string
}

/** A row of the bank, its lists read. */
export const contentOf = (row: {
  kind: string
  stem: string
  options: unknown
  truth: boolean | null
  accepted: string[]
  points: unknown
}): Content => ({
  kind: row.kind as Kind,
  stem: row.stem,
  options: row.options as Option[],
  truth: row.truth,
  accepted: row.accepted,
  points: row.points as Point[],
})

/** The score sheet of a row of the bank. */
export const pointsOf = (row: { points: unknown }): Point[] => row.points as Point[]

/** Letters of options, as every paper has them. */
export const letterOf = (at: number): string => String.fromCharCode(65 + at)
export const mostOptions = 8

/** 分, of which a share may be a tenth: 25 → 2.5 */
export const marksText = (tenths: number): string =>
  tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1)
