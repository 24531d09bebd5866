import { z } from 'zod'
import { allOf, anyPerson, not, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import {
  aboutClaim,
  type Claim,
  type ClaimFor,
  claim,
  claimed,
  claimedFor,
  claimFor,
  reserved,
} from './claiming.ts'
import { confirmVouchers, enterVouchers } from './duties.ts'
import { type Reason, reason } from './inputs.ts'
import { claimedIt, holder, ofEitherSide, visibleVouchers } from './people.ts'
import { holdsVoucher } from './queries/vouchers.ts'
import * as using from './using.ts'

/**
 * 5.6.1 One voucher: claimed, used for an order, redeemed milestone by milestone as they are accepted; returned, run out
 * or revoked, with what was set aside flowing back.
 */
export const voucherFlow = defineWorkflow({
  subject: 'voucher',
  label: '服务券',
  clause: '5.6.1',
  states: {
    issued: { label: '待使用', tone: 'green', awaits: holder },
    attached: { label: '已用于订单', tone: 'blue', final: true },
    redeemable: { label: '可申请兑付', tone: 'orange', awaits: holder },
    settling: { label: '兑付办理中', tone: 'blue', final: true },
    used: { label: '已用完', tone: 'grey', final: true },
    returned: { label: '已退回', tone: 'grey', final: true },
    expired: { label: '已过期', tone: 'grey', final: true },
    revoked: { label: '已撤销', tone: 'red', final: true },
  },
  visible: visibleVouchers,
  // What the recipient signed is not for the provider whom they choose later.
  hidesFile: async (ctx, id) => !ctx.actor.staffId && !(await holdsVoucher(ctx, id)),
  title: row => `第 ${row.turn} 号服务券`,
  hints: using.hints,
  href: (row, actor) =>
    actor.staffId && ![row.party_id, row.provider_party_id].some(one => one && actor.parties.includes(one))
      ? `/desk/vouchers/${row.id}`
      : `/my/vouchers/${row.id}`,
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    programme_id: z.uuid(),
    turn: z.number().int(),
    cap_fen: z.number().int(),
    share: z.number().int(),
    claimed_at: z.date(),
    valid_until: z.string(),
    redeem_until: z.string(),
    order_id: z.uuid().nullable(),
  }),
  actions: action => ({
    claim: action<Claim>({
      label: '领取',
      past: '领取了服务券',
      done: '领到了。请在有效期内用到服务订单上',
      from: 'new',
      to: 'issued',
      by: anyPerson,
      tone: 'primary',
      input: claim,
      effect: claimed,
      consequence: reserved('claim'),
    }),
    claimFor: action<ClaimFor>({
      label: '代为领取',
      past: '按对方签字的委托，代为领取了服务券',
      done: '已领到，并用短信告诉了对方',
      from: 'new',
      to: 'issued',
      by: enterVouchers,
      tone: 'primary',
      about: aboutClaim,
      input: claimFor,
      effect: claimedFor,
      consequence: reserved('claimFor'),
    }),
    attach: action<using.Attach>({
      label: '用到订单上',
      past: '把券用到了订单上',
      done: '已用到订单上，服务商也看得到',
      from: ['issued'],
      to: 'attached',
      by: holder,
      tone: 'primary',
      input: using.attaching,
      effect: using.attached,
      consequence: using.tellAttached,
    }),
    detach: action({
      label: '从订单上取下',
      past: '把券从订单上取下',
      from: ['attached'],
      to: 'issued',
      by: holder,
      confirm: '取下后可以用到别的订单上。',
      effect: using.detached,
    }),
    giveBack: action({
      label: '退回',
      past: '退回了服务券',
      done: '已退回，谢谢您把机会让给别人',
      from: ['issued'],
      to: 'returned',
      by: holder,
      confirm: '退回后预留的钱马上放出来给别人领；计划还没停止领取的，您以后还可以再领。',
      consequence: using.gaveBack('giveBack'),
    }),
    progress: action<using.Progress>({
      label: '随订单进展',
      past: '随订单和兑付的进展变更',
      from: ['attached', 'redeemable', 'settling'],
      to: (_row, input) => input.state,
      by: theSystem,
      inner: true,
      quiet: true,
      input: using.progress,
      effect: using.progressed,
      consequence: using.afterProgress,
    }),
    remind: action({
      label: '提醒到期',
      past: '快到期了，提醒了一次',
      from: ['issued'],
      by: theSystem,
      inner: true,
      quiet: true,
      effect: using.reminded,
      consequence: using.tellHolder('ending'),
    }),
    expire: action({
      label: '过期作废',
      past: '过了有效期，作废，预留的钱退回预算',
      from: ['issued', 'attached', 'redeemable'],
      to: 'expired',
      by: theSystem,
      inner: true,
      effect: using.overDue,
      consequence: using.ranOut,
    }),
    revoke: action<Reason>({
      label: '撤销',
      past: '撤销了服务券',
      from: ['issued', 'attached', 'redeemable', 'used'],
      to: 'revoked',
      by: allOf(confirmVouchers, not(ofEitherSide), not(claimedIt)),
      tone: 'danger',
      input: reason('撤销原因（发给领券人）', '没有用掉的钱退回预算；已经拨付的转入追回。'),
      effect: using.revoked,
      consequence: using.afterRevoking,
      note: input => input.reason,
    }),
    withdraw: action({
      label: '随账号退回',
      past: '随账号注销退回',
      from: ['issued'],
      to: 'returned',
      by: theSystem,
      inner: true,
      consequence: using.gaveBack('withdraw'),
    }),
  }),
})
