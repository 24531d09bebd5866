/** People who share a kept number of seats (名额): 合作社 10 席. */
export interface Group {
  code: string
  label: string
  seats: number
}

/** A house as it is now: how many it holds, what is kept for whom, and how many seats each group has taken. */
export interface House {
  capacity: number
  /** None any more once the kept seats were released. */
  groups: readonly Group[]
  /** People by the group that they registered under; '' is none. */
  taken: ReadonlyMap<string, number>
}

export interface Wanting {
  id: string
  group_code: string | null
  people: number
}

/** Seats for all, and those left of each group's own. A group that has used up its own sits on the seats for all. */
function left({ capacity, groups, taken }: House): { open: number; own: Map<string, number> } {
  const own = new Map(groups.map(({ code, seats }) => [code, seats]))
  let open = capacity - groups.reduce((sum, { seats }) => sum + seats, 0)
  for (const [code, people] of taken) {
    const kept = own.get(code) ?? 0
    own.set(code, Math.max(0, kept - people))
    open -= Math.max(0, people - kept)
  }
  return { open: Math.max(0, open), own }
}

/** How many seats somebody of this group (null: of none) could have now, were nobody waiting. */
export function seatsFor(house: House, group: string | null): number {
  const { open, own } = left(house)
  return open + (own.get(group ?? '') ?? 0)
}

/** Seats that are free altogether. */
export const seatsFree = ({ capacity, taken }: House): number =>
  Math.max(0, capacity - [...taken.values()].reduce((sum, people) => sum + people, 0))

/**
 * Who of a line may have seats now, strictly in its order. Whoever stands before is served before: where the seats
 * that somebody may use are too few for them, nobody behind is given one of these, for it would be taken from them.
 * Seats kept for a group to which they do not belong were never theirs, and so are given on.
 */
export function served(house: House, line: readonly Wanting[]): Wanting[] {
  const taken = new Map(house.taken)
  const heldBack = new Set<string>()
  const given: Wanting[] = []
  for (const one of line) {
    const code = one.group_code ?? ''
    const { open, own } = left({ ...house, taken })
    const may = (heldBack.has('') ? 0 : open) + (heldBack.has(code) ? 0 : (own.get(code) ?? 0))
    if (one.people <= may) {
      taken.set(code, (taken.get(code) ?? 0) + one.people)
      given.push(one)
    } else {
      heldBack.add('').add(code)
    }
  }
  return given
}
