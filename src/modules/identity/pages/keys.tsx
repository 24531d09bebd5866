import type { Button } from '#modules/actions'
import type { Field } from '#platform/forms'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'

interface KeyLine {
  name: string
  reads: string
  acts: string
  expiresOn: string
  state: { label: string; tone: BadgeTone }
  buttons: Button[]
}

/** One's keys for machines, and how a machine uses them. */
export function KeysPage({ keys, origin }: { keys: readonly KeyLine[]; origin: string }) {
  return (
    <div class="stack">
      <PageHead
        title="接口密钥"
        lead="让其他系统以您的身份读取或办理，范围由您逐项选定；您离岗后自动失效。"
        actions={
          <a class="button button-primary" href="/account/keys/new">
            新建密钥
          </a>
        }
      />
      {keys.length === 0 ? (
        <Empty icon="key" title="还没有接口密钥" text="需要与其他系统对接时再建，一个系统一把。" />
      ) : (
        keys.map(key => (
          <Card title={key.name} action={<Badge tone={key.state.tone}>{key.state.label}</Badge>}>
            <p>可以读取：{key.reads || '无'}</p>
            <p>可以办理：{key.acts || '无'}</p>
            <p class="quiet">有效期至 {key.expiresOn}</p>
            <ActionButtons offers={key.buttons} back="/account/keys" />
          </Card>
        ))
      )}
      <Card title="怎么用">
        <p>请求时带上请求头，接口说明见下面的文档（OpenAPI 3.1）：</p>
        <pre class="code">
          {`curl -H "Authorization: Bearer 密钥" ${origin}/api/v1/service_case`}
          {'\n'}
          {`${origin}/api/openapi.json`}
        </pre>
      </Card>
    </div>
  )
}

export function NewKeyPage({
  fields,
  values,
  errors,
}: {
  fields: readonly Field[]
  values: Record<string, unknown>
  errors: Record<string, string>
}) {
  return (
    <>
      <PageHead title="新建接口密钥" />
      <Card>
        <Form
          action="/account/keys/new"
          fields={fields}
          values={values}
          errors={errors}
          submit="新建密钥"
          back="/account/keys"
          answersWithPage
        />
      </Card>
    </>
  )
}

/** The secret, shown this once. */
export function TokenPage({ name, token }: { name: string; token: string }) {
  return (
    <div class="stack">
      <PageHead title="密钥已建好" lead={name} />
      <Alert tone="warning" title="密钥只显示这一次">
        请现在复制到对方系统的配置里。遗失后不能找回，只能停用旧的、另建新的。
      </Alert>
      <Card>
        <pre class="code">{token}</pre>
        <a class="button" href="/account/keys">
          我已保存
        </a>
      </Card>
    </div>
  )
}
