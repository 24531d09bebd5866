/** 活动签到表: to be signed at the door, and photographed afterwards. */
export interface SignInSheet {
  centre: string
  title: string
  when: string
  place: string
  /** With the last four digits of the phone: the sheet lies open on a table. */
  people: ReadonlyArray<{ name: string; suffix: string; group: string; arrived: string }>
  /** Empty lines for whoever comes without having registered. */
  blank: number
  printedAt: string
}

/** 活动档案: plan, list, sign-in, photos, minutes, figures of one activity. */
export interface ActivityFile {
  centre: string
  title: string
  state: string
  facts: ReadonlyArray<{ label: string; value: string }>
  about: string
  plan: string
  figures: ReadonlyArray<{ label: string; value: string }>
  money: ReadonlyArray<{ item: string; of: string; amount: string }>
  moneyNote: string
  people: ReadonlyArray<{ name: string; suffix: string; group: string; state: string; arrived: string }>
  minutes: string
  summary: string
  proofs: ReadonlyArray<{ kind: string; taken: string; note: string; files: string }>
  /** SVGs that hold the small pictures. */
  photos: ReadonlyArray<{ svg: string; caption: string }>
  opinions: string
  steps: ReadonlyArray<{ at: string; what: string }>
  printedAt: string
}
