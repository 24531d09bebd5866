/** Shapes of what is printed for those who ask what they can get (5.1). */

/** 政策明白纸 of one policy. */
export interface PolicySheet {
  centre: string
  title: string
  /** Who issued it, and its number. */
  source: string
  over: boolean
  plain: ReadonlyArray<{ label: string; text: string }>
  facts: ReadonlyArray<{ label: string; value: string }>
  conditions: ReadonlyArray<{ any: boolean; lines: readonly string[] }>
  /** SVG of `qrSvg`, leading to the policy's page. */
  qr: string
  /** Telephone and address of the centre. */
  contact: string
  note: string
  printedAt: string
}
