import { readParties } from '#modules/parties'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { Problem } from '#platform/errors'
import { decode, type Field, fieldsOf } from '#platform/forms'
import { holds } from '#platform/who'
import { asked, factsAsked, type Group } from './conditions.ts'
import type { Known } from './dictionary.ts'
import { evaluate, type Judged, type Verdict } from './evaluate.ts'
import { explained } from './fit.ts'
import type { Policy } from './inputs.ts'
import type { Outcome } from './pages/test-run.tsx'
import { knownOf, partiesAfter } from './queries/facts.ts'
import { conditionsOf, versionOf } from './queries.ts'
import { answersIn, questionnaire } from './questions.ts'

/** Parties are gone through in pages, and so many of them at most. */
const page = 1_000
const mostParties = 20_000
/** Shown with their reasons. */
const mostShown = 20

/** The conditions of the latest version, against made-up values and against everybody the centre knows. */
export async function testRun(ctx: Ctx, row: Policy, params: URLSearchParams) {
  const version =
    (await versionOf(ctx, row.id, row.latest_version)) ?? (await versionOf(ctx, row.id, row.version ?? 1))
  const groups = version ? asked({ ...version, conditions: conditionsOf(version) }) : []
  const at = { county: ctx.centre.division, today: dayOf(ctx.now) }
  const schema = questionnaire(factsAsked(groups), at.county)
  const fields: Field[] = fieldsOf(schema)
  const values = params.has('try') ? decode(fields, params) : {}
  const only = (['yes', 'no', 'unknown'] as const).find(one => one === params.get('only')) ?? 'yes'
  return {
    ...{ version: version?.version ?? 1, fields, values },
    ...(params.has('try') ? tried(schema, values, groups, at) : { tried: null, errors: {} }),
    outcome: holds(ctx.actor, readParties) ? await outcomeOf(ctx, groups, only) : null,
  }
}

type At = { county: string; today: string }

function tried(
  schema: ReturnType<typeof questionnaire>,
  values: Record<string, unknown>,
  groups: readonly Group[],
  at: At,
) {
  try {
    const known = answersIn(schema, values)
    return { tried: shownOf(evaluate(groups, known, at.today), known, at), errors: {} }
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    return { tried: null, errors: error.errors as Record<string, string> }
  }
}

const shownOf = (judged: Judged, known: Known, at: At) => ({
  verdict: judged.verdict,
  groups: explained(judged, known, at),
})

async function outcomeOf(ctx: Ctx, groups: readonly Group[], only: Verdict): Promise<Outcome> {
  const at = { county: ctx.centre.division, today: dayOf(ctx.now) }
  const counts: Record<Verdict, number> = { yes: 0, no: 0, unknown: 0 }
  const some: Array<Outcome['some'][number]> = []
  let seen = 0
  for (let after = ''; ; ) {
    const parties = await partiesAfter(ctx, after, page)
    const known = await knownOf(ctx, parties)
    for (const { id, name } of parties) {
      const theirs = known.get(id) ?? {}
      const judged = evaluate(groups, theirs, at.today)
      counts[judged.verdict]++
      if (judged.verdict === only && some.length < mostShown)
        some.push({ id, name, ...shownOf(judged, theirs, at) })
    }
    seen += parties.length
    if (parties.length < page) return { counts, some, only, cut: false }
    if (seen >= mostParties) return { counts, some, only, cut: true }
    after = parties.at(-1)?.id ?? ''
  }
}
