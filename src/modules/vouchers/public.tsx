import { Hono } from 'hono'
import { portal } from '#modules/shell'
import { type Ctx, stranger } from '#platform/ctx'
import { dateTime } from '#platform/format'
import { cached, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import { profileOf } from '#platform/profile'
import { fundOf, fundsOf } from './ledger.ts'
import { ProgrammeList, ProgrammePage } from './pages/public.tsx'
import type { Programme } from './people.ts'
import { publicProgrammes } from './queries/programmes.ts'
import { paidByParty } from './queries/vouchers.ts'
import { fundParts, programmeCard, publicName, rulesOf } from './view.ts'
import { programmeFlow } from './workflow.ts'

/** 5.6.1 Programmes of service vouchers, for everybody. */
export const publicRoutes = new Hono<Env>()
  .get('/vouchers', cached(showList))
  .get('/vouchers/:id', cached(showOne))

async function showList(ctx: Ctx, c: Http): Promise<Response> {
  const rows = await publicProgrammes(ctx)
  const funds = await fundsOf(
    ctx,
    rows.map(row => row.id),
  )
  const cards = rows.flatMap(row => {
    const fund = funds.get(row.id)
    return fund ? [programmeCard(row, fund, ctx.now)] : []
  })
  return portal(
    c,
    { title: '服务券', description: '政府替您出一部分服务费，先到先得' },
    <ProgrammeList cards={cards} />,
  )
}

async function showOne(ctx: Ctx, c: Http): Promise<Response> {
  // As the public sees it, whoever asks: the page is kept for everyone.
  const asPublic = { ...ctx, actor: stranger }
  const row = (await find(asPublic, programmeFlow, c.req.param('id') ?? '')) as unknown as Programme
  const fund = await fundOf(ctx, row.id)
  const card = programmeCard(row, fund, ctx.now)
  const claimed = card.phase.tone === 'grey'
  const page = (
    <ProgrammePage
      card={card}
      about={row.about}
      rules={await rulesOf(ctx, row)}
      parts={fundParts(fund)}
      asOf={dateTime(ctx.now)}
      ended={row.end_reason}
      paid={
        claimed
          ? (await paidByParty(ctx, row.id)).map(one => ({
              name: publicName(one.name, one.kind),
              fen: Number(one.fen),
            }))
          : null
      }
      phone={profileOf(ctx.centre).phone}
    />
  )
  return portal(c, { title: row.name, description: row.about.slice(0, 120) }, page)
}
