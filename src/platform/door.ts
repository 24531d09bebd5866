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

/** A question of an earlier module that later ones answer, each for its own records: `answer` is what its door shows. */
export function defineQuestion<Asked, Answer>(): {
  answer(handler: (ctx: Ctx, asked: Asked) => Promise<Answer[]>): void
  ask(ctx: Ctx, asked: Asked): Promise<Answer[]>
} {
  const handlers: Array<(ctx: Ctx, asked: Asked) => Promise<Answer[]>> = []
  return {
    answer: handler => void handlers.push(handler),
    ask: async (ctx, asked) => (await Promise.all(handlers.map(handler => handler(ctx, asked)))).flat(),
  }
}
