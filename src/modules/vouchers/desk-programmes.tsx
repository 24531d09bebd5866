import { Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { staffNames } from '#modules/team'
import { dayOf, startOfDay } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { filesOf } from '#platform/files'
import { dateTime } from '#platform/format'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import { checkFlow } from './check.ts'
import { type EntryKind, entryKinds, voucherNumber } from './codes.ts'
import { voucherDuties } from './duties.ts'
import { fundOf, fundsOf } from './ledger.ts'
import {
  CheckPage,
  ChecksPage,
  type LedgerLine,
  LedgerPage,
  ledgerColumns,
  monthWords,
} from './pages/ledger.tsx'
import { DeskProgramme, DeskProgrammes, ProgrammeFrame, programmeColumns } from './pages/programmes.tsx'
import type { Check, Programme } from './people.ts'
import * as queries from './queries/bank.ts'
import { bookedIncome, programmeOf, programmes } from './queries/programmes.ts'
import { paymentsWithoutLine } from './queries/reconcile.ts'
import { type Figure, reconcile } from './reconcile.ts'
import { fundParts, programmeCard, rulesOf } from './view.ts'
import { voucherFlow } from './voucher.ts'
import { programmeFlow } from './workflow.ts'

/** Programmes at the workbench: the overview, and one of them with its ledger and its reconciliation. */
export const programmeRoutes = new Hono<Env>()
  .get('/desk/vouchers/programmes', atDesk(showList, ...voucherDuties))
  .get('/desk/vouchers/programmes/:id', atDesk(showOne, ...voucherDuties))
  .get('/desk/vouchers/programmes/:id/ledger', atDesk(showLedger, ...voucherDuties))
  .get('/desk/vouchers/programmes/:id/checks', atDesk(showChecks, ...voucherDuties))
  .get('/desk/vouchers/checks/:id', atDesk(showCheck, ...voucherDuties))

const home = { href: '/desk/vouchers/programmes', label: '服务券计划' }

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const all = await programmes(ctx)
  const [funds, names] = await Promise.all([
    fundsOf(
      ctx,
      all.map(row => row.id),
    ),
    staffNames(
      ctx,
      all.map(row => row.owner_id),
    ),
  ])
  const rows = all.map(row => {
    const fund = funds.get(row.id)
    return {
      ...{ id: row.id, code: row.code, name: row.name },
      budget: fund?.budget_fen || row.budget_fen,
      available: fund?.available_fen ?? 0,
      reserved: fund?.reserved_fen ?? 0,
      due: fund?.due_fen ?? 0,
      paid: fund?.paid_fen ?? 0,
      issued: fund?.issued ?? 0,
      closes: dateTime(row.closes_at),
      owner: names.get(row.owner_id) ?? '',
      state: badgeOf(programmeFlow, row.state),
    }
  })
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title: '服务券计划', columns: programmeColumns, rows })
  const mayDraft = mayCreate(ctx, programmeFlow, 'draft')
  return desk(
    ctx,
    c,
    { title: '服务券计划' },
    <DeskProgrammes {...{ rows, mayDraft }} query={c.req.query()} />,
  )
}

const programmeFor = async (ctx: Ctx, c: Http): Promise<Programme> =>
  (await find(ctx, programmeFlow, c.req.param('id') ?? '')) as unknown as Programme

