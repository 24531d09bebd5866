import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { badgeOf, buttonsFor, story } from '#modules/actions'
import { desk, exportTable, portal, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { filesByRecord } from '#platform/files'
import {
  type Answer,
  atDesk,
  type Env,
  type Http,
  pageKey,
  requireStaff,
  sentForm,
  signedIn,
  writeIn,
} from '#platform/http'
import { isId } from '#platform/ids'
import { find, performMany } from '#platform/perform'
import { holds } from '#platform/who'
import type { RowOf } from '#platform/workflow'
import { allBeside } from './beside.ts'
import { providerChangeFlow } from './change.ts'
import { differencesIn } from './change-words.ts'
import { confirmationFlow } from './confirmation.ts'
import { hiddenWords } from './freshness.ts'
import {
  type ConfirmationLine,
  Confirmations,
  confirmationColumns,
  confirmationFilters,
} from './pages/confirmations.tsx'
import { MyProvider } from './pages/my-provider.tsx'
import { type KeyPerson, manageProviders, providerFlow, type Qualification, withExpiry } from './provider.ts'
import { providerCaseFlow } from './provider-case.ts'
import { casesOf, changesOf, confirmationOf, openConfirmations, openStates } from './queries/keeping.ts'
import { itemsOfProvider } from './queries.ts'
import { editItems } from './workflow.ts'

/** Keeping the directory true: the provider's own place, and the desk's list of what waits to be confirmed. */
export const keepingRoutes = new Hono<Env>()
  .get('/my/providers/:id', signedIn(showOwn))
  .get('/desk/confirmations', atDesk(showConfirmations))
  .post('/desk/confirmations', c => confirmMany(c))

async function showOwn(ctx: Ctx, c: Http): Promise<Response> {
  const row = (await find(ctx, providerFlow, c.req.param('id') ?? '')) as unknown as RowOf<'provider'>
  if (!ctx.actor.parties.includes(row.party_id)) throw notFound('这家服务商')
  const [confirmation, items, changes, cases, told, beside] = await Promise.all([
    confirmationOf(ctx, { provider: row.id }),
    itemsOfProvider(ctx, row.id),
    changesOf(ctx, row.id),
    casesOf(ctx, row.id),
    story(ctx, { recordId: row.id }, 20),
    allBeside(ctx, row.id),
  ])
  const pictures = await filesByRecord(
    ctx,
    'provider_case',
    cases.map(one => one.id),
  )
  c.header('cache-control', 'no-store')
  const page = (
    <MyProvider
      provider={row}
      state={badgeOf(providerFlow, row.state)}
      hidden={hiddenWords(row.hidden_why)}
      people={row.key_people as unknown as KeyPerson[]}
      qualifications={withExpiry(ctx, row.qualifications as unknown as Qualification[])}
      items={items}
      confirmation={
        confirmation
          ? {
              state: badgeOf(confirmationFlow, confirmation.state),
              lastConfirmed: confirmation.last_confirmed_on,
              buttons: await buttonsFor(ctx, confirmationFlow, confirmation),
            }
          : null
      }
      changes={
        await Promise.all(
          changes.map(async one => ({
            ...one,
            state: badgeOf(providerChangeFlow, one.state),
            fields: differencesIn(one),
            buttons: await buttonsFor(ctx, providerChangeFlow, one),
          })),
        )
      }
      cases={
        await Promise.all(
          cases.map(async one => ({
            ...one,
            state: badgeOf(providerCaseFlow, one.state),
            pictures: pictures.get(one.id) ?? [],
            buttons: await buttonsFor(ctx, providerCaseFlow, one),
          })),
        )
      }
      mayPropose={row.state === 'listed'}
      beside={beside}
      story={told}
    />
  )
  return portal(c, { title: row.name, own: true }, page)
}

async function showConfirmations(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const state = (openStates as readonly string[]).includes(query.state ?? '') ? (query.state as string) : ''
  const filter = { kind: query.kind ?? '', state, after: pageKey(c) }
  const { rows, next } = await openConfirmations(ctx, filter, file?.most ?? 50)
  const lines: ConfirmationLine[] = rows.map(row => ({
    id: row.id,
    name: row.name,
    href: row.item_id ? `/desk/items/${row.item_id}` : `/desk/providers/${row.provider_id}`,
    kind: row.item_id ? '服务项目' : '服务商',
    state: badgeOf(confirmationFlow, row.state),
    last_confirmed_on: row.last_confirmed_on,
    asked_at: row.asked_at,
    due_at: row.due_at,
    mayConfirm: holds(ctx.actor, row.item_id ? editItems : manageProviders),
  }))
  if (file)
    return exportTable(ctx, c, file, {
      title: '内容确认',
      rows: lines,
      columns: confirmationColumns,
      filters: confirmationFilters,
      cut: next !== null,
    })
  return desk(
    ctx,
    c,
    { title: '内容确认', crumbs: [{ href: '/desk/items', label: '服务目录' }] },
    <Confirmations rows={lines} query={query} next={next} />,
  )
}

/** Several at once: each is confirmed by itself, and one that cannot be leaves the others alone. */
async function confirmMany(c: Http): Promise<Response> {
  requireStaff(c)
  const ids = (await sentForm(c)).getAll('ids').filter(id => typeof id === 'string' && isId(id)) as string[]
  const { done, refused } = await writeIn(c, ctx =>
    performMany(ctx, confirmationFlow, 'confirm', ids.slice(0, 200)),
  )
  const words =
    ids.length === 0
      ? '请先勾选要确认的条目'
      : `已确认 ${done.length} 条${refused.length > 0 ? `，${refused.length} 条没有办成：${refused[0]?.reason}` : ''}`
  setCookie(c, 'flash', words, { path: '/', maxAge: 30, httpOnly: true, sameSite: 'Lax' })
  return c.redirect('/desk/confirmations', 303)
}
