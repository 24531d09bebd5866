import type { Selectable } from 'kysely'
import type { FormDefinition } from '#platform/forms'
import type { DB } from '../../../db/types.gen.ts'
import { priceText } from './price.ts'
import type { Material, Step } from './workflow.ts'

export type Version = Selectable<DB['service_item_version']>

/** Under which the form stands in a version's content; where it is drawn in full, that line is left out. */
export const intakeLabel = '申请表'

/** A version as labelled text, for reading and for comparing. */
export function contentOf(version: Version): Array<{ label: string; value: string }> {
  const steps = version.steps as unknown as Step[]
  const materials = version.materials as unknown as Material[]
  return [
    { label: '名称', value: version.name },
    { label: '一句话说明', value: version.summary },
    { label: '服务内容', value: version.content },
    { label: '服务对象', value: version.audience.join('、') },
    {
      label: '办理流程',
      value: steps
        .map(
          (step, index) =>
            `${index + 1}. ${step.title}${step.text ? `：${step.text}` : ''}${step.days === null ? '' : `（${step.days} 个工作日）`}`,
        )
        .join('\n'),
    },
    {
      label: '所需材料',
      value: materials.map(one => `${one.name}（${one.required ? '必需' : '可选'}）${one.note}`).join('\n'),
    },
    { label: '收费', value: priceText(version) },
    { label: '收费说明', value: version.price_note },
    { label: '承诺时限', value: `${version.promised_days} 个工作日` },
    { label: '办理地点', value: version.place },
    { label: '咨询电话', value: version.contact },
    { label: '依据', value: version.legal_basis },
    { label: '生效日', value: version.effective_from ?? '' },
    { label: '失效日', value: version.expires_on ?? '' },
    {
      label: intakeLabel,
      value: (version.intake as unknown as FormDefinition).fields
        .map((field, index) => `${index + 1}. ${field.label}（${field.required ? '必填' : '选填'}）`)
        .join('\n'),
    },
  ]
}

/** What differs between two versions, by label. */
export function differencesOf(
  before: Version,
  after: Version,
): Array<{ label: string; before: string; after: string }> {
  const old = new Map(contentOf(before).map(field => [field.label, field.value]))
  return contentOf(after)
    .map(field => ({ label: field.label, before: old.get(field.label) ?? '', after: field.value }))
    .filter(field => field.before !== field.after)
}

export interface PastVersion {
  number: number
  savedAt: Date
  publishedAt: Date | null
  price: string
  /** Against the one before it. */
  changes: Array<{ label: string; before: string; after: string }>
}

/** Versions, newest first, each with what it changed. */
export const historyOf = (versions: readonly Version[]): PastVersion[] =>
  versions.map((version, index) => {
    const before = versions[index + 1]
    return {
      number: version.number,
      savedAt: version.saved_at,
      publishedAt: version.published_at,
      price: priceText(version),
      changes: before ? differencesOf(before, version) : [],
    }
  })
