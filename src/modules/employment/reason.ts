import { z } from 'zod'

export interface Reason {
  reason: string
}
export const reason = (label: string, help?: string) =>
  z.object({
    reason: z
      .string()
      .trim()
      .min(2)
      .max(300)
      .meta({ label, widget: 'textarea', ...(help && { help }) }),
  })

/** A box that must be ticked: nothing is shared or agreed by default. */
export const ticked = (label: string, without: string, help?: string) =>
  z
    .boolean()
    .default(false)
    .refine(Boolean, without)
    .meta({ label, widget: 'checkbox', ...(help && { help }) })
