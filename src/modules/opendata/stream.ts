import type { Http } from '#platform/http'

/**
 * A long answer in pieces, each made when the reader has taken the one before. The first is made ahead, so that what
 * fails at once is still told as a problem.
 */
export async function streamed(c: Http, type: string, pieces: AsyncGenerator<string>): Promise<Response> {
  let next = await pieces.next()
  const encoder = new TextEncoder()
  const plain = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      if (next.done) return controller.close()
      controller.enqueue(encoder.encode(next.value))
      next = await pieces.next()
    },
    cancel: async () => void (await pieces.return(undefined)),
  })
  c.header('content-type', type)
  c.header('cache-control', 'no-cache')
  c.header('vary', 'accept-encoding')
  if (!/\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) return c.body(plain)
  c.header('content-encoding', 'gzip')
  return c.body(plain.pipeThrough(new CompressionStream('gzip')))
}
