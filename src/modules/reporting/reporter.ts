import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { noId } from '#platform/ids'
import { defineWorkflow } from '#platform/workflow'
import { manageReports, seesSheets } from './duties.ts'
import { activeForms } from './queries.ts'

interface Enrolling {
  form_code: string
  party_id: string
  small: boolean
}

const smallField = z.boolean().default(false).meta({
  label: '小型单位',
  widget: 'checkbox',
  help: '没有专门统计人员的单位。设置允许时，三处签字可以是同一人，报表上会注明。',
})

/** Parties that report by the form already are left out. */
async function enrolling(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  const forms = (await activeForms(ctx)).filter(form => form.reporters === 'party')
  if (forms.length === 0) throw invalid({ '': '还没有由企业填报的报表，请先审定一张。' })
  const parties = await enrollable(ctx, typeof raw.q === 'string' ? raw.q : '')
  return z.object({
    form_code: z.enum(forms.map(form => form.code) as [string, ...string[]]).meta({
      label: '报表',
      widget: 'select',
      options: forms.map(form => ({ value: form.code, label: `${form.code} ${form.title}` })),
    }),
    party_id: z.enum(parties.map(one => one.id) as [string, ...string[]]).meta({
      label: '填报单位',
      widget: 'select',
      options: parties.map(one => ({ value: one.id, label: one.name })),
      help: '单位要先在“服务对象”里登记。',
    }),
    small: smallField,
  }) as unknown as z.ZodType<Enrolling>
}

async function enrollable(ctx: Ctx, question: string) {
  const rows = await ctx.db
    .selectFrom('party')
    .select(['id', 'name'])
    .where('state', '=', 'active')
    .where('kind', '<>', 'person')
    .$if(question !== '', query => query.where('name', 'like', `%${question.slice(0, 40)}%`))
    .orderBy('name')
    .limit(1_000)
    .execute()
  if (rows.length === 0) throw invalid({ '': '还没有登记单位，请先在服务对象里登记。' })
  return rows
}

/** 填报单位名单: which party reports by which form, from when to when. */
export const reporterFlow = defineWorkflow({
  subject: 'report_reporter',
  label: '填报单位',
  clause: '5.6.2',
  states: {
    active: { label: '在报', tone: 'green', final: true },
    ended: { label: '不再填报', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    seesSheets(actor) ? query : query.where('report_reporter.party_id', 'in', [noId, ...actor.parties]),
  title: row => `${row.form_code} 填报单位`,
  href: (_row, actor) => (actor.staffId ? '/desk/reports/reporters' : '/my/reports'),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    form_code: z.string(),
    party_id: z.uuid(),
    small: z.boolean(),
    since: z.date(),
  }),
  actions: action => ({
    enrol: action<Enrolling>({
      label: '加入填报单位',
      past: '列为填报单位',
      from: 'new',
      to: 'active',
      by: manageReports,
      tone: 'primary',
      input: enrolling,
      effect: async (ctx, _row, input) => {
        const there = await ctx.db
          .selectFrom('report_reporter')
          .select('id')
          .where('form_code', '=', input.form_code)
          .where('party_id', '=', input.party_id)
          .where('state', '=', 'active')
          .executeTakeFirst()
        if (there) throw conflict('这家单位已经在填这张报表。', '/desk/reports/reporters')
        return { ...input, since: ctx.now }
      },
    }),
    size: action<{ small: boolean }>({
      label: '改单位规模',
      past: '改了单位规模',
      from: ['active'],
      by: manageReports,
      input: z.object({ small: smallField }) as unknown as z.ZodType<{ small: boolean }>,
      prefill: async (_ctx, row) => ({ small: row?.small ?? false }),
      effect: async (_ctx, _row, input) => input,
      note: input => (input.small ? '小型单位' : '不是小型单位'),
    }),
    end: action<{ reason: string }>({
      label: '不再填报',
      past: '从填报单位中去掉',
      from: ['active'],
      to: 'ended',
      by: manageReports,
      tone: 'danger',
      input: z.object({
        reason: z.string().trim().min(4).max(200).meta({ label: '理由', widget: 'textarea' }),
      }),
      effect: async (_ctx, _row, input) => input,
      note: input => input.reason,
    }),
  }),
})
