import { Hono } from 'hono'
import { badgeOf, buttonsFor } from '#modules/actions'
import { desk } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { Problem } from '#platform/errors'
import { decode, fieldsOf } from '#platform/forms'
import { atDesk, type Env, type Http, readIn, requireStaff, sentForm, writeIn } from '#platform/http'
import { perform } from '#platform/perform'
import { workflows } from '#platform/workflow'
import { apiKeyFlow, keyInput, keysOfActor, tokenOf, useApi } from './api-key.ts'
import { KeysPage, NewKeyPage, TokenPage } from './pages/keys.tsx'

/** Keys for machines. A new one's secret is shown once, as the answer to its form: hence an address of its own. */
export const keyRoutes = new Hono<Env>()
  .get('/account/keys', atDesk(showKeys, useApi))
  .get(
    '/account/keys/new',
    atDesk((ctx, c) => showForm(ctx, c, {}, {}), useApi),
  )
  .post('/account/keys/new', c => create(c))

const crumbs = [{ href: '/account', label: '账号与安全' }]

async function showKeys(ctx: Ctx, c: Http): Promise<Response> {
  const rows = await keysOfActor(ctx)
  const flowNames = (codes: readonly string[]) =>
    codes.map(code => workflows.get(code)?.label ?? code).join('、')
  const keys = await Promise.all(
    rows.map(async row => ({
      name: row.name,
      reads: flowNames(row.reads),
      acts: flowNames(row.acts),
      expiresOn: row.expires_on,
      state: badgeOf(apiKeyFlow, row.state),
      buttons: await buttonsFor(ctx, apiKeyFlow, row),
    })),
  )
  return desk(ctx, c, { title: '接口密钥', crumbs }, <KeysPage keys={keys} origin={ctx.centre.origin} />)
}

async function showForm(
  ctx: Ctx,
  c: Http,
  values: Record<string, unknown>,
  errors: Record<string, string>,
): Promise<Response> {
  if (Object.keys(errors).length > 0) c.status(422)
  const fields = fieldsOf(await keyInput(ctx))
  return desk(
    ctx,
    c,
    { title: '新建接口密钥', crumbs },
    <NewKeyPage fields={fields} values={values} errors={errors} />,
  )
}

async function create(c: Http): Promise<Response> {
  requireStaff(c, useApi)
  const form = await sentForm(c)
  const input = await readIn(c, async ctx => decode(fieldsOf(await keyInput(ctx)), form))
  try {
    return await writeIn(c, async ctx => {
      const { id, row } = await perform(ctx, apiKeyFlow, 'create', null, input)
      return desk(
        ctx,
        c,
        { title: '新建接口密钥', crumbs },
        <TokenPage name={String(row.name)} token={tokenOf(ctx, id)} />,
      )
    })
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    return readIn(c, ctx => showForm(ctx, c, input, error.errors))
  }
}
