import { z } from 'zod'
import { invalid } from './errors.ts'

z.config(z.locales.zhCN())

/** How an input of a form is shown; made from a schema by `fieldsOf`, drawn by `#ui/form`. */
export interface Field {
  /** Dotted path into the input: 'answers.place' */
  name: string
  label: string
  widget: Widget
  required: boolean
  help?: string
  placeholder?: string
  unit?: string
  options?: Option[]
  maxLength?: number
  min?: number
  max?: number
  rows?: number
  accept?: string
  autocomplete?: string
}
export type Widget =
  | 'text'
  | 'textarea'
  | 'number'
  | 'money'
  | 'date'
  | 'datetime'
  | 'select'
  | 'radio'
  | 'checkbox'
  | 'checkboxes'
  | 'phone'
  | 'code'
  | 'password'
  | 'files'
  | 'lines'
  | 'hidden'
  | 'rating'
export interface Option {
  value: string
  label: string
  help?: string
}

/** What `.meta()` of a schema may say about its field. */
export interface FieldMeta extends Partial<Omit<Field, 'name' | 'required'>> {
  title?: string
}

interface Inner {
  type: string
  optional: boolean
  schema: z.ZodType
  meta: FieldMeta
}

/** Looks through optional, default, nullable and pipes to what a field is really made of. */
function inner(schema: z.ZodType): Inner {
  let optional = false
  let meta: FieldMeta = {}
  let current = schema as z.ZodType & {
    _zod: { def: { type: string; innerType?: z.ZodType; in?: z.ZodType } }
  }
  for (;;) {
    meta = { ...(current.meta() as FieldMeta | undefined), ...meta }
    const { type, innerType, in: piped } = current._zod.def
    if (type === 'optional' || type === 'nullable' || type === 'default' || type === 'prefault')
      optional = true
    const next = innerType ?? (type === 'pipe' ? piped : undefined)
    if (!next) return { type, optional, schema: current, meta }
    current = next as typeof current
  }
}

/** The fields of a form, in the order of the schema; nested objects are flattened to dotted names. */
export function fieldsOf(schema: z.ZodType, prefix = ''): Field[] {
  const top = inner(schema)
  if (!(top.schema instanceof z.ZodObject)) throw new Error('a form needs an object schema')
  return Object.entries(top.schema.shape as Record<string, z.ZodType>).flatMap(([key, part]) => {
    const name = prefix + key
    const field = inner(part)
    if (field.type === 'object') return fieldsOf(field.schema, `${name}.`)
    return [fieldOf(name, field)]
  })
}

function fieldOf(name: string, { type, optional, schema, meta }: Inner): Field {
  const { title: _, ...shown } = meta
  const bounds = schema as { minValue?: number | null; maxValue?: number | null; maxLength?: number | null }
  return {
    name,
    label: name,
    widget: usualWidget(type),
    required: !optional && type !== 'boolean',
    ...(type === 'enum' && {
      options: (schema as unknown as { options: string[] }).options.map(value => ({ value, label: value })),
    }),
    ...(type === 'number' && Number.isFinite(bounds.minValue) && { min: bounds.minValue as number }),
    ...(type === 'number' && Number.isFinite(bounds.maxValue) && { max: bounds.maxValue as number }),
    ...(type === 'string' && bounds.maxLength && { maxLength: bounds.maxLength }),
    ...shown,
  }
}

const usualWidget = (type: string): Widget =>
  type === 'number'
    ? 'number'
    : type === 'boolean'
      ? 'checkbox'
      : type === 'enum'
        ? 'select'
        : type === 'array'
          ? 'checkboxes'
          : 'text'

/** Checks an input; throws 422 with one Chinese sentence per field. */
export function validate<T>(schema: z.ZodType<T>, raw: unknown): T {
  const result = schema.safeParse(raw, { error: explain })
  if (result.success) return result.data
  const errors: Record<string, string> = {}
  for (const issue of result.error.issues) errors[issue.path.join('.')] ??= issue.message
  throw invalid(errors)
}

