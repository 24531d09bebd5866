import { z } from 'zod'
import type { Centre } from './ctx.ts'

/** A limit, count or threshold that a centre may change in the browser. */
export interface Setting<T> {
  code: string
  label: string
  group: string
  help?: string
  /** e.g. 个工作日 */
  unit?: string
  /** Shown to nobody once it is set (an address that carries a key). */
  secret?: true
  schema: z.ZodType<T>
  fallback: T
  /** The value that holds at this centre. */
  of(centre: Centre): T
}

export const settings = new Map<string, Setting<unknown>>()

/** Declares a setting; codes are unique. */
export function defineSetting<T>(spec: Omit<Setting<T>, 'of'>): Setting<T> {
  if (settings.has(spec.code)) throw new Error(`setting ${spec.code} is declared twice`)
  const setting: Setting<T> = {
    ...spec,
    of: centre => (centre.settings.has(spec.code) ? (centre.settings.get(spec.code) as T) : spec.fallback),
  }
  settings.set(spec.code, setting as Setting<unknown>)
  return setting
}

/** A setting that counts days, 1–366 unless told otherwise. */
export const daysSetting = (spec: {
  code: string
  label: string
  group: string
  help?: string
  fallback: number
  unit?: string
  min?: number
}) =>
  defineSetting<number>({
    unit: '个工作日',
    ...spec,
    schema: z
      .number()
      .int()
      .min(spec.min ?? 1)
      .max(366),
  })

/** A setting that counts something else, within bounds. */
export const countSetting = ({
  min,
  max,
  ...spec
}: {
  code: string
  label: string
  group: string
  unit: string
  help?: string
  fallback: number
  min: number
  max: number
}) => defineSetting<number>({ ...spec, schema: z.number().int().min(min).max(max) })
