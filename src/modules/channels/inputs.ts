import { z } from 'zod'
import { columnsOfAll } from '#platform/publications'

/** Which columns; all of them at first. */
export const columnsField = (label = '栏目') =>
  z
    .array(
      z.string().refine(code => columnsOfAll().some(column => column.code === code), '请从列出的栏目中选择'),
    )
    .min(1)
    .max(40)
    .meta({
      label,
      widget: 'checkboxes',
      options: columnsOfAll().map(({ code, label: words }) => ({ value: code, label: words })),
    })

export const reasonInput = (label: string) =>
  z.object({ reason: z.string().trim().min(2).max(300).meta({ label, widget: 'textarea' }) })

/** One line of text, as a name. */
export const line = (label: string, most = 60, help?: string) =>
  z
    .string()
    .trim()
    .min(2)
    .max(most)
    .regex(/^[^\r\n]*$/, '请写成一行')
    .meta({ label, ...(help && { help }) })
