import type { Definition, Question } from './definition.ts'

const online = { key: 'way', values: ['自己在网上、手机上办'] }
const offline = { key: 'way', values: ['到窗口、现场或者打电话办'] }
const mark = (key: string, label: string, onlyIf: Question['onlyIf']): Question => ({
  ...{ key, label, kind: 'marks', required: true },
  onlyIf,
})

/**
 * The questionnaire that a centre starts with: 好差评 with its sub-items, four for what is done online and three for what is
 * done on site (DB2203/T 8-2024 after GB/T 39734 and 39735), and whether it helped.
 */
export const standardQuestionnaire: { code: string; title: string; opening: string; definition: Definition } =
  {
    code: 'standard',
    title: '服务对象满意度问卷',
    opening:
      '您最近在中心办过事。想请您说说办得怎么样，大约一分钟。答卷不记名，和别人的混在一起统计，办事的人看不到是谁答的。',
    definition: {
      questions: [
        {
          ...{ key: 'way', label: '这次主要是怎么办的', kind: 'choice', required: true },
          options: ['自己在网上、手机上办', '到窗口、现场或者打电话办'],
        },
        { key: 'overall', label: '总的来说，您满意吗', kind: 'marks', required: true },
        mark('online_speed', '网上办得快不快', online),
        mark('online_guide', '办事指南写得准不准', online),
        mark('online_ease', '网上办起来方便不方便', online),
        mark('online_platform', '平台好不好用', online),
        mark('offline_speed', '窗口、现场办得快不快', offline),
        mark('offline_skill', '工作人员懂不懂业务', offline),
        mark('offline_attitude', '工作人员态度好不好', offline),
        {
          ...{ key: 'solved', label: '您的事情解决了吗', kind: 'choice', required: true },
          options: ['解决了', '解决了一部分', '没有解决'],
        },
        {
          ...{ key: 'wish', label: '今后还想要哪些帮助', kind: 'choices', required: false },
          options: [
            '政策咨询',
            '开店和直播培训',
            '产品拍摄和包装',
            '物流和仓储',
            '贷款和保险',
            '找客户、找货源',
          ],
        },
        {
          key: 'times',
          label: '今年大约找中心办过几次事',
          kind: 'number',
          required: false,
          help: '大约的数就可以。',
        },
        {
          ...{ key: 'words', label: '想对我们说的话', kind: 'textarea', required: false },
          help: '请不要写姓名、电话，免得认出是您。',
        },
      ],
    },
  }
