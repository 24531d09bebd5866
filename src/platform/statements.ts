import { type LimitNode, type OffsetNode, type OperationNode, PostgresQueryCompiler, ValueNode } from 'kysely'

/**
 * SQL for statements that the server keeps: limits are written out, because a plan that is kept would else have to guess
 * them, and guesses a tenth of the table.
 */
export class StatementCompiler extends PostgresQueryCompiler {
  protected override visitLimit({ limit }: LimitNode): void {
    this.append('limit ')
    this.#writeOut(limit)
  }

  protected override visitOffset({ offset }: OffsetNode): void {
    this.append('offset ')
    this.#writeOut(offset)
  }

  #writeOut(node: OperationNode): void {
    if (ValueNode.is(node) && Number.isInteger(node.value)) this.append(String(node.value))
    else this.visitNode(node)
  }
}

/** Each kept statement costs every connection some memory at the server. */
const mostKept = 400
const mostSeen = 2_000

/**
 * Gives statements that come again a name, by which the server keeps them parsed, rewritten for row-level security and
 * planned: a list that joins four tables takes ten times as long to plan as to run.
 */
export function openStatementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>()
  const seen = new Set<string>()
  return text => {
    const known = names.get(text)
    if (known || names.size >= mostKept) return known
    if (!seen.has(text)) {
      if (seen.size >= mostSeen) seen.clear()
      seen.add(text)
      return undefined
    }
    const name = `kept_${names.size}`
    names.set(text, name)
    return name
  }
}
