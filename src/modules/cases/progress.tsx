import { Hono } from 'hono'
import { badgeOf } from '#modules/actions'
import { portal } from '#modules/shell'
import { addressOf, type Env, type Http, sentForm, writeIn } from '#platform/http'
import { normaliseCode } from '#platform/identifiers'
import { ProgressPage } from './pages/progress.tsx'
import { countTry, progressOf, type Tried } from './queries.ts'
import { nextFor } from './steps.ts'
import { serviceCaseFlow } from './workflow.ts'

/** The public progress page: the state of a case for whoever holds its number and 查询码. */
export const progressRoutes = new Hono<Env>()
  .get('/progress', c =>
    portal(c, { title: '查进度' }, <ProgressPage number={c.req.query('number') ?? ''} code="" />),
  )
  .post('/progress', c => showProgress(c))

const title = '查进度'

async function showProgress(c: Http): Promise<Response> {
  const form = await sentForm(c)
  const typed = (name: string) => String(form.get(name) ?? '').slice(0, 30)
  const number = typed('number').normalize('NFKC').trim()
  const code = normaliseCode(typed('code'))
  c.header('cache-control', 'no-store')
  const again = (status: 422 | 429, errors: Record<string, string>) => {
    c.status(status)
    return portal(c, { title }, <ProgressPage number={number} code={code} errors={errors} />)
  }
  const missing = {
    ...(!number && { number: '请填写办件编号，在受理回执或短信里。' }),
    ...(!code && { code: '请填写 6 位查询码，在受理回执或短信里。' }),
  }
  if (Object.keys(missing).length > 0) return again(422, missing)
  const tried = await writeIn(
    c,
    (ctx): Promise<Tried> => countTry(ctx, addressOf(c), () => progressOf(ctx, number, code)),
  )
  if (tried === 'too-many') return again(429, { '': '查询次数过多，请一小时后再试，或拨打服务热线。' })
  if (tried === 'wrong') return again(422, { '': '编号或查询码不对，请对照回执或短信再填一次。' })
  const shown = {
    ...tried,
    ...badgeOf(serviceCaseFlow, tried.state),
    next: nextFor('applicant', tried.state),
  }
  return portal(c, { title }, <ProgressPage number={number} code="" found={shown} />)
}