async function frame(
  ctx: Ctx,
  c: Http,
  row: Programme,
  part: '' | '/ledger' | '/checks',
  children: Child,
): Promise<Response> {
  const card = programmeCard(row, await fundOf(ctx, row.id), ctx.now)
  const page = (
    <ProgrammeFrame
      {...{ id: row.id, title: row.name, code: row.code, part }}
      state={badgeOf(programmeFlow, row.state)}
      phase={row.state === 'running' ? card.phase : null}
      buttons={await buttonsFor(ctx, programmeFlow, row)}
    >
      {children}
    </ProgrammeFrame>
  )
  return desk(ctx, c, { title: row.name, crumbs: [home] }, page)
}

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await programmeFor(ctx, c)
  const [fund, names, income, counts] = await Promise.all([
    fundOf(ctx, row.id),
    staffNames(ctx, [row.owner_id]),
    bookedIncome(ctx),
    queries.countsByState(ctx, row.id),
  ])
  const from = income.find(one => one.id === row.fund_entry_id)
  const page = (
    <DeskProgramme
      id={row.id}
      code={row.code}
      about={row.about}
      rules={await rulesOf(ctx, row)}
      parts={fundParts(fund)}
      left={programmeCard(row, fund, ctx.now).left}
      owner={names.get(row.owner_id) ?? ''}
      income={from ? { href: '/desk/operator/funds', label: from.label } : null}
      endReason={row.end_reason}
      counts={Object.keys(voucherFlow.states).flatMap(state => {
        const n = Number(counts.find(one => one.state === state)?.n ?? 0)
        return n > 0 ? [{ state, label: badgeOf(voucherFlow, state).label, count: n }] : []
      })}
      shown={row.published_at ? `/vouchers/${row.id}` : null}
      files={await filesOf(ctx, 'voucher_programme', row.id)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return frame(ctx, c, row, '', page)
}

/** The first moment of a month and of the next: '2026-11'. */
function monthSpan(month: string): [Date, Date] {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return [startOfDay(`${month}-01`), startOfDay(`${next}-01`)]
}

async function showLedger(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await programmeFor(ctx, c)
  const months = await queries.monthsOf(ctx, row.id)
  const asked = c.req.query('month') ?? ''
  const month = months.includes(asked) ? asked : (months[0] ?? dayOf(ctx.now).slice(0, 7))
  const rows = await linesOf(ctx, row, month)
  const file = wantedFile(c)
  if (file)
    return exportTable(ctx, c, file, {
      title: `${row.name} ${monthWords(month)}资金台账`,
      columns: ledgerColumns,
      rows,
    })
  const path = `/desk/vouchers/programmes/${row.id}/ledger`
  const page = <LedgerPage {...{ path, rows, months, month }} query={c.req.query()} />
  return frame(ctx, c, row, '/ledger', page)
}

/** A month of the ledger between its opening and its closing balance. */
async function linesOf(ctx: Ctx, row: Programme, month: string): Promise<LedgerLine[]> {
  const [from, to] = monthSpan(month)
  const [before, entries] = await Promise.all([
    queries.balanceBefore(ctx, row.id, from),
    queries.entriesIn(ctx, row.id, from, to),
  ])
  if (entries.length === 0) return []
  const lines = entries.map(one => ({
    ...{ turn: one.turn, at: one.at, amount: one.amount_fen, party: one.party ?? '', by: one.by ?? '' },
    kind: entryKinds[one.kind as EntryKind],
    number: one.voucher_turn === null ? '' : voucherNumber(one.code ?? '', one.voucher_turn),
    href: one.redemption_id
      ? `/desk/vouchers/redemptions/${one.redemption_id}`
      : one.voucher_id && `/desk/vouchers/${one.voucher_id}`,
    ...balances(one),
  }))
  const only = { turn: null, at: null, amount: null, party: '', number: '', href: null, by: '' }
  const closing = lines.at(-1) ?? balances(before)
  return [
    { ...only, kind: '期初余额', ...balances(before) },
    ...lines,
    { ...closing, ...only, kind: '期末余额' },
  ]
}

const balances = (
  of: { available_fen: number; reserved_fen: number; due_fen: number; paid_fen: number } | undefined,
) => ({
  available: of?.available_fen ?? 0,
  reserved: of?.reserved_fen ?? 0,
  due: of?.due_fen ?? 0,
  paid: of?.paid_fen ?? 0,
})

async function showChecks(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await programmeFor(ctx, c)
  const here = `/desk/vouchers/programmes/${row.id}/checks`
  const [{ figures, findings }, counts, missing, checks] = await Promise.all([
    reconcile(ctx, row),
    queries.bankCounts(ctx, row.id),
    paymentsWithoutLine(ctx, row.id),
    queries.checksOf(ctx, row.id),
  ])
  const run = mayCreate(ctx, checkFlow, 'run')
    ? [
        {
          ...{
            href: '/act/voucher_check/run',
            label: '立即对账并记下来',
            tone: 'primary' as const,
            direct: true,
          },
          hidden: { programme_id: row.id, _back: here },
        },
      ]
    : []
  const page = (
    <ChecksPage
      {...{ figures, findings, run }}
      bank={{ href: `/desk/vouchers/bank?programme=${row.id}`, ...counts, missing: missing.length }}
      checks={checks.map(one => ({
        id: one.id,
        at: dateTime(one.made_at),
        findings: (one.findings as string[]).length,
        state: badgeOf(checkFlow, one.state),
      }))}
    />
  )
  return frame(ctx, c, row, '/checks', page)
}

async function showCheck(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, checkFlow, c.req.param('id') ?? '')) as unknown as Check
  const programme = await programmeOf(ctx, row.programme_id)
  if (!programme) throw notFound('这次对账')
  const title = `对账 ${dateTime(row.made_at)}`
  const page = (
    <CheckPage
      title={title}
      programme={{ href: `/desk/vouchers/programmes/${programme.id}/checks`, name: programme.name }}
      state={badgeOf(checkFlow, row.state)}
      figures={row.figures as unknown as Figure[]}
      findings={row.findings as string[]}
      explanation={row.explanation}
      buttons={await buttonsFor(ctx, checkFlow, row)}
      back={`/desk/vouchers/checks/${row.id}`}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return desk(ctx, c, { title, crumbs: [home] }, page)
}
