import { z } from 'zod'
import { daysSetting, defineSetting } from '#platform/settings'

const group = '服务站点'

export const approveDays = daysSetting({
  code: 'station.approve.days',
  label: '建站申请审批时限',
  group,
  fallback: 10,
})
export const buildDays = daysSetting({ code: 'station.build.days', label: '建设期限', group, fallback: 60 })
export const acceptDays = daysSetting({ code: 'station.accept.days', label: '验收时限', group, fallback: 10 })
export const rectifyDays = daysSetting({
  code: 'station.rectify.days',
  label: '检查不合格的整改期限',
  group,
  fallback: 15,
})
export const verifyDays = daysSetting({
  code: 'station.verify.days',
  label: '整改复核时限',
  group,
  fallback: 5,
})
export const decideDays = daysSetting({
  code: 'station.decide.days',
  label: '决定是否撤销的时限',
  group,
  fallback: 10,
})

const counted = (spec: {
  code: string
  label: string
  unit: string
  fallback: number
  min: number
  max: number
  help?: string
}) =>
  defineSetting<number>({
    group,
    ...spec,
    schema: z.number().int().min(spec.min).max(spec.max),
  })

export const mostRounds = counted({
  code: 'station.rectify.rounds',
  label: '整改复核几次不通过即建议撤销',
  unit: '次',
  fallback: 2,
  min: 1,
  max: 5,
})

export const entryDays = daysSetting({
  code: 'station.entry.days',
  label: '日报几天内登记不算补录',
  group,
  fallback: 3,
  unit: '天',
  min: 0,
  help: '填 0 只能当天登记。',
})
export const lateDays = daysSetting({
  code: 'station.entry.late_days',
  label: '日报最多补录、更正多少天以前的',
  group,
  fallback: 62,
  unit: '天',
})

const weight = (code: string, label: string, fallback: number) =>
  counted({
    code: `station.weight.${code}`,
    label: `检查评分权重：${label}`,
    unit: '份',
    fallback,
    min: 0,
    max: 100,
    help: '按各项占四项之和的比例计算。',
  })
export const weights = {
  premises: weight('premises', '基础建设', 20),
  capability: weight('capability', '业务能力', 25),
  results: weight('results', '工作成效', 30),
  villagers: weight('villagers', '村民知晓度和满意度', 25),
}

const threshold = (code: string, label: string, fallback: number) =>
  counted({
    code: `station.grade.${code}`,
    label: `检查等级：${label}不低于`,
    unit: '分',
    fallback,
    min: 1,
    max: 100,
  })
export const thresholds = {
  excellent: threshold('excellent', '优秀', 90),
  good: threshold('good', '良好', 80),
  pass: threshold('pass', '合格', 60),
}

export const proxyDays = daysSetting({
  code: 'proxy.days',
  label: '代办授权有效期',
  group,
  fallback: 30,
  unit: '天',
})
export const codeMinutes = counted({
  code: 'proxy.code.minutes',
  label: '代办验证码有效时间',
  unit: '分钟',
  fallback: 10,
  min: 2,
  max: 60,
})
export const codeTries = counted({
  code: 'proxy.code.tries',
  label: '代办验证码可以试几次',
  unit: '次',
  fallback: 5,
  min: 1,
  max: 10,
})
export const errandsADay = counted({
  code: 'proxy.daily',
  label: '每位站长每天最多发起几次代办授权',
  unit: '次',
  fallback: 20,
  min: 1,
  max: 200,
})
export const asksAPhone = counted({
  code: 'proxy.phone.daily',
  label: '同一手机号每天最多被请求几次代办授权',
  unit: '次',
  fallback: 3,
  min: 1,
  max: 20,
})
