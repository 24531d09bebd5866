import type { Child } from 'hono/jsx'
import { dateTime, fileSize } from '#platform/format'
import { type Field, valueAt } from '#platform/forms'
import { Icon } from './icon.tsx'
import { RatingInput } from './rating.tsx'

export interface ShownFile {
  id: string
  name: string
  size: number
  field: string
}

interface Props {
  action: string
  fields: readonly Field[]
  values: Record<string, unknown>
  errors: Record<string, string>
  files?: readonly ShownFile[]
  submit: string
  tone?: 'primary' | 'danger'
  hidden?: Record<string, string>
  back?: string
  /** Where what is typed is saved while one types. */
  draft?: string
  draftSavedAt?: Date | null
  children?: Child
}

/** A form made from fields: everything labelled, explained and, where wrong, told so at its place. */
export function Form({
  action,
  fields,
  values,
  errors,
  files = [],
  submit,
  tone = 'primary',
  hidden = {},
  back,
  draft,
  draftSavedAt,
  children,
}: Props) {
  const uploads = fields.some(field => field.widget === 'files')
  const controllers = ['submit-once', ...(draft ? ['autosave'] : [])].join(' ')
  return (
    <form
      method="post"
      action={action}
      class="form"
      data-controller={controllers}
      {...(uploads && { enctype: 'multipart/form-data' })}
      {...(draft && { 'data-autosave-url-value': draft })}
      novalidate
    >
      <Summary fields={fields} errors={errors} />
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {fields.map(field => (
        <FieldRow
          field={field}
          value={valueAt(values, field.name)}
          {...(errors[field.name] && { error: errors[field.name] as string })}
          files={files.filter(file => file.field === field.name)}
        />
      ))}
      {children}
      <div class="form-foot">
        <button type="submit" class={`button button-${tone}`}>
          {submit}
        </button>
        {back && (
          <a class="button button-secondary" href={back}>
            返回
          </a>
        )}
        {draft && (
          <span class="quiet" data-autosave-target="said" aria-live="polite">
            {draftSavedAt ? `已载入 ${dateTime(draftSavedAt)} 保存的草稿` : ''}
          </span>
        )}
      </div>
    </form>
  )
}

/** All messages on top, each a link to its field. */
function Summary({ fields, errors }: { fields: readonly Field[]; errors: Record<string, string> }) {
  const wrong = Object.entries(errors)
  if (wrong.length === 0) return null
  return (
    <div class="form-summary" role="alert" tabindex={-1} data-controller="focus">
      <p>{errors[''] && wrong.length === 1 ? errors[''] : '有几处需要修改：'}</p>
      <ul>
        {wrong
          .filter(([name]) => name !== '' || wrong.length > 1)
          .map(([name, text]) => {
            const field = fields.find(one => one.name === name)
            return <li>{field ? <a href={`#${idOf(name)}`}>{`${field.label}：${text}`}</a> : text}</li>
          })}
      </ul>
    </div>
  )
}

const idOf = (name: string): string => `f-${name.replaceAll('.', '-')}`

interface RowProps {
  field: Field
  value: unknown
  error?: string
  files?: readonly ShownFile[]
}

/** One field with its label, help and message. */
export function FieldRow({ field, value, error, files = [] }: RowProps) {
  if (field.widget === 'hidden') return <input type="hidden" name={field.name} value={textOf(value)} />
  if (field.widget === 'rating')
    return <RatingInput name={field.name} value={value} {...(error && { error })} />
  if (field.widget === 'checkbox')
    return <CheckboxRow field={field} value={value} {...(error && { error })} />
  const grouped = field.widget === 'radio' || field.widget === 'checkboxes'
  const heading = (
    <>
      {field.label}
      {field.required ? <span class="required">必填</span> : null}
    </>
  )
  const body = (
    <>
      {field.help && (
        <p class="help" id={`${idOf(field.name)}-help`}>
          {field.help}
        </p>
      )}
      {error && (
        <p class="field-error" id={`${idOf(field.name)}-error`}>
          <Icon name="alert-circle" size={16} />
          {error}
        </p>
      )}
      <Widget field={field} value={value} error={error !== undefined} files={files} />
    </>
  )
  const look = `field field-${field.widget}${error ? ' has-error' : ''}`
  return grouped ? (
    <fieldset class={look} id={idOf(field.name)}>
      <legend>{heading}</legend>
      {body}
    </fieldset>
  ) : (
    <div class={look}>
      <label for={idOf(field.name)}>{heading}</label>
      {body}
    </div>
  )
}

