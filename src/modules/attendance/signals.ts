/** What may be asked about sign-ins. Each is a question to whoever was there, and no accusation. */
export const signals = {
  same_device: '一部手机接连给几个人签到',
  one_phone: '一部手机给好几个人签过到',
  overlap: '同一个人同时在两个班签到',
  same_photo: '同一张照片交了两次',
  after_close: '停止签到以后录入',
} as const
export type Signal = keyof typeof signals

/** One record of somebody who was there. */
export interface SignedIn {
  id: string
  session: string
  enrolment: string
  /** Keyed hash of the ID number. */
  person: string
  device: string | null
  at: Date
}

export interface Finding {
  kind: Signal
  /** The same question is asked once. */
  key: string
  records: string[]
  /** What the question says of itself: seconds, people. */
  figure: number
}

/** Different people signed in by one phone, each within so many seconds of the one before; in one half day. */
export function sameDevice(records: readonly SignedIn[], seconds: number): Finding[] {
  return byDevice(records, one => `${one.session} ${one.device}`).flatMap(([key, those]) =>
    runsOf(those, seconds).flatMap(run => {
      const [first, last] = [run[0] as SignedIn, run.at(-1) as SignedIn]
      if (peopleIn(run) < 2) return []
      const figure = Math.round((last.at.getTime() - first.at.getTime()) / 1_000)
      return [{ kind: 'same_device' as const, key: `${key} ${first.id}`, records: ids(run), figure }]
    }),
  )
}

/** One phone for many: at least so many different people over all half days of a class. */
export const onePhone = (records: readonly SignedIn[], least: number, about: string): Finding[] =>
  byDevice(records, one => `${about} ${one.device}`).flatMap(([key, those]) =>
    peopleIn(those) >= least
      ? [{ kind: 'one_phone' as const, key, records: ids(those), figure: peopleIn(those) }]
      : [],
  )

export interface Spell extends SignedIn {
  starts_at: Date
  ends_at: Date
}

/** The same person signed in for two half days whose lessons are at the same time: each pair once. */
export function overlapping(records: readonly Spell[]): Finding[] {
  const found: Finding[] = []
  for (const theirs of Map.groupBy(records, one => one.person).values()) {
    const order = theirs.toSorted(
      (a, b) => a.starts_at.getTime() - b.starts_at.getTime() || sorted(a.id, b.id),
    )
    for (const [n, one] of order.entries()) {
      for (const other of order.slice(n + 1)) {
        if (other.starts_at >= one.ends_at) break
        if (other.session === one.session) continue
        const records = [one.id, other.id].sort()
        found.push({ kind: 'overlap', key: records.join(' '), records, figure: 2 })
      }
    }
  }
  return found
}

export interface Paper {
  /** The record that the photo hangs on. */
  sheet: string
  sha256: string
}

/** The same file with two papers: of two half days, or twice for one. `records` are the papers. */
export const samePhoto = (papers: readonly Paper[]): Finding[] =>
  [...Map.groupBy(papers, one => one.sha256)].flatMap(([sha256, those]) => {
    const sheets = [...new Set(those.map(one => one.sheet))].sort()
    return sheets.length > 1
      ? [
          {
            kind: 'same_photo' as const,
            key: `${sha256} ${sheets.join(' ')}`,
            records: sheets,
            figure: sheets.length,
          },
        ]
      : []
  })

/** Entered after the half day was closed, and approved by nobody: off paper, or by a device that was off the net. */
export function afterClosing(
  records: ReadonlyArray<SignedIn & { closes_at: Date; late: boolean }>,
): Finding[] {
  const those = records.filter(one => !one.late && one.at > one.closes_at)
  return [...Map.groupBy(those, one => one.session)].map(([session, rows]) => ({
    ...{ kind: 'after_close' as const, key: `${session} ${rows[0]?.id}`, records: ids(rows) },
    figure: Math.ceil(Math.max(...rows.map(one => one.at.getTime() - one.closes_at.getTime())) / 60_000),
  }))
}

const sorted = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const ids = (records: readonly SignedIn[]): string[] => records.map(one => one.id)
const peopleIn = (records: readonly SignedIn[]): number => new Set(records.map(one => one.person)).size

const byDevice = (
  records: readonly SignedIn[],
  key: (one: SignedIn) => string,
): Array<[string, SignedIn[]]> => [
  ...Map.groupBy(
    records.filter(one => one.device !== null),
    key,
  ),
]

/** Cuts a row of sign-ins where more than so many seconds pass. */
function runsOf(records: readonly SignedIn[], seconds: number): SignedIn[][] {
  const runs: SignedIn[][] = []
  for (const one of records.toSorted((a, b) => a.at.getTime() - b.at.getTime() || sorted(a.id, b.id))) {
    const last = runs.at(-1)
    const before = last?.at(-1)
    if (last && before && one.at.getTime() - before.at.getTime() <= seconds * 1_000) last.push(one)
    else runs.push([one])
  }
  return runs
}
