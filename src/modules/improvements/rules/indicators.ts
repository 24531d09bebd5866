import { type Unusual, unusualFigures } from '#modules/indicators'
import type { Ctx } from '#platform/ctx'
import { indicators } from '#platform/indicators'
import { valueIn } from '../figures.ts'
import type { Raised } from '../raise.ts'
import { because, unusualHits } from './settings.ts'

/** What is counted about problems themselves would raise problems for ever. */
const own = 'improvements.'

/**
 * Figures out of range: outside the band that somebody set, or unusual by as many rules as the centre asks for. A figure
 * may be so for good reasons, so nothing is said about anybody: the finding asks to look first.
 */
export async function fromIndicators(ctx: Ctx): Promise<Raised[]> {
  const found = (await unusualFigures(ctx)).filter(one => !one.entry.code.startsWith(own))
  const hits = unusualHits.of(ctx.centre)
  const raised: Raised[] = []
  for (const one of found) {
    if (one.outside !== null) raised.push(await outsideBand(ctx, one, one.outside))
    if (hits > 0 && one.anomalies.length >= hits) raised.push(await unusual(ctx, one))
  }
  return raised
}

async function about(ctx: Ctx, { entry, period }: Unusual) {
  const counted = indicators.get(entry.code)
  return {
    source: 'indicators' as const,
    clause: counted?.clause ?? ('5.6.2' as const),
    evidence: {
      label: `${entry.label}（${period.label}）`.slice(0, 80),
      href: `/desk/indicators/${entry.code}?kind=${period.kind}&period=${period.code}`,
    },
    since: period.first,
    ...(counted && { indicator: { code: entry.code, baseline: await valueIn(ctx, counted, period) } }),
  }
}

const lookFirst =
  '可能是业务本身的变化，也可能是漏登、补录、口径或报送单位变化。请先对照背后的记录核实，再判断是不是问题。'

const outsideBand = async (ctx: Ctx, one: Unusual, outside: string): Promise<Raised> => ({
  ...(await about(ctx, one)),
  ...{ key: `band:${one.entry.code}`, severity: 'major' },
  title: `指标不在目标区间：${one.entry.label}`.slice(0, 80),
  facts: `${one.period.label}「${one.entry.label}」为 ${one.says}，${outside}。${lookFirst}`,
  rule: '指标设有目标区间的，最近一个结束的统计期不在区间内，就列出来。',
})

const unusual = async (ctx: Ctx, one: Unusual): Promise<Raised> => ({
  ...(await about(ctx, one)),
  ...{ key: `unusual:${one.entry.code}`, severity: 'minor' },
  title: `指标变动较大，请核实：${one.entry.label}`.slice(0, 80),
  facts: `${one.period.label}「${one.entry.label}」为 ${one.says}：${one.anomalies.map(of => of.says).join('；')}。${lookFirst}`,
  rule: because(unusualHits, ctx.centre),
})
