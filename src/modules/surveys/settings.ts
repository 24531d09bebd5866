import { z } from 'zod'
import { countSetting, daysSetting, defineSetting } from '#platform/settings'

const group = '满意度调查'

export const margin = countSetting({
  code: 'survey.margin',
  label: '抽样误差',
  group,
  unit: '%',
  help: '满意率允许差多少。误差越小，要问的人越多；下一次固定名单起按新的算。',
  fallback: 5,
  min: 1,
  max: 20,
})
export const confidence = defineSetting<number>({
  code: 'survey.confidence',
  label: '置信度',
  group,
  unit: '%',
  help: '90、95 或 99。抽样和结果的区间都用它。',
  schema: z.union([z.literal(90), z.literal(95), z.literal(99)], { error: '请填 90、95 或 99' }),
  fallback: 95,
})
export const least = countSetting({
  code: 'survey.least',
  label: '每种服务至少问几人',
  group,
  unit: '人',
  help: '办得少的服务也要问到；实际办的人更少的，全部问。',
  fallback: 5,
  min: 1,
  max: 100,
})
export const response = countSetting({
  code: 'survey.response',
  label: '预计回收率',
  group,
  unit: '%',
  help: '不是人人都答，按这个比例多请一些人，回收的答卷才够。',
  fallback: 60,
  min: 5,
  max: 100,
})
export const restMonths = countSetting({
  code: 'survey.rest.months',
  label: '几个月内不重复打扰',
  group,
  unit: '个月',
  help: '被请过的人，几个月内不再抽到；小县人少，宜短一些。',
  fallback: 3,
  min: 0,
  max: 24,
})
export const listDays = daysSetting({
  code: 'survey.list.days',
  label: '多久内固定名单并抽取',
  group,
  help: '评价开启以后，多久内选好问卷、固定名单、抽出要问的人。',
  fallback: 3,
})
export const fieldDays = daysSetting({
  code: 'survey.field.days',
  label: '调查多少天',
  group,
  help: '抽取以后多少个工作日截止；到时自动截止，链接不能再填。',
  fallback: 12,
})
export const codeDays = daysSetting({
  code: 'survey.code.days',
  label: '截止后多久内出结果',
  group,
  help: '归纳意见、写结论的时间。',
  fallback: 5,
})
export const checkDays = daysSetting({
  code: 'survey.check.days',
  label: '检查问卷的时限',
  group,
  help: '问卷写好以后，多久内由另一人检查。',
  fallback: 5,
})
export const remindDays = daysSetting({
  code: 'survey.remind.days',
  label: '几天没有答，发短信提醒',
  group,
  unit: '天',
  help: '只提醒没有答的；答了的不会收到。',
  fallback: 5,
})
export const mostReminders = countSetting({
  code: 'survey.reminders',
  label: '最多提醒几次',
  group,
  unit: '次',
  help: '填 0 就不提醒。',
  fallback: 2,
  min: 0,
  max: 5,
})
export const tries = countSetting({
  code: 'survey.tries',
  label: '打几次不通算联系不上',
  group,
  unit: '次',
  help: '约了时间再打的不算不通。',
  fallback: 3,
  min: 1,
  max: 10,
})
export const lowSample = countSetting({
  code: 'survey.low_sample',
  label: '不足几份的标明样本较少',
  group,
  unit: '份',
  help: '不足的照样显示，但注明样本较少、只供参考；不足 5 份的不显示。',
  fallback: 30,
  min: 5,
  max: 400,
})
export const threshold = countSetting({
  code: 'survey.threshold',
  label: '满意率低于多少算问题',
  group,
  unit: '%',
  help: '含基本满意。低于这个数的服务，完成调查时自动登记为问题，进入改进。',
  fallback: 85,
  min: 1,
  max: 100,
})
export const significance = countSetting({
  code: 'survey.significance',
  label: '显著下降的检验水平',
  group,
  unit: '%',
  help: '和上次同一版问卷比，平均分下降、且韦尔奇检验的概率低于这个数，登记为问题。',
  fallback: 5,
  min: 1,
  max: 20,
})
export const themes = defineSetting<string>({
  code: 'survey.themes',
  label: '意见归纳的类别',
  group,
  help: '用顿号隔开，最多十五类。',
  schema: z
    .string()
    .trim()
    .regex(/^[^、]{1,12}(、[^、]{1,12}){0,14}$/, '请用顿号隔开，每类不超过十二个字，最多十五类'),
  fallback: '表扬、办理慢、指南看不懂、平台不好用、态度、业务水平、收费、内容不实用、希望增加、其他',
})
export const harmless = defineSetting<string>({
  code: 'survey.themes.harmless',
  label: '意见中不算问题的类别',
  group,
  help: '用顿号隔开。提到得再多，也不登记为问题；可以留空。',
  schema: z.string().trim().max(200),
  fallback: '表扬、希望增加、其他',
})
export const themeOften = countSetting({
  code: 'survey.themes.often',
  label: '意见提到同一类几条列为问题',
  group,
  unit: '条',
  help: '完成调查时，归纳到同一类的意见达到这个数，自动登记为问题，进入改进。',
  fallback: 5,
  min: 2,
  max: 1_000,
})
