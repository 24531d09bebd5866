import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openPool, type PoolOptions } from './worker.ts'

const folder = mkdtempSync(join(tmpdir(), 'worker-'))
const file = join(folder, 'worker.mjs')
writeFileSync(
  file,
  `const tasks = {
    echo: input => input,
    pid: () => process.pid,
    slowly: input => new Promise(done => setTimeout(done, 100, input)),
    fail: () => { throw new Error('no such template') },
    crash: () => process.exit(7),
    hang: () => { for (;;); },
  }
  process.on('message', async ({ name, input }) => {
    try { process.send({ value: await tasks[name](input) }) } catch (error) { process.send({ error: error.message }) }
  })`,
)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const pool = (options: Partial<PoolOptions> = {}) =>
  openPool({ file, size: 1, waiting: 10, timeout: 5_000, idle: 100, ...options })

describe('workers', () => {
  test('start when needed, keep dates and bytes, and serve again', async () => {
    const { run, alive } = pool()
    expect(alive()).toBe(0)
    const input = {
      at: new Date('2026-11-24T10:00:00+08:00'),
      bytes: new Uint8Array([1, 2, 3]),
      text: '中文',
    }
    expect(await run('echo', input)).toEqual(input)
    expect(await run('pid', null)).toBe(await run('pid', null))
    expect(alive()).toBe(1)
  })

  test('end when there is nothing to do', async () => {
    const { run, alive } = pool({ idle: 20 })
    await run('echo', 1)
    await expect.poll(alive).toBe(0)
    expect(await run('echo', 2)).toBe(2)
  })

  test('an error reaches the one who asked, and nobody else', async () => {
    const { run } = pool()
    await expect(run('fail', null)).rejects.toThrow('no such template')
    await expect(run('echo', () => 'functions cannot be copied')).rejects.toThrow('could not be cloned')
    expect(await run('echo', 3)).toBe(3)
  })

  test('a crash takes its own task only; those behind it get a new worker', async () => {
    const { run, alive } = pool()
    const crashed = run('crash', null)
    const behind = run('echo', 4)
    await expect(crashed).rejects.toThrow('the worker ended (7)')
    expect(await behind).toBe(4)
    expect(alive()).toBe(1)
  })

  test('a task that hangs is ended, also inside a loop', async () => {
    const { run } = pool({ timeout: 500 })
    const hung = run('hang', null)
    const behind = run('echo', 5)
    await expect(hung).rejects.toThrow('hang took longer than 500 ms')
    expect(await behind).toBe(5)
  })

  test('a script that does not start fails its task instead of waiting', async () => {
    const broken = join(folder, 'broken.mjs')
    writeFileSync(broken, 'process.exit(1)')
    const { run, alive } = pool({ file: broken })
    await expect(run('echo', 6)).rejects.toThrow('the worker ended (1)')
    expect(alive()).toBe(0)
  })

  test('no more run than there are workers, and no more wait than may', async () => {
    const { run, alive } = pool({ size: 2, waiting: 3 })
    const taken = [1, 2, 3, 4, 5].map(n => run('slowly', n))
    expect(alive()).toBe(2)
    await expect(run('slowly', 6)).rejects.toMatchObject({ status: 503, title: '系统繁忙' })
    expect(await Promise.all(taken)).toEqual([1, 2, 3, 4, 5])
  })
})
