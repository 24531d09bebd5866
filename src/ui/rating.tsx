import type { Field } from '#platform/forms'
import { Icon } from './icon.tsx'

const levels = [
  { value: 5, label: '非常满意', icon: 'mood-happy' },
  { value: 4, label: '满意', icon: 'mood-smile' },
  { value: 3, label: '基本满意', icon: 'mood-empty' },
  { value: 2, label: '不满意', icon: 'mood-sad' },
  { value: 1, label: '非常不满意', icon: 'mood-sad-2' },
] as const

interface InputProps {
  field: Pick<Field, 'name' | 'label' | 'help' | 'required'>
  value?: unknown
  error?: string
}

/** Five levels to choose from; none is pre-selected. */
export function RatingInput({ field: { name, label, help, required }, value, error }: InputProps) {
  return (
    <fieldset class={`rating-input${error ? ' has-error' : ''}`} id={`f-${name.replaceAll('.', '-')}`}>
      <legend>{label}</legend>
      {help && <p class="help">{help}</p>}
      {error && <p class="field-error">{error}</p>}
      <div class="rating-levels">
        {levels.map(level => (
          <label>
            <input
              type="radio"
              name={name}
              value={level.value}
              checked={String(value ?? '') === String(level.value)}
              required={required}
            />
            <span>
              <Icon name={level.icon} size={30} />
              {level.label}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

export interface Ratings {
  /** How many gave each mark, the best first. */
  counts: readonly number[]
  total: number
  /** Share of the satisfied; null below the number from which it is published. */
  share: number | null
}

/** How many gave which mark; shown from five ratings on. */
export function Distribution({ counts, total, share }: Ratings) {
  if (share === null) return <p class="quiet">评价满 5 份后公布{total > 0 ? `，现有 ${total} 份` : ''}。</p>
  return (
    <div class="distribution">
      <p>
        <strong>{(share * 100).toFixed(1)}%</strong> 满意{' '}
        <span class="quiet">（{total} 份评价，含基本满意）</span>
      </p>
      {levels.map((level, index) => (
        <div class="distribution-row">
          <span>{level.label}</span>
          <meter min={0} max={total} value={counts[index] ?? 0}>
            {counts[index] ?? 0}
          </meter>
          <b>{counts[index] ?? 0}</b>
        </div>
      ))}
    </div>
  )
}
