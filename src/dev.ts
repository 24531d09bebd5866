import type { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Env } from '#platform/http'

/**
 * For `npm run dev` only: a stream that says which start of the server this is. The browser keeps it open, comes back
 * when it breaks, and loads the page again when the answer is another one.
 */
export function reloadOnSave(app: Hono<Env>): void {
  const started = String(Date.now())
  app.get('/dev/started', c =>
    streamSSE(c, async stream => {
      await stream.writeSSE({ data: started })
      while (!stream.aborted) await stream.sleep(10_000)
    }),
  )
}
