import { fileSize } from '#platform/format'
import type { Field } from '#platform/forms'
import { assets } from '../assets.tsx'

export interface ShownFile {
  id: string
  name: string
  media_type: string
  size: number
  field: string
}

/** The id of a field in the page. */
export const idOf = (name: string): string => `f-${name.replaceAll('.', '-')}`

export const described = (field: Field, error: boolean) => {
  const ids = [(field.help || field.more) && `${idOf(field.name)}-help`, error && `${idOf(field.name)}-error`]
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

/** The input itself, by the kind of field. */
export function Widget({
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
    case 'richtext':
      return <RichText field={field} common={common} value={value} />
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
    case 'position':
      return <Position field={field} common={common} value={value} />
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

/** One box to tick, with its words beside it. */
export const CheckboxInput = ({ field, value, error }: { field: Field; value: unknown; error: boolean }) => (
  <label class="choice">
    <input
      type="checkbox"
      name={field.name}
      value="1"
      checked={value === true || value === '1'}
      {...described(field, error)}
    />
    <span>{field.label}</span>
  </label>
)

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

/**
 * A text with headings, lists, links and pictures. Without JavaScript it is plain text or HTML in a box, which the server
 * cleans either way; the editor comes as a script of its own, on pages that have such a field and nowhere else.
 */
function RichText({
  field,
  common,
  value,
}: {
  field: Field
  common: Record<string, unknown>
  value: unknown
}) {
  const { editor } = assets()
  return (
    <div class="rich" data-rich>
      <small class="help" data-light>
        空一行即另起一段；行首写“## ”是小标题，写“- ”是列表。
      </small>
      <textarea {...common} rows={field.rows ?? 16}>
        {textOf(value)}
      </textarea>
      {editor?.styles.map(href => (
        <link rel="stylesheet" href={href} />
      ))}
      {editor && <script type="module" src={editor.script} />}
    </div>
  )
}

/** A place on the map: typed, or taken from the phone where it has a position and may say so. */
function Position({
  field,
  common,
  value,
}: {
  field: Field
  common: Record<string, unknown>
  value: unknown
}) {
  return (
    <div class="with-button" data-controller="position">
      <input
        {...common}
        type="text"
        value={textOf(value)}
        placeholder={field.placeholder ?? '116.8302,30.7351'}
        data-position-target="input"
      />
      <button type="button" class="button" data-position-target="button" data-action="position#take" hidden>
        取当前位置
      </button>
      <span class="quiet" data-position-target="said" aria-live="polite" />
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
      <KeptFiles name={field.name} files={files} />
      <input
        {...common}
        name={`${field.name}:new`}
        type="file"
        multiple
        accept={field.accept ?? 'image/*,.pdf,.docx,.xlsx,.pptx,.zip,.mp4'}
        data-preview-target="input"
        data-action="change->preview#show"
      />
      <label class="button file-button" for={idOf(field.name)} data-preview-target="button" hidden>
        选择照片或文件
      </label>
      <div class="previews" data-preview-target="shown" />
    </div>
  )
}

/** Files that lie at the centre already: they need not be chosen again. */
export const KeptFiles = ({ name, files }: { name: string; files: readonly ShownFile[] }) => (
  <ul class="file-list" id={keptFilesId(name)}>
    {files.map(file => (
      <li>
        <label class="choice">
          <input type="checkbox" name={name} value={file.id} checked />
          {file.media_type.startsWith('image/') && (
            <img src={`/files/${file.id}/preview`} alt="" width={56} height={56} />
          )}
          <span>
            <a href={`/files/${file.id}`}>{file.name}</a>
            <small>{fileSize(file.size)}，取消勾选即删除</small>
          </span>
        </label>
      </li>
    ))}
  </ul>
)

export const keptFilesId = (name: string): string => `${idOf(name)}-kept`

export const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value))
const yuanOf = (value: unknown): string =>
  typeof value === 'number' ? (value / 100).toFixed(2).replace(/\.00$/, '') : textOf(value)
