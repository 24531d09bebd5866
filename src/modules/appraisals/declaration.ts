import { z } from 'zod'
import { oneOf } from '#platform/forms'
import { type Relation, relations } from './words.ts'

/** 独立性声明: the form of a member. */

export interface Asked {
  appraisal_id: string
  staff_id: string
}
export const asked = z.object({ appraisal_id: z.uuid(), staff_id: z.uuid() })

/** One answer for each relation, none chosen beforehand. */
export type Declaration = Record<Relation, 'no' | 'yes'> & { explanation: string; honest: true }
const noYes = { no: '没有', yes: '有' } as const
export const declaration = z
  .object({
    ...Object.fromEntries(
      Object.entries(relations).map(([code, label]) => [code, oneOf(noYes, label, 'radio')]),
    ),
    explanation: z.string().trim().max(500).default('').meta({
      label: '说明',
      widget: 'textarea',
      rows: 2,
      help: '有任何一项的，写明是什么关系（不写他人姓名）；提交后即回避，不再参加这次评价。',
    }),
    honest: z.literal(true, '请确认').meta({
      label: '以上属实；评价期间出现利害关系的，我会立即申请回避；看到的内容只用于这次评价',
      widget: 'checkbox',
    }),
  })
  .superRefine((input, issues) => {
    const declared = input as unknown as Declaration
    if (declaredRelations(declared).length > 0 && declared.explanation.length < 4)
      issues.addIssue({
        code: 'custom',
        path: ['explanation'],
        message: '请写明是什么关系',
        input: undefined,
      })
  }) as unknown as z.ZodType<Declaration>

export const declaredRelations = (input: Declaration): Relation[] =>
  (Object.keys(relations) as Relation[]).filter(code => input[code] === 'yes')
