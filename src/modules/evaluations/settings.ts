import { z } from 'zod'
import { type PeriodKind, periodKinds } from '#platform/periods'
import { countSetting, daysSetting, defineSetting, type Setting } from '#platform/settings'
import type { EvaluationKind } from './kinds.ts'

const group = '评价'

const cycleSetting = (code: string, label: string, fallback: PeriodKind): Setting<PeriodKind> =>
  defineSetting<PeriodKind>({
    code: `evaluation.${code}.cycle`,
    label: `${label}的周期`,
    group,
    help: '标准第 6.1.2 条：中心自评每半年一次，服务对象评价每季度一次，第三方评价每年一次。改了以后从还没有评过的日子接着评。',
    schema: z.enum(Object.keys(periodKinds) as [PeriodKind]).meta({
      options: Object.entries(periodKinds).map(([value, { label }]) => ({ value, label: `每${label}` })),
    }),
    fallback,
  })

/** 6.1.2 How often each kind comes round. */
export const cycles: Record<EvaluationKind, Setting<PeriodKind>> = {
  self: cycleSetting('self', '中心自评', 'half'),
  recipients: cycleSetting('recipients', '服务对象评价', 'quarter'),
  third_party: cycleSetting('third_party', '第三方评价', 'year'),
}

const roundDays = (code: string, label: string, fallback: number): Setting<number> =>
  daysSetting({
    code: `evaluation.${code}.days`,
    label: `${label}多久内出结果`,
    group,
    help: '从开始评价算起；下一轮起按新的时限。',
    fallback,
  })
export const workDays: Record<EvaluationKind, Setting<number>> = {
  self: roundDays('self', '中心自评', 15),
  recipients: roundDays('recipients', '服务对象评价', 20),
  third_party: roundDays('third_party', '第三方评价', 60),
}

export const beginDays = daysSetting({
  code: 'evaluation.begin.days',
  label: '评价开启后多久内开始',
  group,
  help: '统计期结束后评价自动开启，多久内安排好人员、开始评价。',
  fallback: 5,
})
export const approveDays = daysSetting({
  code: 'evaluation.approve.days',
  label: '评价结果审定时限',
  group,
  fallback: 5,
})
export const publishDays = daysSetting({
  code: 'evaluation.publish.days',
  label: '评价结果公布时限',
  group,
  help: '审定后多久内向社会公布。',
  fallback: 5,
})
export const closeDays = daysSetting({
  code: 'evaluation.close.days',
  label: '评价办结时限',
  group,
  help: '公布后多久内说明清楚没有评到的服务，办结这一轮。',
  fallback: 10,
})
export const confirmDays = daysSetting({
  code: 'evaluation.mark.confirm.days',
  label: '自评项确认时限',
  group,
  help: '评分后，这一部分的负责人多久内确认。',
  fallback: 3,
})
export const markDays = daysSetting({
  code: 'evaluation.mark.score.days',
  label: '自评项评分时限',
  group,
  fallback: 8,
})
export const lowShare = countSetting({
  code: 'evaluation.low_share',
  label: '得分率低于多少算问题',
  group,
  unit: '%',
  help: '自评项得分不到满分的这个比例，审定后自动登记为问题，进入改进。',
  fallback: 70,
  min: 1,
  max: 100,
})
export const leastRatings = countSetting({
  code: 'evaluation.least_ratings',
  label: '好差评几份算评到',
  group,
  unit: '份',
  help: '一项服务在一个统计期内收到这么多份好差评，就算服务对象评价到了它；和问卷分开计数。',
  fallback: 1,
  min: 1,
  max: 100,
})
export const columnsShown = countSetting({
  code: 'evaluation.matrix.periods',
  label: '覆盖表显示最近几期',
  group,
  unit: '期',
  help: '每一类评价各显示这么多期。',
  fallback: 2,
  min: 1,
  max: 6,
})
