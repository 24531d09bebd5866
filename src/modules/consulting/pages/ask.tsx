import { dateTime } from '#platform/format'
import type { Field } from '#platform/forms'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Form } from '#ui/form'
import { Icon } from '#ui/icon'
import { PageHead } from '#ui/page-head'
import { QrCode } from '#ui/qr-code'
import { type Help, Suggested } from './suggested.tsx'

interface Props {
  fields: readonly Field[]
  values: Record<string, unknown>
  errors: Record<string, string>
  help: Help | null
  looked: boolean
  days: number
  formKey: string
}

/** Three things in plain words; no account is needed, and an answer may be there already. */
export const AskPage = ({ fields, values, errors, help, looked, days, formKey }: Props) => (
  <div class="wrap stack">
    <PageHead title="我要咨询" lead={`不用登录也能问，不收费，${days} 个工作日内答复。`} />
    <Card>
      <div data-controller="suggest" data-suggest-url-value="/consulting/suggestions">
        <Form
          answersWithPage
          action="/consulting/new"
          fields={fields}
          values={values}
          errors={errors}
          submit="提交咨询"
          hidden={{ _key: formKey }}
          back="/consulting"
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
                  先看看有没有现成答案
                </button>
                <div id="suggested" aria-live="polite">
                  {help && <Suggested help={help} looked={looked} />}
                </div>
              </>
            ),
          }}
        />
      </div>
    </Card>
  </div>
)

interface Receipt {
  number: string
  code: string
  submittedAt: Date
  days: number
  own: string | null
  qr: string
}

/** Number and code, to be written down or photographed; shown once. */
export const ReceiptOfConsultation = ({ number, code, submittedAt, days, own, qr }: Receipt) => (
  <div class="wrap stack">
    <div class="receipt">
      <h1>
        <Icon name="circle-check" size={28} /> 收到了
      </h1>
      <p>{days} 个工作日内答复，答好了发短信告诉您。</p>
      <Facts
        columns={1}
        items={[
          { label: '编号', value: <b class="number">{number}</b> },
          { label: '查询码', value: <b class="number">{code}</b> },
          { label: '提交时间', value: dateTime(submittedAt) },
        ]}
      />
      <div class="receipt-codes">
        <figure>
          <QrCode svg={qr} alt="查看答复的二维码" />
          <figcaption>扫码看答复</figcaption>
        </figure>
      </div>
      <p>编号和查询码也会用短信发给您，凭它们看答复、补充情况。不要告诉别人。</p>
      <p class="receipt-actions">
        <a class="button" href={own ?? `/consulting/progress?number=${number}`}>
          {own ? '看这一件' : '看答复'}
        </a>
        <a class="button button-secondary" href="/knowledge">
          看看知识库
        </a>
      </p>
    </div>
  </div>
)
