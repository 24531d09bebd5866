import type { Child } from 'hono/jsx'
import { dateTime } from '#platform/format'
import { type Field, valueAt } from '#platform/forms'
import { Rows } from './form/rows.tsx'
import { CheckboxInput, idOf, type ShownFile, textOf, Widget } from './form/widget.tsx'
import { Icon } from './icon.tsx'
import { RatingInput } from './rating.tsx'

export { KeptFiles, keptFilesId, type ShownFile } from './form/widget.tsx'

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
  /** On a button that keeps the draft there and then, without scripts too. */
  keep?: string
  /** The answer is a page of its own instead of a redirect; Turbo leaves such a form to the browser. */
  answersWithPage?: boolean
  /** What stands right below a field, by its name. */
  below?: Record<string, Child>
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
  keep,
  answersWithPage = false,
  below = {},
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
      {...(answersWithPage && { 'data-turbo': 'false' })}
      novalidate
    >
      <Summary fields={fields} errors={errors} />
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {fields.map(field => {
        const row = (
          <FieldRow
            field={field}
            value={valueAt(values, field.name)}
            {...(errors[field.name] && { error: errors[field.name] as string })}
            errors={errors}
            files={files.filter(file => file.field === field.name)}
          />
        )
        return (
          <>
            {field.onlyIf ? <div {...depending(field)}>{row}</div> : row}
            {below[field.name]}
          </>
        )
      })}
      {children}
      <div class="form-foot">
        <button type="submit" class={`button button-${tone}`}>
          {submit}
        </button>
        {draft && keep && (
          <button
            type="submit"
            class="button button-secondary"
            formaction={draft}
            name="_keep"
            value="1"
            formnovalidate
          >
            {keep}
          </button>
        )}
        {back && (
          <a class="button button-secondary" href={back}>
            返回
          </a>
        )}
        {draft && (
          <span class="quiet" data-autosave-target="said" aria-live="polite">
            {draftSavedAt && `已载入 ${dateTime(draftSavedAt)} 保存的草稿`}
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
            const label = labelOf(fields, name)
            return <li>{label ? <a href={`#${idOf(name)}`}>{`${label}：${text}`}</a> : text}</li>
          })}
      </ul>
    </div>
  )
}

/** '办理流程第 2 行，名称' for `steps.1.title`. */
function labelOf(fields: readonly Field[], name: string): string | undefined {
  const plain = fields.find(field => field.name === name)
  if (plain) return plain.label
  const [, list, row = '', cell] = /^(.+)\.(\d+)\.(\w+)$/.exec(name) ?? []
  const rows = fields.find(field => field.name === list && field.widget === 'rows')
  const column = rows?.columns?.find(one => one.name === cell)
  return rows && `${rows.label}第 ${Number(row) + 1} 行${column ? `，${column.label}` : ''}`
}

/** A question that depends on another is hidden in the browser while it does not apply; without scripts its help says so. */
const depending = ({ onlyIf }: Field) =>
  onlyIf
    ? {
        'data-controller': 'only-if',
        'data-only-if-name-value': onlyIf.name,
        'data-only-if-values-value': JSON.stringify(onlyIf.values),
      }
    : {}

interface RowProps {
  field: Field
  value: unknown
  error?: string
  /** All messages of the form: those of a list of rows are told at their cells. */
  errors?: Record<string, string>
  files?: readonly ShownFile[]
}

/** One field with its label, help and message. */
export function FieldRow({ field, value, error, errors = {}, files = [] }: RowProps) {
  if (field.widget === 'hidden') return <input type="hidden" name={field.name} value={textOf(value)} />
  if (field.widget === 'rating') return <RatingInput field={field} value={value} {...(error && { error })} />
  if (field.widget === 'checkbox')
    return <CheckboxRow field={field} value={value} {...(error && { error })} />
  const grouped = ['radio', 'checkboxes', 'rows'].includes(field.widget)
  const heading = (
    <>
      {field.label}
      {field.required ? <span class="required">必填</span> : null}
    </>
  )
  const body = (
    <>
      <Help field={field} />
      {error && (
        <p class="field-error" id={`${idOf(field.name)}-error`}>
          <Icon name="alert-circle" size={16} />
          {error}
        </p>
      )}
      {field.widget === 'rows' ? (
        <Rows field={field} value={value} errors={errors} />
      ) : (
        <Widget field={field} value={value} error={error !== undefined} files={files} />
      )}
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

const Help = ({ field }: { field: Field }) =>
  field.help || field.more ? (
    <p class="help" id={`${idOf(field.name)}-help`}>
      {field.help}
      {field.more && <a href={field.more.href}>{field.more.label}</a>}
    </p>
  ) : null

function CheckboxRow({ field, value, error }: RowProps) {
  return (
    <div class={`field field-checkbox${error ? ' has-error' : ''}`}>
      {error && (
        <p class="field-error" id={`${idOf(field.name)}-error`}>
          {error}
        </p>
      )}
      <CheckboxInput field={field} value={value} error={error !== undefined} />
      <Help field={field} />
    </div>
  )
}
