import { badgeOf, buttonsFor, story } from '#modules/actions'
import { staffNames } from '#modules/team'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { filesByRecord, filesOf } from '#platform/files'
import { date } from '#platform/format'
import type { RowOf } from '#platform/workflow'
import { categoryWords } from './categories.ts'
import {
  type Certificate,
  deliveryWords,
  figureWords,
  monthWords,
  type PostingKind,
  postingKinds,
} from './codes.ts'
import { figureFlow } from './figure.ts'
import type { Reason } from './fit.ts'
import { followUpFlow, ways } from './follow-up.ts'
import type { FigureLine, IntroductionView, MatchLine, PostingFacts } from './pages/parts.tsx'
import type { Introduction } from './people.ts'
import { matchesOf } from './queries/matching.ts'
import { figuresOf, followUpsOf, roundsOf } from './queries.ts'
import { amountWords } from './units.ts'
import { certificateList, placeWords, priceWords, publicName } from './words.ts'
import { introductionFlow } from './workflow.ts'

type Shown = Pick<
  RowOf<'posting'>,
  | 'kind'
  | 'category'
  | 'specification'
  | 'quantity'
  | 'unit'
  | 'low_fen'
  | 'high_fen'
  | 'place'
  | 'place_note'
> &
  Pick<RowOf<'posting'>, 'months' | 'delivery' | 'certificates' | 'samples' | 'valid_until'>

export const kindWords = (kind: string): string => postingKinds[kind as PostingKind] ?? kind

/** What a posting says, in words that everybody may read. */
export function postingFacts(ctx: Ctx, row: Shown): PostingFacts {
  const supply = row.kind === 'supply'
  return {
    supply,
    category: categoryWords(row.category),
    specification: row.specification,
    quantity: amountWords(row.quantity, row.unit),
    price: priceWords(row.low_fen, row.high_fen, row.unit),
    place: placeWords(row.place, row.place_note),
    months: monthWords(row.months),
    delivery: deliveryWords(row.delivery),
    certificates: certificateList(row.certificates as unknown as Certificate[], dayOf(ctx.now)),
    samples: row.samples ? (supply ? '可以寄样品' : '需要先看样品') : '',
    validUntil: row.valid_until,
  }
}

/** What fits, with the reasons; persons by their family name, unless at the desk. */
export async function matchLines(
  ctx: Ctx,
  posting: { id: string; kind: string },
  limit: number,
): Promise<MatchLine[]> {
  return (await matchesOf(ctx, posting, limit)).map(one => ({
    id: one.id,
    title: one.title,
    party: ctx.actor.staffId ? one.party : publicName(one.party, one.party_kind),
    score: one.score,
    quantity: amountWords(one.quantity, one.unit),
    price: priceWords(one.low_fen, one.high_fen, one.unit),
    place: placeWords(one.place, ''),
    reasons: (one.reasons as unknown as Reason[]).map(({ words, share }) => ({ words, good: share >= 0.5 })),
    told: one.told_at !== null,
  }))
}

const sides = { asker: '申请方', owner: '对方', centre: '中心' } as const

