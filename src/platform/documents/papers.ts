/** A paper of the centre (报告) as PDF (`paper.typ`) and as Word: numbered sections of texts, facts and tables. */
export interface PrintedPaper {
  centre: string
  title: string
  /** Below the title: of what, or what kind of version; '' where nothing is to be said. */
  subtitle: string
  sections: ReadonlyArray<{ title: string; parts: readonly PaperPart[] }>
  /** Who signs, each in a line of its own. */
  signature: readonly string[]
  /** '2026-11-24' */
  issuedOn: string
  printedAt: string
  /** With it the paper is an official document in the layout of GB/T 9704-2012; without, a report of the house. */
  official?: OfficialFrame
}

/** What stands around the text of a 公文: 版头 above the red line, 主送机关, 版记 at the end. */
export interface OfficialFrame {
  /** 发文机关标志, in red: '怀宁县电子商务公共服务中心工作月报' */
  masthead: string
  /** Below it: 发文字号 or 期号; '' while it has none. */
  number: string
  /** Above the red line, at the left and at the right: who makes it, and when. '' where not. */
  maker: string
  madeOn: string
  /** 主送机关; '' where nobody is addressed. */
  addressee: string
  /** 附注 below the date, in brackets: what the reader must know of the figures; '' where nothing. */
  note: string
  /** 版记: 抄送 ('' where to nobody), 印发机关, 印发日期 ('2026-11-24'). */
  copies: string
  printer: string
  printedOn: string
}

export interface PaperPart {
  /** Numbered in the section; '' where the part needs no heading. */
  title: string
  texts: readonly string[]
  facts: ReadonlyArray<{ label: string; value: string }>
  /** `widths`: shares of the line, which make 100. */
  tables: ReadonlyArray<{
    head: readonly string[]
    rows: ReadonlyArray<readonly string[]>
    widths: readonly number[]
  }>
}

/** A part of a paper of which only some is there. */
export const paperPart = (more: Partial<PaperPart>): PaperPart => ({
  ...{ title: '', texts: [], facts: [], tables: [] },
  ...more,
})
