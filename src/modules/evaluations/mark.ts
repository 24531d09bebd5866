import { z } from 'zod'
import { type ClauseNumber, clauses } from '#platform/clauses'
import type { Ctx } from '#platform/ctx'
import { type Addressee, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { runEvaluations, seesEvaluations } from './duties.ts'
import * as inputs from './mark-inputs.ts'
import { told } from './messages.ts'
import { indicatorOf, partOf, type SheetRow } from './score-sheet.ts'
import { confirmDays, markDays } from './settings.ts'

export type Mark = RowOf<'evaluation_mark'>
export const rowOf = (mark: Pick<Mark, 'row'>): SheetRow => mark.row as unknown as SheetRow

/** Who scores the row. */
const owner: Addressee<{ owner_id: string }> = {
  says: '评分人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.owner_id,
  address: row => ({ staff_id: row.owner_id }),
}
/** The head of the part: confirms what somebody else scored. */
const head: Addressee<{ head_id: string }> = {
  says: '这一部分的负责人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.head_id,
  address: row => ({ staff_id: row.head_id }),
}

interface Assigned {
  evaluation_id: string
  place: number
  row: SheetRow
  owner_id: string
  head_id: string
}

/** 6.1.1 自评项: one row of the score sheet in one round, scored by one with evidence, confirmed by another. */
export const markFlow = defineWorkflow({
  subject: 'evaluation_mark',
  label: '自评项',
  clause: '6.1.1',
  states: {
    open: { label: '待评分', tone: 'orange', awaits: owner, clock: 'score' },
    scored: { label: '待确认', tone: 'blue', awaits: head, clock: 'confirm' },
    confirmed: { label: '已确认', tone: 'green', final: true },
  },
  clocks: {
    score: { label: '评分', within: markDays },
    confirm: { label: '确认', within: confirmDays, anew: true },
  },
  visible: ({ actor }, query) =>
    seesEvaluations(actor) ? query : query.where('evaluation_mark.id', 'is', null),
  title: row => `自评：${indicatorOf(rowOf(row))}`,
  href: row => `/desk/evaluations/marks/${row.id}`,
  joins: { parent: 'evaluation', by: 'evaluation_id', settled: ['confirmed'], do: 'conclude' },
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    evaluation_id: z.uuid(),
    place: z.number().int(),
    part: z.string(),
    clause: z.string().nullable(),
    points: z.number().int().meta({ description: '满分，十分之一分' }),
    score: z.number().int().nullable().meta({ description: '得分，十分之一分' }),
    words: z.string(),
  }),
  actions: action => ({
    assign: action<Assigned>({
      label: '分派',
      past: '分派了自评项',
      from: 'new',
      to: 'open',
      by: theSystem,
      inner: true,
      input: z.object({
        evaluation_id: z.uuid(),
        place: z.number().int(),
        row: z.unknown() as unknown as z.ZodType<SheetRow>,
        owner_id: z.uuid(),
        head_id: z.uuid(),
      }),
      effect: async (_ctx, _row, { row, ...input }) => ({
        ...input,
        row: JSON.stringify(row),
        ...{ part: partOf(row), clause: row.clause, points: row.points, bonus: row.bonus },
      }),
    }),
    score: action<inputs.Scored>({
      label: '评分',
      past: '评了分',
      done: '已评分，由这一部分的负责人确认',
      from: ['open', 'scored'],
      to: 'scored',
      by: owner,
      tone: 'primary',
      input: inputs.scored,
      prefill: inputs.scoredBefore,
      effect: async (ctx: Ctx, _row, { score, words, evidence, services }) => ({
        ...{ score: Math.round(score * 10), words, services: services ?? [] },
        ...{ evidence: JSON.stringify(evidence), scored_at: ctx.now, returned: null },
      }),
      note: (input, row) => `${input.score} 分（满分 ${row.points / 10} 分）。${input.words}`,
    }),
    confirm: action({
      label: '确认',
      past: '确认了得分',
      from: ['scored'],
      to: 'confirmed',
      by: head,
      tone: 'primary',
      effect: async ctx => ({ confirmed_at: ctx.now }),
    }),
    giveBack: action<{ reason: string }>({
      label: '退回',
      past: '退回了评分',
      from: ['scored'],
      to: 'open',
      by: head,
      input: inputs.reason('哪里不对', '评分人会看到。'),
      effect: async (_ctx, _row, { reason }) => ({ returned: reason }),
      note: input => input.reason,
      tell: (row, { reason }) => [told.markReturned(row.id, row.owner_id, indicatorOf(rowOf(row)), reason)],
    }),
    reopen: action<{ reason: string }>({
      label: '重新评分',
      past: '要求重新评分',
      from: ['confirmed'],
      to: 'open',
      by: runEvaluations,
      input: inputs.reopening,
      effect: async (_ctx, _row, { reason }) => ({ confirmed_at: null, returned: reason }),
      note: input => input.reason,
      tell: (row, { reason }) => [told.markReturned(row.id, row.owner_id, indicatorOf(rowOf(row)), reason)],
    }),
    handOver: action<inputs.Team>({
      label: '换人',
      past: '换了评分或确认的人',
      from: ['open', 'scored'],
      by: runEvaluations,
      input: inputs.team,
      prefill: async (_ctx, row) => ({ owner_id: row?.owner_id, head_id: row?.head_id }),
      effect: async (_ctx, _row, { owner_id, head_id }) => ({ owner_id, head_id }),
      note: input => input.reason,
    }),
    handOn: action<inputs.HandedOn>({
      label: '交接',
      past: '因人员变动交接',
      from: ['open', 'scored'],
      by: theSystem,
      inner: true,
      input: inputs.handingOn,
      effect: inputs.handedOn,
      note: input => input.reason,
    }),
  }),
})

/** '5.2.1 承担电子商务公共服务资源的对接' */
export const clauseWords = (clause: string | null): string =>
  clause ? `${clause} ${clauses[clause as ClauseNumber]?.says ?? ''}` : ''
