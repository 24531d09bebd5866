import { z } from 'zod'
import { moment, momentText } from '#modules/activities'
import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, notFound } from '#platform/errors'
import { oneOf } from '#platform/forms'
import { isId } from '#platform/ids'
import { type PayPeriod, payPeriods } from './codes.ts'
import type { Application, JobPost } from './people.ts'
import { resumesOfParty } from './queries/applications.ts'
import { publicPost } from './queries/posts.ts'
import { ticked } from './reason.ts'
import { knownPerson, personField } from './resume.ts'

export interface Applying {
  post_id: string
  party_id: string
  resume_id: string
  words: string
  consent: boolean
}

/** The post of an address that is public and open today; 404 otherwise. */
export async function openPost(ctx: Ctx, id: unknown): Promise<JobPost & { party: string }> {
  const row = typeof id === 'string' && isId(id) ? await publicPost(ctx, id) : undefined
  if (!row) throw notFound('这个岗位')
  if (row.state !== 'published' || row.valid_until < dayOf(ctx.now))
    throw conflict('这个岗位已经到期或结束，不能再投简历。', `/jobs/${row.id}`)
  return row
}
export const aboutPost = async (ctx: Ctx, raw: Record<string, unknown>): Promise<string | null> =>
  (await openPost(ctx, raw.post_id).catch(() => null))?.title ?? null

export async function applying(
  ctx: Ctx,
  _row: unknown,
  raw: Record<string, unknown>,
): Promise<z.ZodType<Applying>> {
  const post = await openPost(ctx, raw.post_id)
  const person = await personField(ctx, '谁应聘')
  const all = await Promise.all(person.options.map(id => resumesOfParty(ctx, id)))
  const resumes = all.flat()
  if (resumes.length === 0) throw conflict('请先写一份简历，几分钟就行，写好再回来投。', '/act/resume/write')
  return z.object({
    post_id: z.literal(post.id).meta({ widget: 'hidden' }),
    party_id: person,
    resume_id: z.enum(resumes.map(one => one.id) as [string, ...string[]]).meta({
      label: '用哪份简历',
      widget: 'radio',
      options: resumes.map(one => ({ value: one.id, label: one.title })),
    }),
    words: z
      .string()
      .trim()
      .max(300)
      .default('')
      .meta({ label: '想对单位说的话', widget: 'textarea', help: '可以不写。', secret: true }),
    consent: ticked(
      `同意把这份简历和电话给${post.party}看，只用于这次应聘`,
      '不同意就不能投',
      '随时可以收回，收回后对方什么都看不到。任何人向您收钱，请告诉中心。',
    ),
  }) as unknown as z.ZodType<Applying>
}

export const knownOfApplying = async (ctx: Ctx) => {
  const person = await knownPerson(ctx)
  const resumes = person.party_id ? await resumesOfParty(ctx, person.party_id) : []
  return { party_id: person.party_id, ...(resumes.length === 1 && { resume_id: resumes[0]?.id }) }
}

export interface Inviting {
  interview_at: Date
  interview_place: string
}
export const inviting = async (ctx: Ctx): Promise<z.ZodType<Inviting>> =>
  z.object({
    interview_at: moment('面试时间').refine(at => at > ctx.now, '已经过去'),
    interview_place: z
      .string()
      .trim()
      .min(2)
      .max(100)
      .meta({ label: '地点', help: '写到门牌；视频面试写用什么。' }),
  }) as unknown as z.ZodType<Inviting>
export const knownOfMeeting = async (_ctx: Ctx, row: Application | null) => ({
  interview_at: row?.interview_at ? momentText(row.interview_at) : undefined,
  interview_place: row?.interview_place,
})

export interface Offering {
  offer_fen?: number | undefined
  offer_per: PayPeriod
  start_on: string
  offer_words: string
}
export const offering = async (ctx: Ctx, _row: Application | null): Promise<z.ZodType<Offering>> =>
  z.object({
    offer_fen: z
      .number()
      .int()
      .min(1)
      .max(10_000_000_00)
      .optional()
      .meta({ label: '工资或补贴', widget: 'money', unit: '元', help: '没有补贴的实习不填。' }),
    offer_per: oneOf(payPeriods, '按什么计', 'radio').default('month'),
    start_on: z.iso
      .date('请填写日期')
      .refine(day => day >= dayOf(ctx.now), '已经过去')
      .refine(day => day <= addDays(dayOf(ctx.now), 180), '最晚半年以内')
      .meta({ label: '哪天到岗', widget: 'date' }),
    offer_words: z
      .string()
      .trim()
      .max(300)
      .default('')
      .meta({ label: '还要说明的', widget: 'textarea', help: '带什么、找谁报到。' }),
  }) as unknown as z.ZodType<Offering>

export interface Starting {
  on_day: string
}
const onDay = (ctx: Ctx) =>
  z.iso
    .date('请填写日期')
    .refine(day => day <= dayOf(ctx.now), '还没有到这一天')
    .refine(day => day >= addDays(dayOf(ctx.now), -180), '太早了，请核对')
    .meta({ label: '哪天到岗的', widget: 'date' })
export const starting = async (ctx: Ctx): Promise<z.ZodType<Starting>> =>
  z.object({ on_day: onDay(ctx) }) as unknown as z.ZodType<Starting>

/** 'no' is said, not assumed: nothing is chosen beforehand. */
export const feeField = oneOf({ no: '没有', yes: '有' }, '有人向您收过钱、押金或扣过证件吗', 'radio')
export const feeWords = z.string().trim().max(500).default('').meta({
  label: '谁收的、收了多少、怎么说的',
  widget: 'textarea',
  help: '没有的不用写。写了的，中心会登记为反馈去核实。',
})
/** Whoever says yes says what; the words are what the complaint is about. */
export const saysWhat = <S extends z.ZodObject>(schema: S) =>
  schema.superRefine((input, check) => {
    const { fee, fee_words } = input as { fee?: string; fee_words?: string }
    if (fee === 'yes' && (fee_words ?? '').length < 4)
      check.addIssue({ code: 'custom', path: ['fee_words'], message: '请写明谁收的、收了多少' })
  })

export interface OwnStart extends Starting {
  fee: 'no' | 'yes'
  fee_words: string
}
export const ownStart = async (ctx: Ctx): Promise<z.ZodType<OwnStart>> =>
  saysWhat(
    z.object({ on_day: onDay(ctx), fee: feeField, fee_words: feeWords }),
  ) as unknown as z.ZodType<OwnStart>

export interface Verifying {
  there: 'yes' | 'no'
  on_day: string
  words: string
  fee: 'no' | 'yes'
  fee_words: string
}
export const verifying = async (ctx: Ctx): Promise<z.ZodType<Verifying>> =>
  saysWhat(
    z.object({
      there: oneOf({ yes: '到岗了', no: '没有到岗' }, '电话里说', 'radio'),
      on_day: onDay(ctx),
      words: z.string().trim().min(4).max(300).meta({
        label: '问了谁、怎么说',
        widget: 'textarea',
        help: '单位和本人至少问到一方，写明问的是哪一方。',
      }),
      fee: oneOf({ no: '没有', yes: '有' }, '问本人：有人收过钱、押金或扣过证件吗', 'radio'),
      fee_words: feeWords,
    }),
  ) as unknown as z.ZodType<Verifying>

export const knownStart = async (ctx: Ctx, row: Application | null) => {
  const said = row?.employer_started_on ?? row?.applicant_started_on ?? row?.start_on
  const today = dayOf(ctx.now)
  return { on_day: said && said <= today ? said : today }
}
