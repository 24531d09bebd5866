import { z } from 'zod'
import { countSetting, daysSetting, defineSetting } from '#platform/settings'
import { usualTerms } from './usual-terms.ts'

const group = '就业与实习'

export const reviewDays = daysSetting({
  code: 'job.review.days',
  label: '岗位审核时限',
  group,
  fallback: 2,
  help: '从提交到审核的工作日；退回后再交的重新计算。',
})
export const validDays = daysSetting({
  code: 'job.valid.days',
  label: '岗位最长有效期，也是点“还在招”后延长的天数',
  group,
  fallback: 60,
  unit: '天',
  help: '到期的岗位标明“已到期”，不能再投简历。',
})
export const remindDays = daysSetting({
  code: 'job.remind.days',
  label: '岗位到期前几天提醒用人单位',
  group,
  fallback: 5,
  unit: '天',
  help: '提醒一次，用人单位点一下“还在招”就续上。',
})
export const mostPosts = countSetting({
  code: 'job.most',
  label: '一家单位最多同时有几个岗位',
  group,
  unit: '个',
  help: '招不同工种的分开发布；同一工种写招几人就行。',
  fallback: 20,
  min: 1,
  max: 200,
})
export const mostApplications = countSetting({
  code: 'job.applications.most',
  label: '一个人最多同时有几份在办的应聘',
  group,
  unit: '份',
  help: '已经有结果的不算。',
  fallback: 20,
  min: 1,
  max: 200,
})
export const mostResumes = countSetting({
  code: 'job.resumes.most',
  label: '一个人最多留几份简历',
  group,
  unit: '份',
  help: '找不同的工作可以写不同的简历。',
  fallback: 5,
  min: 1,
  max: 20,
})
export const startDays = daysSetting({
  code: 'job.start.days',
  label: '录用后多久核实到岗',
  group,
  fallback: 10,
  help: '双方都在手机上确认了到岗的，不用再打电话核实。',
})
export const checkDays = [
  daysSetting({
    code: 'job.check.first',
    label: '到岗后多少天作第一次在岗回访',
    group,
    fallback: 30,
    unit: '天',
    help: '从到岗那天算起的日历天数。',
  }),
  daysSetting({
    code: 'job.check.second',
    label: '到岗后多少天作第二次在岗回访',
    group,
    fallback: 90,
    unit: '天',
    help: '从到岗那天算起的日历天数。',
  }),
] as const
export const checkWithin = daysSetting({
  code: 'job.check.days',
  label: '在岗回访时限',
  group,
  fallback: 5,
  help: '到了回访日以后几个工作日内问到；本人在手机上答复的不用再打电话。',
})
export const certifyDays = daysSetting({
  code: 'internship.certify.days',
  label: '实习考评时限',
  group,
  fallback: 5,
  help: '用人单位评价以后，中心几个工作日内考评、发证明。',
})
export const diaryLateDays = daysSetting({
  code: 'internship.diary.days',
  label: '实习日记最多补写几天前的',
  group,
  fallback: 7,
  unit: '天',
  help: '更早的不能再写，免得事后编造。',
})
export const leastEntries = countSetting({
  code: 'internship.diary.least',
  label: '交实习报告前至少写几篇日记',
  group,
  unit: '篇',
  help: '不够的先补写日记。',
  fallback: 5,
  min: 0,
  max: 200,
})
export const answerDays = daysSetting({
  code: 'talent.answer.days',
  label: '人才答复引荐的时限',
  group,
  fallback: 7,
  help: '到期没有答复的，引荐自动结束，单位看不到姓名。',
})

/** One a line: the word, what is wrong with it, and longer words in which it means no harm. */
export const jobTerms = defineSetting<string>({
  code: 'job.terms',
  label: '招聘用语提示',
  group,
  help: '一行一个，写成“词：提示：不算的词、不算的词”。岗位里有这些词时提示用人单位和审核人，审核人要写明处理意见。',
  schema: z.string().trim().max(4000).meta({ widget: 'textarea', rows: 14 }),
  fallback: usualTerms,
})

export const serviceItems = defineSetting<string>({
  code: 'job.service.items',
  label: '人力资源服务的事项编号',
  group,
  help: '用顿号隔开，例如：RL-001、RL-002。这些服务事项列在“招聘求职”页上，给用人单位看。',
  schema: z.string().trim().max(200),
  fallback: 'RL-001、RL-002、RL-003',
})
