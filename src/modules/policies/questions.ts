import { z } from 'zod'
import { validate } from '#platform/forms'
import { type FactCode, type FactValue, factOf, type Known, optionsOf } from './dictionary.ts'

const nothing = 'none'

/** The question for one fact, as a field; its value is what is known afterwards. */
export function question(code: FactCode, county: string): z.ZodType<FactValue> {
  const { question: label, help, kind, unit } = factOf(code)
  const meta = { label, ...(help && { help }) }
  switch (kind) {
    case 'flag':
      return z
        .enum(['yes', 'no'])
        .transform(answer => answer === 'yes')
        .meta({
          ...meta,
          widget: 'radio',
          options: [
            { value: 'yes', label: '是' },
            { value: 'no', label: '否' },
          ],
        })
    case 'number':
      return z
        .number()
        .int()
        .min(0)
        .max(100_000_000)
        .meta({ ...meta, widget: 'number', ...(unit && { unit }) })
    case 'money':
      return z
        .number()
        .int()
        .min(0)
        .max(1_000_000_000_00)
        .meta({ ...meta, widget: 'money', unit: '元' })
    case 'since':
      return z.iso
        .date('请填写日期')
        .refine(day => day >= '1900-01-01', '请核对年份')
        .meta({ ...meta, widget: 'date' })
    case 'choice': {
      const options = optionsIn(code, county)
      return z
        .enum(options.map(one => one.value) as [string, ...string[]])
        .meta({ ...meta, widget: options.length > 8 ? 'select' : 'radio', options })
    }
    case 'choices': {
      const options = [...optionsIn(code, county), { value: nothing, label: '都没有' }]
      return z
        .array(z.enum(options.map(one => one.value) as [string, ...string[]]))
        .min(1, '请选择；没有的选“都没有”')
        .transform(chosen => chosen.filter(one => one !== nothing))
        .meta({ ...meta, widget: 'checkboxes', options })
    }
  }
}

/** What the field starts with where it is known already: the way a form would send it. */
export const asTyped = (value: FactValue | undefined): unknown =>
  typeof value === 'boolean'
    ? value
      ? 'yes'
      : 'no'
    : Array.isArray(value) && value.length === 0
      ? [nothing]
      : value

const optionsIn = (code: FactCode, county: string) =>
  Object.entries(optionsOf(code, county)).map(([value, label]) => ({ value, label }))

/** Whether there is anything to choose: of a county whose towns we do not know nobody is asked for one. */
export const canAsk = (code: FactCode, county: string): boolean =>
  code !== 'town' || Object.keys(optionsOf(code, county)).length > 0

/** Many questions at once, none of which must be answered. */
export const questionnaire = (codes: readonly FactCode[], county: string) =>
  z.object(
    Object.fromEntries(
      codes.filter(code => canAsk(code, county)).map(code => [code, question(code, county).optional()]),
    ),
  )

/** What somebody answered; a list in which nothing was ticked says nothing. 422 where an answer cannot be read. */
export const answersIn = (schema: ReturnType<typeof questionnaire>, sent: Record<string, unknown>): Known =>
  validate(
    schema,
    Object.fromEntries(Object.entries(sent).filter(([, one]) => !Array.isArray(one) || one.length > 0)),
  ) as Known
