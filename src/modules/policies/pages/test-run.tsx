import { count } from '#platform/format'
import type { Field } from '#platform/forms'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { FieldRow } from '#ui/form'
import { PageHead } from '#ui/page-head'
import { Stat } from '#ui/stat'
import { noPromise } from '../codes.ts'
import type { Verdict } from '../evaluate.ts'
import type { ReasonGroup } from '../fit.ts'
import { Reasons, verdictTones, verdictWords } from './reasons.tsx'

export interface Outcome {
  counts: Record<Verdict, number>
  /** There are more parties than were looked at. */
  cut: boolean
  some: ReadonlyArray<{ id: string; name: string; verdict: Verdict; groups: readonly ReasonGroup[] }>
  only: Verdict
}

interface Props {
  id: string
  version: number
  fields: readonly Field[]
  values: Record<string, unknown>
  errors: Record<string, string>
  tried: { verdict: Verdict; groups: readonly ReasonGroup[] } | null
  /** Null for those who may not look into parties' files. */
  outcome: Outcome | null
}

/** 试算: the conditions against made-up values, and against everybody the centre knows. */
export const TestRun = (props: Props) => (
  <>
    <PageHead title="试算申报条件" lead={`按第 ${props.version} 版的条件。${noPromise}`} />
    <div class="columns">
      <div>
        {props.outcome ? (
          <Parties id={props.id} outcome={props.outcome} />
        ) : (
          <Card title="全部服务对象">
            <p class="quiet">有“查阅服务对象”职责的人可以用全部档案试算。</p>
          </Card>
        )}
      </div>
      <aside>
        <Trying {...props} />
      </aside>
    </div>
  </>
)

function Parties({ id, outcome }: { id: string; outcome: Outcome }) {
  const { counts, cut, some, only } = outcome
  const words: Record<Verdict, string> = { yes: '符合', unknown: '还差信息', no: '不符合' }
  return (
    <Card title="全部服务对象">
      <div class="stats">
        {(['yes', 'unknown', 'no'] as const).map(verdict => (
          <Stat
            value={count(counts[verdict])}
            label={words[verdict]}
            href={`/desk/policies/${id}/test?only=${verdict}`}
          />
        ))}
      </div>
      {cut && <p class="table-note">服务对象太多，只算了最早登记的一部分。</p>}
      {some.length === 0 ? (
        <p class="quiet">没有“{words[only]}”的服务对象。</p>
      ) : (
        <ul class="fit-list">
          {some.map(party => (
            <li>
              <div class="fit-head">
                <a href={`/desk/policies/fit?party=${party.id}`}>{party.name}</a>
                <Badge tone={verdictTones[party.verdict]}>{verdictWords[party.verdict]}</Badge>
              </div>
              <details class="more">
                <summary>
                  为什么<span class="visually-hidden">：{party.name}</span>
                </summary>
                <Reasons groups={party.groups} />
              </details>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

const Trying = ({ id, fields, values, errors, tried }: Props) => (
  <Card title="用假设的情况试一试">
    {tried && (
      <>
        <p>
          <Badge tone={verdictTones[tried.verdict]}>{verdictWords[tried.verdict]}</Badge>
        </p>
        <Reasons groups={tried.groups} />
      </>
    )}
    <form class="form" action={`/desk/policies/${id}/test`} method="get">
      <input type="hidden" name="try" value="1" />
      {fields.map(field => (
        <FieldRow
          field={field}
          value={values[field.name]}
          {...(errors[field.name] && { error: errors[field.name] as string })}
        />
      ))}
      <div class="form-foot">
        <button type="submit" class="button button-primary">
          试一试
        </button>
      </div>
    </form>
  </Card>
)
