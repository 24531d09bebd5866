/** Shapes of what is printed of bringing people together (5.2). */

/** 对接登记表 (5.2.1): one introduction with what came of it; texts are '' where there is nothing to say. */
export interface IntroductionSheet {
  centre: string
  title: string
  state: string
  /** Name and contact of whoever asked, and of the other. */
  asker: string
  owner: string
  words: string
  /** '2026-11-24' */
  askedOn: string
  talkingOn: string
  officer: string
  conflict: string
  rounds: ReadonlyArray<{ day: string; people: string; body: string }>
  /** The four figures, side by side; nothing sums them up. */
  sums: ReadonlyArray<{ label: string; amount: string }>
  /** Of the contract, with what it says per year. */
  term: string
  figures: ReadonlyArray<{
    day: string
    kind: string
    amount: string
    number: string
    vouchers: string
    state: string
  }>
  outcome: string
  followUps: readonly string[]
  printedAt: string
}
