import { Hono } from 'hono'
import { forbidden, invalid, notFound, Problem, signInFirst } from '#platform/errors'
import { type Env, type Http, isText, readIn, sentForm, writeIn } from '#platform/http'
import { isId } from '#platform/ids'
import { actionOf, find, perform } from '#platform/perform'
import { type AnyWorkflow, workflows } from '#platform/workflow'
import { openApiDocument } from './openapi.ts'
import { takeFile } from './uploads.ts'

/** The same queries and actions for machines: /api/v1/{flow}[/{id}[/{action}]]. */
export const apiRoutes = new Hono<Env>()
  .get('/api/openapi.json', c => c.json(openApiDocument(c.var.centre.origin)))
  .post('/api/v1/file', c => upload(c))
  .get('/api/v1/:flow', c => list(c))
  .get('/api/v1/:flow/:id', c => read(c))
  .post('/api/v1/:flow/:action', c => act(c, null))
  .post('/api/v1/:flow/:id/:action', (c, next) => (isAction(c) ? act(c, c.req.param('id')) : next()))

/** What is no action may still be an address of a later module. */
const isAction = (c: Http): boolean =>
  Object.hasOwn(workflows.get(c.req.param('flow') ?? '')?.actions ?? {}, c.req.param('action') ?? '')

/** The flow that the address names, if the one who asks may use it this way: a key reaches its scopes only. */
export function flowFor(
  c: Http,
  way: 'reads' | 'acts',
  name: string = c.req.param('flow') ?? '',
): AnyWorkflow {
  const flow = workflows.get(name)
  if (!flow) throw notFound('这个接口')
  const { actor } = c.var
  if (actor.kind !== 'person' && c.req.header('authorization'))
    throw new Problem(401, '没有通过认证', '密钥无效，或已停用、过期，请联系发给您密钥的人。')
  if (actor.kind !== 'person') throw signInFirst()
  if (actor.key && !actor.key[way].has(flow.subject))
    throw forbidden(`这把接口密钥不能${way === 'reads' ? '读取' : '办理'}「${flow.label}」。`)
  return flow
}

async function list(c: Http): Promise<Response> {
  const flow = flowFor(c, 'reads')
  const { after, state, limit = '50' } = c.req.query()
  const most = Math.min(Math.max(Number(limit) || 50, 1), 200)
  const rows = await readIn(c, async ctx => {
    const { subject } = flow
    let query = ctx.db
      .selectFrom(subject)
      .selectAll(subject)
      .orderBy(`${subject}.id` as never, 'desc')
      .limit(most)
    if (after && isId(after)) query = query.where(`${subject}.id` as never, '<', after as never)
    if (state && Object.hasOwn(flow.states, state))
      query = query.where(`${subject}.state` as never, '=', state as never)
    return flow.visible(ctx, query as never).execute() as Promise<Array<{ id: string }>>
  })
  return c.json({
    contents: rows.map(row => shown(flow, row)),
    next: rows.length === most ? (rows.at(-1)?.id ?? null) : null,
  })
}

async function read(c: Http): Promise<Response> {
  const flow = flowFor(c, 'reads')
  const row = await readIn(c, ctx => find(ctx, flow, c.req.param('id') ?? ''))
  return c.json(shown(flow, row))
}

async function act(c: Http, id: string | null): Promise<Response> {
  const flow = flowFor(c, 'acts')
  const name = c.req.param('action') ?? ''
  if (actionOf(flow, name).inner) throw notFound('这项操作')
  const input = await jsonOf(c)
  const done = await writeIn(c, ctx => perform(ctx, flow, name, id, input, c.req.header('idempotency-key')))
  if (id !== null || done.repeated) return c.json(shown(flow, done.row))
  c.header('location', `/api/v1/${flow.subject}/${done.id}`)
  return c.json(shown(flow, done.row), 201)
}

/** A file for a later action, whose input then names it by its id. */
async function upload(c: Http): Promise<Response> {
  const { actor } = c.var
  if (actor.kind !== 'person') throw signInFirst()
  if (actor.key?.acts.size === 0) throw forbidden('这把接口密钥只能读取，不能上传文件。')
  const file = (await sentForm(c)).get('file')
  if (!(file instanceof File)) throw invalid({ file: '请上传一个文件。' })
  return c.json(await takeFile(c, 'file', file), 201)
}

/** The JSON object that was sent; nothing is an empty one. */
export async function jsonOf(c: Http): Promise<Record<string, unknown>> {
  const sent = await c.req.text()
  if (sent === '') return {}
  try {
    const parsed: unknown = JSON.parse(sent, (key, value) => {
      if (!isText(key) || (typeof value === 'string' && !isText(value))) throw new Error('no text')
      return value
    })
    if (parsed && typeof parsed === 'object' && !Array.isArray(parsed))
      return parsed as Record<string, unknown>
  } catch {}
  throw new Problem(400, '内容无法读取', '请求内容应为一个 JSON 对象。')
}

/** Only what the record's schema names leaves the house; dates become ISO 8601 text. */
export const shown = (flow: AnyWorkflow, row: unknown): unknown => flow.record.parse(row)
