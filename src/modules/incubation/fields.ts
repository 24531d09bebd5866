import { z } from 'zod'

/** Fields that forms of this module share. */
export const text = (label: string, least: number, most: number, more: object = {}) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .meta({ label, ...more })
export const area = (label: string, least: number, most: number, help?: string) =>
  text(label, least, most, { widget: 'textarea', ...(help && { help }) })
export const amount = (label: string, help?: string) =>
  z
    .number()
    .int()
    .min(0)
    .max(10_000_000_000_00)
    .meta({ label, widget: 'money', unit: '元', ...(help && { help }) })
export const whole = (label: string, unit: string, [min, max]: [number, number], help?: string) =>
  z
    .number()
    .int()
    .min(min)
    .max(max)
    .meta({ label, unit, ...(help && { help }) })
export const day = (label: string, help?: string) =>
  z.iso.date('请填写日期').meta({ label, widget: 'date', ...(help && { help }) })
export const yes = (label: string, unless: string) =>
  z.boolean().default(false).refine(Boolean, unless).meta({ label, widget: 'checkbox' })
export const choice = (
  options: ReadonlyArray<{ value: string; label: string }>,
  label: string,
  help?: string,
) =>
  z.enum(options.map(one => one.value) as [string, ...string[]]).meta({
    label,
    widget: options.length > 4 ? 'select' : 'radio',
    options: [...options],
    ...(help && { help }),
  })
export const reason = (label: string, help?: string) => z.object({ reason: area(label, 5, 500, help) })
export interface Reason {
  reason: string
}
