import type { SectionPlan } from './definition.ts'
import type { Rhythm } from './rhythms.ts'

/** A kind of brief that a new centre starts with; it is changed in the browser. */
export interface StandardKind {
  code: string
  name: string
  title: string
  masthead: string
  to_main: string
  copy_to: string
  rhythm: Rhythm
  open_days: number
  due_days: number
  sections: readonly SectionPlan[]
}

const section = (heading: string, codes: readonly string[], words = '', events = false): SectionPlan => ({
  ...{ heading, codes, words, events },
})

const services = [
  'cases.submitted',
  'cases.closed',
  'cases.on_time',
  'consulting.asked',
  'consulting.answered',
]
const bringing = [
  'matching.asked',
  'matching.made',
  'matching.intent',
  'matching.contract',
  'matching.actual',
]
const training = ['training.classes', 'training.visits', 'training.people', 'training.completion']
const meeting = ['activities.held', 'activities.visits', 'activities.people']
const work = ['employment.hired', 'incubation.entered', 'incubation.graduated']
const retail = [
  'retail.goods',
  'retail.services',
  'retail.farm',
  'parcels.sent',
  'parcels.received',
  'live.sales',
]
const next = '（由起草人填写：下一步的重点工作、时间和责任人。）'
const trouble = '（由起草人填写：存在的问题和需要上级协调的事项；没有的写明没有。）'

/** 周报, 月报, 季报, 工作简报, 专报. Days are counted from the end of the period: the month's figures are locked by the tenth. */
export const standardKinds: readonly StandardKind[] = [
  {
    ...{ code: 'weekly', name: '周报', title: '{期}工作周报', masthead: '工作周报' },
    ...{ to_main: '{主管部门}', copy_to: '', rhythm: 'week', open_days: 1, due_days: 3 },
    sections: [
      section('服务情况', ['cases.submitted', 'cases.closed', 'consulting.asked', 'consulting.answered']),
      section(
        '培训与活动',
        ['training.classes', 'training.visits', 'activities.held', 'activities.visits'],
        '',
        true,
      ),
      section('下周安排', [], next),
    ],
  },
  {
    ...{ code: 'monthly', name: '月报', title: '{期}工作月报', masthead: '工作月报' },
    ...{ to_main: '{主管部门}', copy_to: '', rhythm: 'month', open_days: 3, due_days: 12 },
    sections: [
      section('服务办理情况', services),
      section('产销对接情况', bringing, '意向、合同、成交分别统计，互不相加。'),
      section('培训与活动情况', [...training, ...meeting], '人次按参加的次数计，人数按不同的人计。'),
      section('产业运行情况', retail, '商品和服务零售额分别统计；以上级监测和经营主体直报为准。'),
      section('重点工作', [], '', true),
      section('问题与下月打算', [], `${trouble}\n${next}`),
    ],
  },
  {
    ...{ code: 'quarterly', name: '季报', title: '{期}工作季报', masthead: '工作季报' },
    ...{ to_main: '{主管部门}', copy_to: '', rhythm: 'quarter', open_days: 5, due_days: 15 },
    sections: [
      section('总体情况', services),
      section('产销对接情况', bringing, '意向、合同、成交分别统计，互不相加。'),
      section('培训与活动情况', [...training, ...meeting], '人次按参加的次数计，人数按不同的人计。'),
      section('就业创业情况', [...work, 'jobs.direct', 'jobs.led']),
      section('产业运行情况', retail),
      section('问题与建议', [], trouble),
      section('下季打算', [], next),
    ],
  },
  {
    ...{ code: 'bulletin', name: '工作简报', title: '{期}工作简报', masthead: '工作简报' },
    ...{ to_main: '', copy_to: '{主管部门}', rhythm: 'month', open_days: 1, due_days: 8 },
    sections: [
      section('工作动态', ['articles.published', 'activities.held', 'training.classes'], '', true),
      section('经验做法', [], '（由起草人填写：一两个做法，写清做了什么、怎么做的、成效怎样。）'),
    ],
  },
  {
    ...{ code: 'special', name: '专报', title: '关于有关工作情况的专报', masthead: '工作专报' },
    ...{ to_main: '{主管部门}', copy_to: '', rhythm: 'none', open_days: 1, due_days: 1 },
    sections: [
      section('基本情况', []),
      section('主要做法', []),
      section('存在问题', []),
      section('意见建议', []),
    ],
  },
]
