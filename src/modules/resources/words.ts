import { badgeOf, buttonsFor, story } from '#modules/actions'
import { partyKinds } from '#modules/parties'
import { staffNames } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { division } from '#platform/divisions'
import { filesByRecord, filesOf } from '#platform/files'
import { date } from '#platform/format'
import { kindWords } from './kinds.ts'
import { needFlow } from './need.ts'
import type { NeedView, ReferralLine } from './pages/need.tsx'
import type { Referral, ResourceNeed } from './people.ts'
import { referralsOf } from './queries.ts'
import { referralFlow } from './referral.ts'

export const townName = (code: string | null): string => (code ? (division(code)?.name ?? '') : '')

/** 面向：农民专业合作社、家庭农场 */
export const audienceWords = (audiences: readonly string[]): string =>
  audiences.length === 0
    ? '不限'
    : audiences.map(one => partyKinds[one as keyof typeof partyKinds] ?? one).join('、')

/** What was agreed is passed on once both were introduced. */
export const isIntroduced = (row: Pick<Referral, 'introduced_at'>): boolean => row.introduced_at !== null

/** A need with everything that was recommended for it, for the desk and for whoever asked. */
export async function needView(ctx: Ctx, row: ResourceNeed): Promise<NeedView> {
  const atDesk = ctx.actor.staffId !== null
  const [referrals, party, names, papers, buttons, told] = await Promise.all([
    referralsOf(ctx, row.id),
    ctx.db.selectFrom('party').select('name').where('id', '=', row.party_id).executeTakeFirstOrThrow(),
    staffNames(ctx, [row.officer_id]),
    filesOf(ctx, 'resource_need', row.id),
    buttonsFor(ctx, needFlow, row),
    story(ctx, { recordId: row.id }),
  ])
  const proofs = await filesByRecord(
    ctx,
    'resource_referral',
    referrals.map(one => one.id),
  )
  const lines = await Promise.all(
    referrals.map(
      async (one): Promise<ReferralLine> => ({
        id: one.id,
        resourceId: one.resource_id,
        public: one.resource_state === 'listed' || one.resource_state === 'due',
        name: one.name,
        holder: one.holder_name,
        reasons: one.reasons.split('；').filter(Boolean),
        remark: one.remark,
        state: badgeOf(referralFlow, one.state),
        contact: atDesk || isIntroduced(one) ? { name: one.contact_name, phone: one.contact_phone } : null,
        consent: one.consent && `${one.consent}（${date(one.consent_at as Date)}）`,
        amount_fen: one.amount_fen === null ? null : Number(one.amount_fen),
        result: one.result,
        followUp: one.follow_up,
        proofs: proofs.get(one.id) ?? [],
        buttons: await buttonsFor(ctx, referralFlow, one),
      }),
    ),
  )
  return {
    id: row.id,
    kind: kindWords(row.kind),
    body: row.body,
    byDay: row.by_day,
    town: townName(row.town),
    party: { id: row.party_id, name: party.name },
    contact: { name: row.contact_name, phone: row.contact_phone },
    channel: { portal: '网上', counter: '窗口', phone: '电话' }[row.channel] ?? '',
    officer: names.get(row.officer_id ?? '') ?? '',
    askedOn: date(row.asked_at),
    outcome: row.outcome,
    state: badgeOf(needFlow, row.state),
    papers,
    referrals: lines,
    buttons,
    story: told,
  }
}
