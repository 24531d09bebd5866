/** Shapes of what is printed of service orders (5.6.1). */

/** 服务协议: the text that both confirmed, line by line, with how it can be verified. */
export interface AgreementPaper {
  /** 服务协议、孵化协议 */
  title: string
  centre: string
  number: string
  state: string
  /** The frozen text, one clause a line; the first line is its title. */
  lines: readonly string[]
  milestones: ReadonlyArray<{
    name: string
    deliverable: string
    points: string
    dueOn: string
    amount: string
    capitals: string
  }>
  supplements: ReadonlyArray<{ title: string; state: string; lines: readonly string[] }>
  /** Who confirmed for which side, and when; '' where nobody has yet. */
  signed: ReadonlyArray<{ who: string; by: string; at: string }>
  /** SHA-256 of the text, and the number to check it by; '' before it is in force. */
  digest: string
  proof: string
  checkAt: string
  printedAt: string
}
