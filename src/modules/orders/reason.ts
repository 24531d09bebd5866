import { z } from 'zod'

/** A reason that the other side reads. */
export const reason = (label: string, help: string) =>
  z.object({ reason: z.string().trim().min(5).max(500).meta({ label, help, widget: 'textarea' }) })
