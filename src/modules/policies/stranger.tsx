import { Hono } from 'hono'
import { portal } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { notFound, Problem } from '#platform/errors'
import { decode, fieldsOf } from '#platform/forms'
import { cached, type Env, type Http, readIn, sentForm } from '#platform/http'
import { isId } from '#platform/ids'
import { type Fit, factsOfPolicies, fitsOf } from './fit.ts'
import { FitPage } from './pages/fit.tsx'
import { type OpenPolicy, openPolicies, policyToJudge } from './queries/open.ts'
import { answersIn, questionnaire } from './questions.ts'

/** 我能享受哪些政策, for whoever comes along. What is answered is judged on the spot and kept nowhere. */
export const strangerRoutes = new Hono<Env>()
  .get(
    '/policies/fit',
    cached(async (ctx, c) => {
      const subject = await about(ctx, c.req.query('policy'))
      return page(c, ctx, subject, { values: {}, errors: {}, fits: null })
    }),
  )
  .post('/policies/fit', c => judge(c))

interface Subject {
  policy: OpenPolicy | null
  policies: readonly OpenPolicy[]
}

/** The one policy that is asked about, or all that one can still get something from. */
async function about(ctx: Ctx, id: string | undefined): Promise<Subject> {
  if (!id) return { policy: null, policies: await openPolicies(ctx, dayOf(ctx.now)) }
  const policy = isId(id) ? await policyToJudge(ctx, id) : undefined
  if (!policy) throw notFound('这项政策')
  return { policy, policies: [policy] }
}

async function judge(c: Http): Promise<Response> {
  const form = await sentForm(c)
  const id = form.get('policy')
  return readIn(c, async ctx => {
    const subject = await about(ctx, typeof id === 'string' ? id : undefined)
    const county = ctx.centre.division
    const schema = questionnaire(factsOfPolicies(subject.policies), county)
    const values = decode(fieldsOf(schema), form)
    try {
      const known = answersIn(schema, values)
      const fits = fitsOf(subject.policies, known, { county, today: dayOf(ctx.now) })
      return page(c, ctx, subject, { values, errors: {}, fits })
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 422) throw error
      c.status(422)
      return page(c, ctx, subject, { values, errors: error.errors, fits: null })
    }
  })
}

interface Answered {
  values: Record<string, unknown>
  errors: Record<string, string>
  fits: readonly Fit[] | null
}

function page(c: Http, ctx: Ctx, { policy, policies }: Subject, { values, errors, fits }: Answered) {
  if (c.req.method === 'POST') c.header('cache-control', 'no-store')
  return portal(
    c,
    {
      title: policy ? `看看我是否符合：${policy.title}` : '我能享受哪些政策',
      description: '回答几个问题，看看能享受哪些政策；填写的内容不保存',
    },
    <FitPage
      fields={fieldsOf(questionnaire(factsOfPolicies(policies), ctx.centre.division))}
      values={values}
      errors={errors}
      policy={policy}
      fits={fits}
    />,
  )
}
