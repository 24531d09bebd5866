import type { FieldErrors } from '#platform/errors'
import type { FileRow } from '#platform/files'
import type { Field } from '#platform/forms'
import { Card } from '#ui/card'
import { Form, KeptFiles, keptFilesId } from '#ui/form'
import { PageHead } from '#ui/page-head'
import type { PreparedForm } from '../form.ts'

interface Props {
  path: string
  draftPath: string | null
  keep: string | null
  label: string
  subject: string
  tone: 'primary' | 'secondary' | 'danger'
  confirm: string | null
  form: PreparedForm
  errors: FieldErrors
  files: FileRow[]
  idempotencyKey: string
  back: string | null
  /** Where 返回 leads; without it, where one came from. */
  leave: string | null
}

/** Turbo puts the lists of files into the form that is open. */
export const FilesInForm = ({ fields, files }: { fields: readonly Field[]; files: readonly FileRow[] }) => (
  <>
    {fields
      .filter(field => field.widget === 'files')
      .map(({ name }) => (
        <turbo-stream action="replace" target={keptFilesId(name)}>
          <template>
            <KeptFiles name={name} files={files.filter(file => file.field === name)} />
          </template>
        </turbo-stream>
      ))}
  </>
)

/** Any action's form: what it is about, its fields, and the way back. */
export function ActionForm({
  path,
  draftPath,
  keep,
  label,
  subject,
  tone,
  confirm,
  form,
  errors,
  files,
  idempotencyKey,
  back,
  leave,
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
          {...((leave ?? back) && { back: leave ?? back ?? '' })}
          {...(draftPath && { draft: draftPath })}
          {...(keep && { keep })}
          draftSavedAt={form.draftSavedAt}
        />
      </Card>
    </>
  )
}
