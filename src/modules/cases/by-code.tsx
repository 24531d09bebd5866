import type { Child } from 'hono/jsx'
import { portal } from '#modules/shell'
import { type Actor, type Ctx, stranger } from '#platform/ctx'
import { notFound, Problem } from '#platform/errors'
import { addressOf, type Http, readIn, sentForm, writeIn } from '#platform/http'
import { normaliseCode } from '#platform/identifiers'
import { factsOf } from '#platform/journal'
import { perform } from '#platform/perform'
import { type AnyWorkflow, offers } from '#platform/workflow'
import { ByCodePage, type ByCodeWords, type Known, type Step } from './pages/by-code.tsx'
import { countTry } from './queries.ts'

export interface ByCode<Row extends { id: string }> {
  words: ByCodeWords
  /** Letters that its numbers begin with. */
  series: readonly string[]
  /** What a holder of the code is called in the journal: '反映人'. */
  holder: string
  /** What the code lets one do besides reading, by the names of its actions. */
  steps: readonly string[]
  byCode(ctx: Ctx, number: string, code: string): Promise<Row | undefined>
  /** The record as its holder sees it. */
  show(ctx: Ctx, row: Row): Promise<Child>
}

interface Asked {
  number: string
  code: string
}
type Refused = { status: 422 | 429; errors: Record<string, string> }

/**
 * What belongs to somebody without an account: read, and answered, with the number and 查询码 of the receipt, which are
 * shown once more with each step.
 */
export function byCode<Row extends { id: string }>(flow: AnyWorkflow, kind: ByCode<Row>) {
  const { words, series, steps } = kind
  const page = (c: Http, number: string, rest: { errors?: Record<string, string>; known?: Known } = {}) =>
    portal(c, { title: words.title }, <ByCodePage words={words} number={number} {...rest} />)

  /** Of nobody's name, and for this one only. */
  const holderOf = (row: Row): Actor => ({ ...stranger, name: kind.holder, holdsCodeOf: row.id })

  const askedIn = (form: FormData): Asked => {
    const typed = (name: string) => normaliseCode(String(form.get(name) ?? '').slice(0, 30))
    const dashes = new RegExp(`^(${series.join('|')})(\\d{8})`)
    return { number: typed('number').replace(dashes, '$1-$2-'), code: typed('code') }
  }

  /** Tries from one address are counted, so that codes cannot be guessed. */
  async function open(c: Http, { number, code }: Asked): Promise<Row | Refused> {
    const missing = {
      ...(!number && { number: '请填写编号，在回执或短信里。' }),
      ...(!code && { code: '请填写 8 位查询码，在回执或短信里。' }),
    }
    if (Object.keys(missing).length > 0) return { status: 422, errors: missing }
    const tried = await writeIn(c, ctx => countTry(ctx, addressOf(c), () => kind.byCode(ctx, number, code)))
    if (tried === 'too-many')
      return { status: 429, errors: { '': '查询次数过多，请一小时后再试，或拨打服务热线。' } }
    if (tried === 'wrong')
      return { status: 422, errors: { '': '编号或查询码不对，请对照回执或短信再填一次。' } }
    return tried
  }

  async function stepsFor(ctx: Ctx, row: Row): Promise<Step[]> {
    const found = offers(flow, ctx.actor, row, await factsOf(ctx, flow.subject, row.id))
    return steps.flatMap(name => {
      const offer = found.find(one => one.name === name)
      return offer ? [{ name, label: offer.label, form: offer.form, blocked: offer.blocked ?? null }] : []
    })
  }

  async function shown(c: Http, asked: Asked, extra: Partial<Known> = {}): Promise<Response> {
    c.header('cache-control', 'no-store')
    const opened = await open(c, asked)
    if ('errors' in opened) {
      c.status(opened.status)
      return page(c, asked.number, { errors: opened.errors })
    }
    if (extra.errors) c.status(422)
    return readIn(c, async ctx => {
      const as = { ...ctx, actor: holderOf(opened) }
      const known = {
        ...asked,
        record: await kind.show(as, opened),
        steps: await stepsFor(as, opened),
        ...extra,
      }
      return page(c, asked.number, { known })
    })
  }

  return {
    async showAsking(c: Http): Promise<Response> {
      c.header('cache-control', 'no-store')
      return page(c, c.req.query('number')?.slice(0, 30) ?? '')
    },

    showProgress: async (c: Http): Promise<Response> => shown(c, askedIn(await sentForm(c))),

    async takeStep(c: Http): Promise<Response> {
      const step = c.req.param('step') ?? ''
      if (!steps.includes(step)) throw notFound('这项操作')
      const form = await sentForm(c)
      const asked = askedIn(form)
      const opened = await open(c, asked)
      if ('errors' in opened) return shown(c, asked)
      const reason = String(form.get('reason') ?? '')
      const key = String(form.get('_key') ?? '') || undefined
      try {
        await writeIn(c, ctx =>
          perform({ ...ctx, actor: holderOf(opened) }, flow, step, opened.id, { reason }, key),
        )
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 422) throw error
        const text = error.errors.reason ?? error.message
        return shown(c, asked, { errors: { step, text }, typed: reason })
      }
      return shown(c, asked, { done: flow.actions[step]?.done ?? '已办理' })
    },
  }
}
