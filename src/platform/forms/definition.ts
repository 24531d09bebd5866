import { z } from 'zod'
import type { Day } from '../calendar.ts'
import { type FieldMeta, files } from '../forms.ts'

const kinds = {
  text: '一行文字',
  textarea: '多行文字',
  number: '数字',
  count: '数量（整数，至少 1）',
  whole: '数量（整数，可以是 0）',
  money: '金额（元）',
  date: '日期',
  future: '日期（今天或以后）',
  choice: '单选',
  choices: '多选',
  files: '上传文件',
} as const
type Kind = keyof typeof kinds

/** One of five levels (非常满意 … 非常不满意): for questionnaires; nothing is chosen beforehand. */
type CompiledKind = Kind | 'marks'

const definedField = z
  .object({
    key: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,30}$/, '编号只能用小写字母、数字和下划线，以字母开头')
      .optional()
      .meta({ widget: 'hidden' }),
    label: z.string().trim().min(1).max(60).meta({ label: '问题' }),
    kind: z.enum(Object.keys(kinds) as [Kind]).meta({
      label: '填写方式',
      widget: 'select',
      options: Object.entries(kinds).map(([value, label]) => ({ value, label })),
    }),
    required: z.boolean().default(false).meta({ label: '必填', widget: 'checkbox' }),
    help: z.string().trim().max(200).optional().meta({ label: '说明' }),
    options: z
      .array(z.string().trim().min(1).max(60))
      .max(40)
      .optional()
      .meta({ label: '选项（每行一个）', widget: 'lines', rows: 3 }),
    max: z.number().int().min(1).max(5000).optional().meta({ widget: 'hidden' }),
    unit: z.string().max(8).optional().meta({ widget: 'hidden' }),
  })
  .refine(field => !['choice', 'choices'].includes(field.kind) || (field.options?.length ?? 0) > 0, {
    path: ['options'],
    message: '单选、多选请写出选项，每行一个',
  })

/** A form that staff designed (intake of an item, questionnaire): stored data that compiles to a schema. */
export const formDefinition = z.object({
  fields: z
    .array(definedField)
    .max(40, '最多 40 题')
    .transform(fields => withKeys(fields))
    .meta({ label: '申请表的问题', widget: 'rows', help: '按顺序显示给申请人；联系人和电话不必再问。' }),
})

/** A question keeps the key it was given first, so that answers stay readable when the form changes. */
function withKeys<F extends { key?: string | undefined }>(fields: readonly F[]): Array<F & { key: string }> {
  const taken = new Set(fields.map(field => field.key))
  let number = 0
  return fields.map(field => {
    if (field.key) return { ...field, key: field.key }
    do number++
    while (taken.has(`q${number}`))
    return { ...field, key: `q${number}` }
  })
}

export type FormDefinition = z.infer<typeof formDefinition>

/** A question as it is compiled: one of a form, or of a questionnaire, which may depend on an earlier choice. */
export interface CompiledField extends Omit<FormDefinition['fields'][number], 'kind'> {
  kind: CompiledKind
  /** Asked only where one of these was chosen in an earlier question (single or several choices). */
  onlyIf?: { key: string; values: string[] } | undefined
}

/** The schema that a stored definition stands for; `today` is what dates to come are measured by. */
export function compileForm(definition: { fields: readonly CompiledField[] }, today: Day): z.ZodObject {
  const shape = Object.fromEntries(definition.fields.map(field => [field.key, compileField(field, today)]))
  const depending = definition.fields.filter(field => field.onlyIf && field.required)
  if (depending.length === 0) return z.object(shape)
  return z.object(shape).superRefine((answers, issues) => {
    for (const field of depending)
      if (isAsked(field, answers) && !isAnswered(answers[field.key]))
        issues.addIssue({ code: 'custom', path: [field.key], message: '请回答这一题', input: undefined })
  })
}

/** Whether a question is asked, by what was answered before. */
export const isAsked = ({ onlyIf }: CompiledField, answers: Record<string, unknown>): boolean =>
  !onlyIf || [answers[onlyIf.key]].flat().some(one => onlyIf.values.includes(String(one)))

const isAnswered = (answer: unknown): boolean =>
  answer !== undefined && answer !== null && answer !== '' && !(Array.isArray(answer) && answer.length === 0)

/** Without what was not asked: somebody who changed their mind does not leave half an answer. */
export const askedOnly = (
  fields: readonly CompiledField[],
  answers: Record<string, unknown>,
): Record<string, unknown> =>
  Object.fromEntries(
    fields
      .filter(field => isAsked(field, answers) && isAnswered(answers[field.key]))
      .map(field => [field.key, answers[field.key]]),
  )

function compileField(field: CompiledField, today: Day): z.ZodType {
  const { onlyIf } = field
  const condition = onlyIf && `选“${onlyIf.values.join('”或“')}”的请答`
  const help = [condition, field.help].filter(Boolean).join('；')
  const meta: FieldMeta = {
    label: field.label,
    ...(help && { help }),
    ...(field.unit && { unit: field.unit }),
    ...(onlyIf && { onlyIf: { name: onlyIf.key, values: onlyIf.values } }),
  }
  const options = (field.options ?? []).map(value => ({ value, label: value }))
  const wrap = (schema: z.ZodType, extra: FieldMeta) =>
    (field.required && !onlyIf ? schema : schema.optional()).meta({ ...meta, ...extra })
  switch (field.kind) {
    case 'text':
      return wrap(
        z
          .string()
          .trim()
          .min(1)
          .max(field.max ?? 100),
        { widget: 'text' },
      )
    case 'textarea':
      return wrap(
        z
          .string()
          .trim()
          .min(1)
          .max(field.max ?? 1000),
        { widget: 'textarea' },
      )
    case 'number':
      return wrap(z.number().min(0).max(1_000_000_000), { widget: 'number' })
    case 'count': {
      const whole = z.number('请填写数字').int('请填写整数')
      return wrap(whole.min(1, '至少填 1').max(1_000_000, '这个数太大了，请核对'), { widget: 'number' })
    }
    case 'whole':
      return wrap(z.number('请填写数字').int('请填写整数').min(0).max(1_000_000_000), { widget: 'number' })
    case 'money':
      return wrap(z.number().int().min(0).max(100_000_000_00), { widget: 'money', unit: '元' })
    case 'date':
      return wrap(z.iso.date('请填写日期'), { widget: 'date' })
    case 'future':
      return wrap(
        z.iso.date('请填写日期').refine(day => day >= today, '请填写今天或以后的日期'),
        { widget: 'date' },
      )
    case 'marks':
      return wrap(z.number().int().min(1).max(5), { widget: 'rating' })
    case 'choice':
      return wrap(z.enum(options.map(option => option.value) as [string, ...string[]]), {
        widget: options.length > 6 ? 'select' : 'radio',
        options,
      })
    case 'choices': {
      const several = z.array(z.enum(options.map(option => option.value) as [string, ...string[]]))
      return wrap(field.required ? several.min(1) : several, { widget: 'checkboxes', options })
    }
    case 'files': {
      const several = files(field.max ?? 6)
      return wrap(field.required ? several.refine(ids => ids.length > 0, '请至少上传一个文件') : several, {
        widget: 'files',
        max: field.max ?? 6,
      })
    }
  }
}
