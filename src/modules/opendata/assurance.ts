interface Assured {
  confirmed_on: string | null
}

/**
 * The day on which somebody of the centre last vouched for what an item says: the only place that knows which day that
 * is. It is never the day of a mere change (HSDS `assured_date`).
 */
export const assuredOn = ({ confirmed_on }: Assured): string | undefined => confirmed_on ?? undefined
