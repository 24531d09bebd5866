import { z } from 'zod'
import { anyOf, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { manageSurveys } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { toldOrganisers } from './messages.ts'
import { visibleSurveys } from './people.ts'
import { begun, toldOn } from './round.tsx'
import { codeDays, fieldDays, listDays } from './settings.ts'

/**
 * 6.1 满意度调查 of one quarter: those really served are listed, a sample is drawn in the open, those drawn answer by a link, on
 * paper, at the counter or on the phone, and their answers can be joined to nobody.
 */
export const surveyFlow = defineWorkflow({
  subject: 'survey',
  label: '满意度调查',
  clause: '6.1',
  states: {
    preparing: { label: '待固定名单', tone: 'orange', awaits: manageSurveys, clock: 'list' },
    listed: { label: '待抽取', tone: 'orange', awaits: manageSurveys, clock: 'list' },
    fielding: {
      label: '调查中',
      tone: 'blue',
      awaits: manageSurveys,
      after: { within: fieldDays, do: 'close' },
    },
    coding: { label: '待出结果', tone: 'orange', awaits: manageSurveys, clock: 'code' },
    finished: { label: '已完成', tone: 'green', final: true },
  },
  clocks: {
    list: { label: '抽样', within: listDays },
    code: { label: '出结果', within: codeDays },
  },
  visible: visibleSurveys,
  title: row => row.title,
  href: row => `/desk/surveys/${row.id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    period: z.string(),
    people: z.number().int(),
    needed: z.number().int().nullable(),
    asked: z.number().int(),
    digest: z.string().nullable(),
    number: z.string().nullable(),
  }),
  actions: action => ({
    open: action<inputs.Opened>({
      label: '开启调查',
      past: '因评价开启，开启了调查',
      from: 'new',
      to: 'preparing',
      by: theSystem,
      inner: true,
      input: inputs.opened,
      effect: effects.opened,
      tell: row => [toldOrganisers(row, 'opened')],
    }),
    choose: action<inputs.Chosen>({
      label: '换问卷',
      past: '选了问卷',
      from: ['preparing', 'listed'],
      by: manageSurveys,
      input: inputs.chosen,
      prefill: async (_ctx, row) => ({ questionnaire_id: row?.questionnaire_id ?? '' }),
      effect: async (_ctx, _row, { questionnaire_id }) => ({ questionnaire_id }),
    }),
    list: action({
      label: '固定名单',
      past: '固定了名单',
      done: '名单已固定，请抽取',
      from: ['preparing'],
      to: 'listed',
      by: manageSurveys,
      tone: 'primary',
      confirm: '把这段时间真正得到服务的人列成名单，去掉重复的、不愿被打扰的、不久前刚问过的。',
      blockedBy: row => row.questionnaire_id === null && '先选好问卷。',
      effect: effects.listed,
      note: (_input, row) => `名单 ${row.people} 人，摘要 ${row.digest}`,
    }),
    relist: action({
      label: '重新固定名单',
      past: '放弃了原来的名单',
      from: ['listed'],
      to: 'preparing',
      by: manageSurveys,
      confirm: '抽取之前可以重来：例如刚改了误差、每种服务至少几人。原来的名单作废。',
      effect: effects.unlisted,
    }),
    draw: action({
      label: '抽取',
      past: '抽取了要问的人',
      done: '已抽取，正在发出邀请',
      from: ['listed'],
      to: 'fielding',
      by: manageSurveys,
      tone: 'primary',
      confirm: '只抽一次。抽取号码和名单摘要记入日志，有权的人都能照着重算。',
      blockedBy: row => row.people === 0 && '名单里没有人，这段时间没有可以调查的服务。',
      effect: effects.drawn,
      consequence: async (ctx, row) => {
        await effects.ranked(ctx, row)
        await begun(ctx, row)
      },
      note: (_input, row) => `名单摘要 ${row.digest}，抽取号码 ${row.number}`,
    }),
    close: action({
      label: '截止',
      past: '截止了调查',
      from: ['fielding'],
      to: 'coding',
      by: anyOf(manageSurveys, theSystem),
      confirm: '截止后链接不能再填，没有回答的单独计数。',
      effect: async ctx => ({ closed_at: ctx.now }),
      tell: row => [toldOrganisers(row, 'closed')],
    }),
    mix: action({
      label: '打乱答卷',
      past: '答卷打乱、归并完毕',
      from: ['coding'],
      by: theSystem,
      inner: true,
      suits: row => row.mixed_at === null,
      effect: effects.mixed,
    }),
    sort: action<inputs.Sorted>({
      label: '归纳意见',
      past: '归纳了意见',
      from: ['coding'],
      by: manageSurveys,
      blockedBy: row => row.mixed_at === null && '答卷正在打乱，请稍后再来。',
      input: inputs.sorted,
      effect: effects.sorted,
    }),
    finish: action<inputs.Concluded>({
      label: '写结论，完成调查',
      past: '写出结论，完成了调查',
      done: '已完成，低于标准和明显下降的已登记为问题',
      from: ['coding'],
      to: 'finished',
      by: manageSurveys,
      tone: 'primary',
      blockedBy: row => row.mixed_at === null && '答卷正在打乱，请稍后再来。',
      input: inputs.concluded,
      effect: effects.finished,
      consequence: toldOn,
      note: input => input.conclusion,
    }),
  }),
})
