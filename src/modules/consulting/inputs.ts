import { z } from 'zod'
import { listedProviders } from '#modules/catalogue'
import { suggestedAnswers } from '#modules/knowledge'
import { citablePolicies, inBrackets, suggestedPolicies } from '#modules/policies'
import { staffField, staffWithDuty } from '#modules/team'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import type { Kind } from './codes.ts'
import { answerConsultations, type Consultation, enterConsultations, type Transfer } from './duties.ts'
import { words } from './intake.ts'
import { candidates, offices, topicsIn } from './queries/experts.ts'
import { lastAnswerFromOutside, namesOf, openTransfer } from './queries.ts'
import { recommended } from './recommending.ts'
import { redacted, tellingIn } from './redaction.ts'

export const reason = (label: string, help = '') => z.object({ reason: words(label, { max: 1000, help }) })

export interface Answering {
  answer: string
  basis?: string | undefined
  entry_id?: string | undefined
  policy_id?: string | undefined
}

/** The answer, with what the 政策库 and the 知识库 say to choose from. */
export async function answering(
  ctx: Ctx,
  row: Pick<Consultation, 'question'> | null,
): Promise<z.ZodType<Answering>> {
  const known = row ? await suggestedAnswers(ctx, row.question, 5) : []
  return z.object({
    answer: words('答复', { min: 5, max: 5000, rows: 8, help: '先说结论，再说怎么办。咨询人会看到。' }),
    ...(await policyFields(ctx, row?.question ?? '')),
    basis: basisField,
    ...(known.length > 0 && {
      entry_id: z
        .enum(known.map(one => one.id) as [string, ...string[]])
        .optional()
        .meta({
          label: '引用知识库',
          widget: 'select',
          options: known.map(one => ({ value: one.id, label: one.title })),
          help: '引用的条目会连同答复一起给咨询人看。',
        }),
    }),
  }) as unknown as z.ZodType<Answering>
}

const basisField = z
  .string()
  .trim()
  .max(200)
  .optional()
  .meta({ label: '其他依据', placeholder: '文件名称、文号', help: '政策库里没有的，把名称、文号写在这里。' })

/** Every policy in force; those that fit what was asked stand first. */
async function policyFields(ctx: Ctx, question: string) {
  const [fit, all] = await Promise.all([suggestedPolicies(ctx, question, 5), citablePolicies(ctx)])
  const offered = [...fit, ...all.filter(one => !fit.some(same => same.id === one.id))]
  if (offered.length === 0) return {}
  return {
    policy_id: z
      .enum(offered.map(one => one.id) as [string, ...string[]])
      .optional()
      .meta({
        label: '依据的政策',
        widget: 'select',
        options: offered.map(one => ({ value: one.id, label: inBrackets(one) })),
        help: `${fit.length > 0 ? `前 ${fit.length} 项与问题最接近。` : ''}咨询人会看到名称、文号，可以点开原文。`,
      }),
  }
}

/** It begins with what was answered before, or with what a provider wrote. */
export async function answerStart(ctx: Ctx, row: Consultation | null): Promise<Record<string, unknown>> {
  if (!row) return {}
  const outside = await lastAnswerFromOutside(ctx, row.id)
  return {
    answer: outside?.answer ?? row.answer ?? '',
    basis: outside?.answer_basis || row.basis,
    policy_id: outside?.policy_id ?? row.policy_id,
    entry_id: row.entry_id,
  }
}

/** An expert's or a provider's: by what was passed on to them. */
export const expertAnswer = async (ctx: Ctx, row: Transfer | null) =>
  z.object({
    answer: words('答复', { min: 5, max: 5000, rows: 8, help: '先说结论，再说怎么办。不要写您的私人电话。' }),
    ...(await policyFields(ctx, row?.question ?? '')),
    basis: basisField,
  }) as unknown as z.ZodType<Answering>

async function refuseTwo(ctx: Ctx, row: Consultation): Promise<void> {
  if (await openTransfer(ctx, row.id)) throw conflict('已经转办，对方还没有回话；要改转的先收回。')
}

/** Everybody who could answer, but for who has it now. */
export async function colleague(ctx: Ctx, row: Consultation | null) {
  if (row) await refuseTwo(ctx, row)
  const people = [
    ...(await staffWithDuty(ctx, answerConsultations)),
    ...(await staffWithDuty(ctx, enterConsultations)),
  ].filter((one, at, all) => one.id !== row?.assignee_id && all.findIndex(same => same.id === one.id) === at)
  if (people.length === 0) throw conflict('没有其他同事可以转。')
  return z.object({
    staff_id: staffField(people, '转给谁'),
    reason: words('为什么转', { max: 300, help: '对方接收以前，仍由您负责。' }),
  })
}

