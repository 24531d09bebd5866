import type { KindCode } from './kind-codes.ts'
import type { Stage } from './plan.ts'

interface Asked {
  key: string
  label: string
  kind: 'text' | 'textarea' | 'count' | 'future' | 'choice' | 'choices' | 'files' | 'money'
  required: boolean
  help?: string
  options?: string[]
}
export interface StandardKind {
  code: KindCode
  about: string
  gains: string
  process: string
  warranty_days: number
  stages: Stage[]
  intake: Asked[]
}

/** What a stage is, in one line of shares. */
export const stage = (
  name: string,
  deliverable: string,
  points: string[],
  price_share: number,
  time_share: number,
): Stage => ({ name, deliverable, points, price_share, time_share })

export const asks = (
  key: string,
  label: string,
  kind: Asked['kind'],
  required = false,
  more: Pick<Asked, 'help' | 'options'> = {},
): Asked => ({ key, label, kind, required, ...more })
