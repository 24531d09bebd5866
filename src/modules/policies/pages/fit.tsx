import type { Field } from '#platform/forms'
import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'
import type { Fit } from '../fit.ts'
import { Fits } from './reasons.tsx'

interface Props {
  fields: readonly Field[]
  values: Record<string, unknown>
  errors: Record<string, string>
  /** The one policy that it is about; null: all that are open. */
  policy: { id: string; title: string } | null
  fits: readonly Fit[] | null
}

/** 我能享受哪些政策, for whoever comes along: a form whose answers are not kept. */
export function FitPage({ fields, values, errors, policy, fits }: Props) {
  return (
    <div class="wrap stack">
      <PageHead
        title={policy ? '看看我是否符合' : '我能享受哪些政策'}
        {...(policy && { lead: policy.title })}
      />
      {fits && <Fits fits={fits} />}
      <Alert title="填写的内容不保存">
        只用来当场判断，页面关掉就没有了。不知道的可以空着。在中心登记过的，
        <a href="/my/policies">登录后直接用档案里的情况看</a>。
      </Alert>
      <Card title={fits ? '改一改再看' : '回答几个问题'}>
        {fields.length === 0 ? (
          <p class="quiet">现在没有可以申报的政策，不用填写。</p>
        ) : (
          <Form
            action="/policies/fit"
            fields={fields}
            values={values}
            errors={errors}
            submit="看结果"
            hidden={policy ? { policy: policy.id } : {}}
            answersWithPage
          />
        )}
      </Card>
    </div>
  )
}
