import { dayOf } from '#platform/calendar'

interface Assured {
  published_at: Date | null
}

/**
 * The day on which somebody of the centre last vouched for what an item says: the only place that knows which day that
 * is. It is never the day of a mere change (HSDS `assured_date`).
 */
export const assuredOn = ({ published_at }: Assured): string | undefined =>
  published_at ? dayOf(published_at) : undefined
