import { once } from 'node:events'
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net'

export interface Line {
  /** The database by this line. */
  url: string
  /** It is cut before anything passes that holds this. */
  cutsAt: string | null
  cut(): Promise<void>
  mend(): Promise<void>
}

/** A line to the database server that can be cut, as by a pulled cable. */
export async function openLine(database: string): Promise<Line> {
  const target = new URL(database)
  const sockets = new Set<Socket>()
  const server = createServer(near => {
    const far = dial(Number(target.port), target.hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
    }
    far.pipe(near)
    near.on('data', part => {
      if (line.cutsAt && part.includes(line.cutsAt)) line.cut()
      else far.write(part)
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const url = new URL(database)
  url.port = String(port)
  const line: Line = {
    url: url.href,
    cutsAt: null,
    async cut() {
      line.cutsAt = null
      server.close()
      for (const socket of sockets) socket.destroy()
      sockets.clear()
    },
    mend: async () => void (await once(server.listen(port, '127.0.0.1'), 'listening')),
  }
  return line
}
