import type { Field } from '#platform/forms'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Find } from '#ui/find'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'
import { type Help, Suggested } from './suggested.tsx'

interface Props {
  who: string
  matches: ReadonlyArray<{ id: string; name: string; contact_name: string; contact_phone: string }>
  picked: { id: string; name: string } | null
  fields: readonly Field[]
  values: Record<string, unknown>
  errors: Record<string, string>
  help: Help | null
  formKey: string
}

const path = '/desk/consultations/new'

/** A walk-in, a call or a pasted message in half a minute: what, of which kind, who, and the answer if there is one. */
export const EnterPage = ({ who, matches, picked, fields, values, errors, help, formKey }: Props) => (
  <>
    <PageHead
      title="登记咨询"
      lead="当场答复的，答复写在同一张表里，登记就办结；答复不了的，由您负责到有答复为止。"
    />
    <div class="columns">
      <Card>
        <div data-controller="suggest" data-suggest-url-value="/desk/consultations/suggestions">
          <Form
            action={path}
            fields={fields}
            values={values}
            errors={errors}
            submit="登记"
            hidden={{ _key: formKey }}
            back="/desk/consultations"
            below={{
              question: (
                <>
                  <button
                    type="submit"
                    name="look"
                    value="1"
                    class="button button-secondary"
                    data-suggest-target="look"
                  >
                    找现成答案，认出姓名电话
                  </button>
                  <div id="suggested" aria-live="polite">
                    {help && <Suggested help={help} looked />}
                  </div>
                </>
              ),
            }}
          />
        </div>
      </Card>
      <aside>
        <Card title="老对象">
          <Find path={path} name="who" question={who} placeholder="手机尾号或姓名" />
          {matches.length > 0 && (
            <ul class="task-list">
              {matches.map(match => (
                <li>
                  <div>
                    <a href={`${path}?who=${encodeURIComponent(who)}&party=${match.id}`}>{match.name}</a>
                    <p class="quiet">
                      {match.contact_name} · {match.contact_phone}
                    </p>
                  </div>
                  {picked?.id === match.id && <Badge tone="green">已选</Badge>}
                </li>
              ))}
            </ul>
          )}
          {who !== '' && matches.length === 0 && <p class="quiet">没有找到，直接在左边填姓名、手机号。</p>}
          {picked ? (
            <p>
              为“{picked.name}”登记。<a href={path}>换一位</a>
            </p>
          ) : (
            <p class="quiet">先找再填。手机号填全的，不找也会自动归到他的档案。</p>
          )}
        </Card>
      </aside>
    </div>
  </>
)
