import { expect, test } from 'vitest'
import { type Ctx, system } from '#platform/ctx'
import { defineJob, enqueue } from '#platform/jobs'
import { closeTestApp, testApp } from './app.ts'
import { newCentre } from './world.ts'

/** The worker that the running platform has: what takes minutes keeps nobody waiting, and breaks off when the process ends. */
const moment = () => {
  let done = (): void => {}
  const promise = new Promise<void>(resolve => {
    done = resolve
  })
  return { promise, done }
}
const [begun, released, second, short] = [moment(), moment(), moment(), moment()]
let stopped: unknown

const long = defineJob<{ which: number }>({
  name: 'test.long',
  long: true,
  async run({ stopping }, { which }) {
    if (which === 2) {
      second.done()
      await new Promise<void>(resolve => stopping.addEventListener('abort', () => resolve()))
      stopped = stopping.reason
      return stopping.throwIfAborted()
    }
    begun.done()
    await released.promise
  },
})
const brief = defineJob({ name: 'test.short', run: async () => short.done() })

test('a long job runs beside the others, one after the other, and ends with the process', async () => {
  const app = await testApp()
  const world = await newCentre(app)
  const queue = (work: (ctx: Ctx) => Promise<void>) => world.at(system, app.clock.now, work)
  await queue(ctx => enqueue(ctx, long, { which: 1 }))
  app.kernel.work()
  await begun.promise
  await queue(ctx => enqueue(ctx, long, { which: 2 }))
  await queue(ctx => enqueue(ctx, brief, {}))
  await short.promise
  let secondBegan = false
  void second.promise.then(() => {
    secondBegan = true
  })
  await Promise.resolve()
  expect(secondBegan, 'the first is not over').toBe(false)
  released.done()
  await second.promise
  await closeTestApp()
  expect(stopped).toBeInstanceOf(Error)
})
