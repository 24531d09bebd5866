import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { files } from '#platform/forms'
import { text } from './fields.ts'
import { marksText, pointsOf } from './kinds.ts'
import type { Sitting } from './people.ts'
import { questionById } from './queries/bank.ts'
import { examInBrief } from './queries/exams.ts'
import { sheetInput } from './sheet.ts'
import { placedFor } from './taking.ts'

export interface Seat {
  exam_id: string
  class_id: string
  enrolment_id: string
  identity_id: string | null
  party_id: string | null
  person_name: string
  phone: string
  exam_title: string
  has_theory: boolean
  has_practice: boolean
  attempt: number
  opens_at: Date
  closes_at: Date
}
export const seat = z.object({
  exam_id: z.uuid(),
  class_id: z.uuid(),
  enrolment_id: z.uuid(),
  identity_id: z.uuid().nullable(),
  party_id: z.uuid().nullable(),
  person_name: z.string().meta({ secret: true }),
  phone: z.string().meta({ secret: true }),
  exam_title: z.string(),
  has_theory: z.boolean(),
  has_practice: z.boolean(),
  attempt: z.number().int(),
  opens_at: z.date(),
  closes_at: z.date(),
}) as unknown as z.ZodType<Seat>

export interface Moved {
  opens_at: Date
  closes_at: Date
  reason: string
}
export const moved = z.object({
  opens_at: z.date(),
  closes_at: z.date(),
  reason: z.string(),
}) as unknown as z.ZodType<Moved>

/** `next` is where the record goes, once it was marked. */
export interface Marked {
  next?: 'handed_in' | 'marked' | undefined
}
export interface HandIn extends Marked {
  /** What is on the form; absent: what was saved. */
  answers?: Record<string, unknown> | undefined
}
/** The journal does not keep answers: they stand on the sitting. */
export const handIn = z.object({
  answers: z.record(z.string(), z.unknown()).optional().meta({ secret: true }),
}) as unknown as z.ZodType<HandIn>
export const timeUp = z.object({}) as unknown as z.ZodType<HandIn>

export interface PaperEntry extends Marked, Record<string, unknown> {
  photos: string[]
}
/** The answers of a paper as they stand on it, by the letters of that paper, with a photo of it. */
export async function paperEntry(ctx: Ctx, row: Sitting | null): Promise<z.ZodType<PaperEntry>> {
  const paper = row ? await placedFor(ctx, row) : []
  const { shape } = sheetInput(paper) as unknown as z.ZodObject
  return z.object({
    ...shape,
    photos: files(20)
      .refine(ids => ids.length > 0, '请上传答卷照片')
      .meta({
        label: '答卷照片',
        widget: 'files',
        max: 20,
        accept: 'image/*,application/pdf',
        help: '每一页都拍，字迹要看得清。',
      }),
  }) as unknown as z.ZodType<PaperEntry>
}

export interface Assessment extends Marked, Record<string, unknown> {}
/** The score sheet of the practical question. */
export async function assessment(ctx: Ctx, row: Sitting | null): Promise<z.ZodType<Assessment>> {
  return z.object({
    ...(await pointFields(ctx, row)),
    evidence: files(10).optional().meta({ label: '现场照片或录像截图' }),
  }) as unknown as z.ZodType<Assessment>
}

async function pointFields(ctx: Ctx, row: Sitting | null): Promise<Record<string, z.ZodType>> {
  const exam = row ? await examInBrief(ctx, row.exam_id) : null
  const question = exam?.practical_id ? await questionById(ctx, exam.practical_id) : null
  return Object.fromEntries(
    (question ? pointsOf(question) : []).map(({ label, most }, at) => [
      `p${at + 1}`,
      z
        .number()
        .min(0)
        .max(most)
        .multipleOf(0.5, '以半分为单位')
        .meta({ label, unit: `分，满分 ${most}` }),
    ]),
  )
}

export interface Correction extends Record<string, unknown> {
  theory?: number | undefined
  reason: string
}
/** Marks as they should be: of theory as a whole, of practice point by point. */
export async function correction(ctx: Ctx, row: Sitting | null): Promise<z.ZodType<Correction>> {
  const exam = row ? await examInBrief(ctx, row.exam_id) : null
  return z.object({
    ...(row?.has_theory && {
      theory: z
        .number()
        .min(0)
        .max(exam?.theory_most ?? 0)
        .multipleOf(0.1)
        .meta({ label: '理论得分', unit: `分，满分 ${exam?.theory_most ?? 0}` }),
    }),
    ...(row?.has_practice && (await pointFields(ctx, row))),
    reason: text('原因', 4, 500, {
      widget: 'textarea',
      rows: 3,
      help: '哪一题、哪一项改了，为什么。会发给学员。',
    }),
  }) as unknown as z.ZodType<Correction>
}

/** The marks as they are. */
export async function knownMarks(_ctx: Ctx, row: Sitting | null): Promise<Record<string, unknown>> {
  const points = (row?.practical ?? []) as unknown as number[]
  return {
    ...(row?.theory_tenths !== null && { theory: Number(marksText(row?.theory_tenths ?? 0)) }),
    ...Object.fromEntries(points.map((tenths, at) => [`p${at + 1}`, Number(marksText(tenths))])),
  }
}
