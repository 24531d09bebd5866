import { Hono } from 'hono'
import { badgeOf, buttonsFor } from '#modules/actions'
import { versionOf } from '#modules/catalogue'
import { portal } from '#modules/shell'
import { system } from '#platform/ctx'
import { filesOf } from '#platform/files'
import { type Env, signedIn } from '#platform/http'
import { find } from '#platform/perform'
import type { RowOf } from '#platform/workflow'
import { answersOf, isNeed } from './answers.ts'
import { deskCaseRoutes, lineOf } from './desk.tsx'
import { isApplicant } from './duties.ts'
import { MyCases, MyQuotes } from './pages/lists.tsx'
import { MyCase } from './pages/my-case.tsx'
import { QuotePage } from './pages/quotes.tsx'
import { progressRoutes } from './progress.tsx'
import { caseList, quotesForActor } from './queries.ts'
import { quoteFlow } from './quote.ts'
import { receiptPdf, showReceipt } from './receipt.tsx'
import { deadlineOf, nextFor } from './steps.ts'
import { caseView } from './view.ts'
import { serviceCaseFlow } from './workflow.ts'

export const quoteLine = <Q extends { state: string }>(quote: Q) => ({
  ...quote,
  state: badgeOf(quoteFlow, quote.state),
})

/** Cases for those who asked, for providers, and the public progress page. */
export const caseRoutes = new Hono<Env>()
  .route('/', deskCaseRoutes)
  .route('/', progressRoutes)
  .get('/items/:id/apply', c =>
    c.redirect(`/act/service_case/submit?item_id=${encodeURIComponent(c.req.param('id'))}`, 303),
  )
  .get(
    '/my/cases',
    signedIn(async (ctx, c) => {
      const { rows } = await caseList(ctx, { own: true }, {}, 100)
      return portal(
        c,
        { title: '我的办件', own: true },
        <MyCases rows={rows.map(row => lineOf(ctx, row))} now={ctx.now} />,
      )
    }),
  )
  .get(
    '/my/cases/:id',
    signedIn(async (ctx, c) => {
      const { view, row } = await caseView(ctx, c.req.param('id') ?? '')
      // A provider sees the case too; rating the work is not theirs.
      const mayRate = view.side === 'applicant' && view.rating === 'open'
      const canAgree = row.state === 'quoted' && isApplicant(ctx.actor, row)
      c.header('cache-control', 'no-store')
      return portal(
        c,
        { title: view.title, own: true },
        <MyCase
          view={view}
          next={nextFor(view.side, row.state)}
          rateAt={mayRate ? `/my/cases/${row.id}/rate` : null}
          canAgree={canAgree}
        />,
      )
    }),
  )
  .get('/my/cases/:id/receipt', signedIn(showReceipt))
  .get('/my/cases/:id/receipt.pdf', signedIn(receiptPdf))
  .get(
    '/my/quotes',
    signedIn(async (ctx, c) => {
      const quotes = await quotesForActor(ctx)
      return portal(c, { title: '报价邀请', own: true }, <MyQuotes rows={quotes.map(quoteLine)} />)
    }),
  )
  .get(
    '/my/quotes/:id',
    signedIn(async (ctx, c) => {
      const quote = (await find(ctx, quoteFlow, c.req.param('id') ?? '')) as unknown as RowOf<'quote'>
      const serviceCase = (await find(
        { ...ctx, actor: system },
        serviceCaseFlow,
        quote.case_id,
      )) as unknown as RowOf<'service_case'>
      // Once another firm was chosen, or one has declined, the need is no longer this one's to read.
      const open = ['invited', 'submitted', 'agreed'].includes(quote.state)
      const [version, files, buttons, task] = await Promise.all([
        versionOf(ctx, serviceCase.item_id, serviceCase.item_version),
        open ? filesOf(ctx, 'service_case', quote.case_id) : [],
        buttonsFor(ctx, quoteFlow, quote),
        ctx.db
          .selectFrom('task')
          .select('due_at')
          .where('flow', '=', 'quote')
          .where('record_id', '=', quote.id)
          .where('closed_at', 'is', null)
          .executeTakeFirst(),
      ])
      const page = (
        <QuotePage
          quote={{ ...quote, state: badgeOf(quoteFlow, quote.state), agreed: quote.state === 'agreed' }}
          serviceCase={{
            title: serviceCase.title,
            number: serviceCase.number,
            open,
            answers: open ? answersOf(version?.intake, serviceCase.answers) : [],
            files: files.filter(file => isNeed(file.field)),
          }}
          deadline={deadlineOf(ctx, task?.due_at)}
          buttons={buttons}
        />
      )
      return portal(c, { title: '报价', own: true }, page)
    }),
  )
