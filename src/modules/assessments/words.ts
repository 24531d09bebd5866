import { fewestRatings } from '#modules/catalogue'
import { type Criterion, criterionKeys } from './criteria.ts'
import { type PeriodFacts, suggested } from './facts.ts'

/** 45 → '4.5' */
export const stars = (tenths: number): string => (tenths / 10).toFixed(1)

export interface FactLine {
  label: string
  value: string
  /** Which list it counts, where there is something to count. */
  of: 'orders' | 'provider' | null
}

/** Each fact in words. */
export function factLines(facts: PeriodFacts): FactLine[] {
  const { orders, ratings, complaints, qualifications, hiddenDays } = facts
  const counted = (label: string, n: number): FactLine => ({
    label,
    value: `${n} 件`,
    of: n > 0 ? 'orders' : null,
  })
  return [
    counted('承接订单', orders.taken),
    counted('办结', orders.done),
    counted('申请人撤回', orders.cancelled),
    counted('交回另找服务商', orders.handedBack),
    {
      label: '按期交付',
      value: orders.due === 0 ? '没有到期的' : `到期 ${orders.due} 件，按期 ${orders.onTime} 件`,
      of: orders.due > 0 ? 'orders' : null,
    },
    { label: '服务评价', value: ratingWords(ratings), of: null },
    { label: '查证属实的反馈', value: `${complaints} 件`, of: null },
    {
      label: '过期或缺少的资质',
      value: qualifications.length === 0 ? '无' : qualifications.join('、'),
      of: qualifications.length > 0 ? 'provider' : null,
    },
    {
      label: '逾期未确认而暂不公开',
      value: `${hiddenDays} 天`,
      of: hiddenDays > 0 ? 'provider' : null,
    },
  ]
}

const ratingWords = ({ total, average }: PeriodFacts['ratings']): string =>
  total === 0
    ? '没有评价'
    : average === null
      ? `${total} 份，不足 ${fewestRatings} 份不显示平均分`
      : `${total} 份，平均 ${stars(average)} 分（满分 5 分）`

/** What each mark is suggested to be, and why; or that nothing is. */
export function hintsOf(facts: PeriodFacts): Record<Criterion, string> {
  const marks = suggested(facts)
  const because: Record<Criterion, string> = {
    service: `办结 ${facts.orders.done} 件，交回 ${facts.orders.handedBack} 件`,
    timeliness: `到期 ${facts.orders.due} 件，按期 ${facts.orders.onTime} 件`,
    ratings: ratingWords(facts.ratings),
    complaints: `查证属实 ${facts.complaints} 件，每件扣 25 分`,
    upkeep: `资质问题 ${facts.qualifications.length} 项，每项扣 20 分；暂不公开 ${facts.hiddenDays} 天，每天扣 1 分`,
  }
  const without = facts.orders.taken === 0 ? '评估期内没有承接订单，不作建议。' : '还没有可以据以建议的数据。'
  return Object.fromEntries(
    criterionKeys.map(key => [
      key,
      marks[key] === null ? without : `建议 ${marks[key]} 分：${because[key]}。`,
    ]),
  ) as Record<Criterion, string>
}
