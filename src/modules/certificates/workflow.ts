import { z } from 'zod'
import { allOf, anyOf, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { handCertificates, issueCertificates } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { toldIssuers, toldOwner } from './messages.ts'
import { owner, proposer, visibleBatches } from './people.ts'
import { issueDays, proposeDays } from './settings.ts'

/**
 * 5.3.1 The certificates of one class: proposed by one for everybody who completed it, issued by another in one go, handed
 * out against a signature.
 */
export const batchFlow = defineWorkflow({
  subject: 'certificate_batch',
  label: '证书发放',
  clause: '5.3.1',
  states: {
    preparing: { label: '待提请', tone: 'orange', awaits: owner, clock: 'propose' },
    proposed: { label: '待核发', tone: 'orange', awaits: issueCertificates, clock: 'issue' },
    issued: { label: '已发证', tone: 'green', final: true },
  },
  clocks: {
    propose: { label: '提请发证', within: proposeDays },
    issue: { label: '核发', within: issueDays },
  },
  visible: visibleBatches,
  title: row => row.title,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('certificate_batch')
      .select(['id', 'class_number', 'people'])
      .where('id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, `${row.class_number} · ${row.people} 人结业`]))
  },
  href: row => `/desk/classes/${row.class_id}/certificates`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    class_id: z.uuid(),
    class_number: z.string(),
    certificate: z.string(),
    people: z.number().int(),
    numbers: z.number().int(),
  }),
  actions: action => ({
    prepare: action<z.infer<typeof inputs.prepared>>({
      label: '准备发证',
      past: '因培训班结业，准备发证',
      from: 'new',
      to: 'preparing',
      by: theSystem,
      inner: true,
      input: inputs.prepared,
      effect: async (_ctx, _row, input) => input,
    }),
    propose: action<{ proposal: string }>({
      label: '提请发证',
      past: '提请给结业学员发证',
      from: ['preparing'],
      to: 'proposed',
      by: proposer,
      tone: 'primary',
      input: inputs.proposal,
      blockedBy: row => row.people === 0 && '这个班没有结业的学员。',
      effect: async (_ctx, _row, { proposal }) => ({ proposal }),
      note: input => input.proposal,
      tell: row => [toldIssuers(row)],
    }),
    sendBack: action<inputs.Reason>({
      label: '退回',
      past: '退回了发证提请',
      from: ['proposed'],
      to: 'preparing',
      by: issueCertificates,
      input: inputs.reason('需要核实什么'),
      note: input => input.reason,
      tell: (row, input) => [toldOwner('returned', row, input.reason)],
    }),
    issue: action({
      label: '核发',
      past: '核发了证书',
      done: '证书已核发，学员会收到通知',
      from: ['proposed'],
      to: 'issued',
      by: allOf(issueCertificates, not(everDid('提请的人', 'propose'))),
      tone: 'primary',
      confirm: '核发后证书编号和内容不再改动，每位结业学员都会收到通知。',
      publishes: true,
      effect: async ctx => ({ issued_at: ctx.now }),
      consequence: effects.issuedForAll,
      tell: row => [toldOwner('issued', row)],
    }),
    handAll: action<inputs.HandedAll>({
      label: '登记集中发放',
      past: '登记了集中发放，存入签收表',
      from: ['issued'],
      by: anyOf(handCertificates, proposer),
      input: inputs.handedAll,
      prefill: inputs.knownHanding,
      consequence: effects.handedToAll,
    }),
    handOn: action<{ owner_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事负责',
      from: ['preparing', 'proposed'],
      by: theSystem,
      inner: true,
      input: z.object({ owner_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { owner_id }) => ({ owner_id }),
      note: input => input.reason,
    }),
  }),
})
