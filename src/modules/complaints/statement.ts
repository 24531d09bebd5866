import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { files } from '#platform/forms'
import { message, tell } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { type Addressee, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { statementDays } from './settings.ts'
import { visibleComplaints } from './visible.ts'

export type Statement = RowOf<'complaint_statement'>

const asked = defineTemplate(
  'statement.asked',
  '中心收到涉及贵单位的服务反馈，请在 {days} 个工作日内登录网站说明情况。',
  { sms: true },
)
const given = defineTemplate('statement.given', '服务商已就服务反馈（{number}）说明情况。')
const givenToBureau = defineTemplate('statement.bureau.given', '服务商已就服务反馈（{number}）说明情况。', {
  only: 'bureau',
})

const theProvider: Addressee<Statement> = {
  says: '被请说明的服务商',
  test: (actor, row) => actor.parties.includes(row.party_id),
  address: row => ({ party_id: row.party_id }),
}

interface Asking {
  complaint_id: string
  provider_id: string
  party_id: string
  question: string
}

/** 4.5.1 A provider is heard on what it is blamed for. It reads the question, never the complaint or who made it. */
export const statementFlow = defineWorkflow({
  subject: 'complaint_statement',
  label: '情况说明',
  confidential: true,
  clause: '4.5.1',
  clocks: { statement: { label: '说明', within: statementDays } },
  states: {
    asked: {
      label: '待说明',
      tone: 'orange',
      awaits: theProvider,
      clock: 'statement',
      after: { within: statementDays, do: 'lapse' },
    },
    given: { label: '已说明', tone: 'green', final: true },
    lapsed: { label: '逾期未说明', tone: 'red', final: true },
    cancelled: { label: '不再需要', tone: 'grey', final: true },
  },
  visible: (ctx, query) => {
    const { actor } = ctx
    if (actor.kind === 'system') return query
    const complaints = visibleComplaints(ctx, ctx.db.selectFrom('complaint').select('complaint.id') as never)
    return query.where(eb =>
      eb.or([
        ...(actor.parties.length > 0 ? [eb('complaint_statement.party_id', 'in', [...actor.parties])] : []),
        ...(actor.staffId ? [eb('complaint_statement.complaint_id', 'in', complaints as never)] : []),
        eb('complaint_statement.id', 'is', null),
      ]),
    )
  },
  title: () => '请说明情况',
  href: (row, actor) =>
    actor.parties.includes(row.party_id)
      ? `/my/statements/${row.id}`
      : `/desk/complaints/${row.complaint_id}`,
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    question: z.string(),
    statement: z.string().nullable(),
    asked_at: z.date(),
    given_at: z.date().nullable(),
  }),
  actions: action => ({
    ask: action<Asking>({
      label: '请服务商说明情况',
      past: '请服务商说明情况',
      from: 'new',
      to: 'asked',
      by: theSystem,
      inner: true,
      input: z.object({
        complaint_id: z.uuid(),
        provider_id: z.uuid(),
        party_id: z.uuid(),
        question: z.string().meta({ secret: true }),
      }),
      effect: async (ctx, _row, input) => ({ ...input, asked_at: ctx.now }),
      tell: (row, _input, ctx) => [
        message(
          { party: row.party_id },
          asked,
          { days: String(statementDays.of(ctx.centre)) },
          `/my/statements/${row.id}`,
        ),
      ],
    }),
    give: action<{ statement: string; evidence?: string[] | undefined }>({
      label: '说明情况',
      done: '说明已送达，谢谢配合',
      past: '说明了情况',
      from: ['asked'],
      to: 'given',
      by: theProvider,
      tone: 'primary',
      input: z.object({
        statement: z.string().trim().min(10).max(2000).meta({
          label: '情况说明',
          widget: 'textarea',
          rows: 6,
          secret: true,
          help: '当时怎么做的、原因是什么、准备怎么改。',
        }),
        evidence: files(6).optional().meta({ label: '凭据', help: '合同、聊天记录、发货单等，可以拍照。' }),
      }),
      effect: async (ctx, _row, input) => ({ statement: input.statement, given_at: ctx.now }),
      consequence: tellHandler,
    }),
    lapse: action({
      label: '逾期未说明',
      past: '逾期未说明，按现有情况办理',
      from: ['asked'],
      to: 'lapsed',
      by: theSystem,
      quiet: true,
    }),
    cancel: action({
      label: '不再需要',
      past: '已不需要说明',
      from: ['asked'],
      to: 'cancelled',
      by: theSystem,
      inner: true,
    }),
  }),
})

async function tellHandler(ctx: Ctx, row: Statement): Promise<void> {
  const complaint = await ctx.db
    .selectFrom('complaint')
    .select(['id', 'number', 'assignee_id', 'for_bureau'])
    .where('id', '=', row.complaint_id)
    .executeTakeFirst()
  if (!complaint?.assignee_id) return
  const { number } = complaint
  const text = complaint.for_bureau ? givenToBureau : given
  await tell(
    ctx,
    message({ staff: complaint.assignee_id }, text, { number }, `/desk/complaints/${complaint.id}`),
  )
}
