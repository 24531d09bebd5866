import { z } from 'zod'
import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, notFound } from '#platform/errors'
import { files, oneOf } from '#platform/forms'
import { isId } from '#platform/ids'
import { holds } from '#platform/who'
import { insurances, type Mark, marks } from './codes.ts'
import { followJobs } from './duties.ts'
import type { Application, Internship } from './people.ts'
import { entriesOf } from './queries/internships.ts'
import { ticked } from './reason.ts'
import { diaryLateDays, leastEntries } from './settings.ts'

export interface Terms {
  school_name: string
  school_contact: string
  from_on: string
  until_on: string
  hours_day: number
  days_week: number
  place: string
  tasks: string
  mentor: string
  allowance_fen: number
  insurance: keyof typeof insurances
  insurance_number: string
  night_shifts: boolean
  hazards: string
}
export type Planning = Terms & { application_id: string }

const text = (label: string, min: number, max: number, help?: string) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .meta({ label, ...(max > 100 && { widget: 'textarea' as const }), ...(help && { help }) })

/** What 《职业学校学生实习管理规定》 asks an agreement to say, in plain words. */
const terms = {
  school_name: z
    .string()
    .trim()
    .max(60)
    .default('')
    .meta({ label: '学校', help: '不是在校生的不填，就是双方协议。' }),
  school_contact: z.string().trim().max(60).default('').meta({ label: '学校指导老师和电话' }),
  from_on: z.iso.date('请填写日期').meta({ label: '从哪天', widget: 'date' }),
  until_on: z.iso.date('请填写日期').meta({ label: '到哪天', widget: 'date' }),
  hours_day: z
    .number()
    .int()
    .min(1)
    .max(8)
    .meta({ label: '每天几小时', help: '不超过 8 小时，不安排加班。' }),
  days_week: z.number().int().min(1).max(6).meta({ label: '每周几天' }),
  place: text('在哪里实习', 2, 100),
  tasks: text('做什么、学什么', 10, 1000),
  mentor: text('单位带教的人', 2, 40),
  allowance_fen: z
    .number()
    .int()
    .min(0)
    .max(10_000_000)
    .default(0)
    .meta({ label: '每月补贴', widget: 'money', unit: '元', help: '没有的填 0。' }),
  insurance: oneOf(insurances, '实习责任险、意外险由谁投保', 'radio'),
  insurance_number: text('保单号', 4, 60, '没有投保的不能开始实习。'),
  night_shifts: z
    .boolean()
    .default(false)
    .meta({ label: '有夜班', widget: 'checkbox', help: '未满 18 周岁的不能安排夜班。' }),
  hazards: z
    .string()
    .trim()
    .max(200)
    .default('')
    .meta({ label: '有害或危险的作业', help: '没有的不填；未满 18 周岁的不能安排。' }),
}
const inOrder = <S extends z.ZodObject>(schema: S) =>
  schema.superRefine((input, check) => {
    const { from_on, until_on } = input as unknown as Terms
    const wrong = (message: string) => check.addIssue({ code: 'custom', path: ['until_on'], message })
    if (until_on <= from_on) wrong('要在开始以后')
    else if (until_on > addDays(from_on, 366)) wrong('最长一年')
  })

/** Somebody hired for an internship, whose employer or whose centre it is that asks; 404 otherwise. */
export async function hiredIntern(
  ctx: Ctx,
  id: unknown,
): Promise<Application & { night_shifts: boolean; hazards: string; tasks: string; place: string }> {
  const row =
    typeof id === 'string' && isId(id)
      ? await ctx.db
          .selectFrom('job_application')
          .innerJoin('job_post', 'job_post.id', 'job_application.post_id')
          .selectAll('job_application')
          .select(['job_post.kind', 'job_post.night_shifts', 'job_post.hazards', 'job_post.tasks'])
          .select('job_post.place_note as place')
          .where('job_application.id', '=', id)
          .executeTakeFirst()
      : undefined
  const may = row && (ctx.actor.parties.includes(row.employer_party_id) || holds(ctx.actor, followJobs))
  if (!may) throw notFound('这次应聘')
  if (row.kind !== 'internship') throw conflict('这个岗位不是实习实践，不用签实习协议。')
  if (row.state !== 'hired' && row.state !== 'started') throw conflict('对方接受录用以后，才能拟实习协议。')
  return row
}

export const planning = async (
  ctx: Ctx,
  _row: unknown,
  raw: Record<string, unknown>,
): Promise<z.ZodType<Planning>> => {
  const { id } = await hiredIntern(ctx, raw.application_id)
  return inOrder(
    z.object({ application_id: z.literal(id).meta({ widget: 'hidden' }), ...terms }),
  ) as unknown as z.ZodType<Planning>
}
export const aboutApplication = async (ctx: Ctx, raw: Record<string, unknown>): Promise<string | null> =>
  (await hiredIntern(ctx, raw.application_id).catch(() => null))?.title ?? null
export const knownOfPlanning = async (ctx: Ctx, _row: unknown, raw: Record<string, unknown>) => {
  const { start_on, night_shifts, hazards, tasks, place } = await hiredIntern(ctx, raw.application_id)
  return {
    from_on: start_on,
    hours_day: 8,
    days_week: 5,
    night_shifts,
    hazards,
    tasks,
    place,
    allowance_fen: 0,
  }
}
export const revising = inOrder(z.object(terms)) as unknown as z.ZodType<Terms>

