import { badgeOf, buttonsFor, story, type Told } from '#modules/actions'
import { deadlineOf } from '#modules/cases'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { type FileRow, filesByRecord } from '#platform/files'
import type { AnyWorkflow, RowOf } from '#platform/workflow'
import { planIn, shownProof } from './agreement.ts'
import { amendmentFlow } from './amendment.ts'
import { whatOf } from './amendment-effects.ts'
import { balanceOf } from './balance.ts'
import { sideOf } from './duties.ts'
import { textOf } from './effects.ts'
import { kindLabel } from './kind-codes.ts'
import { milestoneFlow } from './milestone.ts'
import { pointsOf } from './milestone-effects.ts'
import { askedOf } from './next.ts'
import type { ClaimView, MilestoneView, OrderView, PaymentView, SupplementView } from './pages/shapes.ts'
import { panelsOf } from './panels.ts'
import { means, paymentFlow } from './payment.ts'
import {
  amendmentsOf,
  claimsOf,
  deliveriesOf,
  milestonesOf,
  type Order,
  orderFor,
  paymentsOf,
} from './queries.ts'
import { claimFlow } from './warranty.ts'
import { drafted, serviceOrderFlow } from './workflow.ts'

/** Everything a page shows of an order that the actor may see; 404 otherwise. */
export async function orderView(ctx: Ctx, id: string): Promise<OrderView> {
  const row = await orderFor(ctx, id)
  const side = sideOf(ctx.actor, row)
  const [milestones, supplements, payments, claims, names, task] = await Promise.all([
    milestoneViews(ctx, row),
    supplementViews(ctx, row),
    paymentViews(ctx, row),
    claimViews(ctx, row),
    namesOf(ctx, row),
    dueOf(ctx, row.id),
  ])
  const sums = (states: readonly string[]) =>
    payments.filter(one => states.includes(one.state.name)).reduce((all, one) => all + one.amount, 0)
  const accepted = milestones.filter(one => one.state.name === 'accepted')
  const inDraft = (drafted as readonly string[]).includes(row.state)
  const agreement = row.plan && (row.agreement !== null || inDraft) ? await textOf(ctx, row) : null
  const recipient = side === 'recipient'
  const view: Omit<OrderView, 'asked'> = {
    id: row.id,
    number: row.number,
    title: row.title,
    state: { name: row.state, ...badgeOf(serviceOrderFlow, row.state) },
    side,
    kind: kindLabel(row.kind_code),
    ...names,
    caseId: row.case_id,
    scope: row.scope,
    days: row.days,
    balance: balanceOf(
      row,
      accepted.reduce((all, one) => all + one.price, 0),
      sums(['confirmed']),
      sums(['noted']),
    ),
    deadline: deadlineOf(ctx, task),
    agreedAt: row.agreed_at,
    inForceAt: row.in_force_at,
    warrantyDays: row.warranty_days,
    warrantyUntil: row.warranty_until,
    inWarranty: row.warranty_until !== null && dayOf(ctx.now) <= row.warranty_until,
    plan: inDraft ? planIn(row) : [],
    agreement,
    digest: row.digest,
    proof: row.in_force_at && row.digest ? shownProof(row.digest) : null,
    confirmed: [
      { who: '服务对象', by: row.recipient_confirmed_by, at: row.recipient_confirmed_at },
      { who: '服务商', by: row.provider_confirmed_by, at: row.provider_confirmed_at },
    ],
    milestones,
    supplements,
    payments,
    claims,
    buttons: await buttonsFor(ctx, serviceOrderFlow, row),
    may: {
      propose:
        side !== 'centre' &&
        row.state === 'running' &&
        !supplements.some(one => one.state.name === 'proposed'),
      pay: recipient && !inDraft && row.state !== 'cancelled',
      report: recipient && row.warranty_until !== null && dayOf(ctx.now) <= row.warranty_until,
      complain: recipient,
    },
    story: await storyOf(
      ctx,
      row,
      [...milestones, ...supplements, ...payments, ...claims].map(one => one.id),
    ),
    panels: await panelsOf(ctx, row, side),
  }
  return { ...view, asked: askedOf(view) }
}

/** The journal of the order and of everything that belongs to it, newest first. */
async function storyOf(ctx: Ctx, row: Order, parts: readonly string[]): Promise<Told[]> {
  const all = await Promise.all([row.id, ...parts].map(recordId => story(ctx, { recordId }, 40)))
  return all
    .flat()
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, 60)
}

