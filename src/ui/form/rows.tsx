import type { Field } from '#platform/forms'
import { Icon } from '../icon.tsx'
import { CheckboxInput, idOf, textOf, Widget } from './widget.tsx'

interface Props {
  field: Field
  value: unknown
  /** Messages by dotted name: `steps.0.title`. */
  errors: Record<string, string>
}

/** Empty rows at the end for browsers in which nothing runs; elsewhere a button adds them. */
const spare = 3

/** A list of rows, each with the same few inputs: added, removed and moved in the browser; an empty one is ignored. */
export function Rows({ field, value, errors }: Props) {
  const rows = Array.isArray(value) ? (value as Array<Record<string, unknown>>) : []
  const row = (at: number | string, values: Record<string, unknown>) => (
    <Row field={field} at={at} values={values} errors={errors} />
  )
  return (
    <div class="rows" data-controller="rows">
      <div class="rows-list" data-rows-target="list">
        {rows.map((values, at) => row(at, values))}
      </div>
      <noscript>
        <div class="rows-list">{Array.from({ length: spare }, (_, at) => row(rows.length + at, {}))}</div>
      </noscript>
      <template data-rows-target="blank">{row('000', {})}</template>
      <button type="button" class="button rows-add" data-action="rows#add">
        <Icon name="plus" size={18} />
        添加一行
      </button>
    </div>
  )
}

function Row({
  field: { name, columns = [] },
  at,
  values,
  errors,
}: {
  field: Field
  at: number | string
  values: Record<string, unknown>
  errors: Record<string, string>
}) {
  return (
    <div class="row" data-rows-target="row">
      <div class="row-cells">
        {columns.map(column => (
          <Cell
            column={{ ...column, name: `${name}.${at}.${column.name}` }}
            value={values[column.name]}
            error={errors[`${name}.${at}.${column.name}`]}
          />
        ))}
      </div>
      <div class="row-tools">
        <button type="button" data-action="rows#up" aria-label="上移">
          <Icon name="chevron-up" size={18} />
        </button>
        <button type="button" data-action="rows#down" aria-label="下移">
          <Icon name="chevron-down" size={18} />
        </button>
        <button type="button" data-action="rows#remove" aria-label="删除这一行">
          <Icon name="trash" size={18} />
        </button>
      </div>
    </div>
  )
}

function Cell({ column, value, error }: { column: Field; value: unknown; error: string | undefined }) {
  if (column.widget === 'hidden') return <input type="hidden" name={column.name} value={textOf(value)} />
  const look = `cell cell-${column.widget}${error ? ' has-error' : ''}`
  return (
    <div class={look}>
      {column.widget === 'checkbox' ? (
        <CheckboxInput field={column} value={value} error={error !== undefined} />
      ) : (
        <>
          <label for={idOf(column.name)}>{column.label}</label>
          <Widget field={column} value={value} error={error !== undefined} files={[]} />
        </>
      )}
      {column.help && <small id={`${idOf(column.name)}-help`}>{column.help}</small>}
      {error && (
        <p class="field-error" id={`${idOf(column.name)}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}
