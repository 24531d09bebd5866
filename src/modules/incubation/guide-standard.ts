import type { Measure } from './codes.ts'

export interface Criterion {
  title: string
  about: string
}
export interface Step {
  title: string
  text: string
}
/** A line of the score sheet; the weights make 100. */
export interface SheetLine {
  key: string
  label: string
  about: string
  weight: number
}
/** A line of the rule of the quarterly assessment; the points make 100. */
export interface RuleLine {
  code: Measure
  least: number
  points: number
}
export interface GuideText {
  promise: string
  criteria: Criterion[]
  steps: Step[]
  sheet: SheetLine[]
  rule: RuleLine[]
}

/** What holds until a centre has published its own. */
export const standardGuide: GuideText = {
  promise: '免租工位、导师一对一辅导、开店与直播设备、政策和融资对接，孵化期内不收服务费。',
  criteria: [
    { title: '成长性', about: '产品或服务有明确的买家，一年内看得到销售。' },
    { title: '团队', about: '负责人全职投入，团队有人会做、有人会卖。' },
    { title: '契合', about: '与本县的产业、农产品或电商服务有关，在本县登记或承诺登记。' },
    { title: '前景', about: '三年内能够独立经营，带动本地就业。' },
    { title: '支付能力', about: '有启动资金，能承担押金和约定的水电费用。' },
  ],
  steps: [
    { title: '交流', text: '先来中心坐坐，或者在网上咨询，弄清是否合适。' },
    { title: '申请', text: '手机上填写商业计划书：做什么、谁来做、卖给谁、钱怎么算。' },
    { title: '形式审查', text: '材料不齐的一次告知；补正期间不计时。' },
    {
      title: '评审',
      text: '技术、经济、市场、法律和主管部门各一人，各自打分，全部交齐前谁也看不到别人的分。',
    },
    { title: '公示', text: '在网上公示，任何人都可以提出异议。' },
    { title: '签约入驻', text: '签孵化协议，安排工位和导师。' },
    { title: '孵化', text: '每月填报经营数据，每季考核；做得好的毕业，停摆的预警、清退。' },
    { title: '毕业跟踪', text: '毕业后两年内每半年回访一次。' },
  ],
  sheet: [
    { key: 'team', label: '团队', about: '负责人是否全职，能力是否配得上要做的事', weight: 25 },
    { key: 'product', label: '产品与技术', about: '做得出来、质量稳得住、有一点别人没有的', weight: 25 },
    { key: 'market', label: '市场', about: '买家是谁、怎么找到、凭什么买', weight: 25 },
    { key: 'money', label: '财务', about: '投入、收入、现金够不够撑过半年', weight: 15 },
    { key: 'local', label: '带动', about: '带动本地就业和农产品销售', weight: 10 },
  ],
  rule: [
    { code: 'reported', least: 3, points: 20 },
    { code: 'sales', least: 30_000, points: 25 },
    { code: 'orders', least: 60, points: 15 },
    { code: 'mentoring', least: 1, points: 15 },
    { code: 'jobs', least: 2, points: 15 },
    { code: 'activities', least: 1, points: 10 },
  ],
}
