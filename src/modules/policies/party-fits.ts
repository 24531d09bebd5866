import { buttonsFor, mayCreate } from '#modules/actions'
import { manageParties } from '#modules/parties'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { fieldsOf } from '#platform/forms'
import { schemaOf } from '#platform/perform'
import { holds } from '#platform/who'
import { type FactCode, factOf, isFact, valueWords } from './dictionary.ts'
import { fitsOf, nextQuestion, waitingFor } from './fit.ts'
import type { Asking, FactLine, PartyFits } from './pages/my.tsx'
import { partyFactFlow } from './party-fact.ts'
import { currentFacts, type DeclaredFact, knownFrom, type partyForFit } from './queries/facts.ts'
import { openPolicies } from './queries/open.ts'

/** So many questions can be passed over; the address holds them. */
const mostPassed = 30
export const passedIn = (asked: string | undefined): FactCode[] =>
  (asked ?? '').split('.').slice(0, mostPassed).filter(isFact)

type Party = NonNullable<Awaited<ReturnType<typeof partyForFit>>>

/** How policies fit one party: one query for all of them, the rest is computed. `path` is the page that shows it. */
export async function partyFits(
  ctx: Ctx,
  party: Party,
  path: string,
  passed: readonly FactCode[],
): Promise<PartyFits> {
  const today = dayOf(ctx.now)
  const county = ctx.centre.division
  const [policies, declared] = await Promise.all([openPolicies(ctx, today), currentFacts(ctx, party.id)])
  const fits = fitsOf(policies, knownFrom(party, declared), { county, today })
  const mayAnswer = ctx.actor.parties.includes(party.id) || holds(ctx.actor, manageParties)
  const fact = mayAnswer && mayCreate(ctx, partyFactFlow, 'declare') ? nextQuestion(fits, passed) : null
  const at = (skip: readonly FactCode[]) =>
    `${path}?party=${party.id}${skip.length > 0 ? `&skip=${skip.join('.')}` : ''}`
  return {
    fits,
    back: at(passed),
    asking: fact && (await asking(ctx, party.id, fact, waitingFor(fits, fact), at, passed)),
    facts: await Promise.all(declared.map(one => factLine(ctx, one, mayAnswer, at(passed)))),
  }
}

async function asking(
  ctx: Ctx,
  partyId: string,
  fact: FactCode,
  waiting: number,
  at: (skip: readonly FactCode[]) => string,
  passed: readonly FactCode[],
): Promise<Asking> {
  const values = { party_id: partyId, fact }
  const schema = await schemaOf(ctx, partyFactFlow.actions.declare, null, values)
  return {
    ...{ partyId, fact, waiting, values },
    fields: schema ? fieldsOf(schema) : [],
    back: at(passed),
    pass: at([...passed, fact]),
  }
}

async function factLine(
  ctx: Ctx,
  { id, party_id, fact, value, declared_on, byStaff, lapsed }: DeclaredFact,
  mayChange: boolean,
  back: string,
): Promise<FactLine> {
  const row = { id, party_id, state: 'current' }
  const change = new URLSearchParams({ party_id, fact, back })
  return {
    label: factOf(fact).label,
    value: valueWords(fact, value, ctx.centre.division),
    about: [`${declared_on} ${byStaff ? '工作人员代填' : '本人填写'}`, lapsed && '时间太久，请重新确认']
      .filter(Boolean)
      .join('，'),
    href: mayChange ? `/act/party_fact/declare?${change}` : null,
    buttons: await buttonsFor(ctx, partyFactFlow, row as never),
  }
}
