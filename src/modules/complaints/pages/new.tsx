import type { Field } from '#platform/forms'
import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'
import { type About, abouts } from '../codes.ts'

type Side = 'web' | 'desk'

/** One question first: what it is about. */
export function ChooseAbout({ path, side }: { path: string; side: Side }) {
  const page = (
    <>
      <PageHead
        title={side === 'web' ? '您要反映的是' : '登记服务反馈'}
        lead={side === 'web' ? '投诉、举报、建议、表扬都从这里开始，先选是关于谁的。' : '先选是关于谁的。'}
      />
      <Card>
        <ul class="link-list">
          {Object.entries(abouts).map(([key, { label, help }]) => (
            <li>
              <a href={`${path}?about=${key}`}>{label}</a>
              <small>{help}</small>
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
  return side === 'web' ? <div class="wrap stack">{page}</div> : page
}

interface Props {
  path: string
  side: Side
  about: About
  signedIn: boolean
  fields: readonly Field[]
  values: Record<string, unknown>
  errors: Record<string, string>
  formKey: string
}

/** Few questions in plain words; no account is needed. */
export function NewComplaint({ path, side, about, signedIn, fields, values, errors, formKey }: Props) {
  const page = (
    <>
      <PageHead title={`关于${abouts[about].label}`} lead={side === 'web' ? '不用登录也能提交。' : ''} />
      {about === 'centre' && (
        <Alert title="由主管部门办理">投诉和举报直接送到主管部门，中心的人员看不到，也查不到。</Alert>
      )}
      {side === 'web' && about === 'case' && !signedIn && (
        <Alert>
          <a href={`/sign-in?back=${encodeURIComponent(`${path}?about=case`)}`}>先登录</a>
          ，可以直接选是哪一件；不登录也行，把编号或经过写上就可以。
        </Alert>
      )}
      <Card>
        <Form
          answersWithPage
          action={path}
          fields={fields}
          values={values}
          errors={errors}
          submit={side === 'web' ? '提交' : '登记并显示回执'}
          hidden={{ _key: formKey }}
          back={path}
        />
      </Card>
    </>
  )
  return side === 'web' ? <div class="wrap stack">{page}</div> : page
}
