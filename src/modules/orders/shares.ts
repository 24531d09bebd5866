/**
 * Divides an amount in 分 by shares so that the parts add up to it exactly: each part is rounded down, and what is left
 * goes to the largest remainders (ties: the earlier part). Shares are not negative; where all are 0, the last part has
 * the whole.
 */
export function divided(total: number, shares: readonly number[]): number[] {
  const sum = shares.reduce((all, one) => all + one, 0)
  if (shares.length === 0) return []
  if (sum === 0) return shares.map((_, at) => (at === shares.length - 1 ? total : 0))
  const [amount, of] = [BigInt(total), BigInt(sum)]
  const parts = shares.map((share, at) => {
    const exact = amount * BigInt(share)
    return { at, whole: exact / of, rest: exact % of }
  })
  let left = Number(amount - parts.reduce((all, one) => all + one.whole, 0n))
  const given = parts.map(one => Number(one.whole))
  for (const { at } of parts.toSorted((a, b) =>
    a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1,
  )) {
    if (left === 0) break
    given[at] = (given[at] as number) + 1
    left -= 1
  }
  return given
}