function CheckboxRow({ field, value, error }: RowProps) {
  return (
    <div class={`field field-checkbox${error ? ' has-error' : ''}`}>
      {error && (
        <p class="field-error" id={`${idOf(field.name)}-error`}>
          {error}
        </p>
      )}
      <label class="choice">
        <input
          type="checkbox"
          name={field.name}
          value="1"
          checked={value === true || value === '1'}
          {...described(field, error !== undefined)}
        />
        <span>{field.label}</span>
      </label>
      {field.help && (
        <p class="help" id={`${idOf(field.name)}-help`}>
          {field.help}
        </p>
      )}
    </div>
  )
}

const described = (field: Field, error: boolean) => {
  const ids = [field.help && `${idOf(field.name)}-help`, error && `${idOf(field.name)}-error`]
    .filter(Boolean)
    .join(' ')
  return { ...(ids && { 'aria-describedby': ids }), ...(error && { 'aria-invalid': 'true' as const }) }
}

const inputTypes: Partial<Record<Field['widget'], Record<string, string>>> = {
  number: { type: 'text', inputmode: 'decimal' },
  money: { type: 'text', inputmode: 'decimal' },
  date: { type: 'date' },
  datetime: { type: 'datetime-local' },
  phone: { type: 'tel', inputmode: 'tel' },
  code: { type: 'text', autocapitalize: 'characters', spellcheck: 'false' },
  password: { type: 'password' },
}

function Widget({
  field,
  value,
  error,
  files,
}: {
  field: Field
  value: unknown
  error: boolean
  files: readonly ShownFile[]
}) {
  const common = {
    id: idOf(field.name),
    name: field.name,
    ...described(field, error),
    ...(field.required && { 'aria-required': 'true' as const }),
  }
  switch (field.widget) {
    case 'textarea':
    case 'lines':
      return (
        <textarea
          {...common}
          rows={field.rows ?? 4}
          {...(field.maxLength && { maxlength: field.maxLength })}
          {...(field.placeholder && { placeholder: field.placeholder })}
        >
          {Array.isArray(value) ? value.join('\n') : textOf(value)}
        </textarea>
      )
    case 'select':
      return (
        <select {...common}>
          <option value="">请选择</option>
          {field.options?.map(option => (
            <option value={option.value} selected={String(value ?? '') === option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )
    case 'radio':
    case 'checkboxes':
      return <Choices field={field} value={value} />
    case 'files':
      return <Files field={field} common={common} files={files} />
    default:
      return (
        <span class={field.unit ? 'with-unit' : 'bare-input'}>
          <input
            {...common}
            {...(inputTypes[field.widget] ?? { type: 'text' })}
            value={
              field.widget === 'password' ? '' : field.widget === 'money' ? yuanOf(value) : textOf(value)
            }
            {...(field.maxLength && { maxlength: field.maxLength })}
            {...(field.placeholder && { placeholder: field.placeholder })}
            {...(field.autocomplete && { autocomplete: field.autocomplete })}
          />
          {field.unit && <span class="unit">{field.unit}</span>}
        </span>
      )
  }
}

function Choices({ field, value }: { field: Field; value: unknown }) {
  const chosen = new Set((Array.isArray(value) ? value : [value]).map(one => String(one ?? '')))
  return (
    <div class={`choices${(field.options?.length ?? 0) > 6 ? ' choices-many' : ''}`}>
      {field.options?.map(option => (
        <label class="choice">
          <input
            type={field.widget === 'radio' ? 'radio' : 'checkbox'}
            name={field.name}
            value={option.value}
            checked={chosen.has(option.value)}
          />
          <span>
            {option.label}
            {option.help && <small>{option.help}</small>}
          </span>
        </label>
      ))}
    </div>
  )
}

function Files({
  field,
  common,
  files,
}: {
  field: Field
  common: Record<string, unknown>
  files: readonly ShownFile[]
}) {
  return (
    <div data-controller="preview">
      {files.length > 0 && (
        <ul class="file-list">
          {files.map(file => (
            <li>
              <label class="choice">
                <input type="checkbox" name={field.name} value={file.id} checked />
                <span>
                  <a href={`/files/${file.id}`}>{file.name}</a>{' '}
                  <small>{fileSize(file.size)}，取消勾选即删除</small>
                </span>
              </label>
            </li>
          ))}
        </ul>
      )}
      <input
        {...common}
        name={`${field.name}:new`}
        type="file"
        multiple
        accept={field.accept ?? 'image/*,.pdf,.docx,.xlsx,.pptx,.zip,.mp4'}
        data-preview-target="input"
        data-action="preview#show"
      />
      <div class="previews" data-preview-target="shown" />
    </div>
  )
}

const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value))
const yuanOf = (value: unknown): string =>
  typeof value === 'number' ? (value / 100).toFixed(2).replace(/\.00$/, '') : textOf(value)
