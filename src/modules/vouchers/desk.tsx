import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { date, money } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook, pageNumber } from '#platform/http'
import { find } from '#platform/perform'
import type { AnyWorkflow } from '#platform/workflow'
import { bankLineFlow, directions } from './bank.ts'
import { payees, voucherNumber } from './codes.ts'
import { showClaim } from './desk-claim.tsx'
import { programmeRoutes } from './desk-programmes.tsx'
import { enterVouchers, voucherDuties } from './duties.ts'
import { BankPage, bankColumns } from './pages/bank.tsx'
import { DeskVoucher, DeskVouchers, voucherColumns } from './pages/desk.tsx'
import { DeskRedemption, DeskRedemptions, redemptionColumns } from './pages/redemptions.tsx'
import type { Redemption } from './people.ts'
import { bankList, redemptionList } from './queries/bank.ts'
import { programmes } from './queries/programmes.ts'
import { paymentsWithoutLine } from './queries/reconcile.ts'
import { voucherById, voucherList } from './queries/vouchers.ts'
import { redemptionFlow } from './redemption.ts'
import { redemptionView, voucherLine, voucherView } from './view.ts'
import { voucherFlow } from './voucher.ts'

/** 5.6.1 Service vouchers at the workbench. */
export const deskRoutes = new Hono<Env>()
  .get('/desk/vouchers', atDesk(showVouchers, ...voucherDuties))
  .route('/', programmeRoutes)
  .get('/desk/vouchers/redemptions', atDesk(showRedemptions, ...voucherDuties))
  .get('/desk/vouchers/redemptions/:id', atDesk(showRedemption, ...voucherDuties))
  .get('/desk/vouchers/claim', atDesk(showClaim, enterVouchers))
  .get('/desk/vouchers/bank', atDesk(showBank, ...voucherDuties))
  .get('/desk/vouchers/:id', atDesk(showVoucher, ...voucherDuties))

const perPage = 50
const home = { href: '/desk/vouchers', label: '服务券' }

const statesOf = (flow: AnyWorkflow) => ({
  name: 'state',
  label: '状态',
  options: Object.entries(flow.states as Record<string, { label: string }>).map(([value, { label }]) => ({
    value,
    label,
  })),
})
const programmesAs = async (ctx: Ctx, by: 'code' | 'id') => ({
  name: 'programme',
  label: '计划',
  options: (await programmes(ctx))
    .filter(one => one.published_at)
    .map(one => ({ value: one[by], label: one.name })),
})

async function showVouchers(ctx: Ctx, c: Http): Promise<Answer> {
  const { q = '', state = '', programme = '' } = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const found = await voucherList(ctx, { question: q.trim().slice(0, 40), state, programme }, number, size)
  const rows = found.slice(0, size).map(voucherLine)
  const filters = [await programmesAs(ctx, 'code'), statesOf(voucherFlow)]
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, {
      title: '服务券台账',
      columns: voucherColumns,
      rows,
      filters,
      cut: more,
    })
  const next = more ? { page: String(number + 1) } : null
  return desk(
    ctx,
    c,
    { title: '服务券' },
    <DeskVouchers
      {...{ rows, filters, next }}
      query={c.req.query()}
      mayEnter={mayCreate(ctx, voucherFlow, 'claimFor')}
    />,
  )
}

async function showVoucher(ctx: Ctx, c: Http): Promise<Answer> {
  const { id } = await find(ctx, voucherFlow, c.req.param('id') ?? '')
  const row = await voucherById(ctx, id)
  if (!row) throw notFound('这张服务券')
  noteLook(c, '查看服务券', id)
  const view = await voucherView(ctx, row)
  return desk(ctx, c, { title: `服务券 ${view.number}`, crumbs: [home] }, <DeskVoucher view={view} />)
}

