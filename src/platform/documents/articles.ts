/** 稿件审签单: who wrote, read and signed an article, with opinions and times, and the text that was signed. */
export interface ArticleSheet {
  centre: string
  title: string
  state: string
  facts: ReadonlyArray<{ label: string; value: string }>
  /** 更正说明; empty where nothing was corrected. */
  correction: string
  /** Words of the list that were held to be right. */
  checked: string
  reviews: ReadonlyArray<{
    round: string
    stage: string
    who: string
    verdict: string
    opinion: string
    corrected: boolean
    at: string
  }>
  writing: ReadonlyArray<{ who: string; at: string }>
  /** The text as paragraphs. */
  body: readonly string[]
  printedAt: string
}
