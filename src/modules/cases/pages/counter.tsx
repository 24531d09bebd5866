import type { Field } from '#platform/forms'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Form } from '#ui/form'
import { Icon } from '#ui/icon'
import { PageHead } from '#ui/page-head'

interface Props {
  phone: string
  matches: ReadonlyArray<{ id: string; name: string; contact_name: string; masked: string }>
  picked: { id: string; name: string; contact_name: string } | null
  fields: readonly Field[]
  values: Record<string, unknown>
  errors: Record<string, string>
  formKey: string
}

/** A walk-in or a call in half a minute: the end of the phone, what it is about, done. */
export function CounterPage({ phone, matches, picked, fields, values, errors, formKey }: Props) {
  return (
    <>
      <PageHead title="窗口登记" lead="先输手机尾号找到对方，再写一句事由即可。" />
      <Card title="一、来访人">
        <form action="/desk/counter" method="get" class="list-search" role="search">
          <label class="grow">
            <span class="visually-hidden">手机号或尾号</span>
            <input
              type="search"
              name="phone"
              value={phone}
              inputmode="numeric"
              placeholder="手机尾号 4 位以上"
              autofocus={picked === null}
            />
          </label>
          <button type="submit" class="button">
            <Icon name="search" size={18} />
            查找
          </button>
        </form>
        {matches.length > 0 && (
          <ul class="task-list">
            {matches.map(match => (
              <li>
                <div>
                  <a href={`/desk/counter?phone=${phone}&party=${match.id}`}>{match.name}</a>
                  <p class="quiet">
                    {match.contact_name} · {match.masked}
                  </p>
                </div>
                {picked?.id === match.id && <Badge tone="green">已选</Badge>}
              </li>
            ))}
          </ul>
        )}
        {phone !== '' && matches.length === 0 && (
          <p class="quiet">没有找到这个号码，请在下面按首次来访登记。</p>
        )}
      </Card>
      <Card title={picked ? `二、为“${picked.name}”登记` : '二、登记'}>
        <Form
          action="/desk/counter"
          fields={fields}
          values={values}
          errors={errors}
          submit="登记并打印回执"
          hidden={{ _key: formKey }}
        />
      </Card>
    </>
  )
}
