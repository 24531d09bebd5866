import { z } from 'zod'
import { theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import * as inputs from './inputs.ts'
import * as effects from './invitation-effects.ts'
import { toldRecipient } from './messages.ts'
import { caller, hasCall, visibleInvitations } from './people.ts'

/**
 * 6.1 The right of somebody who was drawn to answer once. The journal learns that it was used, and when; nothing of what was
 * answered stands here or there.
 */
export const invitationFlow = defineWorkflow({
  subject: 'survey_invitation',
  label: '调查邀请',
  clause: '6.1',
  confidential: true,
  states: {
    open: { label: '待回答', tone: 'orange', final: true },
    answered: { label: '已回答', tone: 'green', final: true },
    refused: { label: '不愿回答', tone: 'grey', final: true },
    unreachable: { label: '联系不上', tone: 'grey', final: true },
    lapsed: { label: '到期未答', tone: 'grey', final: true },
  },
  visible: visibleInvitations,
  title: row => `调查第 ${row.rank} 位`,
  href: row => `/desk/surveys/calls/${row.id}`,
  record: z.object({ id: z.uuid(), state: z.string(), survey_id: z.uuid(), rank: z.number().int() }),
  actions: action => ({
    invite: action<inputs.Invited>({
      label: '请对方回答',
      past: '请抽中的服务对象回答',
      from: 'new',
      to: 'open',
      by: theSystem,
      inner: true,
      input: inputs.invited,
      effect: effects.invited,
      consequence: effects.keptForLetter,
      tell: (row, { token }, ctx) => [toldRecipient(ctx, row, token, 'invited')],
    }),
    remind: action<inputs.Linked>({
      label: '提醒',
      past: '没有回答，提醒了一次',
      from: ['open'],
      by: theSystem,
      inner: true,
      input: inputs.linked,
      effect: effects.reminded,
      consequence: effects.keptForLetter,
      tell: (row, { token }, ctx) => [toldRecipient(ctx, row, token, 'reminded')],
    }),
    /** A link of its own: on a printed slip, or on the screen of the counter. */
    print: action<inputs.Linked>({
      label: '印在信上',
      past: '印了书面邀请',
      from: ['open'],
      by: theSystem,
      inner: true,
      input: inputs.linked,
      consequence: effects.keptForLetter,
    }),
    show: action<inputs.Linked>({
      label: '在窗口请对方填写',
      past: '在窗口请对方填写',
      from: ['open'],
      by: caller,
      inner: true,
      input: inputs.linked,
      consequence: effects.keptForCounter,
    }),
    take: action({
      label: '打这通电话',
      past: '领了这通电话',
      from: ['open'],
      by: caller,
      blockedBy: (row, actor, { now }) =>
        row.caller_id !== null &&
        row.caller_id !== actor.staffId &&
        row.caller_until !== null &&
        row.caller_until > now &&
        '同事正在打这通电话，请打下一位。',
      effect: effects.taken,
    }),
    attempt: action<inputs.Tried>({
      label: '没有答成',
      past: '打了电话，没有答成',
      from: ['open'],
      to: (_row, { last_try }) =>
        last_try === 'refused' ? 'refused' : last_try === 'wrong' ? 'unreachable' : 'open',
      by: hasCall,
      input: inputs.tried,
      effect: effects.tried,
      consequence: effects.enoughTried,
    }),
    exhaust: action({
      label: '登记联系不上',
      past: '几次没有打通，登记了联系不上',
      from: ['open'],
      to: 'unreachable',
      by: theSystem,
      inner: true,
    }),
    use: action<{ way: 'link' | 'phone' }>({
      label: '回答',
      past: '回答了调查',
      from: ['open'],
      to: 'answered',
      by: theSystem,
      inner: true,
      input: z.object({ way: z.enum(['link', 'phone']) }),
      effect: async (_ctx, _row, { way }) => ({ way, caller_id: null, caller_until: null, call_at: null }),
    }),
    decline: action({
      label: '不想再收到',
      past: '表示不想再收到调查',
      from: ['open'],
      to: 'refused',
      by: theSystem,
      inner: true,
      consequence: effects.neverAgain,
    }),
    lapse: action({
      label: '到期',
      past: '调查截止，没有回答',
      from: ['open'],
      to: 'lapsed',
      by: theSystem,
      inner: true,
      effect: async () => ({ caller_id: null, caller_until: null }),
    }),
  }),
})
