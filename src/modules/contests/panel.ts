import { type Ctx, system } from '#platform/ctx'
import { shuffled, streamOf } from '#platform/draw'
import { noId } from '#platform/ids'
import { message, tell } from '#platform/notify'
import { perform } from '#platform/perform'
import { type AnyWorkflow, workflows } from '#platform/workflow'
import { assigned, type Pair } from './assigning.ts'
import { manageContests } from './duties.ts'
import { criteriaOf, votesOf } from './inputs.ts'
import { texts } from './messages.ts'
import type { Judge, Round, Sheet } from './people.ts'
import { contestOf, declarationsOf, judgesOf, membersOf, type Place, placesOf, sheetsOf } from './queries.ts'
import { type Rule, type Standing, standings, type Ties } from './ranking.ts'

/** The flow of the sheets stands on this, so it is asked for by name. */
const sheets = (): AnyWorkflow => workflows.get('contest_sheet') as AnyWorkflow

const counts = (sheet: Sheet): boolean => ['open', 'locked', 'unlocking'].includes(sheet.state)

/**
 * Gives every entry of a round the judges that it lacks, the least busy first; who declared something, or is known to belong
 * to the entry, is never among them. Returns what is missing still, by number of the entry.
 */
export async function fill(ctx: Ctx, round: Round): Promise<Map<number, number>> {
  const [places, judges, existing] = await Promise.all([
    placesOf(ctx, round.id),
    readyJudges(ctx, round),
    sheetsOf(ctx, round.id),
  ])
  const taking = places.filter(place => place.state === 'eligible')
  const apart = await asideOf(ctx, round, taking, judges)
  // Whoever had a sheet of it once and stood aside does not get another.
  for (const sheet of existing) if (!counts(sheet)) apart.add(keyOf(sheet.entry_id, sheet.judge_id))
  const { pairs, missing } = assigned(
    taking.map(place => place.id),
    judges.map(judge => judge.id),
    round.judges_each,
    {
      apart: ({ entry, judge }) => apart.has(keyOf(entry, judge)),
      has: existing.filter(counts).map(sheet => ({ entry: sheet.entry_id, judge: sheet.judge_id })),
    },
  )
  await handOut(ctx, round, pairs, new Map(taking.map(one => [one.id, one])), judges)
  const numbers = new Map(taking.map(place => [place.id, place.number ?? 0]))
  return new Map([...missing].map(([entry, lack]) => [numbers.get(entry) ?? 0, lack]))
}

const keyOf = (entry: string, judge: string): string => `${entry} ${judge}`

async function handOut(
  ctx: Ctx,
  round: Round,
  pairs: readonly Pair[],
  places: ReadonlyMap<string, Place>,
  judges: readonly Judge[],
): Promise<void> {
  for (const { entry, judge } of pairs) {
    const [place, who] = [places.get(entry), judges.find(one => one.id === judge)]
    if (place && who)
      await perform({ ...ctx, actor: system }, sheets(), 'assign', null, {
        ...{ contest_id: round.contest_id, round_id: round.id, entry_id: entry, judge_id: judge },
        ...{ identity_id: who.identity_id, staff_id: who.staff_id, party_id: place.party_id },
        ...{ number: place.number, turn: place.turn },
      })
  }
}

/** Judges who accepted and declared for this round, in an order that nobody chose. */
async function readyJudges(ctx: Ctx, round: Round): Promise<Judge[]> {
  const declared = new Set((await declarationsOf(ctx, [round.id])).map(one => one.judge_id))
  const ready = (await judgesOf(ctx, round.contest_id)).filter(
    one => one.state === 'accepted' && declared.has(one.id),
  )
  return shuffled(ready, streamOf(`${round.draw_digest}:${round.draw_number}/judges`))
}