async function namesOf(ctx: Ctx, row: Order) {
  const [recipient, provider, serviceCase] = await Promise.all([
    ctx.db
      .selectFrom('party')
      .select(['id', 'name'])
      .where('id', '=', row.party_id)
      .executeTakeFirstOrThrow(),
    ctx.db
      .selectFrom('provider')
      .select(['id', 'name', 'state'])
      .where('id', '=', row.provider_id)
      .executeTakeFirstOrThrow(),
    ctx.db
      .selectFrom('service_case')
      .select('number')
      .where('id', '=', row.case_id)
      .executeTakeFirstOrThrow(),
  ])
  return { recipient, provider, caseNumber: serviceCase.number }
}

const dueOf = async (ctx: Ctx, id: string): Promise<Date | null> =>
  (
    await ctx.db
      .selectFrom('task')
      .select('due_at')
      .where('record_id', '=', id)
      .where('closed_at', 'is', null)
      .executeTakeFirst()
  )?.due_at ?? null

const stateOf = (flow: AnyWorkflow, state: string) => ({ name: state, ...badgeOf(flow, state) })

const acceptedHow: Record<string, string> = {
  recipient: '服务对象验收',
  staff: '经电话或当面确认，由工作人员登记',
  time: '超过验收时限没有回应，按时限视为通过',
}

async function milestoneViews(ctx: Ctx, row: Order): Promise<MilestoneView[]> {
  const rows = await milestonesOf(ctx, row.id)
  const ids = rows.map(one => one.id)
  const [deliveries, files] = await Promise.all([
    deliveriesOf(ctx, ids),
    filesByRecord(ctx, 'milestone', ids),
  ])
  return Promise.all(
    rows.map(async one => ({
      id: one.id,
      position: one.position,
      name: one.name,
      deliverable: one.deliverable,
      points: pointsOf(one),
      price: one.price_fen,
      dueOn: one.due_on,
      late: ['planned', 'returned'].includes(one.state) && one.due_on < dayOf(ctx.now),
      state: stateOf(milestoneFlow, one.state),
      acceptedAt: one.accepted_at,
      acceptedHow: one.accepted_how ? (acceptedHow[one.accepted_how] ?? '') : '',
      deadline: ['accepted', 'cancelled'].includes(one.state)
        ? null
        : deadlineOf(ctx, await dueOf(ctx, one.id)),
      deliveries: deliveries
        .filter(delivery => delivery.milestone_id === one.id)
        .map(delivery => ({
          version: delivery.version,
          note: delivery.note,
          at: delivery.at,
          verdict: delivery.verdict,
          failed: delivery.failed as string[],
          reason: delivery.reason,
          files: (files.get(one.id) ?? []).filter(file => delivery.file_ids.includes(file.id)),
        })),
      buttons: await buttonsFor(ctx, milestoneFlow, one),
    })),
  )
}

async function supplementViews(ctx: Ctx, row: Order): Promise<SupplementView[]> {
  const rows = await amendmentsOf(ctx, row.id)
  return Promise.all(
    rows.map(async one => ({
      id: one.id,
      number: one.number,
      what: whatOf(one.kind),
      by: one.side === 'recipient' ? '服务对象' : '服务商',
      body: one.body,
      digest: one.digest,
      at: one.proposed_at,
      state: stateOf(amendmentFlow, one.state),
      buttons: await buttonsFor(ctx, amendmentFlow, one),
    })),
  )
}

async function paymentViews(ctx: Ctx, row: Order): Promise<PaymentView[]> {
  const rows = await paymentsOf(ctx, row.id)
  const files: Map<string, FileRow[]> = await filesByRecord(
    ctx,
    'order_payment',
    rows.map(one => one.id),
  )
  const names = new Map((await milestonesOf(ctx, row.id)).map(one => [one.id, one.name]))
  return Promise.all(
    rows.map(async one => ({
      id: one.id,
      about: (one.milestone_id && names.get(one.milestone_id)) || '整单',
      amount: one.amount_fen,
      on: one.paid_on,
      means: means[one.means as keyof typeof means],
      note: one.note,
      objection: one.objection,
      state: stateOf(paymentFlow, one.state),
      files: files.get(one.id) ?? [],
      buttons: await buttonsFor(ctx, paymentFlow, one),
    })),
  )
}

async function claimViews(ctx: Ctx, row: Order): Promise<ClaimView[]> {
  const rows: Array<RowOf<'warranty_claim'>> = await claimsOf(ctx, row.id)
  const files = await filesByRecord(
    ctx,
    'warranty_claim',
    rows.map(one => one.id),
  )
  return Promise.all(
    rows.map(async one => ({
      id: one.id,
      body: one.body,
      answer: one.answer,
      at: one.reported_at,
      state: stateOf(claimFlow, one.state),
      files: files.get(one.id) ?? [],
      buttons: await buttonsFor(ctx, claimFlow, one),
    })),
  )
}
