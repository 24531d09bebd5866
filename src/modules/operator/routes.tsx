import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, portal, wantedFile } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { filesByRecord, filesOf } from '#platform/files'
import { date } from '#platform/format'
import { type Answer, atDesk, cached, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import type { RowOf } from '#platform/workflow'
import { categories, disclosureFlow } from './disclosure.ts'
import { operatorsOf, targetsOf } from './effects.ts'
import { directions, fundFlow, sources } from './funds.ts'
import { grades, type OperatorKind, operatorKinds } from './inputs.ts'
import { objectionFlow } from './objection.ts'
import { ContractList, ContractPage } from './pages/contract.tsx'
import { DisclosureList, DisclosurePage } from './pages/disclosures.tsx'
import { FundsPage, fundColumns } from './pages/funds.tsx'
import { ObjectionPage } from './pages/objection.tsx'
import { OperatorPage } from './pages/open.tsx'
import { paymentFlow } from './payment.ts'
import {
  contracts,
  disclosures,
  fundEntries,
  fundSums,
  objectionsOf,
  operatorsByContract,
  paymentsOf,
  publicContracts,
  publicityEnds,
} from './queries.ts'
import { type Contract, contractFlow, supervises } from './workflow.ts'

export const operatorRoutes = new Hono<Env>()
  .get('/operator', cached(showPublic))
  .get('/desk/operator', atDesk(listContracts))
  .get('/desk/operator/contracts/:id', atDesk(showContract))
  .get('/desk/operator/objections/:id', atDesk(showObjection))
  .get('/desk/operator/disclosures', atDesk(listDisclosures))
  .get('/desk/operator/disclosures/:id', atDesk(showDisclosure))
  .get('/desk/operator/funds', atDesk(showFunds))

const home = { href: '/desk/operator', label: '运营机构' }
const spanOf = (row: { first_day: string | null; last_day: string | null }): string =>
  row.first_day ? `${row.first_day} 至 ${row.last_day}` : ''
const kindOf = (kind: string): string => operatorKinds[kind as OperatorKind]
const nameOf = <T extends object>(of: T, key: string): string => String(of[key as keyof T])

async function showPublic(ctx: Ctx, c: Http): Promise<Response> {
  const rows = await publicContracts(ctx)
  const ids = rows.map(row => row.id)
  const year = Number(dayOf(ctx.now).slice(0, 4))
  const open = await disclosures(ctx, 'published')
  const [operators, payments, ends, notices, documents, sums] = await Promise.all([
    operatorsByContract(ctx, ids),
    paymentsOf(ctx, ids),
    publicityEnds(ctx, ids),
    filesByRecord(ctx, 'operating_contract', ids),
    filesByRecord(
      ctx,
      'disclosure',
      open.map(one => one.id),
    ),
    fundSums(ctx, year),
  ])
  const page = (
    <OperatorPage
      contracts={rows.map(row => ({
        ...row,
        state: badgeOf(contractFlow, row.state),
        operators: (operators.get(row.id) ?? []).map(one => ({
          name: one.name,
          kind: kindOf(one.kind),
          lead: one.rank === 0,
        })),
        span: spanOf(row),
        objectUntil: ends.get(row.id) ?? null,
        halted: row.state === 'objected',
        notice: (notices.get(row.id) ?? []).filter(file => file.field === 'notice_files'),
        payments: payments
          .filter(node => node.contract_id === row.id)
          .map(node => ({ ...node, state: badgeOf(paymentFlow, node.state) })),
      }))}
      documents={Object.entries(categories)
        .map(([key, category]) => ({
          category,
          entries: open
            .filter(one => one.category === key)
            .map(one => ({ ...one, files: documents.get(one.id) ?? [] })),
        }))
        .filter(({ entries }) => entries.length > 0)}
      year={year}
      funds={sums.length > 0 ? bySource(sums) : []}
    />
  )
  return portal(c, { title: '运营机构与信息公开' }, page)
}

const bySource = (sums: ReadonlyArray<{ source: string; direction: string; fen: number }>) =>
  Object.entries(sources).map(([key, source]) => {
    const of = (direction: string) =>
      Number(sums.find(one => one.source === key && one.direction === direction)?.fen ?? 0)
    return { source, received: of('in'), spent: of('out') }
  })

async function listContracts(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = await contracts(ctx)
  const operators = await operatorsByContract(
    ctx,
    rows.map(row => row.id),
  )
  const page = (
    <ContractList
      rows={rows.map(row => ({
        id: row.id,
        title: row.title,
        operators: (operators.get(row.id) ?? []).map(one => one.name).join('、'),
        span: spanOf(row),
        amount_fen: row.amount_fen,
        state: badgeOf(contractFlow, row.state),
      }))}
      query={c.req.query()}
      mayAnnounce={mayCreate(ctx, contractFlow, 'announce')}
    />
  )
  return desk(ctx, c, { title: '运营机构' }, page)
}

async function showContract(ctx: Ctx, c: Http): Promise<Answer> {
  const contract = (await find(ctx, contractFlow, c.req.param('id') ?? '')) as unknown as Contract
  const [buttons, operators, targets, payments, files, told, ends] = await Promise.all([
    buttonsFor(ctx, contractFlow, contract),
    operatorsOf(ctx, contract.id),
    targetsOf(ctx, contract.id),
    paymentsOf(ctx, [contract.id]),
    filesOf(ctx, 'operating_contract', contract.id),
    story(ctx, { recordId: contract.id }),
    publicityEnds(ctx, [contract.id]),
  ])
  const evidence = await filesByRecord(
    ctx,
    'payment_node',
    payments.map(node => node.id),
  )
  const until = ends.get(contract.id)
  const page = (
    <ContractPage
      contract={{
        ...contract,
        span: spanOf(contract),
        grade: contract.review_grade && nameOf(grades, contract.review_grade),
        publicity: contract.publicity_days
          ? `${contract.publicity_days} 个工作日${until ? `，${date(until)} 截止` : ''}`
          : null,
      }}
      state={badgeOf(contractFlow, contract.state)}
      buttons={buttons}
      operators={operators.map(one => ({ ...one, kind: kindOf(one.kind) }))}
      targets={targets}
      payments={
        await Promise.all(
          payments.map(async node => ({
            ...node,
            state: badgeOf(paymentFlow, node.state),
            files: evidence.get(node.id) ?? [],
            buttons: await buttonsFor(ctx, paymentFlow, node),
          })),
        )
      }
      objections={
        supervises(ctx.actor)
          ? (await objectionsOf(ctx, contract.id)).map(one => ({
              ...one,
              raised: date(one.raised_at),
              state: badgeOf(objectionFlow, one.state),
            }))
          : null
      }
      files={files}
      story={told}
    />
  )
  return desk(ctx, c, { title: contract.title, crumbs: [home] }, page)
}

async function showObjection(ctx: Ctx, c: Http): Promise<Answer> {
  const objection = (await find(ctx, objectionFlow, c.req.param('id') ?? '')) as unknown as RowOf<'objection'>
  const contract = (await find(ctx, contractFlow, objection.contract_id)) as unknown as Contract
  const page = (
    <ObjectionPage
      objection={objection}
      contract={contract}
      state={badgeOf(objectionFlow, objection.state)}
      buttons={await buttonsFor(ctx, objectionFlow, objection)}
      story={await story(ctx, { recordId: objection.id })}
    />
  )
  return desk(ctx, c, { title: '公示异议', crumbs: [home] }, page)
}

async function listDisclosures(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = (await disclosures(ctx)).map(row => ({
    ...row,
    category: nameOf(categories, row.category),
    state: badgeOf(disclosureFlow, row.state),
  }))
  const page = (
    <DisclosureList
      rows={rows}
      query={c.req.query()}
      mayPrepare={mayCreate(ctx, disclosureFlow, 'prepare')}
    />
  )
  return desk(ctx, c, { title: '信息公开', crumbs: [home] }, page)
}

async function showDisclosure(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, disclosureFlow, c.req.param('id') ?? '')) as unknown as RowOf<'disclosure'>
  const page = (
    <DisclosurePage
      disclosure={{ ...row, category: nameOf(categories, row.category) }}
      state={badgeOf(disclosureFlow, row.state)}
      buttons={await buttonsFor(ctx, disclosureFlow, row)}
      files={await filesOf(ctx, 'disclosure', row.id)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return desk(
    ctx,
    c,
    { title: row.title, crumbs: [home, { href: '/desk/operator/disclosures', label: '信息公开' }] },
    page,
  )
}

async function showFunds(ctx: Ctx, c: Http): Promise<Answer> {
  const asked = Number(c.req.query('year'))
  const year =
    Number.isInteger(asked) && asked >= 2000 && asked <= 2100 ? asked : Number(dayOf(ctx.now).slice(0, 4))
  const [entries, sums] = await Promise.all([fundEntries(ctx, year), fundSums(ctx, year)])
  // Who may reverse an entry does not hang on what was done to it before.
  const facts = { did: new Map(), now: ctx.now, centre: ctx.centre }
  const rows = await Promise.all(
    entries.map(async row => ({
      ...row,
      source: nameOf(sources, row.source),
      direction: nameOf(directions, row.direction),
      state: badgeOf(fundFlow, row.state),
      buttons: await buttonsFor(ctx, fundFlow, row, facts),
    })),
  )
  const file = wantedFile(c)
  if (file)
    return exportTable(ctx, c, file, {
      title: `${year} 年资金收支`,
      columns: fundColumns,
      rows,
    })
  const page = (
    <FundsPage
      year={year}
      rows={rows}
      sums={bySource(sums)}
      query={c.req.query()}
      mayBook={mayCreate(ctx, fundFlow, 'book')}
    />
  )
  return desk(ctx, c, { title: '资金收支', crumbs: [home] }, page)
}
