/** 一期一档: everything that is kept of one training class, part by part. */
export interface ClassFile {
  centre: string
  title: string
  lead: string
  state: string
  sections: ReadonlyArray<{
    title: string
    facts: ReadonlyArray<{ label: string; value: string }>
    paragraphs: readonly string[]
    tables: ReadonlyArray<{
      caption: string
      /** Widths are shares of the page. */
      columns: ReadonlyArray<{ label: string; number: boolean; width: number }>
      rows: ReadonlyArray<readonly string[]>
    }>
    /** Names of the papers in the folder. */
    files: readonly string[]
  }>
  printedAt: string
}
