/** What an order is worth, what is due of it, and what was paid; 分. */
export interface Balance {
  price: number
  /** 应付: what was accepted. */
  due: number
  /** 已付: what the provider confirmed. */
  paid: number
  /** Said to be paid, and not yet confirmed. */
  waiting: number
  /** 未付: due and not paid. */
  open: number
}

export function balanceOf(
  order: { state: string; price_fen: number; completed_at: Date | null; in_force_at: Date | null },
  accepted_fen: number,
  paid: number,
  waiting = 0,
): Balance {
  // Where nothing was divided into milestones, all of it is due once it was confirmed.
  const whole = order.in_force_at === null && order.completed_at !== null
  const due = whole ? order.price_fen : accepted_fen
  return { price: order.price_fen, due, paid, waiting, open: Math.max(0, due - paid) }
}
