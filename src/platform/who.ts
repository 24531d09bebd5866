import type { Actor, Centre, Organisation } from './ctx.ts'

/** What a rule may look at besides actor and row. */
export interface Facts {
  /** Which actions each member of staff has performed on the record so far. */
  did: ReadonlyMap<string, ReadonlySet<string>>
  now: Date
  centre: Centre
}

/** Who may: a test, and the words for it. */
export interface Who<R> {
  says: string
  test(actor: Actor, row: R, facts: Facts): boolean
}

/** Somebody a record can wait for: the address of its task. */
export interface Addressee<R> extends Who<R> {
  address(row: R): TaskAddress
}
/** Empty where nobody has a list of tasks: the clock moves it on, or somebody who finds it elsewhere. */
export type TaskAddress =
  | { duty: string }
  | { staff_id: string }
  | { party_id: string }
  | Record<string, never>

/** A duty (职责) that posts bundle and workflows name. */
export interface Duty extends Addressee<unknown> {
  code: string
  label: string
  /** Only people of this organisation ever have it, whatever their posts bundle. */
  only?: Organisation
  /** Outsiders may have it too; of all others they have those that are only theirs. */
  outsiders?: true
}

export const duties = new Map<string, Duty>()

/** Declares a duty; whoever holds a post that bundles it may do what names it. */
export function defineDuty(
  code: string,
  label: string,
  options: { only?: Organisation; outsiders?: true } = {},
): Duty {
  if (duties.has(code)) throw new Error(`duty ${code} is declared twice`)
  const duty: Duty = {
    code,
    label,
    ...options,
    says: `负责「${label}」的人员`,
    test: actor => actor.duties.has(code),
    address: () => ({ duty: code }),
  }
  duties.set(code, duty)
  return duty
}

/** Of the duties that somebody's posts bundle, those that people of their organisation can have. */
export const dutiesWithin = (
  codes: readonly string[],
  organisation: Organisation | null | undefined,
): ReadonlySet<string> =>
  new Set(
    codes.filter(code => {
      const { only, outsiders } = duties.get(code) ?? {}
      if (organisation === outside) return only === outside || outsiders === true
      return !only || only === organisation
    }),
  )

/** Experts and assessors: let in from outside for one piece of work. */
const outside: Organisation = 'assessor'
export const isOutsider = (actor: Actor): boolean => actor.organisation === outside

/**
 * Outsiders are staff where they work, which they do by a duty of theirs; everywhere else they know and may do what any
 * member of the public does.
 */
export function asOutside(actor: Actor, works: Duty | undefined): Actor {
  if (!isOutsider(actor) || (works && actor.duties.has(works.code))) return actor
  const { organisation: _, ...person } = actor
  return { ...person, staffId: null, duties: new Set() }
}

const desksForOutsiders: Array<{ path: string; duty: Duty }> = []
/** Opens a desk, and what lies below it, to outsiders with a duty; single pages may still ask for another. */
export const openToOutsiders = (path: string, duty: Duty): number => desksForOutsiders.push({ path, duty })
export const isOpenToOutsider = (actor: Actor, at: string): boolean =>
  at === '/desk' ||
  at === '/desk/notifications' ||
  desksForOutsiders.some(
    ({ path, duty }) => actor.duties.has(duty.code) && (at === path || at.startsWith(`${path}/`)),
  )

/** Does the actor hold any of these duties? */
export const holds = (actor: Actor, ...any: readonly Duty[]): boolean =>
  any.some(duty => actor.duties.has(duty.code))

/** Whoever holds a valid mandate for the record's party. */
export const applicant: Addressee<{ party_id: string | null }> = {
  says: '申请人',
  test: (actor, row) => row.party_id !== null && actor.parties.includes(row.party_id),
  address: row => ({ party_id: row.party_id ?? '' }),
}

/** Whether the actor has asked for it, by whichever of their accounts. */
export const isConcerned = (actor: Actor, row: { party_id: string | null }): boolean =>
  row.party_id !== null && [...actor.parties, ...(actor.twin?.parties ?? [])].includes(row.party_id)

/** With `not`: nobody decides what is their own. */
export const concerned: Who<{ party_id: string | null }> = { says: '申请人', test: isConcerned }

/** The staff member that the record is assigned to. */
export const assignee: Addressee<{ assignee_id: string | null }> = {
  says: '经办人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.assignee_id,
  address: row => ({ staff_id: row.assignee_id ?? '' }),
}

/** Whoever performed one of these actions on the record before. */
export const everDid = (says: string, ...actions: string[]): Who<unknown> => ({
  says,
  test: (actor, _row, facts) => actions.some(action => facts.did.get(actor.staffId ?? '')?.has(action)),
})

/** Staff of the supervising commerce bureau (商务局), as against those who run the centre. */
export const ofBureau: Who<unknown> = {
  says: '主管部门的人员',
  test: actor => actor.organisation === 'bureau',
}

/** The clock, or an action's own consequence. */
export const theSystem: Who<unknown> = { says: '系统', test: actor => actor.kind === 'system' }

/** Anyone who has signed in. */
export const anyPerson: Who<unknown> = { says: '已登录的人', test: actor => actor.kind === 'person' }

export const anyOf = <R>(...whos: Array<Who<R>>): Who<R> => ({
  says: whos.map(who => who.says).join('或'),
  test: (actor, row, facts) => whos.some(who => who.test(actor, row, facts)),
})

/** 负责「受理办件」的人员（申请人除外） */
export const allOf = <R>(...whos: Array<Who<R>>): Who<R> => ({
  says: inWords(whos.map(who => who.says)),
  test: (actor, row, facts) => whos.every(who => who.test(actor, row, facts)),
})

const excepted = '除外'
function inWords(says: readonly string[]): string {
  const others = says.filter(one => one.endsWith(excepted))
  const those = says.filter(one => !others.includes(one)).join('且')
  return others.length > 0 ? `${those}（${others.join('、')}）` : those
}

export const not = <R>(who: Who<R>): Who<R> => ({
  says: `${who.says}${excepted}`,
  test: (actor, row, facts) => !who.test(actor, row, facts),
})
