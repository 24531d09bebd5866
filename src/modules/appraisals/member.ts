import { z } from 'zod'
import { type Addressee, allOf, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import * as declaring from './declaration.ts'
import { assess, commission } from './duties.ts'
import * as inputs from './inputs.ts'
import * as effects from './member-effects.ts'
import { type Member, visibleMembers } from './people.ts'
import { declareDays } from './settings.ts'

const isOneself: Addressee<Member> = {
  says: '评价人员本人',
  test: (actor, row) => actor.staffId === row.staff_id,
  address: row => ({ staff_id: row.staff_id }),
}
const oneself: Addressee<Member> = { ...allOf(isOneself, assess), address: isOneself.address }

/** 6.1.1 One member's declaration of independence (独立性声明); with a relation one makes way (回避). */
export const memberFlow = defineWorkflow({
  subject: 'appraisal_member',
  outsiders: assess,
  label: '评价人员',
  clause: '6.1.1',
  states: {
    asked: { label: '待声明', tone: 'orange', awaits: oneself, clock: 'declare' },
    declared: { label: '已声明', tone: 'green', final: true },
    recused: { label: '已回避', tone: 'grey', final: true },
    removed: { label: '已退出', tone: 'grey', final: true },
  },
  clocks: { declare: { label: '独立性声明', within: declareDays } },
  joins: {
    parent: 'appraisal',
    by: 'appraisal_id',
    settled: ['declared', 'recused', 'removed'],
    do: 'begin',
  },
  visible: visibleMembers,
  title: () => '独立性声明',
  hints: effects.titlesOf,
  href: row => `/desk/appraisals/${row.appraisal_id}`,
  record: z.object({ id: z.uuid(), state: z.string(), appraisal_id: z.uuid(), staff_id: z.uuid() }),
  actions: action => ({
    ask: action<declaring.Asked>({
      label: '请其评价',
      past: '被委托评价',
      from: 'new',
      to: 'asked',
      by: theSystem,
      inner: true,
      input: declaring.asked,
      consequence: effects.asked,
      effect: async (_ctx, _row, input) => input,
    }),
    declare: action<declaring.Declaration>({
      label: '作独立性声明',
      past: '作了独立性声明',
      from: ['asked'],
      to: (_row, input) => (declaring.declaredRelations(input).length > 0 ? 'recused' : 'declared'),
      by: oneself,
      tone: 'primary',
      input: declaring.declaration,
      effect: effects.declared,
      consequence: effects.restaff,
    }),
    recuse: action<inputs.Reason>({
      label: '申请回避',
      past: '申请回避',
      from: ['declared'],
      to: 'recused',
      by: oneself,
      tone: 'danger',
      confirm: '回避后立即不能再看证据，由其他评价人员接着做。',
      input: inputs.reason('为什么回避', '只写关系，不写他人姓名。'),
      effect: async (ctx, _row, { reason }) => ({ explanation: reason, left_at: ctx.now }),
      consequence: effects.restaff,
      note: input => input.reason,
    }),
    remove: action<inputs.Reason>({
      label: '退出评价',
      past: '退出了评价',
      from: ['asked', 'declared'],
      to: 'removed',
      by: commission,
      input: inputs.reason('为什么退出'),
      effect: async (ctx, _row, { reason }) => ({ explanation: reason, left_at: ctx.now }),
      consequence: effects.restaff,
      note: input => input.reason,
    }),
    handOn: action<inputs.Reason>({
      label: '移交',
      past: '不能参加评价',
      from: ['asked', 'declared'],
      to: 'removed',
      by: theSystem,
      inner: true,
      input: inputs.reason('原因'),
      effect: async (ctx, _row, { reason }) => ({ explanation: reason, left_at: ctx.now }),
      consequence: effects.restaff,
      note: input => input.reason,
    }),
  }),
})
