import { Hono } from 'hono'
import { badgeOf } from '#modules/actions'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { dateTime } from '#platform/format'
import { cached, type Env, type Http } from '#platform/http'
import { isId } from '#platform/ids'
import { draw, readPools } from './draw.ts'
import { CheckPage, InspectionsOpen, PlanOpen } from './pages/open.tsx'
import { kindLabel } from './plan.ts'
import { drawOf, ordersByInspection, publicPlan, publicPlans, publicResults } from './queries.ts'
import { pointsOf } from './sheet.ts'
import { scopeOf, shownDraw, shownPools, spanOf } from './view.ts'
import { drawableFrom, planFlow } from './workflow.ts'

/** 4.5.1 For everyone: announced plans, the draw and its 复核, results. */
export const openRoutes = new Hono<Env>()
  .get('/inspections', cached(showAll))
  .get('/inspections/:id', cached(showPlan))
  .get('/inspections/:id/check', cached(showCheck))
  .get('/inspections/:id/draw.txt', cached(drawFile))

async function showAll(ctx: Ctx, c: Http): Promise<Response> {
  const [plans, found] = await Promise.all([publicPlans(ctx), publicResults(ctx)])
  const orders = await ordersByInspection(
    ctx,
    found.map(one => one.id),
  )
  const page = (
    <InspectionsOpen
      plans={plans.map(plan => ({
        ...plan,
        scope: scopeOf(plan),
        span: spanOf(plan),
        announced: plan.announced_on ?? '',
        state: badgeOf(planFlow, plan.state),
      }))}
      results={found.map(one => {
        const issued = (orders.get(one.id) ?? []).filter(order => order.state !== 'withdrawn')
        const struck = issued.filter(order => order.state === 'struck').length
        return {
          id: one.id,
          kind: kindLabel(one.kind),
          name: one.target_name,
          day: one.inspected_on ?? '',
          plan: { id: one.plan_id, number: one.plan_number },
          result: resultBadge(issued.length, struck),
          orders:
            issued.length > 0
              ? `${issued.map(order => order.point).join('、')}。${progress(issued.length, struck)}`
              : '',
        }
      })}
    />
  )
  return portal(c, { title: '监督检查' }, page)
}

const progress = (issued: number, struck: number): string =>
  struck === issued ? `${issued} 个问题都已整改销号` : `${issued} 个问题，已销号 ${struck} 个`

const resultBadge = (issued: number, struck: number) =>
  issued === 0
    ? ({ label: '没有发现问题', tone: 'green' } as const)
    : struck === issued
      ? ({ label: '已整改', tone: 'green' } as const)
      : ({ label: '整改中', tone: 'orange' } as const)

async function planOf(ctx: Ctx, c: Http) {
  const id = c.req.param('id') ?? ''
  const plan = isId(id) ? await publicPlan(ctx, id) : undefined
  if (!plan) throw notFound('这个检查计划')
  return plan
}

async function showPlan(ctx: Ctx, c: Http): Promise<Response> {
  const plan = await planOf(ctx, c)
  const [points, drawn] = await Promise.all([
    pointsOf(ctx, plan.sheet_id, plan.sheet_version ?? 0),
    shownDraw(ctx, plan, false),
  ])
  const page = (
    <PlanOpen
      plan={{
        ...plan,
        scope: scopeOf(plan),
        each: plan.inspectors_each,
        span: spanOf(plan),
        source: plan.number_source,
        announced: plan.announced_on ?? '',
        drawableFrom: drawableFrom(plan, ctx.centre) ?? '',
        cancelled: plan.state === 'cancelled',
      }}
      state={badgeOf(planFlow, plan.state)}
      sheet={{ name: plan.sheet, points }}
      pools={shownPools(plan)}
      draw={drawn}
    />
  )
  return portal(c, { title: plan.title }, page)
}

/** What the published lists and the number give, computed anew; with `?number=` what another number would give. */
async function showCheck(ctx: Ctx, c: Http): Promise<Response> {
  const plan = await planOf(ctx, c)
  const drawn = await drawOf(ctx, plan.id)
  if (!drawn || !plan.pools || !plan.digest) throw notFound('这个计划的抽取结果')
  const asked = c.req.query('number') ?? ''
  const tried = /^\d{4,60}$/.test(asked) ? asked : drawn.number
  const computed = draw(plan.pools, tried)
  const { targets, inspectors } = readPools(plan.pools)
  const nameIn = (list: ReadonlyArray<{ number: number; name: string }>, number: number) =>
    `${number} 号 ${list.find(one => one.number === number)?.name ?? ''}`
  const page = (
    <CheckPage
      plan={plan}
      computed={{
        ...computed,
        teams: computed.teams.map(team => ({
          target: nameIn(targets, team.target),
          inspectors: team.inspectors.map(number => nameIn(inspectors, number)).join('、'),
        })),
      }}
      published={{ digest: plan.digest, number: drawn.number }}
      tried={tried}
      same={
        computed.digest === plan.digest &&
        computed.seed === drawn.seed &&
        JSON.stringify(computed.teams) === JSON.stringify(teamsIn(drawn.teams))
      }
    />
  )
  return portal(c, { title: '复核抽取结果' }, page)
}

/** In the order of keys that the computation has. */
const teamsIn = (teams: unknown) =>
  (teams as Array<{ target: number; inspectors: number[] }>).map(({ target, inspectors }) => ({
    target,
    inspectors,
  }))

/** All inputs as plain text: the lines above 摘要 are exactly what the digest was made of. */
async function drawFile(ctx: Ctx, c: Http): Promise<Response> {
  const plan = await planOf(ctx, c)
  if (!plan.pools || !plan.digest || !plan.fixed_at) throw notFound('这个计划的抽取名单')
  const drawn = await drawOf(ctx, plan.id)
  const lines = [`摘要 ${plan.digest}`, `锁定时间 ${dateTime(plan.fixed_at)}`]
  if (drawn) {
    const witnesses = drawn.witnesses as unknown as Array<{ name: string; unit: string }>
    lines.push(
      `号码来源 ${plan.number_source}`,
      `号码 ${drawn.number}`,
      `种子 ${drawn.seed}`,
      `见证人 ${witnesses.map(one => `${one.name}（${one.unit}）`).join('、')}`,
      `抽取时间 ${dateTime(drawn.drawn_at)}`,
      `人员顺序 ${drawn.inspectors.join(' ')}`,
      ...teamsIn(drawn.teams).map(team => `结果 对象 ${team.target} 人员 ${team.inspectors.join(' ')}`),
    )
  }
  lines.push(
    '',
    '复核办法：“摘要”一行以上的全部文字（UTF-8，每行以换行符结束）的 SHA-256 就是摘要，例如',
    "sed '/^摘要/,$d' draw.txt | sha256sum",
    `抽取的算法见 ${ctx.centre.origin}/inspections/${plan.id}/check`,
  )
  c.header('content-disposition', 'inline; filename="draw.txt"')
  return c.text(`${plan.pools}${lines.join('\n')}\n`)
}
