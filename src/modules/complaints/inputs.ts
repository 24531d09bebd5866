import { z } from 'zod'
import { staffField, staffWithDuty } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import {
  causes,
  complexities,
  findings,
  isGrievance,
  isSubstantiated,
  optionsOf,
  refusals,
  shortFindings,
} from './codes.ts'
import { alikeTo } from './duplicates.ts'
import { bureauComplaints, type Complaint, handleComplaints } from './duties.ts'
import { mostExtensionDays } from './settings.ts'

const keysOf = (list: object) => Object.keys(list) as [string, ...string[]]
export const choice = (
  list: Parameters<typeof optionsOf>[0],
  label: string,
  widget: 'radio' | 'select' = 'radio',
) => z.enum(keysOf(list)).meta({ label, widget, options: optionsOf(list) })

/** Free text: the journal does not keep it; it stands with the complaint, and goes with it. */
export const words = (label: string, { min = 5, max = 1000, help = '' } = {}) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .meta({ label, widget: 'textarea', secret: true, ...(help && { help }) })

export const reason = (label: string, help = '') => z.object({ reason: words(label, { help }) })

/** Who could take it on: neither whom it is about, nor who complained, nor (for a review) who handled it before. */
export async function eligible(ctx: Ctx, row: Complaint, options: { fresh?: boolean } = {}) {
  const [people, complained, serviceCase] = await Promise.all([
    staffWithDuty(ctx, row.for_bureau ? bureauComplaints : handleComplaints),
    staffWhoComplained(ctx, row),
    row.case_id
      ? ctx.db
          .selectFrom('service_case')
          .select('assignee_id')
          .where('id', '=', row.case_id)
          .executeTakeFirst()
      : undefined,
  ])
  const excluded = [
    ...row.concerned_ids,
    ...complained,
    serviceCase?.assignee_id,
    ...(options.fresh ? row.handler_ids : []),
  ]
  return people.filter(one => !excluded.includes(one.id))
}

async function staffWhoComplained(ctx: Ctx, row: Complaint): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('staff')
    .select('id')
    .where(eb => eb.or([eb('identity_id', '=', row.identity_id), eb('phone', '=', row.contact_phone)]))
    .limit(10)
    .execute()
  return rows.map(one => one.id)
}

async function assigneeField(ctx: Ctx, row: Complaint, label: string, options: { fresh?: boolean } = {}) {
  const people = await eligible(ctx, row, options)
  if (people.length === 0) throw conflict('没有可以承办的人员：被反映的人、反映人和经办过的人都须回避。')
  return staffField(people, label)
}

export interface Acceptance {
  complexity: 'simple' | 'complex'
  assignee_id?: string | undefined
}
export const acceptance = async (ctx: Ctx, row: Complaint | null) =>
  z.object({
    complexity: choice(complexities, '繁简'),
    assignee_id: (await assigneeField(ctx, row as Complaint, '交给谁办'))
      .optional()
      .meta({ help: '可以先受理、稍后分派。被反映的人员不在其中。' }),
  }) as unknown as z.ZodType<Acceptance>

export const assignment = async (ctx: Ctx, row: Complaint | null) =>
  z.object({ assignee_id: await assigneeField(ctx, row as Complaint, '交给谁办') })

export const transfer = async (ctx: Ctx, row: Complaint | null) =>
  (await assignment(ctx, row)).extend({ reason: words('转办原因', { min: 2, max: 300 }) })

export const review = async (ctx: Ctx, row: Complaint | null) =>
  z.object({ assignee_id: await assigneeField(ctx, row as Complaint, '由谁复核', { fresh: true }) })

export interface Refusing {
  refusal: string
  text: string
}
export const refusing = z.object({
  refusal: choice(refusals, '不予受理的理由'),
  text: words('说明', { min: 10, help: '反映人会看到：为什么不受理，还可以找谁。' }),
}) as unknown as z.ZodType<Refusing>

export const extension = (ctx: Ctx) =>
  z.object({
    days: z
      .number()
      .int()
      .min(1)
      .max(mostExtensionDays.of(ctx.centre))
      .meta({ label: '延长', unit: '个工作日' }),
    reason: words('延期理由', { max: 120, help: '会告知反映人。' }),
  })

export interface Answering {
  finding: string
  cause?: string | undefined
  answer: string
  measures?: string | undefined
}
const answerText = (help: string) => words('答复', { min: 10, max: 3000, help })
export const answering = async (_ctx: Ctx, row: Complaint | null): Promise<z.ZodType<Answering>> =>
  (row && !isGrievance(row)
    ? z.object({
        finding: choice(shortFindings, '处理'),
        answer: answerText('反映人会看到。'),
      })
    : z
        .object({
          finding: choice(findings, '核查结论'),
          cause: choice(causes, '问题归类', 'select')
            .optional()
            .meta({ help: '属实或部分属实的必须归类，用于统计。' }),
          answer: answerText('反映人会看到：查明了什么、怎么处理。不要写出他人的姓名和电话。'),
          measures: words('整改措施', { max: 2000 })
            .optional()
            .meta({ help: '已经做了什么、以后怎么防止。' }),
        })
        .refine(input => !isSubstantiated(input.finding) || input.cause !== undefined, {
          path: ['cause'],
          message: '请选择问题归类',
        })) as unknown as z.ZodType<Answering>

/** Earlier ones that it may be joined with. */
export const joining = async (ctx: Ctx, row: Complaint | null) => {
  const alike = (await alikeTo(ctx, row as Complaint)).filter(one => one.open)
  if (alike.length === 0) throw conflict('没有找到可以并入的相同反映。')
  return z.object({
    into: z.enum(keysOf(Object.fromEntries(alike.map(one => [one.id, one])))).meta({
      label: '并入哪一件',
      widget: 'radio',
      options: alike.map(one => ({ value: one.id, label: one.number, help: one.excerpt })),
    }),
  })
}

/** What machines may read: no texts, no names. */
export const complaintRecord = z.object({
  id: z.uuid(),
  number: z.string(),
  state: z.string(),
  kind: z.string(),
  about: z.string(),
  channel: z.string(),
  anonymous: z.boolean(),
  finding: z.string().nullable(),
  cause: z.string().nullable(),
  refusal: z.string().nullable(),
  satisfaction: z.string().nullable(),
  submitted_at: z.date(),
  accepted_at: z.date().nullable(),
  answered_at: z.date().nullable(),
  closed_at: z.date().nullable(),
})
