import { money } from '#platform/format'
import type { FormDefinition } from '#platform/forms'

export interface ShownAnswer {
  label: string
  value: string
}

/** What was filled in, under the labels of the item's own form; uploads are shown with the files. */
export function answersOf(intake: unknown, answers: unknown): ShownAnswer[] {
  const given = (answers ?? {}) as Record<string, unknown>
  const { fields } = (intake ?? { fields: [] }) as FormDefinition
  const shown = fields
    .filter(field => field.kind !== 'files' && given[field.key] !== undefined && given[field.key] !== '')
    .map(field => ({ label: field.label, value: textOf(field.kind, given[field.key]) }))
  return typeof given.note === 'string' ? [{ label: '事由', value: given.note }, ...shown] : shown
}

function textOf(kind: string, value: unknown): string {
  if (Array.isArray(value)) return value.join('、')
  if (kind === 'money' && typeof value === 'number') return money(value)
  return String(value)
}

/** Whether a file of this field says what is needed, for providers to quote; what was added later may be a licence. */
export const isNeed = (field: string): boolean => field.startsWith('answers.')

/** Whether a file of this field is what the provider made. */
export const isDelivered = (field: string): boolean => field === 'files'
