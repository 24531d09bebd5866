import { badgeOf, buttonsFor, story } from '#modules/actions'
import { actedBy, shownPhone } from '#modules/parties'
import { staffNames } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { filesByRecord, filesOf } from '#platform/files'
import { newId } from '#platform/ids'
import { factsOf } from '#platform/journal'
import { find } from '#platform/perform'
import { judge, type RowOf } from '#platform/workflow'
import { answersOf } from './answers.ts'
import { caseWorker, isApplicant, seesCases } from './duties.ts'
import type { CaseView } from './pages/matter.tsx'
import type { QuoteView } from './pages/parts.tsx'
import { caseDetail, quotesOf } from './queries/detail.ts'
import { quoteFlow } from './quote.ts'
import { deadlineOf, stepsOf } from './steps.ts'
import { serviceCaseFlow } from './workflow.ts'

export type ServiceCase = RowOf<'service_case'>

/** Everything a page shows of a case that the actor may see; 404 otherwise. */
export async function caseView(ctx: Ctx, id: string): Promise<{ view: CaseView; row: ServiceCase }> {
  const row = (await find(ctx, serviceCaseFlow, id)) as unknown as ServiceCase
  const { actor } = ctx
  const own = isApplicant(actor, row)
  // What the sides had written before a provider was agreed is not that provider's to read.
  const since = own || seesCases(actor) ? null : row.agreed_at
  const [detail, quotes, told, files, names, facts, right, proxy, order] = await Promise.all([
    caseDetail(ctx, row, since),
    quoteViews(ctx, id),
    story(ctx, { recordId: id, since }),
    filesOf(ctx, 'service_case', id),
    staffNames(ctx, [row.assignee_id]),
    factsOf(ctx, 'service_case', id),
    ctx.db
      .selectFrom('rating_right')
      .select('state')
      .where('subject', '=', 'service_case')
      .where('record_id', '=', id)
      .executeTakeFirst(),
    actedBy(ctx, row),
    orderOf(ctx, row),
  ])
  const side = seesCases(actor) && !own ? 'centre' : own ? 'applicant' : 'provider'
  // Whether its work was rated, and when, is not the provider's to know.
  // Nor is it for who acted for somebody to rate in their place.
  const rating =
    side === 'provider' || (own && !actor.parties.includes(row.party_id)) ? null : (right?.state ?? null)
  const may = (action: string) => judge(serviceCaseFlow, action, actor, row, facts).may
  const view: CaseView = {
    id,
    number: row.number,
    title: row.title,
    lookupCode: own || caseWorker.test(actor, row, facts) ? row.lookup_code : null,
    state: { name: row.state, ...badgeOf(serviceCaseFlow, row.state) },
    deadline: deadlineOf(ctx, detail.task?.due_at),
    urged: side === 'centre' && detail.task?.urged_at != null,
    steps: stepsOf(row, rating === 'used'),
    rating,
    buttons: await buttonsFor(ctx, serviceCaseFlow, row, facts),
    answers: answersOf(detail.item.intake, row.answers),
    files,
    quotes,
    messages: detail.messages,
    story: told,
    handling: row.handling,
    answer: row.answer,
    answerBasis: row.answer_basis,
    promisedDays: row.promised_days,
    extendedDays: row.extended_days,
    agreedUntil: row.agreed_until,
    submittedAt: row.submitted_at,
    closedAt: row.closed_at,
    channel: row.channel,
    proxy,
    price: row.price_fen,
    order,
    party: detail.party
      ? {
          id: detail.party.id,
          name: detail.party.name,
          kind: detail.party.kind,
          contact: row.contact_name,
          // The applicant's own, and what the agreed provider needs in order to deliver.
          phone: seesCases(actor) && !own ? shownPhone(actor, row.contact_phone) : row.contact_phone,
        }
      : null,
    provider: detail.provider
      ? {
          id: detail.provider.id,
          name: detail.provider.name,
          contact: detail.provider.contact_name,
          phone: detail.provider.contact_phone,
        }
      : null,
    assignee: seesCases(actor) && row.assignee_id ? (names.get(row.assignee_id) ?? null) : null,
    side,
    writeAt: may('write') ? `/act/service_case/write/${id}` : null,
    noteAt: may('note') ? `/act/service_case/note/${id}` : null,
    formKey: newId(),
    now: ctx.now,
  }
  return { view, row }
}

/** The order that was opened with the provider who is agreed. The table is the orders module's; this only reads it. */
const orderOf = async (ctx: Ctx, row: ServiceCase): Promise<CaseView['order']> =>
  (row.provider_id &&
    (await ctx.db
      .selectFrom('service_order')
      .select(['id', 'number'])
      .where('case_id', '=', row.id)
      .where('provider_id', '=', row.provider_id)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst())) ||
  null

async function quoteViews(ctx: Ctx, caseId: string): Promise<QuoteView[]> {
  const quotes = await quotesOf(ctx, caseId)
  const ids = quotes.map(quote => quote.id)
  const files = await filesByRecord(ctx, 'quote', ids)
  return quotes.map(quote => ({
    id: quote.id,
    provider: quote.provider,
    state: badgeOf(quoteFlow, quote.state),
    open: quote.state === 'submitted',
    price_fen: quote.price_fen,
    days: quote.days,
    proposal: quote.proposal,
    reason: quote.reason,
    files: files.get(quote.id) ?? [],
  }))
}
