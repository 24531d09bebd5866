import { z } from 'zod'
import { theSystem, type Who } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import * as effects from './check-effects.ts'
import { callLearners } from './duties.ts'
import * as inputs from './inputs.ts'
import { toldOwner, toldSettlers } from './messages.ts'
import { type Call, caller, owner, visibleCalls } from './people.ts'
import { explainDays, settleDays, tries } from './settings.ts'
import { findingsOf } from './words.ts'

const stillCalling: Who<Call> = caller

/** One learner who was drawn: phoned until they are reached or cannot be; what they say is explained where it must be. */
export const callFlow = defineWorkflow({
  subject: 'spot_call',
  label: '抽查电话',
  clause: '5.3.1',
  confidential: true,
  states: {
    waiting: { label: '待打电话', tone: 'orange', final: true },
    reached: { label: '已打通', tone: 'green', final: true },
    unreached: { label: '联系不上', tone: 'grey', final: true },
    finding: { label: '有问题，待说明', tone: 'red', awaits: owner, clock: 'explain' },
    explained: { label: '已说明，待核对', tone: 'orange', awaits: callLearners, clock: 'settle' },
    settled: { label: '有问题，已核对', tone: 'green', final: true },
  },
  clocks: {
    explain: { label: '说明', within: explainDays, anew: true },
    settle: { label: '核对', within: settleDays, anew: true },
  },
  visible: visibleCalls,
  title: row => `抽查第 ${row.rank} 位学员`,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('spot_call')
      .innerJoin('spot_check', 'spot_check.id', 'spot_call.check_id')
      .select(['spot_call.id', 'spot_check.title'])
      .where('spot_call.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, row.title]))
  },
  href: row => `/desk/tracking/calls/${row.id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    check_id: z.uuid(),
    rank: z.number().int(),
    tries: z.number().int(),
    there: z.string().nullable(),
    content: z.string().nullable(),
    satisfied: z.number().int().nullable(),
    charged: z.string().nullable(),
  }),
  actions: action => ({
    pick: action<inputs.Picked>({
      label: '抽中',
      past: '抽中了一位学员',
      from: 'new',
      to: 'waiting',
      by: callLearners,
      inner: true,
      input: inputs.picked,
      effect: effects.pickedOne,
    }),
    reach: action<inputs.Reached>({
      label: '打通了，登记回答',
      past: '打通了电话，登记了回答',
      from: ['waiting', 'unreached'],
      to: (_row, input) => (findingsOf(input).length > 0 ? 'finding' : 'reached'),
      by: stillCalling,
      tone: 'primary',
      input: inputs.reached,
      effect: effects.spokenTo,
      tell: (row, input) => [findingsOf(input).length > 0 && toldOwner(row)],
    }),
    miss: action<inputs.Tried>({
      label: '没打通',
      past: '打了电话，没有打通',
      from: ['waiting'],
      by: stillCalling,
      input: inputs.tried,
      effect: effects.triedOnce,
    }),
    giveUp: action({
      label: '登记联系不上',
      past: '登记了联系不上',
      from: ['waiting'],
      to: 'unreached',
      by: stillCalling,
      blockedBy: (row, _actor, { centre }) =>
        row.tries < tries.of(centre) &&
        row.last_try !== 'refused' &&
        `要先打 ${tries.of(centre)} 次，现在打过 ${row.tries} 次。`,
    }),
    explain: action<inputs.Explained>({
      label: '写说明',
      past: '查清情况，写了说明',
      from: ['finding'],
      to: 'explained',
      by: owner,
      tone: 'primary',
      input: inputs.explained,
      effect: async (_ctx, _row, { explanation }) => ({ explanation }),
      tell: row => [toldSettlers(row)],
    }),
    sendBack: action<inputs.Reason>({
      label: '退回说明',
      past: '退回了说明',
      from: ['explained'],
      to: 'finding',
      by: stillCalling,
      input: inputs.reason('哪里没有说清'),
      note: input => input.reason,
      tell: row => [toldOwner(row)],
    }),
    settle: action<inputs.Reason>({
      label: '核对完成',
      past: '核对了说明',
      from: ['explained'],
      to: 'settled',
      by: stillCalling,
      tone: 'primary',
      input: inputs.reason('核对结果', '属实的，写怎么处理；不属实的，写依据。'),
      effect: async (_ctx, _row, { reason }) => ({ settlement: reason }),
      note: input => input.reason,
    }),
    handOn: action<{ owner_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事说明',
      from: ['waiting', 'reached', 'unreached', 'finding', 'explained'],
      by: theSystem,
      inner: true,
      input: z.object({ owner_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { owner_id }) => ({ owner_id }),
      note: input => input.reason,
    }),
  }),
})
