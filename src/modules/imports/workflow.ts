import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { files } from '#platform/forms'
import { noId } from '#platform/ids'
import { type ImportDefinition, imports } from '#platform/imports'
import { type Addressee, allOf, anyOf, holds, theSystem, type Who } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import * as effects from './effects.ts'
import { expiry } from './settings.ts'

/** Whoever sent it. */
const sender: Addressee<{ staff_id: string }> = {
  says: '上传的人',
  test: (actor, row) => actor.staffId === row.staff_id,
  address: row => ({ staff_id: row.staff_id }),
}
/** Whoever may do by hand what the sheet does. */
const able: Who<{ kind: string }> = {
  says: '可以逐条登记的人员',
  test: (actor, row) => importsFor(actor).some(([name]) => name === row.kind),
}
const ableToAny: Who<unknown> = { says: able.says, test: actor => importsFor(actor).length > 0 }

/** What this actor may bring in. */
export const importsFor = (actor: Ctx['actor']): Array<[string, ImportDefinition]> =>
  [...imports].filter(([, definition]) => holds(actor, definition.by))

/** 4.4.2 批量导入: a sheet is read, every row is looked at, and then all good rows are brought in, each by its own action. */
export const importFlow = defineWorkflow({
  subject: 'import_batch',
  label: '批量导入',
  clause: '4.4.2',
  states: {
    checking: { label: '核对中', tone: 'blue', after: { within: 1, do: 'discard' } },
    checked: { label: '待导入', tone: 'orange', awaits: sender, after: { within: expiry, do: 'discard' } },
    running: { label: '导入中', tone: 'blue', after: { within: 1, do: 'goOn' } },
    done: { label: '已导入', tone: 'green', final: true },
    discarded: { label: '已放弃', tone: 'grey', final: true },
    unreadable: { label: '无法读取', tone: 'red', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' ? query : query.where('import_batch.staff_id', '=', actor.staffId ?? noId),
  title: row => `${imports.get(row.kind)?.label ?? row.kind}导入表`,
  href: row => `/desk/imports/${row.id}`,
  record: z.object({
    id: z.uuid(),
    kind: z.string(),
    state: z.string(),
    total: z.number().int(),
    fresh: z.number().int(),
    changed: z.number().int(),
    same: z.number().int(),
    wrong: z.number().int(),
    done: z.number().int(),
    refused: z.number().int(),
  }),
  actions: action => ({
    upload: action<{ kind: string; file: string[] }>({
      label: '上传导入表',
      past: '上传了导入表',
      done: '已上传，正在逐行核对',
      from: 'new',
      to: 'checking',
      by: ableToAny,
      tone: 'primary',
      leave: '/desk/imports',
      input: async ({ actor }) => {
        const able = importsFor(actor)
        return z.object({
          kind: z.enum(able.map(([name]) => name) as [string, ...string[]]).meta({
            label: '导入什么',
            widget: 'select',
            options: able.map(([value, { label }]) => ({ value, label })),
          }),
          file: files(1)
            .refine(ids => ids.length > 0, '请选择填好的 Excel 文件')
            .meta({
              label: 'Excel 文件',
              accept: '.xlsx',
              help: '请用模板填写。上传后先核对，不会马上导入。',
              more: { href: '/desk/imports', label: '下载模板' },
            }),
        }) as unknown as z.ZodType<{ kind: string; file: string[] }>
      },
      effect: async (ctx, _row, { kind }) => ({
        kind,
        staff_id: ctx.actor.staffId as string,
        uploaded_at: ctx.now,
        beat_at: ctx.now,
      }),
      consequence: effects.look,
    }),
    report: action<effects.Findings>({
      label: '核对完成',
      past: '逐行核对完成',
      from: ['checking'],
      to: 'checked',
      by: theSystem,
      inner: true,
      quiet: true,
      input: effects.findings,
      effect: async (_ctx, _row, input) => input,
    }),
    refuse: action<{ problem: string }>({
      label: '无法读取',
      past: '没有读出表格',
      from: ['checking'],
      to: 'unreadable',
      by: theSystem,
      inner: true,
      quiet: true,
      input: z.object({ problem: z.string() }),
      effect: async (ctx, _row, { problem }) => ({ problem, finished_at: ctx.now }),
    }),
    start: action({
      label: '导入',
      past: '确认导入',
      done: '正在导入',
      from: ['checked'],
      to: 'running',
      by: allOf<{ staff_id: string; kind: string }>(sender, able),
      tone: 'primary',
      confirm: '只导入没有错误的行，有错误的行不导入。导入后每条记录都可以逐条修改，但不能整批撤销。',
      blockedBy: row => row.fresh + row.changed === 0 && '没有需要新增或更改的行。',
      effect: async () => ({ problem: null, looked_again: false }),
      consequence: effects.goOn,
    }),
    turnBack: action<{ problem: string }>({
      label: '重新核对',
      past: '情况有变，没有导入，重新核对',
      from: ['running'],
      to: 'checking',
      by: theSystem,
      inner: true,
      quiet: true,
      input: z.object({ problem: z.string() }),
      effect: async (_ctx, _row, input) => input,
      consequence: effects.look,
    }),
    goOn: action({
      label: '继续导入',
      past: '继续导入',
      from: ['running'],
      by: theSystem,
      inner: true,
      quiet: true,
      consequence: effects.goOn,
    }),
    finish: action({
      label: '导入完成',
      past: '导入完成',
      from: ['running'],
      to: 'done',
      by: theSystem,
      inner: true,
      quiet: true,
      effect: async ctx => ({ finished_at: ctx.now }),
    }),
    discard: action({
      label: '放弃',
      past: '放弃了导入',
      from: ['checking', 'checked'],
      to: 'discarded',
      by: anyOf(sender, theSystem),
      tone: 'danger',
      confirm: '这张表不再导入，已读取的内容会删除。',
      effect: async ctx => ({ finished_at: ctx.now }),
      consequence: effects.clear,
    }),
  }),
})
