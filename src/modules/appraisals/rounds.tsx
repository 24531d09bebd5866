import { type Covered, type Evaluation, evaluationRound, type Results, servedIn } from '#modules/evaluations'
import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { on } from '#platform/jobs'
import { tell } from '#platform/notify'
import { periodFrom } from '#platform/periods'
import { toldRound } from './messages.ts'
import { PublicPanel, RoundPanel } from './pages/panel.tsx'
import { appraisalOfPeriod, checkCounts, checkedRecords, findingStates } from './queries/appraisals.ts'
import { itemsOf } from './register.ts'
import { registers } from './registers.ts'
import { partsOf } from './scores.ts'
import { tellRound } from './telling.ts'
import { methodLines, scoreShown } from './view.ts'
import { outcomes } from './words.ts'

/** 第三方评价 as a kind of round: commissioned by the bureau, its results told when the bureau has taken the report. */
evaluationRound({
  kind: 'third_party',
  async opened(ctx, round) {
    if (!(await appraisalOfPeriod(ctx, round.period)))
      await tell(ctx, toldRound(periodFrom(round.period).label))
  },
  results,
  covered,
  async panel(ctx, round) {
    const row = await appraisalOfPeriod(ctx, round.period)
    return row ? <RoundPanel {...row} score={scoreShown(row)} /> : null
  },
  async publicPanel(ctx, round) {
    const row = await appraisalOfPeriod(ctx, round.period)
    if (row?.state !== 'closed') return null
    const [counts, states] = [await checkCounts(ctx, row.id), await findingStates(ctx, row.id)]
    return <PublicPanel assessor={row.assessor} methods={methodLines(counts)} findings={states} />
  },
})

/** An appraisal may have begun, or be over, before its period is. */
on('evaluation.open', 'appraisal.round', async (work, { recordId }) => {
  await work.write(async ctx => {
    const round = await ctx.db
      .selectFrom('evaluation')
      .selectAll()
      .where('id', '=', recordId)
      .executeTakeFirst()
    const row = round?.kind === 'third_party' ? await appraisalOfPeriod(ctx, round.period) : undefined
    if (row) await tellRound(ctx, row)
  })
})

async function results(ctx: Ctx, round: Evaluation): Promise<Results> {
  const row = await appraisalOfPeriod(ctx, round.period)
  if (!row) throw conflict('这一期还没有委托第三方评价。')
  if (row.state !== 'closed' || row.final_score === null)
    throw conflict('第三方评价报告还没有定稿，或者主管部门还没有签收。')
  const counts = await checkCounts(ctx, row.id)
  const parts = partsOf(row)
  const total = (test: (one: (typeof counts)[number]) => boolean) =>
    counts.filter(test).reduce((sum, one) => sum + one.count, 0)
  const unreached = total(one => one.state === 'unreached')
  return {
    ...{ score: row.final_score / 100, full: 100, unit: '项', invited: null, interval: null },
    n: parts.reduce((sum, part) => sum + part.n, 0),
    distribution: Object.entries(outcomes).map(([code, label]) => ({
      label: `核查${label}`,
      count: total(one => one.outcome === code),
    })),
    parts: parts.map(part => ({ ...part, score: part.score / 10, full: part.full / 10 })),
    byService: await servicesOf(ctx, round),
    instrument: { id: row.sheet_id, label: row.sheet_name, version: row.sheet_version },
    notes: [
      `由${row.assessor}独立评价，按评分表“${row.sheet_name}”第 ${row.sheet_version} 版评分，得分折算为百分制。`,
      '抽样名单来自这一期的台账，种子由评价人员确定；评价人员都作过独立性声明。',
    ],
    warnings: unreached > 0 ? [`电话核查有 ${unreached} 人联系不上，没有换人，单独计数。`] : [],
  }
}

/** By service, how many records were looked into; single records are not scored. */
async function servicesOf(ctx: Ctx, round: Evaluation): Promise<Results['byService']> {
  const [counts, served] = [
    await covered(ctx, round),
    await servedIn(ctx, { first: round.first_day, last: round.last_day }),
  ]
  return served.flatMap(({ service, label }) => {
    const n = counts.get(service)?.count
    return n ? [{ service, label, n, score: null }] : []
  })
}

/** 6.1.3 A service is covered where records of it were drawn and really looked into. */
async function covered(ctx: Ctx, round: Evaluation): Promise<Map<string, Covered>> {
  const row = await appraisalOfPeriod(ctx, round.period)
  if (!row) return new Map()
  const checked = Map.groupBy(await checkedRecords(ctx, row.id), one => one.register)
  const counts = new Map<string, number>()
  for (const register of registers) {
    const ids = (checked.get(register.name) ?? []).flatMap(one => one.record_id ?? [])
    if (ids.length === 0) continue
    const services = register.service
      ? ids.map(() => register.service as string)
      : await itemsOf(ctx, register, periodFrom(row.period), ids)
    for (const service of services) counts.set(service, (counts.get(service) ?? 0) + 1)
  }
  return new Map([...counts].map(([service, count]) => [service, { count, says: `抽查 ${count} 条` }]))
}