export interface ToOutside {
  to: string
  question: string
  reason: string
}

/** What leaves the house says nothing of who asked. */
const passedOn = (names: readonly string[]) =>
  words('转给对方的问题', {
    min: 5,
    help: '已去掉姓名、电话等，请看一眼；对方只看到这里写的。',
  }).superRefine((text, check) => {
    const telling = tellingIn(text, names)
    if (telling.length > 0)
      check.addIssue({ code: 'custom', message: `还有个人信息：${telling.join('、')}，请删去。` })
  })

const why = words('转办理由', { max: 300 })
const one = (options: ReadonlyArray<{ id: string }>) =>
  z.enum(options.map(option => option.id) as [string, ...string[]])

/** Experts that fit, each with why. */
export async function expert(ctx: Ctx, row: Consultation | null): Promise<z.ZodType<ToOutside>> {
  if (row) await refuseTwo(ctx, row)
  const about = {
    kind: (row?.kind ?? 'policy') as Kind,
    topics: row ? await topicsIn(ctx, row.question) : [],
  }
  const { fit, left } = recommended(await candidates(ctx), about, dayOf(ctx.now))
  if (fit.length === 0)
    throw conflict(left.length > 0 ? `现在没有能接的专家：${left.join('、')}。` : '专家库里还没有专家。')
  return z.object({
    to: one(fit).meta({
      label: '转给哪位专家',
      widget: 'radio',
      options: fit.map(({ id, name, reason }) => ({ value: id, label: name, help: reason })),
      help:
        '按主题、类型和手上的件数排列，合适的在前。' +
        (left.length > 0 ? `现在不能接的：${left.join('、')}。` : ''),
    }),
    question: passedOn(row ? await namesOf(ctx, row) : []),
    reason: why,
  }) as unknown as z.ZodType<ToOutside>
}

export async function provider(ctx: Ctx, row: Consultation | null): Promise<z.ZodType<ToOutside>> {
  if (row) await refuseTwo(ctx, row)
  const listed = await listedProviders(ctx)
    .select(['id', 'name', 'party_id'])
    .orderBy('name')
    .limit(300)
    .execute()
  const others = listed.filter(found => found.party_id !== row?.party_id)
  if (others.length === 0) throw conflict('名录里没有可以转的服务商。')
  return z.object({
    to: one(others).meta({
      label: '转给哪家服务商',
      widget: 'select',
      options: others.map(({ id, name }) => ({ value: id, label: name })),
      help: '服务商回复后由您核对，再答复咨询人。',
    }),
    question: passedOn(row ? await namesOf(ctx, row) : []),
    reason: why,
  }) as unknown as z.ZodType<ToOutside>
}

/** What was asked, without who asked. */
export const passingStart = async (ctx: Ctx, row: Consultation | null) =>
  row ? { question: redacted(row.question, await namesOf(ctx, row)) } : {}

export interface ToOffice {
  to: string
  person: string
  told_on: string
  reason: string
}

export async function office(ctx: Ctx, row: Consultation | null): Promise<z.ZodType<ToOffice>> {
  if (row) await refuseTwo(ctx, row)
  const known = await offices(ctx)
  if (known.length === 0) throw conflict('部门名录还是空的，请先登记部门。')
  const today = dayOf(ctx.now)
  return z.object({
    to: one(known).meta({
      label: '转给哪个部门',
      widget: 'select',
      options: known.map(({ id, name, phone }) => ({ value: id, label: `${name}（${phone}）` })),
    }),
    person: z
      .string()
      .trim()
      .min(2)
      .max(40)
      .meta({ label: '对方接洽的人', placeholder: '例如：注册科 王科长' }),
    told_on: z.iso
      .date('请填写日期')
      .refine(day => day <= today, '不能晚于今天')
      .meta({ label: '哪天转的', widget: 'date' }),
    reason: words('怎么转的', { max: 300, help: '例如：电话说明情况，对方答应两天内回话。您继续跟进。' }),
  }) as unknown as z.ZodType<ToOffice>
}

/** What machines may read: no texts, no names. */
export const consultationRecord = z.object({
  id: z.uuid(),
  number: z.string(),
  state: z.string(),
  channel: z.string(),
  kind: z.string(),
  on_spot: z.boolean(),
  returns: z.number().int(),
  solved: z.string().nullable(),
  submitted_at: z.date(),
  answered_at: z.date().nullable(),
  closed_at: z.date().nullable(),
})
