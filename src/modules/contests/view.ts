import { badgeOf, buttonsFor, story } from '#modules/actions'
import { staffNames } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { filesOf } from '#platform/files'
import { dateTime } from '#platform/format'
import { maskPhone } from '#platform/identifiers'
import { holds } from '#platform/who'
import { checkContests, manageContests } from './duties.ts'
import { entryFlow } from './entry.ts'
import { criteriaOf } from './inputs.ts'
import { judgeFlow } from './judge.ts'
import { contestObjectionFlow } from './objection.ts'
import { marksOf } from './panel.ts'
import type { Contest, Entry, Judge, Round } from './people.ts'
import { prizeFlow } from './prize.ts'
import { objectionsOf, prizeList, publicUntil } from './queries/desk.ts'
import { whoOf } from './queries/public.ts'
import {
  contestOf,
  declarationsOf,
  judgesOf,
  membersOf,
  placesOf,
  replaysOf,
  roundsOf,
  sheetsOf,
} from './queries.ts'
import { meanText, points, zText } from './replay.ts'
import { roundFlow } from './round.ts'
import { sheetFlow } from './sheet.ts'
import { digestText, roundWords, valueText } from './words.ts'

/** One entry, for whoever entered and for the desk. */
export async function entryView(ctx: Ctx, row: Entry) {
  const [contest, members, files, party, prizes, told, buttons] = await Promise.all([
    contestOf(ctx, row.contest_id),
    membersOf(ctx, [row.id]),
    filesOf(ctx, 'contest_entry', row.id),
    ctx.db.selectFrom('party').select('name').where('id', '=', row.party_id).executeTakeFirst(),
    ctx.db
      .selectFrom('contest_prize')
      .selectAll()
      .where('entry_id', '=', row.id)
      .where('state', '!=', 'cancelled')
      .limit(5)
      .execute(),
    story(ctx, { recordId: row.id }),
    buttonsFor(ctx, entryFlow, row),
  ])
  const open = !ctx.actor.staffId || holds(ctx.actor, checkContests, manageContests)
  const shownPhone = (phone: string) => (open ? phone : maskPhone(phone))
  // Before the result is public nobody is told more than whether they go on.
  const decided = contest.publicised_at !== null && row.state !== 'disqualified'
  return {
    row,
    contest: { id: contest.id, title: contest.title },
    state: badgeOf(entryFlow, row.state),
    who: whoOf(party?.name ?? '', row.contact_name, row.as_team),
    phone: shownPhone(row.contact_phone),
    members: members.slice(1).map(one => `${one.name} ${shownPhone(one.phone)}`),
    files,
    rank: decided ? row.final_rank : null,
    value: decided ? valueText(contest.rule, row.final_value) : '',
    prizes: prizes.map(one => ({ ...one, state: badgeOf(prizeFlow, one.state) })),
    buttons,
    story: told,
  }
}
export type EntryView = Awaited<ReturnType<typeof entryView>>

/** Judges with what each has to do; never what they gave. */
export async function judgesView(ctx: Ctx, contest: Contest) {
  const [judges, rounds] = await Promise.all([judgesOf(ctx, contest.id), roundsOf(ctx, contest.id)])
  const declared = await declarationsOf(
    ctx,
    rounds.map(one => one.id),
  )
  const sheets = (await Promise.all(rounds.map(round => sheetsOf(ctx, round.id)))).flat()
  return Promise.all(
    judges.map(async (row: Judge) => {
      const own = sheets.filter(one => one.judge_id === row.id)
      const of = (state: string) => own.filter(one => one.state === state).length
      return {
        id: row.id,
        name: row.name,
        about: row.about,
        phone: maskPhone(row.phone),
        state: badgeOf(judgeFlow, row.state),
        declared: rounds
          .filter(round => declared.some(one => one.round_id === round.id && one.judge_id === row.id))
          .map(round => {
            const one = declared.find(d => d.round_id === round.id && d.judge_id === row.id)
            const count = one?.entry_ids.length ?? 0
            return `${round.name}：${count === 0 ? '没有要回避的' : `回避 ${count} 件`}`
          })
          .join('；'),
        open: of('open'),
        locked: of('locked') + of('unlocking'),
        recused: of('recused'),
        buttons: await buttonsFor(ctx, judgeFlow, row),
      }
    }),
  )
}
export type JudgeLine = Awaited<ReturnType<typeof judgesView>>[number]

