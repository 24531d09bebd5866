import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'
import type { OwnView } from '../view.ts'
import { Question } from './question.tsx'

interface Step {
  name: string
  label: string
  form: boolean
}

export interface Known {
  view: OwnView
  number: string
  code: string
  steps: readonly Step[]
  done?: string
  errors?: { step: string; text: string }
  typed?: string
}

interface Props {
  number: string
  errors?: Record<string, string>
  known?: Known
}

/** The answer, for whoever holds number and code; no account, no name. */
export const ProgressPage = ({ number, errors = {}, known }: Props) => (
  <div class="wrap stack">
    <PageHead title="看咨询答复" lead="凭回执或短信里的编号和查询码查看，不用登录。" />
    {known?.done && <Alert tone="success">{known.done}</Alert>}
    {known ? (
      <>
        <Question view={known.view} />
        {known.steps.length > 0 && <Steps known={known} />}
        <p>
          <a href="/consulting/progress">查另一件</a>
        </p>
      </>
    ) : (
      <Card>
        <Form
          answersWithPage
          action="/consulting/progress"
          fields={[
            {
              name: 'number',
              label: '编号',
              widget: 'code',
              required: true,
              placeholder: '例如 ZX-20261124-0001',
            },
            {
              name: 'code',
              label: '查询码',
              widget: 'code',
              required: true,
              placeholder: '8 位',
              maxLength: 12,
            },
          ]}
          values={{ number }}
          errors={errors}
          submit="查询"
        />
      </Card>
    )}
  </div>
)

/** Each step with its own small form: no script, no session; number and code go along. */
const Steps = ({ known: { steps, number, code, errors, typed } }: { known: Known }) => (
  <Card title="您可以">
    <div class="stack">
      {steps.map(step => {
        const wrong = errors?.step === step.name ? errors.text : null
        const hidden = (
          <>
            <input type="hidden" name="number" value={number} />
            <input type="hidden" name="code" value={code} />
          </>
        )
        const look = `button button-${step.name === 'tellSolved' ? 'primary' : 'secondary'}`
        const action = `/consulting/progress/${step.name}`
        return step.form ? (
          <details class="more" open={wrong !== null}>
            <summary>{step.label}</summary>
            <form
              method="post"
              action={action}
              class="form"
              data-turbo="false"
              data-controller="submit-once"
              novalidate
            >
              {hidden}
              <div class={`field field-textarea${wrong ? ' has-error' : ''}`}>
                <label for={`f-${step.name}`}>写在这里</label>
                {wrong && (
                  <p class="field-error" id={`f-${step.name}-error`}>
                    {wrong}
                  </p>
                )}
                <textarea
                  id={`f-${step.name}`}
                  name="reason"
                  rows={4}
                  maxlength={1000}
                  {...(wrong && { 'aria-invalid': 'true', 'aria-describedby': `f-${step.name}-error` })}
                >
                  {wrong ? typed : ''}
                </textarea>
              </div>
              <button type="submit" class={look}>
                {step.label}
              </button>
            </form>
          </details>
        ) : (
          <form method="post" action={action} data-turbo="false" data-controller="submit-once">
            {hidden}
            <button type="submit" class={look}>
              {step.label}
            </button>
          </form>
        )
      })}
    </div>
  </Card>
)
