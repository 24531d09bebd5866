import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { files, oneOf } from '#platform/forms'
import { idNumber } from '#platform/identifiers'
import type { Certificate } from './people.ts'

/** The forms of certificates. */

export interface Reason {
  reason: string
  files?: string[] | undefined
}
const why = (label: string, help?: string) =>
  z
    .string()
    .trim()
    .min(4)
    .max(300)
    .meta({ label, widget: 'textarea', rows: 3, ...(help && { help }) })

export const reason = (label: string, help?: string) => z.object({ reason: why(label, help) })
export const reasonWithProof = (label: string, help: string) =>
  z.object({
    reason: why(label, help),
    files: files(4).optional().meta({ label: '依据材料' }),
  }) as unknown as z.ZodType<Reason>

export const proposal = z.object({
  proposal: z
    .string()
    .trim()
    .max(500)
    .default('')
    .meta({ label: '说明', widget: 'textarea', rows: 3, help: '给核发人看的，没有的不填。' }),
})

/** What a batch is made from. */
export const prepared = z.object({
  class_id: z.uuid(),
  title: z.string(),
  class_number: z.string(),
  certificate: z.string(),
  owner_id: z.uuid(),
  people: z.number().int(),
})

export interface Correction {
  person_name: string
  id_number?: string | undefined
  reason: string
  files?: string[] | undefined
}
export const correction = z.object({
  person_name: z.string().trim().min(2).max(30).meta({ label: '姓名', help: '照身份证写。' }),
  id_number: idNumber.optional().meta({
    label: '身份证号码',
    help: '证书上的身份证号码也错了才填；只保留遮盖后的号码。',
    secret: true,
  }),
  reason: why('更正原因', '写明哪里错了、依据什么。'),
  files: files(4).optional().meta({ label: '依据材料' }),
}) as unknown as z.ZodType<Correction>

export const knownCorrection = async (_ctx: Ctx, row: Certificate | null) => ({
  person_name: row?.person_name ?? '',
})

/** A certificate of somebody who completed the class, or one that replaces another. */
export interface Issued {
  batch_id: string
  enrolment_id: string
  replaces_id?: string | undefined
}
export const issued = z.object({
  batch_id: z.uuid(),
  enrolment_id: z.uuid(),
  replaces_id: z.uuid().optional(),
}) as unknown as z.ZodType<Issued>

export const hows = { self: '本人领取', proxy: '他人代领', post: '邮寄', online: '网上领取' } as const
const { online: _online, ...byHand } = hows

export interface Handed {
  handed_how: keyof typeof byHand
  handed_on: string
  handed_to: string
}
const handedFields = (ctx: Ctx) => ({
  handed_how: oneOf(byHand, '发放方式', 'radio'),
  handed_on: z.iso
    .date('请填写日期')
    .refine(day => day <= dayOf(ctx.now), '不能晚于今天')
    .meta({ label: '发放日期', widget: 'date' }),
})
export const handed = async (ctx: Ctx) =>
  z
    .object({
      ...handedFields(ctx),
      handed_to: z
        .string()
        .trim()
        .max(60)
        .default('')
        .meta({ label: '代领人或快递单号', help: '本人领取的不填。' }),
    })
    .refine(input => input.handed_how === 'self' || input.handed_to !== '', {
      path: ['handed_to'],
      error: '请写明代领人或快递单号',
    }) as unknown as z.ZodType<Handed>

export interface HandedAll {
  handed_on: string
  sheet?: string[] | undefined
}
export const handedAll = async (ctx: Ctx) =>
  z.object({
    handed_on: handedFields(ctx).handed_on,
    sheet: files(4)
      .refine(all => all.length > 0, '请上传签好名的发放表')
      .meta({ label: '签好名的证书发放表', help: '拍照或扫描。不在场的学员，随后单独登记发放。' }),
  }) as unknown as z.ZodType<HandedAll>

export const knownHanding = async (ctx: Ctx) => ({ handed_how: 'self', handed_on: dayOf(ctx.now) })