/** Only once a round is closed does anybody at the desk see a figure of it. */
const isOpenToDesk = (round: Round): boolean => ['scored', 'settled'].includes(round.state)

/** One round at the desk: how far the sheets are; once it is closed, what they say. */
export async function roundView(ctx: Ctx, round: Round) {
  const [places, sheets, judges, buttons, told] = await Promise.all([
    placesOf(ctx, round.id),
    sheetsOf(ctx, round.id),
    judgesOf(ctx, round.contest_id),
    buttonsFor(ctx, roundFlow, round),
    story(ctx, { recordId: round.id }),
  ])
  const seen = isOpenToDesk(round)
  const names = new Map(judges.map(one => [one.id, one.name]))
  const active = sheets.filter(one => one.state !== 'void')
  return {
    ...roundWords(round),
    state: badgeOf(roundFlow, round.state),
    seen,
    draw: round.draw_number
      ? {
          number: round.draw_number,
          digest: digestText(round.draw_digest ?? ''),
          at: dateTime(round.drawn_at as Date),
        }
      : null,
    order: places.map(one => ({ turn: one.turn, number: one.number ?? 0 })),
    sheets: await Promise.all(
      active.map(async sheet => ({
        id: sheet.id,
        number: sheet.number,
        judge: names.get(sheet.judge_id) ?? '',
        state: badgeOf(sheetFlow, sheet.state),
        signed: sheet.signed_at ? dateTime(sheet.signed_at) : '',
        unlocks: sheet.unlocks,
        reason: sheet.state === 'unlocking' || sheet.state === 'recused' ? sheet.reason : null,
        total: seen && sheet.total !== null ? points(sheet.total) : '',
        marks: seen ? marksOf(sheet) : [],
        opinion: seen ? sheet.opinion : '',
        buttons: (await buttonsFor(ctx, sheetFlow, sheet)).filter(one => one.tone !== 'primary'),
      })),
    ),
    progress: {
      done: active.filter(one => one.state === 'locked' || one.state === 'unlocking').length,
      all: active.filter(one => one.state !== 'recused').length,
    },
    criteria: criteriaOf(round),
    buttons,
    story: told,
  }
}
export type RoundView = Awaited<ReturnType<typeof roundView>>

/** The three figures side by side, of rounds that are closed. */
export async function resultView(ctx: Ctx, contest: Contest) {
  const [rounds, replays, objections, prizes, until] = await Promise.all([
    roundsOf(ctx, contest.id),
    replaysOf(ctx, contest.id),
    objectionsOf(ctx, contest.id),
    prizeList(ctx, { state: '', contest: contest.id }, 1, 200),
    publicUntil(ctx, contest.id),
  ])
  return {
    rule: contest.rule,
    until,
    rounds: await Promise.all(
      rounds.filter(isOpenToDesk).map(async round => ({
        id: round.id,
        name: round.name,
        rows: (await placesOf(ctx, round.id))
          .filter(one => one.rank !== null)
          .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || (a.number ?? 0) - (b.number ?? 0))
          .map(one => ({
            number: one.number ?? 0,
            rank: one.rank ?? 0,
            mean: meanText(one.mean ?? 0),
            trimmed: meanText(one.trimmed ?? 0),
            zscore: zText(one.zscore ?? 0),
            advanced: one.advanced,
          })),
      })),
    ),
    replays: replays.map(one => ({ ...one, digest: digestText(one.digest), at: dateTime(one.made_at) })),
    objections: await Promise.all(
      objections.map(async one => ({
        ...{ id: one.id, raised_by: one.raised_by, body: one.body, answer: one.answer },
        phone: maskPhone(one.phone),
        at: dateTime(one.raised_at),
        state: badgeOf(contestObjectionFlow, one.state),
        buttons: await buttonsFor(ctx, contestObjectionFlow, one),
      })),
    ),
    prizes: await Promise.all(
      prizes.map(async one => ({
        ...one,
        state: badgeOf(prizeFlow, one.state),
        buttons: await buttonsFor(ctx, prizeFlow, one),
      })),
    ),
  }
}
export type ResultView = Awaited<ReturnType<typeof resultView>>

export const ownerName = async (ctx: Ctx, contest: Contest): Promise<string> =>
  (await staffNames(ctx, [contest.owner_id])).get(contest.owner_id) ?? ''
