import { partyKinds } from '#modules/parties'
import {
  asked,
  evaluate,
  explained,
  type Group,
  groupsInWords,
  knownOf,
  type ReasonGroup,
  type Verdict,
} from '#modules/policies'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { division } from '#platform/divisions'
import type { Programme } from './people.ts'

type Rule = Pick<Programme, 'audience' | 'towns' | 'conditions'>

/** All that a programme asks: kind of party and town first, then its own conditions. */
export function ruleOf({ audience, towns, conditions }: Rule): Group[] {
  const scope = asked({ audience, region: '', conditions: conditions as Group[] })
  if (towns.length === 0) return scope
  const inTowns: Group = {
    need: 'all',
    conditions: [{ fact: 'town', operator: 'in', values: [...towns] }],
  }
  return [scope[0] as Group, inTowns, ...scope.slice(1)]
}

export interface OfFile {
  id: string
  kind: string
  town: string | null
  code: string | null
}
export interface Eligibility {
  verdict: Verdict
  groups: readonly ReasonGroup[]
  /** Facts that are still to be told. */
  missing: readonly string[]
}

/** Whether a party may claim, as far as is known, with the reason for every condition. */
export async function eligibility(ctx: Ctx, programme: Rule, party: OfFile): Promise<Eligibility> {
  const known = (await knownOf(ctx, [party])).get(party.id) ?? {}
  const at = { county: ctx.centre.division, today: dayOf(ctx.now) }
  const judged = evaluate(ruleOf(programme), known, at.today)
  return { verdict: judged.verdict, groups: explained(judged, known, at), missing: judged.missing }
}

/** The rule in lines, for the public. */
export const ruleInWords = (programme: Rule, county: string) => [
  { any: false, lines: [audienceWords(programme.audience)] },
  ...(programme.towns.length > 0
    ? [{ any: false, lines: [`限${programme.towns.map(code => division(code)?.name ?? code).join('、')}`] }]
    : []),
  ...groupsInWords(programme.conditions as Group[], county),
]

const audienceWords = (kinds: readonly string[]): string =>
  kinds.length === Object.keys(partyKinds).length
    ? '各类服务对象都可以领'
    : kinds.map(kind => partyKinds[kind as keyof typeof partyKinds] ?? kind).join('、')
