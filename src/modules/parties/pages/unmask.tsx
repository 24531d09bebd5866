import { Card } from '#ui/card'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'

/** Asks for what the full number of somebody is needed; `action` answers with `UnmaskedPage`. */
export function UnmaskForm({ action, name, back }: { action: string; name: string; back: string }) {
  return (
    <>
      <PageHead title="查看完整证件号" lead={name} />
      <Card>
        <Form
          answersWithPage
          action={action}
          fields={[
            {
              name: 'reason',
              label: '用途',
              widget: 'textarea',
              required: true,
              help: '会记入日志，对方可以看到。',
            },
          ]}
          values={{}}
          errors={{}}
          submit="查看"
          back={back}
        />
      </Card>
    </>
  )
}

/** The full number, shown once, after its reason was written down. */
export function UnmaskedPage({ name, number, back }: { name: string; number: string; back: string }) {
  return (
    <>
      <PageHead title={name} lead="这次查看已记入日志。请勿截图、转发。" />
      <Card title="身份证号">
        <p class="price number">{number}</p>
        <a class="button" href={back}>
          看完返回
        </a>
      </Card>
    </>
  )
}