/** An introduction with all that came of it, for the desk, both sides and the paper. */
export async function introductionView(
  ctx: Ctx,
  row: Introduction & { asker: string; owner: string },
): Promise<IntroductionView> {
  const atDesk = ctx.actor.staffId !== null
  const exchanged = row.talking_at !== null
  const [rounds, figures, followUps, names, files, told, buttons] = await Promise.all([
    roundsOf(ctx, row.id),
    figuresOf(ctx, row.id),
    atDesk ? followUpsOf(ctx, row.id) : [],
    staffNames(ctx, [row.officer_id, ...row.conflicted_ids]),
    filesOf(ctx, 'introduction', row.id),
    story(ctx, { recordId: row.id }),
    buttonsFor(ctx, introductionFlow, row),
  ])
  const vouchers = await filesByRecord(
    ctx,
    'introduction_figure',
    figures.map(one => one.id),
  )
  const lines = await Promise.all(
    figures.map(
      async (one): Promise<FigureLine> => ({
        id: one.id,
        kind: figureWords(one.kind),
        amount_fen: Number(one.amount_fen),
        day: one.on_day,
        number: one.number,
        remark: one.remark,
        term: one.contract_from ? `${one.contract_from} 至 ${one.contract_until}` : '',
        by: one.claimed_name,
        finding: one.finding ?? '',
        state: badgeOf(figureFlow, one.state),
        vouchers: vouchers.get(one.id) ?? [],
        buttons: await buttonsFor(ctx, figureFlow, one),
      }),
    ),
  )
  const mine = ctx.actor.parties.includes(row.asker_party_id) ? 'asker' : 'owner'
  const seesAll = atDesk || exchanged
  return {
    id: row.id,
    title: row.title,
    posting: { id: row.posting_id, kind: kindWords(row.kind) },
    ownPosting: row.own_posting_id,
    words: row.words,
    asker: side(
      row.asker_party_id,
      row.asker,
      seesAll || mine === 'asker' ? [row.asker_name, row.asker_phone] : null,
    ),
    owner: side(
      row.owner_party_id,
      row.owner,
      seesAll || mine === 'owner' ? [row.owner_name, row.owner_phone] : null,
    ),
    mine: atDesk ? null : mine,
    exchanged,
    officer: names.get(row.officer_id ?? '') ?? '',
    conflict: atDesk ? row.conflict : '',
    askedOn: date(row.asked_at),
    talkingOn: row.talking_at ? date(row.talking_at) : '',
    sums: {
      intent: Number(row.intent_fen),
      contract: Number(row.contract_fen),
      actual: Number(row.actual_fen),
      paid: Number(row.paid_fen),
    },
    term: row.contract_from ? `${row.contract_from} 至 ${row.contract_until}` : '',
    yearly: row.yearly ?? '',
    yearly_fen: row.yearly_fen === null ? null : Number(row.yearly_fen),
    outcome: row.outcome === 'made' ? '对接成功' : row.outcome === 'failed' ? '没有谈成' : '',
    reason: row.reason ?? '',
    publicWords: publicWords(row),
    notice: row.notice,
    state: badgeOf(introductionFlow, row.state),
    buttons,
    recordAt: mayRecord(ctx, row) ? `/act/introduction_figure/record?introduction_id=${row.id}` : null,
    rounds: rounds.map(one => ({
      day: one.on_day,
      people: one.people,
      body: one.body,
      by: `${sides[one.side as keyof typeof sides]} ${one.author_name}`,
    })),
    photos: files,
    figures: lines,
    followUps: await Promise.all(
      followUps.map(async one => ({
        id: one.id,
        days: one.after_days,
        how: one.how ? ways[one.how as keyof typeof ways] : '',
        body: one.body ?? '',
        goingOn: one.going_on,
        state: badgeOf(followUpFlow, one.state),
        buttons: await buttonsFor(ctx, followUpFlow, one),
      })),
    ),
    story: told,
  }
}

const side = (id: string, name: string, contact: [string, string] | null) => ({
  id,
  name,
  contact: contact?.[1] ? { name: contact[0], phone: contact[1] } : null,
})

/** Either side, or the officer, while it is in hand. */
const mayRecord = (ctx: Ctx, row: Introduction): boolean =>
  ['talking', 'following'].includes(row.state) &&
  (ctx.actor.parties.some(one => one === row.asker_party_id || one === row.owner_party_id) ||
    (ctx.actor.staffId !== null && ctx.actor.staffId === row.officer_id))

const publicWords = (row: Introduction): string => {
  if (row.outcome !== 'made') return ''
  const agreed = [row.asker_public_at && '申请方', row.owner_public_at && '对方'].filter(Boolean)
  return agreed.length === 0 ? '双方都还没有同意' : agreed.length === 2 ? '双方都同意' : `${agreed[0]}已同意`
}
