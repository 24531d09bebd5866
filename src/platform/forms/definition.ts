import { z } from 'zod'
import { type FieldMeta, files } from '../forms.ts'

/** A form that staff designed (intake of an item, questionnaire): stored data that compiles to a schema. */
export const formDefinition = z.object({
  fields: z
    .array(
      z.object({
        key: z.string().regex(/^[a-z][a-z0-9_]{0,30}$/, '编号只能用小写字母、数字和下划线，以字母开头'),
        label: z.string().trim().min(1).max(60),
        kind: z.enum(['text', 'textarea', 'number', 'money', 'date', 'choice', 'choices', 'files']),
        required: z.boolean().default(false),
        help: z.string().trim().max(200).optional(),
        options: z.array(z.string().trim().min(1).max(60)).max(40).optional(),
        max: z.number().int().min(1).max(5000).optional(),
      }),
    )
    .max(40),
})
export type FormDefinition = z.infer<typeof formDefinition>

/** The schema that a stored definition stands for. */
export function compileForm(definition: FormDefinition): z.ZodObject {
  return z.object(Object.fromEntries(definition.fields.map(field => [field.key, compileField(field)])))
}

function compileField(field: FormDefinition['fields'][number]): z.ZodType {
  const meta: FieldMeta = { label: field.label, ...(field.help && { help: field.help }) }
  const options = (field.options ?? []).map(value => ({ value, label: value }))
  const wrap = (schema: z.ZodType, extra: FieldMeta) =>
    (field.required ? schema : schema.optional()).meta({ ...meta, ...extra })
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
    case 'money':
      return wrap(z.number().int().min(0).max(100_000_000_00), { widget: 'money', unit: '元' })
    case 'date':
      return wrap(z.iso.date('请填写日期'), { widget: 'date' })
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
