import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { townsOf } from '#platform/divisions'

/** A text that must be there. */
export const words = (label: string, min: number, max: number, more: object = {}) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .meta({ label, ...(max > 120 && { widget: 'textarea' }), ...more })

/** A text that may be left out. */
export const text = (label: string, max: number, more: object = {}) =>
  z
    .string()
    .trim()
    .max(max)
    .default('')
    .meta({ label, ...(max > 120 && { widget: 'textarea' }), ...more })

export const day = (label: string, more: object = {}) =>
  z.iso.date('请填写日期').meta({ label, widget: 'date', ...more })

export const money = (label: string, more: object = {}) =>
  z
    .number()
    .int()
    .min(0)
    .max(1_000_000_000)
    .meta({ label, widget: 'money', unit: '元', ...more })

/** 学时 with one decimal, as typed; becomes tenths in the effect. */
export const classHours = (label: string, more: object = {}) =>
  z
    .number()
    .min(0)
    .max(1_000)
    .multipleOf(0.5, '以半个学时为单位')
    .meta({ label, unit: '学时', step: 0.5, ...more })
export const tenths = (typed: number): number => Math.round(typed * 10)

/** A choice that may be left open: an empty value becomes undefined. */
export const choice = (
  label: string,
  options: ReadonlyArray<{ value: string; label: string; help?: string }>,
  more: object = {},
) =>
  z
    .enum(['', ...options.map(one => one.value)] as [string, ...string[]])
    .optional()
    .transform(value => value || undefined)
    .meta({ label, widget: 'select', options: [...options], ...more })

export const townField = (ctx: Ctx, label = '乡镇', more: object = {}) =>
  choice(
    label,
    townsOf(ctx.centre.division).map(({ code, name }) => ({ value: code, label: name })),
    more,
  )

/** '直播、选品 短视频' → ['直播', '选品', '短视频'] */
export const split = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[、，,；;\s]+/)
      .map(one => one.trim())
      .filter(Boolean),
  ),
]

export const reason = (label: string, more: object = {}) => z.object({ reason: words(label, 2, 200, more) })
