import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { desk, portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { dropDraft, saveDraft } from '#platform/drafts'
import { notFound, Problem, signInFirst } from '#platform/errors'
import { stagedFiles } from '#platform/files'
import { decode, type Field, fieldsOf, valueAt, withoutSecrets } from '#platform/forms'
import { cameFrom, type Env, type Http, localPath, readIn, sentForm, writeIn } from '#platform/http'
import { isId, newId } from '#platform/ids'
import { find, perform, schemaOf } from '#platform/perform'
import { workflows } from '#platform/workflow'
import { apiRoutes } from './api.ts'
import { fileRoutes } from './files.ts'
import { type Addressed, addressed, draftKey, pathOf, prepareForm } from './form.ts'
import { ActionForm, FilesInForm } from './pages/form.tsx'
import { parkAndSignIn, parkedForm } from './parking.ts'
import { takeUploads } from './uploads.ts'

/** Every action has one address: GET shows its form, POST performs it; beside them its files and its JSON. */
export const actionRoutes = new Hono<Env>()
  .route('/', fileRoutes)
  .route('/', apiRoutes)
  .get('/go/:flow/:id', c => goToRecord(c))
  .get('/act/:flow/:action/:id?', c => showForm(c))
  .post('/act/:flow/:action/:id?', c => submitForm(c))
  .post('/draft/:flow/:action/:id?', c => keepDraft(c))

/** From a task or a line of the journal, which know a record's flow and id, to the page of the record. */
async function goToRecord(c: Http): Promise<Response> {
  const flow = workflows.get(c.req.param('flow') ?? '')
  if (c.var.actor.kind !== 'person') throw signInFirst()
  if (!flow) throw notFound('这个页面')
  const row = await readIn(c, ctx => find(ctx, flow, c.req.param('id') ?? ''))
  return c.redirect(flow.href(row as never, c.var.actor), 303)
}

const whichOf = (c: Http): Addressed =>
  addressed(c.req.param('flow') ?? '', c.req.param('action') ?? '', c.req.param('id'))

async function showForm(c: Http): Promise<Response> {
  const which = whichOf(c)
  if (c.var.actor.kind !== 'person') throw signInFirst()
  const { back: _, ...query } = c.req.query()
  return readIn(c, async ctx => {
    const sent = await parkedForm(ctx, c)
    const form = await prepareForm(ctx, which, sent ? { ...query, ...rawOf(sent) } : query)
    const typed = sent ? decode(form.fields, sent) : {}
    return render(ctx, c, which, { ...form, values: { ...form.values, ...typed } })
  })
}

async function submitForm(c: Http): Promise<Response> {
  const which = whichOf(c)
  const sent = await sentForm(c)
  if (c.var.actor.kind !== 'person')
    return parkAndSignIn(c, sent, { item_id: text(sent, 'item_id'), back: text(sent, '_back') })
  const raw = rawOf(sent)
  try {
    const fields = await readIn(c, ctx => fieldsFor(ctx, which, raw))
    await takeUploads(c, fields, sent)
    const input = decode(fields, sent)
    const done = await writeIn(c, async ctx => {
      const performed = await perform(ctx, which.flow, which.name, which.id, input, text(sent, '_key'))
      await dropDraft(ctx, draftKey(which.flow.subject, which.name, which.id, raw))
      return performed
    })
    const back = localPath(text(sent, '_back')) ?? which.flow.href(done.row as never, c.var.actor)
    setCookie(c, 'flash', which.action.done ?? `${which.action.label}：已办理`, {
      path: '/',
      maxAge: 30,
      httpOnly: true,
      sameSite: 'Lax',
    })
    return c.redirect(back, 303)
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    return readIn(c, async ctx => {
      const fields = await fieldsFor(ctx, which, raw).catch(() => [])
      const row = which.id ? await find(ctx, which.flow, which.id) : null
      return render(
        ctx,
        c,
        which,
        { fields, values: { ...raw, ...decode(fields, sent) }, draftSavedAt: null, row },
        { problem: error, back: text(sent, '_back') },
      )
    })
  }
}

/**
 * Saves what was typed so far, but no password or number, and the files that were chosen; asked for by the browser while
 * one types. The answer puts the files into the form, as ones that the centre has; 422 in words where it takes one not.
 */
async function keepDraft(c: Http): Promise<Response> {
  const which = whichOf(c)
  if (c.var.actor.kind !== 'person') return c.body(null, 401)
  const sent = await sentForm(c)
  const raw = rawOf(sent)
  try {
    const schema = await readIn(c, ctx => schemaFor(ctx, which, raw))
    if (!schema) return c.body(null, 204)
    const fields = fieldsOf(schema)
    const taken = await takeUploads(c, fields, sent)
    return await writeIn(c, async ctx => {
      const typed = withoutSecrets(schema, decode(fields, sent)) as Record<string, unknown>
      await saveDraft(ctx, draftKey(which.flow.subject, which.name, which.id, raw), typed)
      if (sent.get('_keep')) return keptNow(c, which, text(sent, '_back'))
      if (taken === 0) return c.body(null, 204)
      c.header('content-type', 'text/vnd.turbo-stream.html; charset=utf-8')
      const files = await stagedFiles(ctx, fileIdsIn(fields, typed))
      return c.body(String(<FilesInForm fields={fields} files={files} />))
    })
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    return c.text(Object.values(error.errors)[0] ?? error.message, 422)
  }
}

/** Kept by the button: back to the form, as it will be found on any device. */
function keptNow(c: Http, which: Addressed, back: string | undefined): Response {
  setCookie(c, 'flash', '已暂存，换一台手机或电脑登录也能接着填', {
    path: '/',
    maxAge: 30,
    httpOnly: true,
    sameSite: 'Lax',
  })
  return c.redirect(`${pathOf(which)}${back ? `?back=${encodeURIComponent(back)}` : ''}`, 303)
}

const schemaFor = async (ctx: Ctx, { flow, action, id }: Addressed, raw: Record<string, unknown>) =>
  schemaOf(ctx, action, id ? await find(ctx, flow, id) : null, raw)

async function fieldsFor(ctx: Ctx, which: Addressed, raw: Record<string, unknown>) {
  const schema = await schemaFor(ctx, which, raw)
  return schema ? fieldsOf(schema) : []
}

const text = (form: FormData, name: string): string | undefined => {
  const value = form.get(name)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The plain texts of a form, dotted names nested: what a schema that depends on the input may look at. */
function rawOf(form: FormData | URLSearchParams): Record<string, unknown> {
  const raw: Record<string, unknown> = {}
  for (const [name, value] of form) {
    if (typeof value !== 'string' || name.startsWith('_')) continue
    const [first = '', second] = name.split('.')
    if (second) raw[first] = { ...(raw[first] as object), [second]: value }
    else raw[first] = value
  }
  return raw
}

async function render(
  ctx: Ctx,
  c: Http,
  which: Addressed,
  form: Awaited<ReturnType<typeof prepareForm>>,
  { problem, back = c.req.query('back') }: { problem?: Problem; back?: string | undefined } = {},
): Promise<Response> {
  const { flow, action, id } = which
  const page = (
    <ActionForm
      path={pathOf(which)}
      draftPath={
        action.keep || (action.from === 'new' && form.fields.length > 3)
          ? pathOf(which).replace('/act/', '/draft/')
          : null
      }
      keep={action.keep ?? null}
      label={action.label}
      subject={
        form.row ? flow.title(form.row as never) : ((await action.about?.(ctx, form.values)) ?? flow.label)
      }
      tone={action.tone ?? 'primary'}
      confirm={action.confirm ?? null}
      form={form}
      errors={problem?.errors ?? {}}
      files={await stagedFiles(ctx, fileIdsIn(form.fields, form.values))}
      idempotencyKey={newId()}
      leave={action.leave ?? (form.row || back ? null : listBefore(c))}
      back={localPath(back) ?? (form.row ? flow.href(form.row as never, ctx.actor) : null)}
    />
  )
  c.status(problem ? 422 : 200)
  const title = id ? `${action.label} · ${flow.label}` : action.label
  if (ctx.actor.staffId) return desk(ctx, c, { title }, page)
  return portal(c, { title, own: true }, <div class="wrap stack">{page}</div>)
}

/** Where 返回 leads from a form for something new: to the page one came from, unless that was a form too. */
const listBefore = (c: Http): string | null => {
  const from = cameFrom(c)
  return from && !/^\/(act|sign-in)\//.test(from) ? from : null
}

/** The files that lie in the fields of a form. */
const fileIdsIn = (fields: readonly Field[], values: Record<string, unknown>): string[] =>
  fields.filter(field => field.widget === 'files').flatMap(field => asIds(valueAt(values, field.name)))

const asIds = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.filter(one => typeof one === 'string' && isId(one))
    : typeof value === 'string' && isId(value)
      ? [value]
      : []
