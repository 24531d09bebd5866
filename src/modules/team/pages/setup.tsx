import type { Field } from '#platform/forms'
import { Form } from '#ui/form'

interface Props {
  fields: readonly Field[]
  values: Record<string, unknown>
  errors: Record<string, string>
  token: string
}

/** The first page of an empty installation: which centre, and who administers it. */
export function SetupPage({ fields, values, errors, token }: Props) {
  return (
    <div class="stack">
      <div>
        <h1>创建服务中心</h1>
        <p class="quiet">
          填写中心和第一位管理员。创建后设有一套常用岗位，由管理员登录后安排人员、登记服务项目。
        </p>
      </div>
      <Form
        action="/setup"
        fields={fields}
        values={values}
        errors={errors}
        submit="创建"
        hidden={{ token }}
      />
    </div>
  )
}
