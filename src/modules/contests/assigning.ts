/** Who judges what: pure, so that it can be looked into. */
export interface Pair {
  entry: string
  judge: string
}

/**
 * So many judges for each entry, each time those with the fewest sheets so far; nobody where they must stand aside. `has` is
 * what was assigned before and still counts. What is missing is told, by entry.
 */
export function assigned(
  entries: readonly string[],
  judges: readonly string[],
  each: number,
  { apart, has = [] }: { apart(pair: Pair): boolean; has?: readonly Pair[] },
): { pairs: Pair[]; missing: Map<string, number> } {
  const load = new Map(judges.map(judge => [judge, has.filter(pair => pair.judge === judge).length]))
  const pairs: Pair[] = []
  const missing = new Map<string, number>()
  const allowed = (entry: string): string[] =>
    judges.filter(
      judge => !apart({ entry, judge }) && !has.some(pair => pair.entry === entry && pair.judge === judge),
    )
  // Entries that few may judge choose first: otherwise those few would be busy with what anybody could judge.
  const order = [...entries].sort((a, b) => allowed(a).length - allowed(b).length)
  for (const entry of order) {
    const wanted = each - has.filter(pair => pair.entry === entry).length
    if (wanted <= 0) continue
    const chosen = allowed(entry)
      .sort((a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0) || judges.indexOf(a) - judges.indexOf(b))
      .slice(0, wanted)
    for (const judge of chosen) {
      pairs.push({ entry, judge })
      load.set(judge, (load.get(judge) ?? 0) + 1)
    }
    if (chosen.length < wanted) missing.set(entry, wanted - chosen.length)
  }
  return { pairs, missing }
}
