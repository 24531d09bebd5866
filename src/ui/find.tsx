import { Icon } from './icon.tsx'

export interface Choice {
  /** Of the address: `?town=…`. */
  name: string
  label: string
  value?: string | undefined
  options: ReadonlyArray<{ value: string; label: string }>
}

/** A list is searched: a question, choices of one each, and what of the address is kept beside them. */
export function Find({
  path,
  name = 'q',
  question,
  placeholder,
  choices = [],
  kept = {},
  frame,
}: {
  path: string
  /** Of the address: `?q=…`. */
  name?: string
  question: string
  /** What can be typed; absent: nothing is asked but the choices. */
  placeholder?: string | undefined
  choices?: readonly Choice[]
  kept?: Readonly<Record<string, string | undefined>>
  /** The part of the page that answers while one types. */
  frame?: string
}) {
  const live = frame && {
    'data-controller': 'search',
    'data-turbo-frame': frame,
    'data-turbo-action': 'advance',
  }
  return (
    <form action={path} method="get" class="list-search" role="search" {...live}>
      {Object.entries(kept).map(([key, value]) => value && <input type="hidden" name={key} value={value} />)}
      {placeholder && (
        <label class="grow">
          <span class="visually-hidden">{placeholder}</span>
          <input type="search" name={name} value={question} placeholder={placeholder} />
        </label>
      )}
      {choices.map(choice => (
        <label>
          <span class="visually-hidden">{choice.label}</span>
          <select name={choice.name} data-controller="submit-on-change">
            <option value="">{`全部${choice.label}`}</option>
            {choice.options.map(one => (
              <option value={one.value} selected={one.value === choice.value}>
                {one.label}
              </option>
            ))}
          </select>
        </label>
      ))}
      <button type="submit" class="button button-secondary">
        <Icon name="search" size={18} />
        查找
      </button>
    </form>
  )
}