export interface Consent {
  consent: boolean
}
export const consenting = (label: string) =>
  z.object({ consent: ticked(label, '确认后才生效') }) as z.ZodType<Consent>

export interface InternConsent extends Consent {
  birth_on: string
  guardian: string
}

/** Minors: neither at night nor with what harms, with a guardian's word; nobody under sixteen. 《未成年人保护法》 */
export const internConsent = async (_ctx: Ctx, row: Internship | null): Promise<z.ZodType<InternConsent>> =>
  z
    .object({
      birth_on: z.iso.date('请填写日期').meta({
        label: '出生日期',
        widget: 'date',
        help: '只用来核对能不能安排夜班等，不公开。',
        secret: true,
      }),
      guardian: z
        .string()
        .trim()
        .max(60)
        .default('')
        .meta({ label: '监护人姓名和电话', help: '满 18 周岁的不用填。', secret: true }),
      consent: ticked(
        '看过协议，同意按协议实习',
        '同意后才生效',
        '保险、时间、补贴有不清楚的，先问清楚再确认。',
      ),
    })
    .superRefine((input, check) => {
      const wrong = (field: string, message: string) =>
        check.addIssue({ code: 'custom', path: [field], message })
      if (!row) return
      if (input.birth_on > yearsBefore(row.from_on, 16)) return wrong('birth_on', '未满 16 周岁的不能实习')
      if (input.birth_on <= yearsBefore(row.from_on, 18)) return
      if (row.night_shifts) wrong('birth_on', '未满 18 周岁的不能安排夜班，请单位先修改协议')
      else if (row.hazards) wrong('birth_on', '未满 18 周岁的不能安排有害或危险的作业，请单位先修改协议')
      if (!input.guardian) wrong('guardian', '未满 18 周岁的，请填写监护人姓名和电话')
    }) as unknown as z.ZodType<InternConsent>

/** The same day so many years earlier, as a text that compares. */
export const yearsBefore = (day: string, years: number): string =>
  `${Number(day.slice(0, 4)) - years}${day.slice(4)}`

export interface SchoolPaper {
  school_agreed_on: string
  papers: string[]
}
export const schoolPaper = async (ctx: Ctx): Promise<z.ZodType<SchoolPaper>> =>
  z.object({
    school_agreed_on: z.iso
      .date('请填写日期')
      .refine(day => day <= dayOf(ctx.now), '还没有到这一天')
      .meta({ label: '学校哪天盖的章', widget: 'date' }),
    papers: files(6)
      .refine(all => all.length > 0, '请上传盖了章的协议照片')
      .meta({ label: '盖了章的协议' }),
  }) as unknown as z.ZodType<SchoolPaper>

export interface Entry {
  on_day: string
  hours: number
  body: string
}
export const entry = async (ctx: Ctx, row: Internship | null): Promise<z.ZodType<Entry>> => {
  const today = dayOf(ctx.now)
  const late = diaryLateDays.of(ctx.centre)
  return z.object({
    on_day: z.iso
      .date('请填写日期')
      .refine(day => day <= today, '还没有到这一天')
      .refine(day => day >= addDays(today, -late), `最多补写 ${late} 天前的`)
      .refine(day => !row || (day >= row.from_on && day <= row.until_on), '不在实习期内')
      .meta({ label: '哪一天', widget: 'date' }),
    hours: z
      .number()
      .int()
      .min(1)
      .max(row?.hours_day ?? 8, '不能超过协议写的每天几小时；超过了请告诉中心')
      .meta({ label: '几小时' }),
    body: z
      .string()
      .trim()
      .min(10)
      .max(1000)
      .meta({ label: '做了什么、学到什么', widget: 'textarea', secret: true }),
    photos: files(4).optional().meta({ label: '照片', accept: 'image/*', help: '没有可以不传。' }),
  }) as unknown as z.ZodType<Entry>
}
export const knownEntry = async (ctx: Ctx, row: Internship | null) => ({
  on_day: dayOf(ctx.now),
  hours: row?.hours_day,
})

export interface Report {
  report: string
}
export const reporting = async (ctx: Ctx, row: Internship | null): Promise<z.ZodType<Report>> => {
  const [written, least] = [row ? (await entriesOf(ctx, row.id)).length : 0, leastEntries.of(ctx.centre)]
  if (row && written < least) throw conflict(`日记写了 ${written} 篇，至少写 ${least} 篇才能交报告。`)
  return z.object({
    report: z.string().trim().min(50).max(5000).meta({
      label: '实习报告',
      widget: 'textarea',
      rows: 12,
      help: '做了哪些事、学到什么、有什么收获和建议。',
      secret: true,
    }),
    papers: files(6).optional().meta({ label: '附件', help: '作品、照片，没有可以不传。' }),
  }) as unknown as z.ZodType<Report>
}

export interface Rating {
  mark: Mark
  words: string
}
export const rating = (label: string, help?: string) =>
  z.object({
    mark: oneOf(marks, label, 'radio'),
    words: z
      .string()
      .trim()
      .min(4)
      .max(500)
      .meta({ label: '评语', widget: 'textarea', ...(help && { help }) }),
  }) as unknown as z.ZodType<Rating>
