import { z } from 'zod'
import { type Ctx, system } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { files } from '#platform/forms'
import { enqueue } from '#platform/jobs'
import { perform } from '#platform/perform'
import { allOf, everDid, not, theSystem } from '#platform/who'
import { type AnyWorkflow, defineWorkflow, type RowOf, workflows } from '#platform/workflow'
import { approveEvaluations, runEvaluations, seesEvaluations } from './duties.ts'
import { inUseOfName, nextVersion } from './queries/sheets.ts'
import { readSheet } from './reading.ts'
import { fullMarks, type SheetRow } from './score-sheet.ts'
import { approveDays } from './settings.ts'

export type ScoreSheet = RowOf<'score_sheet'>

/** Whoever brought it in does not put it to use. */
const adopter = allOf(approveEvaluations, not(everDid('导入评分表的人', 'upload')))

const rows = z.unknown() as unknown as z.ZodType<SheetRow[]>

const withMarks = (rows: readonly SheetRow[]) => ({ rows: JSON.stringify(rows), ...fullMarks(rows) })

/** 6.1 评分表: one version of a weighted sheet. It comes as a workbook, is looked at, and then put to use by another. */
export const sheetFlow = defineWorkflow({
  subject: 'score_sheet',
  label: '评分表',
  clause: '6.1.1',
  states: {
    reading: { label: '读取中', tone: 'blue', after: { within: 1, do: 'drop' } },
    faulty: { label: '没有读成', tone: 'red', final: true },
    draft: { label: '待启用', tone: 'orange', awaits: approveEvaluations, clock: 'adopt' },
    in_use: { label: '在用', tone: 'green', final: true },
    retired: { label: '已停用', tone: 'grey', final: true },
  },
  clocks: { adopt: { label: '启用', within: approveDays } },
  visible: ({ actor }, query) => (seesEvaluations(actor) ? query : query.where('score_sheet.id', 'is', null)),
  title: row => (row.version === 0 ? row.name : `${row.name}（第 ${row.version} 版）`),
  href: row => `/desk/evaluations/sheets/${row.id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    name: z.string(),
    version: z.number().int(),
    points: z.number().int().meta({ description: '满分，十分之一分' }),
  }),
  actions: action => ({
    settle: action<{ name: string; rows: SheetRow[] }>({
      label: '配发评分表',
      past: '随平台配发',
      from: 'new',
      to: 'in_use',
      by: theSystem,
      inner: true,
      input: z.object({ name: z.string(), rows }),
      effect: async (ctx, _row, { name, rows }) => ({
        ...{ name, version: 1, made_at: ctx.now, adopted_at: ctx.now },
        ...withMarks(rows),
      }),
    }),
    upload: action<{ name: string; file: string[] }>({
      label: '导入评分表',
      past: '导入了评分表',
      done: '已上传，正在读取',
      from: 'new',
      to: 'reading',
      by: runEvaluations,
      tone: 'primary',
      leave: '/desk/evaluations/sheets',
      input: z.object({
        name: z.string().trim().min(2).max(40).meta({
          label: '评分表名称',
          help: '和已有评分表同名的，存为它的下一个版本；上级下发的考核表，写下发的名称。',
        }),
        file: files(1)
          .refine(ids => ids.length > 0, '请选择填好的表格文件')
          .meta({
            label: '表格文件',
            accept: '.xlsx',
            help: '按模板的标题行填写：各级指标、指标解释、分值、评价材料、现场检查、条款、加分项。',
            more: { href: '/desk/evaluations/sheets', label: '下载模板' },
          }),
      }) as unknown as z.ZodType<{ name: string; file: string[] }>,
      effect: async (ctx, _row, { name }) => ({ name, version: 0, made_at: ctx.now }),
      consequence: async (ctx, { id }) => enqueue(ctx, readSheet, { id }),
    }),
    take: action<{ rows: SheetRow[] }>({
      label: '读取完成',
      past: '读取完成',
      from: ['reading'],
      to: 'draft',
      by: theSystem,
      inner: true,
      quiet: true,
      input: z.object({ rows }),
      effect: async (ctx, { name }, { rows }) => ({
        version: await nextVersion(ctx, name),
        ...withMarks(rows),
      }),
    }),
    refuse: action<{ faults: string[] }>({
      label: '没有读成',
      past: '表格有错误，没有读成',
      from: ['reading'],
      to: 'faulty',
      by: theSystem,
      inner: true,
      quiet: true,
      input: z.object({ faults: z.array(z.string()) }),
      effect: async (_ctx, _row, { faults }) => ({ faults: JSON.stringify(faults) }),
    }),
    drop: action({
      label: '读取超时',
      past: '没有读完，已放弃',
      from: ['reading'],
      to: 'faulty',
      by: theSystem,
      inner: true,
      effect: async () => ({ faults: JSON.stringify(['没有读完，请重新导入。']) }),
    }),
    adopt: action({
      label: '启用',
      past: '启用了评分表',
      done: '已启用，下一轮自评可以选用',
      from: ['draft'],
      to: 'in_use',
      by: adopter,
      tone: 'primary',
      confirm: '启用后内容不能再改；同名的上一个版本自动停用，已经用它开始的评价不受影响。',
      effect: async (ctx, row) => {
        await retireFormer(ctx, row)
        return { adopted_at: ctx.now }
      },
    }),
    supersede: action({
      label: '换用新版本',
      past: '由新版本代替',
      from: ['in_use'],
      to: 'retired',
      by: theSystem,
      inner: true,
    }),
    retire: action({
      label: '停用',
      past: '停用了评分表',
      from: ['draft', 'in_use'],
      to: 'retired',
      by: approveEvaluations,
      tone: 'danger',
      confirm: '停用后，新的评价不能再选这张评分表。',
    }),
    restore: action({
      label: '恢复使用',
      past: '恢复使用',
      from: ['retired'],
      to: 'in_use',
      by: approveEvaluations,
      suits: row => row.adopted_at !== null,
      effect: async (ctx, row) => {
        if (await inUseOfName(ctx, row.name)) throw conflict('同名的另一个版本正在使用，请先停用它。')
        return {}
      },
    }),
  }),
})

/** Of one name one version is in use. */
async function retireFormer(ctx: Ctx, { name }: ScoreSheet): Promise<void> {
  const former = await inUseOfName(ctx, name)
  if (former) await perform({ ...ctx, actor: system }, theFlow(), 'supersede', former.id)
}

const theFlow = (): AnyWorkflow => workflows.get('score_sheet') as AnyWorkflow
