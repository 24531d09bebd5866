import { z } from 'zod'
import { type Basis, knowledgeFlow, topicChoices, usualUntil } from '#modules/knowledge'
import { citedPolicy } from '#modules/policies'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { oneOf } from '#platform/forms'
import { perform } from '#platform/perform'
import { type Kind, kinds } from './codes.ts'
import type { Consultation } from './duties.ts'
import { namesOf } from './queries.ts'
import { redacted, tellingIn } from './redaction.ts'

export interface Publishing {
  title: string
  body: string
  basis_name?: string | undefined
  basis_number?: string | undefined
  basis_link?: string | undefined
  kind: Kind
  topic_id?: string | undefined
  valid_until: string
  checked: boolean
}

/** The draft's text; what still tells of a person is refused, and somebody has to say that they looked. */
export async function publishing(ctx: Ctx, row: Consultation | null): Promise<z.ZodType<Publishing>> {
  const names = row ? await namesOf(ctx, row) : []
  const topics = await topicChoices(ctx)
  const nameless = (text: z.ZodString) =>
    text.superRefine((given, check) => {
      const telling = tellingIn(given, names)
      if (telling.length > 0)
        check.addIssue({ code: 'custom', message: `还有个人信息：${telling.join('、')}，请删去。` })
    })
  return z.object({
    title: nameless(z.string().trim().min(4).max(80)).meta({
      label: '问题',
      help: '改成谁都看得懂的问法，去掉个别情况。',
      secret: true,
    }),
    body: nameless(z.string().trim().min(10).max(10_000)).meta({
      label: '答案',
      widget: 'textarea',
      rows: 10,
      secret: true,
    }),
    basis_name: z.string().trim().max(80).optional().meta({ label: '依据名称' }),
    basis_number: z.string().trim().max(60).optional().meta({ label: '文号或条款' }),
    basis_link: z
      .url({ protocol: /^https?$/, error: '请填写以 http 开头的网址' })
      .max(300)
      .optional()
      .meta({ label: '依据网址' }),
    kind: oneOf(kinds, '类型', 'radio'),
    ...(topics.length > 0 && {
      topic_id: z
        .enum(topics.map(one => one.value) as [string, ...string[]])
        .optional()
        .meta({ label: '主题', widget: 'select', options: topics }),
    }),
    valid_until: z.iso
      .date('请填写日期')
      .refine(day => day > dayOf(ctx.now), '请填写今天以后的日期')
      .meta({ label: '有效期至', widget: 'date' }),
    checked: z
      .boolean()
      .refine(Boolean, '请核对后勾选')
      .meta({ label: '已核对，不含个人信息', widget: 'checkbox' }),
  }) as unknown as z.ZodType<Publishing>
}

/** What the draft begins with, and what was taken out for that. */
export async function proposal(ctx: Ctx, row: Consultation) {
  const names = await namesOf(ctx, row)
  const question = redacted(row.question, names)
  const answer = redacted(row.answer ?? '', names)
  const policy = await citedPolicy(ctx, row.policy_id, row.policy_version)
  return {
    removed: [
      { label: '问题', before: row.question, after: question },
      { label: '答复', before: row.answer ?? '', after: answer },
    ],
    values: {
      title: question.replaceAll(/\s+/g, ' ').slice(0, 80),
      body: answer,
      ...(policy?.shown
        ? {
            basis_name: `《${policy.title}》`.slice(0, 80),
            basis_number: policy.number,
            basis_link: `${ctx.centre.origin}/policies/${policy.id}`,
          }
        : { basis_name: row.basis }),
      kind: row.kind,
      valid_until: usualUntil(ctx),
    },
  }
}

/** Never by itself: the draft waits for whoever reviews the 知识库. */
export async function draftKnowledge(ctx: Ctx, row: Consultation, input: Publishing): Promise<void> {
  const { basis_name, basis_number: number, basis_link: link, checked: _, ...text } = input
  const basis: Basis[] = basis_name ? [{ name: basis_name, number, link }] : []
  await perform(ctx, knowledgeFlow, 'draftFrom', null, {
    ...text,
    ...{ form: 'question', basis, source_id: row.id },
  })
}
