import { z } from 'zod'
import { invalid } from './errors.ts'

export { decode, valueAt } from './forms/decode.ts'
export {
  askedOnly,
  type CompiledField,
  compileForm,
  type FormDefinition,
  formDefinition,
} from './forms/definition.ts'

z.config(z.locales.zhCN())

/** How an input of a form is shown; made from a schema by `fieldsOf`, drawn by `#ui/form`. */
export interface Field {
  /** Dotted path into the input: 'answers.place' */
  name: string
  label: string
  widget: Widget
  required: boolean
  help?: string
  /** Where the whole of it can be read. */
  more?: { href: string; label: string }
  placeholder?: string
  unit?: string
  options?: Option[]
  maxLength?: number
  min?: number
  max?: number
  rows?: number
  accept?: string
  autocomplete?: string
  /** Shown only where the other field has one of these values; without JavaScript the help says so. */
  onlyIf?: { name: string; values: string[] }
  /** Of `rows`: the fields of one row, by their names within it. */
  columns?: Field[]
}
export type Widget =
  | 'text'
  | 'textarea'
  | 'richtext'
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
  | 'rows'
  | 'hidden'
  | 'rating'
  | 'position'
export interface Option {
  value: string
  label: string
  help?: string
}

/** What `.meta()` of a schema may say about its field. */
export interface FieldMeta extends Partial<Omit<Field, 'name' | 'required'>> {
  title?: string
  /** The journal does not keep the value (a password, an ID number). */
  secret?: boolean
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
  const { title: _title, secret: _secret, ...shown } = meta
  const element = (schema as { element?: z.ZodType }).element
  const columns = type === 'array' && element && inner(element).type === 'object' ? fieldsOf(element) : null
  const bounds = schema as { minValue?: number | null; maxValue?: number | null; maxLength?: number | null }
  return {
    name,
    label: name,
    widget: columns ? 'rows' : usualWidget(type),
    required: !optional && type !== 'boolean' && type !== 'array',
    ...(columns && { columns }),
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
  if (issue.code === 'invalid_type' && issue.expected === 'int') return '请填写整数'
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

/** An input as the journal may keep it: what its schema marks as secret, and every password, is left out. */
export function withoutSecrets(schema: z.ZodType, input: unknown): unknown {
  const top = inner(schema)
  if (!(top.schema instanceof z.ZodObject) || !input || typeof input !== 'object') return input
  const { shape } = top.schema as z.ZodObject
  return Object.fromEntries(
    Object.entries(input).filter(([key]) => {
      const part = shape[key] as z.ZodType | undefined
      const meta = part && inner(part).meta
      return !meta?.secret && meta?.widget !== 'password'
    }),
  )
}

/** One of a list of codes, each with its words: `oneOf({ owned: '自有', leased: '租赁' }, '权属')`. */
export const oneOf = <K extends string>(
  of: Record<K, string>,
  label: string,
  widget: 'select' | 'radio' = 'select',
) =>
  z.enum(Object.keys(of) as [K, ...K[]]).meta({
    label,
    widget,
    options: Object.entries<string>(of).map(([value, words]) => ({ value, label: words })),
  })

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
