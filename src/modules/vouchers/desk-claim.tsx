import { partiesByPhone } from '#modules/parties'
import { desk } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import type { Answer, Http } from '#platform/http'
import { isId } from '#platform/ids'
import { isConcerned } from '#platform/who'
import { atCounter, phaseOf, whyNot } from './claiming.ts'
import { eligibility, type OfFile } from './fit.ts'
import { fundOf } from './ledger.ts'
import { type ClaimOffer, DeskClaim } from './pages/claim.tsx'
import type { Programme } from './people.ts'
import { publicProgrammes } from './queries/programmes.ts'
import { partyToClaim } from './queries/vouchers.ts'
import { programmeCard } from './view.ts'

/** 代为领取: the recipient by phone, then every programme that is open, with what the recipient’s own page would say. */
export async function showClaim(ctx: Ctx, c: Http): Promise<Answer> {
  const { phone = '', party: asked } = c.req.query()
  const found = await partiesByPhone(ctx, phone.trim())
  const party = asked && isId(asked) ? await partyToClaim(ctx, asked) : undefined
  if (asked && !party) throw notFound('这个服务对象')
  const page = (
    <DeskClaim
      phone={phone}
      found={found.map(one => ({ href: atCounter(one.id), name: one.name, about: one.masked }))}
      party={party ? { id: party.id, name: party.name, own: own(ctx, party) } : null}
      offers={party && !own(ctx, party) ? await offersTo(ctx, party) : []}
    />
  )
  return desk(ctx, c, { title: '代为领取', crumbs: [{ href: '/desk/vouchers', label: '服务券' }] }, page)
}

const own = (ctx: Ctx, party: OfFile): boolean => isConcerned(ctx.actor, { party_id: party.id })

async function offersTo(ctx: Ctx, party: OfFile): Promise<ClaimOffer[]> {
  const all = await Promise.all(
    (await publicProgrammes(ctx)).map(async programme => ({
      programme,
      fund: await fundOf(ctx, programme.id),
    })),
  )
  const open = all.filter(({ programme, fund }) =>
    ['open', 'none'].includes(phaseOf(programme, fund, ctx.now)),
  )
  return Promise.all(open.slice(0, 20).map(({ programme, fund }) => offerTo(ctx, party, programme, fund)))
}

async function offerTo(
  ctx: Ctx,
  party: OfFile,
  programme: Programme,
  fund: Parameters<typeof programmeCard>[1],
): Promise<ClaimOffer> {
  const { verdict, groups, missing } = await eligibility(ctx, programme, party)
  const [next] = missing
  const ask = new URLSearchParams({ party_id: party.id, fact: next ?? '', back: atCounter(party.id) })
  const { name, offer, left } = programmeCard(programme, fund, ctx.now)
  const claim = new URLSearchParams({ programme_id: programme.id, party_id: party.id })
  return {
    ...{ id: programme.id, name, offer, left, verdict, groups },
    why: verdict === 'no' ? null : await whyNot(ctx, programme, party.id),
    ask: next ? `/act/party_fact/declare?${ask}` : null,
    claim: `/act/voucher/claimFor?${claim}`,
  }
}
