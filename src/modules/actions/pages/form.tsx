import type { FieldErrors } from '#platform/errors'
import type { FileRow } from '#platform/files'
import { Card } from '#ui/card'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'
import type { PreparedForm } from '../form.ts'

interface Props {
  path: string
  draftPath: string | null
  label: string
  subject: string
  tone: 'primary' | 'secondary' | 'danger'
  confirm: string | null
  form: PreparedForm
  errors: FieldErrors
  files: FileRow[]
  idempotencyKey: string
  back: string | null
}

/** Any action's form: what it is about, its fields, and the way back. */
export function ActionForm({
  path,
  draftPath,
  label,
  subject,
  tone,
  confirm,
  form,
  errors,
  files,
  idempotencyKey,
  back,
}: Props) {
  return (
    <>
      <PageHead title={label} {...(subject !== label && { lead: subject })} />
      <Card>
        {confirm && <p class="lead-note">{confirm}</p>}
        <Form
          action={path}
          fields={form.fields}
          values={form.values}
          errors={errors}
          files={files}
          submit={label}
          tone={tone === 'danger' ? 'danger' : 'primary'}
          hidden={{ _key: idempotencyKey, ...(back && { _back: back }) }}
          {...(back && { back })}
          {...(draftPath && { draft: draftPath })}
          draftSavedAt={form.draftSavedAt}
        />
      </Card>
    </>
  )
}
