import type { Field } from '#platform/forms'
import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'
import { Marked } from './marked.tsx'

interface Props {
  path: string
  back: string
  removed: ReadonlyArray<{ label: string; before: string; after: string }>
  fields: readonly Field[]
  values: Record<string, unknown>
  errors: Record<string, string>
  formKey: string
}

/** A good answer becomes a draft of a public one: what was taken out is marked, and somebody says that they looked. */
export const PublishPage = ({ path, back, removed, fields, values, errors, formKey }: Props) => (
  <>
    <PageHead title="拟成公开问答" lead="存为知识库草稿，由另一人审核后才公开。" />
    <Alert title="先看去掉了什么">
      按对方的姓名、单位和号码的样子去掉，难免有漏：村组、店名、金额、日期也可能让人认出是谁，请逐字看一遍。
    </Alert>
    <div class="columns">
      <Card title="公开的文字">
        <Form
          action={path}
          fields={fields}
          values={values}
          errors={errors}
          submit="存为知识库草稿"
          hidden={{ _key: formKey }}
          back={back}
        />
      </Card>
      <aside>
        <Card title="原文与去掉的">
          {removed.map(one => (
            <>
              <h3>{one.label}</h3>
              <Marked before={one.before} after={one.after} />
            </>
          ))}
        </Card>
      </aside>
    </div>
  </>
)
