import { z } from 'zod'
import { type Ctx, system } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { perform } from '#platform/perform'
import { allOf, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow, workflows } from '#platform/workflow'
import { type Definition, definition } from './definition.ts'
import { checkQuestionnaires, manageSurveys } from './duties.ts'
import * as inputs from './inputs.ts'
import { toldCheckers, toldWriters } from './messages.ts'
import { type Questionnaire, visibleQuestionnaires } from './people.ts'
import { checkDays } from './settings.ts'
import { standardQuestionnaire } from './standard.ts'

/** Whoever wrote it does not let it out: questions that lead to an answer are seen by others only. */
const checker = allOf(
  checkQuestionnaires,
  not(everDid('写这份问卷的人员', 'write', 'importOne', 'revise', 'edit', 'submit')),
)

/** 6.1 调查问卷: one version of a questionnaire. What was used once stays as it was; what is better is a new version. */
export const questionnaireFlow = defineWorkflow({
  subject: 'questionnaire',
  label: '调查问卷',
  clause: '6.1',
  states: {
    draft: { label: '编写中', tone: 'grey', awaits: manageSurveys },
    checking: { label: '待检查', tone: 'orange', awaits: checkQuestionnaires, clock: 'check' },
    in_use: { label: '使用中', tone: 'green', final: true },
    retired: { label: '已停用', tone: 'grey', final: true },
  },
  clocks: { check: { label: '检查问卷', within: checkDays, anew: true } },
  visible: visibleQuestionnaires,
  title: row => `${row.title}（第 ${row.version} 版）`,
  href: row => `/desk/surveys/questionnaires/${row.id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    code: z.string(),
    version: z.number().int(),
    title: z.string(),
    definition: z.unknown(),
  }),
  actions: action => ({
    ship: action({
      label: '放入通用问卷',
      past: '放入了通用问卷',
      from: 'new',
      to: 'in_use',
      by: theSystem,
      inner: true,
      effect: async ctx => ({
        ...{ code: standardQuestionnaire.code, version: 1, title: standardQuestionnaire.title },
        ...{ opening: standardQuestionnaire.opening, note: '平台自带', used_at: ctx.now },
        definition: JSON.stringify(standardQuestionnaire.definition),
      }),
    }),
    write: action<inputs.Written & inputs.Coded>({
      label: '编写问卷',
      past: '编写了问卷',
      from: 'new',
      to: 'draft',
      by: manageSurveys,
      tone: 'primary',
      input: inputs.newQuestionnaire,
      effect: async (ctx, _row, { code, ...input }) => ({
        ...(await firstOf(ctx, code)),
        ...kept(input),
      }),
    }),
    importOne: action<inputs.Imported>({
      label: '导入问卷',
      past: '导入了问卷',
      from: 'new',
      to: 'draft',
      by: manageSurveys,
      input: inputs.imported,
      effect: async (ctx, _row, input) => {
        const { code, title, opening, questions } = inputs.readExport(input.text)
        return {
          ...(await nextOf(ctx, code)),
          ...{ title, opening, note: input.note },
          definition: JSON.stringify({ questions }),
        }
      },
    }),
    revise: action<inputs.Revised>({
      label: '写新的一版',
      past: '写了新的一版',
      from: 'new',
      to: 'draft',
      by: manageSurveys,
      input: inputs.revised,
      prefill: async (_ctx, _row, raw) => ({ questionnaire_id: raw.questionnaire_id }),
      effect: async (ctx, _row, { questionnaire_id }) => {
        const old = await ctx.db
          .selectFrom('questionnaire')
          .selectAll()
          .where('id', '=', questionnaire_id)
          .executeTakeFirstOrThrow()
        return {
          ...(await nextOf(ctx, old.code)),
          ...{ title: old.title, opening: old.opening, definition: JSON.stringify(old.definition) },
        }
      },
    }),
    edit: action<inputs.Written>({
      label: '修改',
      past: '修改了问卷',
      from: ['draft'],
      by: manageSurveys,
      input: inputs.written,
      prefill: inputs.knownQuestionnaire,
      effect: async (_ctx, _row, input) => kept(input),
    }),
    submit: action({
      label: '送检查',
      past: '送交检查',
      from: ['draft'],
      to: 'checking',
      by: manageSurveys,
      tone: 'primary',
      effect: async (_ctx, row) => {
        const read = definition.safeParse(row.definition)
        if (!read.success) throw conflict('问卷还有问题，请修改后再送检查。')
        return {}
      },
      tell: row => [toldCheckers(row)],
    }),
    sendBack: action<inputs.Reason>({
      label: '退回修改',
      past: '退回修改',
      from: ['checking'],
      to: 'draft',
      by: checker,
      input: inputs.reason('哪里要改', '例如：问法带有引导；选项不全；问到了个人信息。'),
      note: input => input.reason,
      tell: (row, { reason }) => [toldWriters(row, reason)],
    }),
    approve: action<inputs.Checked>({
      label: '检查通过，启用',
      past: '检查通过，启用了问卷',
      done: '已启用，以后的调查用这一版',
      from: ['checking'],
      to: 'in_use',
      by: checker,
      tone: 'primary',
      input: inputs.checked,
      effect: async (ctx, row) => {
        await retireOthers(ctx, row)
        return { used_at: ctx.now }
      },
      note: input => input.remark || null,
    }),
    retire: action<inputs.Reason>({
      label: '停用',
      past: '停用了问卷',
      from: ['in_use'],
      to: 'retired',
      by: manageSurveys,
      tone: 'danger',
      input: inputs.reason('停用原因'),
      effect: async ctx => ({ retired_at: ctx.now }),
      note: input => input.reason,
    }),
    replace: action({
      label: '被新版替代',
      past: '被新的一版替代',
      from: ['in_use'],
      to: 'retired',
      by: theSystem,
      inner: true,
      effect: async ctx => ({ retired_at: ctx.now }),
    }),
  }),
})

const kept = ({ title, opening, questions, note }: inputs.Written) => ({
  ...{ title, opening, note },
  definition: JSON.stringify(readDefinition(inputs.definitionOf(questions))),
})

/** 422 at the row of the question that is wrong. */
export function readDefinition(made: Definition): Definition {
  const read = definition.safeParse(made)
  if (read.success) return read.data
  throw invalid(
    Object.fromEntries(
      read.error.issues.map(issue => {
        const at = typeof issue.path[1] === 'number' ? issue.path[1] : 0
        return [`questions.${at}.label`, issue.message] as const
      }),
    ),
  )
}

async function firstOf(ctx: Ctx, code: string) {
  const found = await nextOf(ctx, code)
  if (found.version > 1) throw invalid({ code: '已经有这个编号的问卷，请打开它写新的一版' })
  return found
}

async function nextOf(ctx: Ctx, code: string) {
  const rows = await ctx.db
    .selectFrom('questionnaire')
    .select(['version', 'state'])
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .limit(1)
    .forUpdate()
    .execute()
  if (rows[0] && ['draft', 'checking'].includes(rows[0].state))
    throw conflict('新的一版已经在写了，请到问卷列表里打开它。')
  return { code, version: (rows[0]?.version ?? 0) + 1 }
}

/** One version of a questionnaire is in use. */
async function retireOthers(ctx: Ctx, row: Questionnaire): Promise<void> {
  const flow = workflows.get('questionnaire')
  const old = await ctx.db
    .selectFrom('questionnaire')
    .select('id')
    .where('code', '=', row.code)
    .where('state', '=', 'in_use')
    .executeTakeFirst()
  if (old && flow) await perform({ ...ctx, actor: system }, flow, 'replace', old.id)
}
