import type { Changed } from '#platform/differences'
import { Card } from '#ui/card'
import { TextDiff } from '#ui/text-diff'

export interface EditView {
  key: string
  /** '第 1 版 · 一审 王敏 · 2026-11-24 10:00' */
  says: string
  changes: readonly Changed[]
}
export interface Choice {
  value: string
  label: string
}

interface DifferencesProps {
  id: string
  chosen: { from: string; to: string; changes: readonly Changed[] }
  choices: readonly Choice[]
}

/** Any two savings side by side. */
export const Differences = ({ id, chosen, choices }: DifferencesProps) =>
  choices.length < 2 ? null : (
    <Card title="对照" id="differences">
      <form class="activity-filter" method="get" action={`/desk/articles/${id}#differences`}>
        {(['from', 'to'] as const).map(name => (
          <label>
            {name === 'from' ? '从' : '到'}
            <select name={name}>
              {choices.map(choice => (
                <option value={choice.value} selected={choice.value === chosen[name]}>
                  {choice.label}
                </option>
              ))}
            </select>
          </label>
        ))}
        <button type="submit" class="button">
          对照
        </button>
      </form>
      <TextDiff changes={chosen.changes} />
    </Card>
  )

/** What each saving of the working version changed, and who made it. */
export const Edits = ({ edits }: { edits: readonly EditView[] }) =>
  edits.length === 0 ? null : (
    <Card title="改动经过">
      {edits.map(edit => (
        <details>
          <summary>{edit.says}</summary>
          <TextDiff changes={edit.changes} />
        </details>
      ))}
    </Card>
  )
