import { z } from 'zod'
import { theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { checkBriefs, receiveBriefs, signBriefs, writeBriefs } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { pageOf, told } from './messages.ts'
import { type Brief, checker, decider, isRevising, seesAll, signer } from './people.ts'
import { checkDays, receiveDays, sendDays, signDays, writeDays } from './settings.ts'

const both = <S extends 'checking' | 'signing'>(row: Brief, stage: S) =>
  isRevising(row) ? (`revising_${stage}` as const) : stage

/**
 * 5.6.2 工作信息: written by the program from the figures of a period and by one person in words, checked by another, signed by
 * a third, numbered without gaps, sent upward and received. What was sent changes by a new version only (更正), on the same way.
 */
export const briefFlow = defineWorkflow({
  subject: 'brief',
  label: '工作信息',
  clause: '5.6.2',
  clocks: {
    // Where a day is fixed by which it is sent, that is the day; a correction is soon.
    write: {
      label: '起草',
      within: writeDays,
      anew: true,
      until: row => (isRevising(row) ? null : row.due_on),
    },
    check: { label: '核稿', within: checkDays, anew: true },
    sign: { label: '签发', within: signDays, anew: true },
    send: { label: '报送', within: sendDays, anew: true },
    receive: { label: '签收', within: receiveDays, anew: true },
  },
  states: {
    draft: { label: '起草中', tone: 'grey', awaits: writeBriefs, clock: 'write' },
    checking: { label: '待核稿', tone: 'orange', awaits: checkBriefs, clock: 'check' },
    signing: { label: '待签发', tone: 'orange', awaits: signBriefs, clock: 'sign' },
    issued: { label: '已签发，待报送', tone: 'blue', awaits: writeBriefs, clock: 'send' },
    sent: { label: '已报送，待签收', tone: 'blue', awaits: receiveBriefs, clock: 'receive' },
    received: { label: '已签收', tone: 'green', final: true },
    revising: { label: '更正中', tone: 'grey', awaits: writeBriefs, clock: 'write' },
    revising_checking: { label: '更正待核稿', tone: 'orange', awaits: checkBriefs, clock: 'check' },
    revising_signing: { label: '更正待签发', tone: 'orange', awaits: signBriefs, clock: 'sign' },
    dropped: { label: '已作废', tone: 'grey', final: true },
  },
  // What was not sent is the centre's own: the bureau sees what it was sent.
  visible: ({ actor }, query) =>
    seesAll(actor)
      ? query
      : actor.staffId !== null
        ? query.where('brief.sent_at', 'is not', null)
        : query.where('brief.id', 'is', null),
  title: row => row.title,
  href: row => pageOf(row),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    kind_name: z.string(),
    period: z.string().nullable(),
    title: z.string(),
    year: z.number().int().nullable(),
    number: z.number().int().nullable(),
    first_sent_at: z.date().nullable(),
    received_at: z.date().nullable(),
  }),
  actions: action => ({
    open: action<inputs.Opening>({
      label: '到期起草',
      past: '到期，按数据写好了初稿',
      from: 'new',
      to: 'draft',
      by: theSystem,
      inner: true,
      input: inputs.opening,
      effect: async (ctx, _row, input) => effects.opened(ctx, input),
      consequence: effects.generate,
      tell: row => [told.opened(row)],
    }),
    start: action<inputs.Starting>({
      label: '起草信息',
      past: '开始起草，按数据写好了初稿',
      from: 'new',
      to: 'draft',
      by: writeBriefs,
      tone: 'primary',
      input: inputs.starting,
      effect: async (ctx, _row, input) => effects.startedBy(ctx, input),
      consequence: effects.generate,
    }),
    edit: action<inputs.Writing>({
      label: '修改',
      past: '修改了文字',
      from: ['draft', 'revising'],
      by: writeBriefs,
      tone: 'primary',
      input: async (ctx, row) => inputs.writing(ctx, row),
      prefill: inputs.asWritten,
      effect: effects.written,
      consequence: effects.saveWriting,
    }),
    refresh: action({
      label: '重新取数',
      past: '重新取了数',
      done: '数据已更新；改过的文字没有动',
      from: ['draft', 'revising'],
      by: writeBriefs,
      suits: row => row.period !== null,
      effect: async (ctx, row) => effects.written(ctx, row),
      consequence: effects.refresh,
    }),
    submit: action({
      label: '送核',
      past: '送核',
      done: '已送核，由另一人核稿',
      from: ['draft', 'revising'],
      to: row => both(row, 'checking'),
      by: writeBriefs,
      blockedBy: row => row.writers.length === 0 && '初稿是系统写的，请先看过、修改、保存。',
      effect: async (ctx, row) => effects.complete(ctx, row).then(() => ({})),
      tell: row => [told.toCheck(row)],
    }),
    pass: action<{ opinion: string }>({
      label: '核稿通过',
      past: '核稿通过',
      from: ['checking', 'revising_checking'],
      to: row => both(row, 'signing'),
      by: checker,
      tone: 'primary',
      input: inputs.opinion('核稿意见'),
      effect: async ctx => ({ checked_by: ctx.actor.staffId }),
      note: input => input.opinion || null,
      tell: row => [told.toSign(row)],
    }),
    sendBack: action<{ reason: string }>({
      label: '退回修改',
      past: '退回修改',
      from: ['checking', 'signing', 'revising_checking', 'revising_signing'],
      to: row => (isRevising(row) ? 'revising' : 'draft'),
      by: decider,
      input: inputs.reason('需要修改什么'),
      effect: async () => ({ checked_by: null }),
      note: input => input.reason,
      tell: (row, { reason }) => told.returned(row, reason),
    }),
    sign: action<{ opinion: string }>({
      label: '签发',
      past: '签发',
      done: '已签发、编号，等待报送',
      from: ['signing', 'revising_signing'],
      to: 'issued',
      by: signer,
      tone: 'primary',
      input: inputs.opinion('签发意见'),
      effect: async (ctx, row) => effects.signed(ctx, row),
      consequence: effects.seal,
      note: input => input.opinion || null,
      tell: row => told.signed(row),
    }),
    send: action({
      label: '报送主管部门',
      past: '报送主管部门',
      done: '已报送，等待主管部门签收',
      from: ['issued'],
      to: 'sent',
      by: writeBriefs,
      tone: 'primary',
      effect: effects.sent,
      tell: row => [told.sent(row)],
    }),
    receive: action({
      label: '签收',
      past: '签收',
      from: ['sent'],
      to: 'received',
      by: receiveBriefs,
      tone: 'primary',
      effect: async ctx => ({ received_at: ctx.now, received_by: ctx.actor.staffId }),
      tell: row => told.received(row),
    }),
    correct: action<{ reason: string }>({
      label: '更正',
      past: '开始更正',
      done: '已存为新版本；重新签发、报送之前，对方看到的仍是原来的',
      from: ['sent', 'received'],
      to: 'revising',
      by: writeBriefs,
      input: inputs.reason('更正说明', '哪里错了、怎么发现的，会写在更正后的文稿里。'),
      effect: async (ctx, row) => effects.corrected(ctx, row),
      consequence: async (ctx, row, { reason }) => effects.copy(ctx, row, reason),
      note: input => input.reason,
    }),
    discard: action({
      label: '放弃更正',
      past: '放弃了更正',
      from: ['revising'],
      to: row => (row.received_at ? 'received' : 'sent'),
      by: writeBriefs,
      confirm: '更正的内容不再使用，已经报送的不变。',
      effect: effects.discarded,
      consequence: effects.discard,
    }),
    drop: action<{ reason: string }>({
      label: '作废',
      past: '作废了草稿',
      from: ['draft'],
      to: 'dropped',
      by: writeBriefs,
      tone: 'danger',
      input: inputs.reason('作废的原因', '没有签发的不占期号；这一期可以重新起草。'),
      note: input => input.reason,
    }),
  }),
})
