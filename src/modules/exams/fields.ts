import { z } from 'zod'

export const text = (label: string, least: number, most: number, more: object = {}) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .meta({ label, ...more })

export const whole = (label: string, unit: string, [min, max]: [number, number], help?: string) =>
  z
    .number()
    .int()
    .min(min)
    .max(max)
    .meta({ label, unit, ...(help && { help }) })

/** A choice that may be left open: an empty value becomes undefined. */
export const choice = (
  label: string,
  options: ReadonlyArray<{ value: string; label: string }>,
  more: object = {},
) =>
  z
    .enum(['', ...options.map(one => one.value)] as [string, ...string[]])
    .optional()
    .transform(value => value || undefined)
    .meta({ label, widget: 'select', options: [...options], ...more })

export interface Reason {
  reason: string
}
export const reason = (label: string, help?: string) =>
  z.object({
    reason: text(label, 2, 500, { widget: 'textarea', rows: 3, ...(help && { help }) }),
  }) as unknown as z.ZodType<Reason>
