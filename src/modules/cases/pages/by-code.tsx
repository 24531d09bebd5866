import type { Child } from 'hono/jsx'
import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'

/** What is particular to one kind of record. */
export interface ByCodeWords {
  title: string
  /** Address of the page; its steps lie below. */
  path: string
  /** A number as its receipts bear it. */
  example: string
  /** The step that most will take. */
  primary: string
  /** Above the field of a step that wants words. */
  write: string
}

export interface Step {
  name: string
  label: string
  form: boolean
  blocked: string | null
}

export interface Known {
  record: Child
  number: string
  code: string
  steps: readonly Step[]
  done?: string
  errors?: { step: string; text: string }
  typed?: string
}

interface Props {
  words: ByCodeWords
  number: string
  errors?: Record<string, string>
  known?: Known
}

/** How it stands, for whoever holds number and code; no account, no name. */
export const ByCodePage = ({ words, number, errors = {}, known }: Props) => (
  <div class="wrap stack">
    <PageHead title={words.title} lead="凭回执或短信里的编号和查询码查看，不用登录。" />
    {known?.done && <Alert tone="success">{known.done}</Alert>}
    {known ? (
      <>
        {known.record}
        {known.steps.length > 0 && <Steps words={words} known={known} />}
        <p>
          <a href={words.path}>查另一件</a>
        </p>
      </>
    ) : (
      <Ask words={words} number={number} errors={errors} />
    )}
  </div>
)

const Ask = ({
  words,
  number,
  errors,
}: {
  words: ByCodeWords
  number: string
  errors: Record<string, string>
}) => (
  <Card>
    <Form
      answersWithPage
      action={words.path}
      fields={[
        {
          name: 'number',
          label: '编号',
          widget: 'code',
          required: true,
          placeholder: `例如 ${words.example}`,
        },
        { name: 'code', label: '查询码', widget: 'code', required: true, placeholder: '8 位', maxLength: 12 },
      ]}
      values={{ number }}
      errors={errors}
      submit="查询"
    />
  </Card>
)

/** Each step with its own small form: no script, no session; number and code go along. */
const Steps = ({ words, known }: { words: ByCodeWords; known: Known }) => (
  <Card title="您可以">
    <div class="stack">
      {known.steps.map(step => {
        const { number, code, errors, typed } = known
        const wrong = errors?.step === step.name ? errors.text : null
        const hidden = (
          <>
            <input type="hidden" name="number" value={number} />
            <input type="hidden" name="code" value={code} />
          </>
        )
        const look = `button button-${step.name === words.primary ? 'primary' : 'secondary'}`
        const action = `${words.path}/${step.name}`
        if (step.blocked) return <p class="quiet">{step.blocked}</p>
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
                <label for={`f-${step.name}`}>{words.write}</label>
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
