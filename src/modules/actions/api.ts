import { Hono } from 'hono'
import { forbidden, notFound, Problem, signInFirst } from '#platform/errors'
import { type Env, type Http, readIn, writeIn } from '#platform/http'
import { isId } from '#platform/ids'
import { find, perform } from '#platform/perform'
import { type AnyWorkflow, workflows } from '#platform/workflow'
import { openApiDocument } from './openapi.ts'

/** The same queries and actions for machines: /api/v1/{flow}[/{id}[/{action}]]. */
export const apiRoutes = new Hono<Env>()
  .get('/api/openapi.json', c => c.json(openApiDocument(c.var.centre.origin)))
  .get('/api/v1/:flow', c => list(c))
  .get('/api/v1/:flow/:id', c => read(c))
  .post('/api/v1/:flow/:action', c => act(c, null))
  .post('/api/v1/:flow/:id/:action', c => act(c, c.req.param('id')))

/** The flow that the address names, if the one who asks may use it this way: a key reaches its scopes only. */
function flowOf(c: Http, way: 'reads' | 'acts'): AnyWorkflow {
  const flow = workflows.get(c.req.param('flow') ?? '')
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
  const flow = flowOf(c, 'reads')
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
  const flow = flowOf(c, 'reads')
  const row = await readIn(c, ctx => find(ctx, flow, c.req.param('id') ?? ''))
  return c.json(shown(flow, row))
}

async function act(c: Http, id: string | null): Promise<Response> {
  const flow = flowOf(c, 'acts')
  const name = c.req.param('action') ?? ''
  const input = await body(c)
  const done = await writeIn(c, ctx => perform(ctx, flow, name, id, input, c.req.header('idempotency-key')))
  if (id !== null || done.repeated) return c.json(shown(flow, done.row))
  c.header('location', `/api/v1/${flow.subject}/${done.id}`)
  return c.json(shown(flow, done.row), 201)
}

async function body(c: Http): Promise<Record<string, unknown>> {
  const sent = await c.req.text()
  if (sent === '') return {}
  try {
    const parsed: unknown = JSON.parse(sent)
    if (parsed && typeof parsed === 'object' && !Array.isArray(parsed))
      return parsed as Record<string, unknown>
  } catch {}
  throw new Problem(400, '内容无法读取', '请求内容应为一个 JSON 对象。')
}

/** Only what the record's schema names leaves the house; dates become ISO 8601 text. */
const shown = (flow: AnyWorkflow, row: unknown): unknown => flow.record.parse(row)
