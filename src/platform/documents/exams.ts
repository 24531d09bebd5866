/** 试卷 of one candidate, on paper: without a word of what is right, with a sheet for the answers. */
export interface ExamPaperSheet {
  centre: string
  title: string
  about: string
  candidate: string
  facts: ReadonlyArray<{ label: string; value: string }>
  rules: string
  questions: ReadonlyArray<{
    number: number
    kind: string
    marks: string
    stem: string
    options: readonly string[]
  }>
  printedAt: string
}

/** 实操评分表: a page for each candidate, to be filled in on the spot. */
export interface ExamScoreSheets {
  centre: string
  title: string
  about: string
  task: string
  points: ReadonlyArray<{ label: string; most: number }>
  total: number
  candidates: readonly string[]
  printedAt: string
}
