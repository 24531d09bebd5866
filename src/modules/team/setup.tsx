import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { plain } from '#modules/shell'
import { Problem } from '#platform/errors'
import { decode, fieldsOf } from '#platform/forms'
import { type Env, type Http, type Kernel, sentForm } from '#platform/http'
import { secretToken } from '#platform/ids'
import { foundCentre, founding } from './founding.ts'
import { SetupPage } from './pages/setup.tsx'

/** The first administrator's page of an empty installation; whoever holds the token that the start printed. */
export const setupRoutes = new Hono<Env>()
  .get('/setup', async c => {
    const token = c.req.query('token') ?? ''
    await requireToken(c, token)
    return show(c, token)
  })
  .post('/setup', async c => {
    const sent = await sentForm(c)
    const token = String(sent.get('token') ?? '')
    await requireToken(c, token)
    const input = decode(fieldsOf(founding), sent)
    if (!(await spend(c, token))) throw spent()
    try {
      await foundCentre(c.var.kernel, input)
    } catch (error) {
      await giveBack(c, token)
      if (!(error instanceof Problem) || error.status !== 422) throw error
      return show(c, token, input, error.errors)
    }
    return c.redirect('/sign-in/staff', 303)
  })

/** A new token for an empty installation; earlier ones stay good until one is used. */
export async function setupToken(kernel: Kernel): Promise<string> {
  const token = secretToken()
  await kernel.database.pool.query('insert into setup_token (token_hash, made_at) values ($1, $2)', [
    hashOf(token),
    kernel.outside.now(),
  ])
  return token
}

async function requireToken(c: Http, token: string): Promise<void> {
  const { centres, database } = c.var.kernel
  const empty = (await centres.all()).length === 0
  const { rows } = await database.pool.query(
    'select 1 from setup_token where token_hash = $1 and used_at is null',
    [hashOf(token)],
  )
  if (!empty || rows.length === 0) throw spent()
}

const spent = () =>
  new Problem(404, '没有找到', '这个设置网址已经用过或已失效，请查看程序启动时打印的最新网址。')

/** Takes the token before anything is done with it, so that two who press at once open one centre. */
async function spend(c: Http, token: string): Promise<boolean> {
  const { database, outside } = c.var.kernel
  const { rowCount } = await database.pool.query(
    'update setup_token set used_at = $2 where token_hash = $1 and used_at is null',
    [hashOf(token), outside.now()],
  )
  return rowCount === 1
}

const giveBack = (c: Http, token: string) =>
  c.var.kernel.database.pool.query('update setup_token set used_at = null where token_hash = $1', [
    hashOf(token),
  ])

function show(
  c: Http,
  token: string,
  values: Record<string, unknown> = {},
  errors: Record<string, string> = {},
): Promise<Response> {
  const started = { origin: new URL(c.req.url).origin, ...values }
  if (Object.keys(errors).length > 0) c.status(422)
  const page = <SetupPage fields={fieldsOf(founding)} values={started} errors={errors} token={token} />
  return plain(c, { title: '创建服务中心' }, page)
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
