/** Shapes of what is printed of contests (5.4.2). */

/** 荣誉证书: who won what, with the code by which anybody can check it. */
export interface Honour {
  centre: string
  organiser: string
  contest: string
  who: string
  /** Names of the team; '' for one person. */
  members: string
  work: string
  prize: string
  number: string
  /** In groups of four. */
  code: string
  checkQr: string
  day: string
}
