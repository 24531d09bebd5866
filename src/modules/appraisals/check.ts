import { z } from 'zod'
import { theSystem, type Who } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import * as effects from './check-effects.ts'
import * as inputs from './check-inputs.ts'
import { assess } from './duties.ts'
import { type Check, visibleChecks } from './people.ts'
import { leastTries } from './settings.ts'

const byPhone = (row: Check): boolean => row.method === 'phone'
const calling: Who<Check> = assess

/** 6.1.1 One thing that was looked into: a record that was drawn, a person who was called, a place that was gone to. */
export const checkFlow = defineWorkflow({
  subject: 'appraisal_check',
  outsiders: assess,
  label: '核查',
  clause: '6.1.1',
  confidential: true,
  states: {
    waiting: { label: '待核查', tone: 'orange', final: true },
    checked: { label: '已核查', tone: 'green', final: true },
    unreached: { label: '联系不上', tone: 'grey', final: true },
  },
  visible: visibleChecks,
  title: row => row.title,
  href: row => `/desk/appraisals/${row.appraisal_id}/checks/${row.id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    appraisal_id: z.uuid(),
    method: z.string(),
    rank: z.number().int().nullable(),
    outcome: z.string().nullable(),
  }),
  actions: action => ({
    pick: action<inputs.Picked>({
      label: '抽中',
      past: '抽中',
      from: 'new',
      to: 'waiting',
      by: theSystem,
      inner: true,
      input: inputs.picked,
      effect: async (_ctx, _row, input) => input,
    }),
    dial: action({
      label: '打电话，显示号码',
      past: '打电话，看了号码',
      from: ['waiting', 'unreached'],
      to: 'waiting',
      by: calling,
      suits: byPhone,
      tone: 'primary',
      effect: effects.dialled,
      done: '号码显示在下面，到时自动隐去；打完请登记结果',
    }),
    reach: action<inputs.Reached>({
      label: '打通了，登记回答',
      past: '打通了电话，登记了回答',
      from: ['waiting'],
      to: 'checked',
      by: calling,
      suits: byPhone,
      blockedBy: row => row.dialled_at === null && '请先点“打电话，显示号码”。',
      tone: 'primary',
      input: inputs.reached,
      effect: effects.reached,
    }),
    miss: action({
      label: '没打通',
      past: '打了电话，没有打通',
      from: ['waiting'],
      by: calling,
      suits: byPhone,
      blockedBy: row => row.dialled_at === null && '请先点“打电话，显示号码”。',
      effect: effects.missed,
    }),
    giveUp: action({
      label: '登记联系不上',
      past: '登记了联系不上',
      from: ['waiting'],
      to: 'unreached',
      by: calling,
      suits: byPhone,
      blockedBy: (row, _actor, { centre }) =>
        row.tries < leastTries.of(centre) && `要先打 ${leastTries.of(centre)} 次，现在打过 ${row.tries} 次。`,
      effect: effects.whileWorking,
    }),
    examine: action<inputs.Examined>({
      label: '登记核查结果',
      past: '核查了材料',
      from: ['waiting', 'checked'],
      to: 'checked',
      by: calling,
      suits: row => row.method === 'document',
      tone: 'primary',
      input: inputs.examined,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: effects.examined,
    }),
    visit: action<inputs.Visit>({
      label: '登记实地查看、座谈、演示',
      past: '登记了现场核查',
      from: 'new',
      to: 'checked',
      by: calling,
      input: inputs.visit,
      effect: effects.visited,
    }),
    amend: action<inputs.Examined>({
      label: '修改',
      past: '修改了现场核查',
      from: ['checked'],
      by: calling,
      suits: row => row.draw_id === null,
      input: inputs.examined,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: effects.examined,
    }),
  }),
})