async function showRedemptions(ctx: Ctx, c: Http): Promise<Answer> {
  const { state = '', programme = '', hints = '' } = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const found = await redemptionList(ctx, { state, programme, hinted: hints === '1' }, number, size)
  const rows = found.slice(0, size).map(row => ({
    ...{ id: row.id, number: voucherNumber(row.code, row.turn), party: row.party, provider: row.provider },
    ...{ milestone: row.milestone, price: row.price_fen, amount: row.amount_fen },
    payee: payees[row.payee as keyof typeof payees],
    applied: date(row.applied_at),
    paid: row.paid_on ?? '',
    hints: row.signals.length,
    state: badgeOf(redemptionFlow, row.state),
  }))
  const hinted = { name: 'hints', label: '提示', options: [{ value: '1', label: '有提示的' }] }
  const filters = [await programmesAs(ctx, 'code'), statesOf(redemptionFlow), hinted]
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '服务券兑付台账', columns: redemptionColumns, rows, filters, cut: more },
    })
  const next = more ? { page: String(number + 1) } : null
  return desk(
    ctx,
    c,
    { title: '服务券兑付', crumbs: [home] },
    <DeskRedemptions {...{ rows, filters, next }} query={c.req.query()} />,
  )
}

async function showRedemption(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, redemptionFlow, c.req.param('id') ?? '')) as unknown as Redemption
  const voucher = await voucherById(ctx, row.voucher_id)
  if (!voucher) throw notFound('这次兑付')
  noteLook(c, '查看服务券兑付', row.id)
  const page = (
    <DeskRedemption
      view={await redemptionView(ctx, row)}
      number={voucherNumber(voucher.code, voucher.turn)}
      party={{ href: `/desk/parties/${row.party_id}`, name: voucher.party }}
      provider={voucher.provider ?? ''}
      order={{ href: `/desk/orders/${row.order_id}`, title: voucher.order_title ?? '' }}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  const crumbs = [home, { href: '/desk/vouchers/redemptions', label: '服务券兑付' }]
  return desk(ctx, c, { title: '兑付申请', crumbs }, page)
}

async function showBank(ctx: Ctx, c: Http): Promise<Answer> {
  const { state = '', programme = '' } = c.req.query()
  const known = await programmesAs(ctx, 'id')
  const chosen = known.options.find(one => one.value === programme)?.value ?? ''
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const found = await bankList(ctx, { state, programme: chosen }, number, size)
  const facts = { did: new Map(), now: ctx.now, centre: ctx.centre }
  const rows = await Promise.all(
    found.slice(0, size).map(async row => ({
      ...{ id: row.id, programme: row.programme, day: row.day, amount: row.amount_fen, note: row.note },
      direction: directions[row.direction as keyof typeof directions],
      ...{ reference: row.reference, counterpart: row.counterpart },
      state: badgeOf(bankLineFlow, row.state),
      buttons: await buttonsFor(ctx, bankLineFlow, row, facts),
    })),
  )
  const filters = [known, statesOf(bankLineFlow)]
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '服务券银行流水', columns: bankColumns, rows, filters, cut: more },
    })
  const page = (
    <BankPage
      {...{ rows, filters }}
      missing={await missingLines(ctx, chosen ? [chosen] : known.options.map(one => one.value))}
      query={c.req.query()}
      next={more ? { page: String(number + 1) } : null}
      mayEnter={mayCreate(ctx, bankLineFlow, 'enter')}
    />
  )
  return desk(ctx, c, { title: '银行流水', crumbs: [home] }, page)
}

/** Payments that no line was found for, of these programmes. */
async function missingLines(ctx: Ctx, ids: readonly string[]) {
  const all = await Promise.all(ids.slice(0, 20).map(id => paymentsWithoutLine(ctx, id)))
  return all.flat().map(one => ({
    href: `/desk/vouchers/redemptions/${one.id}`,
    words: `${one.day} ${one.label} ${money(one.amount_fen)}，${one.payee_name}，凭证号 ${one.number}`,
  }))
}
