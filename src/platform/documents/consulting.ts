/** Shapes of what is printed of consulting and of policies (5.1). */

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

/** 咨询接待登记表: one consultation; texts are '' where there is nothing to say. */
export interface ConsultationSheet {
  centre: string
  number: string
  channel: string
  kind: string
  who: string
  /** Masked: paper gets lost. */
  phone: string
  /** '2026-11-24 10:21' */
  receivedAt: string
  first: string
  question: string
  transfers: readonly string[]
  answer: string
  /** The policy that it rests on: its name with number, and the address of its text, where the public reads it. */
  policy: { words: string; link: string } | null
  basis: string
  answeredBy: string
  answeredAt: string
  took: string
  solved: string
  steps: ReadonlyArray<{ at: string; what: string }>
  printedAt: string
}

/** 下乡咨询登记单: blank sheets, one on each half of an A4 page. */
export interface VisitSheets {
  centre: string
  phone: string
  place: string
  /** '2026-11-24' */
  day: string
  kinds: readonly string[]
  /** `qr` is an SVG of `qrSvg`. */
  sheets: ReadonlyArray<{ number: string; qr: string }>
}
