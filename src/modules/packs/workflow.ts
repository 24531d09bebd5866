import { z } from 'zod'
import { type ClauseNumber, clauseNumbers, clauses } from '#platform/clauses'
import { addFiles } from '#platform/files'
import { type Duty, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { buildPacks } from './duties.ts'
import * as effects from './effects.ts'
import { keepDays } from './settings.ts'

export type Pack = RowOf<'evidence_pack'>

const holder: Duty = buildPacks

/** 迎检资料包: asked for by one click, put together by the clock's worker, sealed, and gone after a while. */
export const packFlow = defineWorkflow({
  subject: 'evidence_pack',
  label: '迎检资料包',
  confidential: true,
  clause: '4.5.1',
  states: {
    building: { label: '正在生成', tone: 'blue', after: { within: 1, do: 'giveUp' } },
    ready: { label: '可以下载', tone: 'green', after: { within: keepDays, do: 'expire' } },
    failed: { label: '没有生成', tone: 'red', final: true },
    discarded: { label: '已删除', tone: 'grey', final: true },
    expired: { label: '已到期', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || actor.duties.has(holder.code)
      ? query
      : query.where('evidence_pack.id', 'is', null),
  hidesFile: async () => true,
  title: row => `迎检资料包（${row.period}）`,
  href: row => `/desk/packs/${row.id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    period: z.string(),
    clauses: z.array(z.string()),
    whole: z.boolean().meta({ description: '个人信息没有遮盖' }),
    asked_at: z.date(),
    finished_at: z.date().nullable(),
    files: z.number().int().nullable(),
    bytes: z.number().int().nullable(),
    manifest: z.string().nullable().meta({ description: '清单的 SHA-256' }),
  }),
  actions: action => ({
    build: action<effects.Wanted>({
      label: '生成资料包',
      past: '开始生成资料包',
      done: '正在生成，完成后可以下载',
      from: 'new',
      to: 'building',
      by: holder,
      tone: 'primary',
      leave: '/desk/packs',
      input: effects.wanted,
      prefill: async (ctx, _row, raw) => effects.usual(ctx, raw),
      effect: effects.begin,
      consequence: effects.enqueueBuild,
      note: input =>
        `${input.period}，${input.clauses.length === clauseNumbers.length ? '全部条款' : input.clauses.join('、')}${
          input.whole ? `；不遮盖个人信息：${input.reason}` : ''
        }`,
    }),
    complete: action<effects.Sealed>({
      label: '生成完成',
      past: '资料包已生成并封存',
      from: ['building'],
      to: 'ready',
      by: theSystem,
      inner: true,
      quiet: true,
      input: effects.sealed,
      effect: async (ctx, _row, { files, bytes, manifest, seal_number }) => ({
        ...{ files, bytes, manifest, seal_number, finished_at: ctx.now },
      }),
      consequence: (ctx, row, { sha256, bytes }) =>
        addFiles(ctx, { subject: 'evidence_pack', recordId: row.id, field: 'pack' }, [
          { sha256, size: bytes, name: effects.fileName(ctx, row), mediaType: 'application/zip' },
        ]),
      note: input => `${input.files} 个文件，清单 ${input.manifest.slice(0, 16)}`,
    }),
    fail: action<{ problem: string }>({
      label: '生成失败',
      past: '没有生成',
      from: ['building'],
      to: 'failed',
      by: theSystem,
      inner: true,
      quiet: true,
      input: z.object({ problem: z.string().min(1) }),
      effect: async (ctx, _row, { problem }) => ({ problem, finished_at: ctx.now }),
      note: input => input.problem,
    }),
    giveUp: action({
      label: '不再生成',
      past: '一个工作日没有生成，停止',
      from: ['building'],
      to: 'failed',
      by: theSystem,
      inner: true,
      quiet: true,
      effect: async ctx => ({ problem: '一个工作日没有生成完，已停止，请重新生成。', finished_at: ctx.now }),
    }),
    discard: action({
      label: '删除',
      past: '删除了资料包',
      from: ['ready'],
      to: 'discarded',
      by: holder,
      tone: 'danger',
      confirm: '文件会删除；需要时可以重新生成。已经带走的资料包仍能核对。',
      consequence: effects.clear,
    }),
    expire: action({
      label: '到期删除',
      past: '保留期满，文件已删除',
      from: ['ready'],
      to: 'expired',
      by: theSystem,
      inner: true,
      quiet: true,
      consequence: effects.clear,
    }),
  }),
})

export const clauseLabel = (number: string): string => {
  const { part, verb, says } = clauses[number as ClauseNumber]
  return `${number} ${part}${verb && `（${verb}）`}：${says}`
}
