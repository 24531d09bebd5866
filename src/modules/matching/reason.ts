import { z } from 'zod'

export const reason = (label: string, help?: string) =>
  z.object({
    reason: z
      .string()
      .trim()
      .min(5)
      .max(500)
      .meta({ label, widget: 'textarea', ...(help && { help }) }),
  })
