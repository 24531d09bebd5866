import { tooMany } from '#platform/errors'
import { addressOf, type Http } from '#platform/http'

/** Whole directories that one address may be reading at a time: each costs as much as some hundred pages. */
const mostAtOnce = 2
const reading = new Map<string, number>()

/** Takes a place, and gives back what frees it. */
function taken(address: string): () => void {
  const others = reading.get(address) ?? 0
  if (others >= mostAtOnce) throw tooMany(`同时最多下载 ${mostAtOnce} 份完整数据，请等前面的完成后再取。`)
  reading.set(address, others + 1)
  let free = false
  return () => {
    if (free) return
    free = true
    const left = (reading.get(address) ?? 1) - 1
    if (left > 0) reading.set(address, left)
    else reading.delete(address)
  }
}

/**
 * A long answer in pieces, each made when the reader has taken the one before. The first is made ahead, so that what
 * fails at once is still told as a problem.
 */
export async function streamed(c: Http, type: string, pieces: AsyncGenerator<string>): Promise<Response> {
  const release = taken(addressOf(c))
  let next = await pieces.next().catch(error => {
    release()
    throw error
  })
  const encoder = new TextEncoder()
  const plain = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      if (next.done) {
        release()
        return controller.close()
      }
      controller.enqueue(encoder.encode(next.value))
      next = await pieces.next().catch(error => {
        release()
        throw error
      })
    },
    async cancel() {
      release()
      await pieces.return(undefined)
    },
  })
  c.header('content-type', type)
  c.header('cache-control', 'no-cache')
  c.header('vary', 'accept-encoding')
  if (!/\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) return c.body(plain)
  c.header('content-encoding', 'gzip')
  return c.body(plain.pipeThrough(new CompressionStream('gzip')))
}
