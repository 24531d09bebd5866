import { sql } from 'kysely'
import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { enterConsultations, seesConsultations } from './duties.ts'

interface Issuing {
  place: string
  visit_on: string
}

/** 下乡登记单: a numbered paper sheet that is taken along and used once. */
export const sheetFlow = defineWorkflow({
  subject: 'consultation_sheet',
  label: '下乡登记单',
  clause: '5.1',
  states: {
    issued: { label: '未用', tone: 'blue', final: true },
    used: { label: '已录入', tone: 'green', final: true },
    void: { label: '已作废', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || seesConsultations(actor)
      ? query
      : query.where('consultation_sheet.id', 'is', null),
  title: row => row.number,
  href: row => `/desk/sheets/${row.number}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    number: z.string(),
    place: z.string(),
    visit_on: z.string(),
  }),
  actions: action => ({
    issue: action<Issuing>({
      label: '印制登记单',
      past: '印制了登记单',
      from: 'new',
      to: 'issued',
      by: enterConsultations,
      inner: true,
      quiet: true,
      input: z.object({ place: z.string().trim().min(2).max(40), visit_on: z.iso.date() }),
      effect: async (ctx, _row, input) => ({
        ...input,
        number: sql<string>`next_consultation_number('XC', ${dayOf(ctx.now)})`,
        issued_by: ctx.actor.staffId as string,
        issued_at: ctx.now,
      }),
    }),
    use: action({
      label: '录入',
      past: '录入了登记单',
      from: ['issued'],
      to: 'used',
      by: theSystem,
      inner: true,
    }),
    void: action<{ reason: string }>({
      label: '作废',
      past: '作废了登记单',
      from: ['issued'],
      to: 'void',
      by: enterConsultations,
      input: z.object({
        reason: z.string().trim().min(2).max(100).meta({ label: '原因', help: '例如：没有用上、写坏了。' }),
      }),
      note: input => input.reason,
    }),
  }),
})