/** What zod's own words leave too technical. A schema's own message always wins. */
const explain: z.core.$ZodErrorMap = issue => {
  if (
    issue.code === 'invalid_type' &&
    (issue.input === undefined || issue.input === null || issue.input === '')
  )
    return '请填写这一项'
  if (issue.code === 'invalid_type' && issue.expected === 'number') return '请填写数字'
  if (issue.code === 'invalid_value')
    return issue.input === undefined || issue.input === '' ? '请选择一项' : '请从列出的选项中选择'
  if (issue.code === 'too_small' && issue.origin === 'string')
    return Number(issue.minimum) <= 1 ? '请填写这一项' : `至少填写 ${issue.minimum} 个字`
  if (issue.code === 'too_big' && issue.origin === 'string') return `最多 ${issue.maximum} 个字`
  if (issue.code === 'too_small' && issue.origin === 'array')
    return Number(issue.minimum) <= 1 ? '请至少选择一项' : `至少选择 ${issue.minimum} 项`
  if (issue.code === 'too_big' && issue.origin === 'array') return `最多选择 ${issue.maximum} 项`
  if (issue.code === 'too_small' && issue.origin === 'number') return `不能小于 ${issue.minimum}`
  if (issue.code === 'too_big' && issue.origin === 'number') return `不能大于 ${issue.maximum}`
  if (issue.code === 'unrecognized_keys') return '表单包含多余的内容'
  return undefined
}

/**
 * Reads what a browser sent into the shape of the schema: numbers and booleans from text, 元 into 分, several
 * values into a list, dotted names into nested objects. What cannot be read is left as typed, for `validate`
 * to explain.
 */
export function decode(fields: readonly Field[], form: FormData | URLSearchParams): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const field of fields) {
    const texts = form.getAll(field.name).filter((value): value is string => typeof value === 'string')
    const value = decodeField(field, texts)
    if (value !== undefined) setPath(input, field.name, value)
  }
  return input
}

function decodeField(field: Field, texts: readonly string[]): unknown {
  const text = texts[0]?.trim() ?? ''
  switch (field.widget) {
    case 'files':
    case 'checkboxes':
      return texts.filter(one => one !== '')
    case 'lines':
      return text
        .split(/\r?\n/)
        .map(line => line.trim())
        .filter(line => line !== '')
    case 'checkbox':
      return text !== ''
    case 'number':
      return text === '' ? undefined : (asNumber(text) ?? text)
    case 'money':
      return text === '' ? undefined : (asFen(text) ?? text)
    case 'rating':
      return text === '' ? undefined : (asNumber(text) ?? text)
    default:
      return text === '' ? undefined : text.replaceAll('\r\n', '\n')
  }
}

const asNumber = (text: string): number | undefined =>
  /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined

/** '4,800.50' 元 → 480050 分 */
const asFen = (text: string): number | undefined => {
  const plain = text.replaceAll(/[,，¥￥\s]/g, '')
  return /^\d{1,10}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : undefined
}

function setPath(target: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.')
  let place = target
  for (const key of keys.slice(0, -1)) {
    place[key] ??= {}
    place = place[key] as Record<string, unknown>
  }
  place[keys.at(-1) as string] = value
}

/** The value at a dotted path, as it was read or prefilled. */
export const valueAt = (input: Record<string, unknown>, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((place, key) => (place as Record<string, unknown> | undefined)?.[key], input)

/** Marks a list of staged file ids in an input, so that the engine attaches them to the record. */
export class FileIds extends Array<string> {}

/** A field of uploaded files: `.meta({ label: '照片' })` as usual. */
export const files = (most: number) =>
  z
    .array(z.uuid('文件已失效，请重新上传'))
    .max(most, `最多上传 ${most} 个文件`)
    .transform(ids => FileIds.from(ids) as FileIds)
    .meta({ widget: 'files', max: most })

/** Every list of file ids in an input, by field. */
export function fileFieldsOf(input: unknown, prefix = ''): Array<{ field: string; ids: string[] }> {
  if (!input || typeof input !== 'object') return []
  return Object.entries(input).flatMap(([key, value]) =>
    value instanceof FileIds
      ? [{ field: prefix + key, ids: [...value] }]
      : Array.isArray(value)
        ? []
        : fileFieldsOf(value, `${prefix}${key}.`),
  )
}

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