/** 回避: what was declared, and what the platform knows: the same phone, or somebody who acts for the same party. */
async function asideOf(
  ctx: Ctx,
  round: Round,
  places: readonly Place[],
  judges: readonly Judge[],
): Promise<Set<string>> {
  const [declared, members, mandates, parties] = await Promise.all([
    declarationsOf(ctx, [round.id]),
    membersOf(
      ctx,
      places.map(place => place.id),
    ),
    mandatesOf(ctx, judges),
    ctx.db
      .selectFrom('party')
      .select(['id', 'contact_phone'])
      .where('id', 'in', [noId, ...places.map(place => place.party_id)])
      .execute(),
  ])
  const aside = new Set(declared.flatMap(one => one.entry_ids.map(entry => keyOf(entry, one.judge_id))))
  const partyPhone = new Map(parties.map(party => [party.id, party.contact_phone]))
  for (const place of places)
    for (const judge of judges) {
      const phones = [
        place.contact_phone,
        partyPhone.get(place.party_id),
        ...members.filter(one => one.entry_id === place.id).map(one => one.phone),
      ]
      const acts = mandates.some(
        one =>
          one.party_id === place.party_id &&
          (one.phone === judge.phone || one.identity_id === judge.identity_id),
      )
      if (acts || phones.includes(judge.phone)) aside.add(keyOf(place.id, judge.id))
    }
  return aside
}

const mandatesOf = (ctx: Ctx, judges: readonly Judge[]) =>
  ctx.db
    .selectFrom('mandate')
    .select(['party_id', 'identity_id', 'phone'])
    .where('state', '=', 'active')
    .where(eb =>
      eb.or([
        eb('phone', 'in', ['', ...judges.map(one => one.phone)]),
        eb('identity_id', 'in', [noId, ...judges.flatMap(one => one.identity_id ?? [])]),
      ]),
    )
    .limit(2_000)
    .execute()

/** After somebody stood aside: others take over; where nobody is left, whoever organises is told. */
export async function replace(ctx: Ctx, round: Round): Promise<void> {
  const missing = await fill(ctx, round)
  if (missing.size > 0) await tellMissing(ctx, round)
}

export async function tellMissing(ctx: Ctx, round: Round): Promise<void> {
  const { title, id } = await contestOf(ctx, round.contest_id)
  const to = { duty: manageContests.code }
  await tell(ctx, message(to, texts.short, { title, round: round.name }, `/desk/contests/${id}/judges`))
}

interface Mark {
  mark: number
  comment: string
}
export const marksOf = ({ marks }: Pick<Sheet, 'marks'>): Mark[] => (marks ?? []) as unknown as Mark[]

/** The ranking of a round by its locked sheets. Judges go by a number here that says nothing but which sheets are one's. */
export async function standingsOf(ctx: Ctx, round: Round): Promise<Standing[]> {
  const [contest, all] = await Promise.all([contestOf(ctx, round.contest_id), sheetsOf(ctx, round.id)])
  const locked = all.filter(sheet => sheet.state === 'locked')
  const judges = [...new Set(locked.map(sheet => sheet.judge_id))]
  return standings(
    {
      weights: criteriaOf(round).map(one => one.weight),
      scores: locked.map(sheet => ({
        entry: sheet.number,
        judge: judges.indexOf(sheet.judge_id),
        marks: marksOf(sheet).map(one => one.mark),
      })),
      votes: votesOf(round).map(one => one.entries),
    },
    contest.rule as Rule,
    contest.ties as Ties,
  )
}

/** Writes down how a round came out; again after a vote or a correction. */
export async function recompute(ctx: Ctx, round: Round): Promise<void> {
  for (const { entry, mean, trimmed, zscore, value, rank } of await standingsOf(ctx, round))
    await ctx.db
      .updateTable('contest_place')
      .set({ mean, trimmed, zscore, value, rank })
      .where('round_id', '=', round.id)
      .where('entry_id', 'in', eb =>
        eb
          .selectFrom('contest_entry')
          .select('contest_entry.id')
          .where('contest_id', '=', round.contest_id)
          .where('number', '=', entry),
      )
      .execute()
}
