import type { Ctx } from './ctx.ts'

type Handler<Row> = (ctx: Ctx, row: Row) => Promise<void>

/**
 * What a later module does in the transaction of an earlier one. For what must be found on the very next page; everything
 * else is a job (`on`). `when` is what the module's door shows; `pass` stands in its workflow (decision 0017).
 */
export function defineDoor<Row>(): { when(handler: Handler<Row>): void; pass: Handler<Row> } {
  const handlers: Array<Handler<Row>> = []
  return {
    when: handler => void handlers.push(handler),
    async pass(ctx, row) {
      for (const handler of handlers) await handler(ctx, row)
    },
  }
}
