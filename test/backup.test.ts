import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '#platform/config'
import { createApp } from '../src/app.ts'
import { type Opened, openKernel } from '../src/kernel.ts'
import { runJob } from '../src/worker.ts'
import { type TestApp, testApp, Visitor } from './app.ts'
import { newCentre, type World } from './world.ts'

/** One file holds everything, taken while people work; what is restored from it is the same platform. */
let app: TestApp
let world: World
let folder: string
let citizen: Visitor
let id: string
let photo: Buffer
const written: string[] = []
const idNumber = '34082219900101123X'

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  folder = await mkdtemp(join(tmpdir(), 'backup-'))
  photo = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#0b7a5a' } })
    .jpeg()
    .toBuffer()
  citizen = await world.citizen('13800000051', '查向阳')
  const page = `/act/service_case/submit?item_id=${world.items.get('SX-001')}`
  const party =
    (await citizen.get(page)).page.querySelector('input[name=party_id]')?.getAttribute('value') ?? ''
  const sent = await citizen.submit(page, {
    party_id: party,
    contact_name: '查向阳',
    contact_phone: '13800000051',
    'answers.use': '抖音',
    'answers.count': '1',
    'answers.place': '雷埠乡',
    'answers.photos:new': new File([new Uint8Array(photo)], '大棚.jpg', { type: 'image/jpeg' }),
  })
  expect(sent.status, sent.text).toBe(303)
  id = /[0-9a-f-]{36}/.exec(sent.location ?? '')?.[0] ?? ''
  expect((await citizen.post(`/act/party/keepIdNumber/${party}`, { id_number: idNumber })).status).toBe(303)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const backupFile = () => join(folder, 'everything.tar.gz')

/** Runs a command of the build beside the application; the output and how it ended. */
const run = (command: string, args: string[], env: Record<string, string>) =>
  new Promise<{ code: number; output: string }>(done =>
    execFile(
      process.execPath,
      [`dist/${command}.js`, ...args],
      { env: { PATH: process.env.PATH ?? '', SECRET: app.kernel.config.secret, LOG_LEVEL: 'warn', ...env } },
      (error, stdout, stderr) =>
        done({ code: error ? Number(error.code ?? 1) : 0, output: `${stdout}${stderr}` }),
    ),
  )

const here = (): Record<string, string> => {
  const { dataDir, DATABASE_URL, DATABASE_OWNER_URL } = app.kernel.config
  return {
    DATA_DIR: dataDir,
    ...(DATABASE_URL && { DATABASE_URL }),
    ...(DATABASE_OWNER_URL && { DATABASE_OWNER_URL }),
  }
}

test('a backup is taken while messages are being written', async () => {
  let going = true
  const writing = (async () => {
    for (let n = 0; going; n++) {
      const body = `第 ${n} 条留言`
      const answer = await citizen.post(`/act/service_case/write/${id}`, { body })
      if (answer.status === 303) written.push(body)
    }
  })()
  while (written.length < 5) await new Promise(resolve => setTimeout(resolve, 20))
  const before = written.length
  const made = await run('backup', [backupFile()], here())
  going = false
  await writing
  expect(made.output).toContain('已备份到')
  expect(made.code).toBe(0)
  expect(written.length, 'the platform went on meanwhile').toBeGreaterThan(before)
  written.length = before
  expect((await run('backup', [backupFile()], here())).output, 'nothing is overwritten').toContain('已存在')
})

describe('restored into an empty folder', () => {
  let kernel: Opened
  let again: Visitor

  test('everything is there, and the journal is whole', async () => {
    const dataDir = join(folder, 'restored')
    const made = await run('restore', [backupFile()], { DATA_DIR: dataDir })
    expect(made.output).toContain('日志完整')
    expect(made.code).toBe(0)
    kernel = await openKernel(
      readConfig({ DATA_DIR: dataDir, SECRET: app.kernel.config.secret, LOG_LEVEL: 'silent' }),
      { log: pino({ level: 'error' }), outside: { now: () => app.clock.now } },
    )
    const restored = createApp(kernel)
    again = new Visitor(
      (path, init) => Promise.resolve(restored.request(`http://${world.host}${path}`, init)),
      world.host,
    )
  })
  afterAll(() => kernel?.close())

  test('who was signed in still is, and finds case, messages and photo', async () => {
    for (const [name, value] of citizen.cookies) again.cookies.set(name, value)
    const shown = await again.get(`/my/cases/${id}`)
    expect(shown.status).toBe(200)
    for (const body of written) expect(shown.text).toContain(body)
    const file = shown.page.querySelector('a[href^="/files/"]')?.getAttribute('href') ?? ''
    const { rows } = await kernel.database.pool.query('select sha256 from file limit 1')
    const parts: Buffer[] = []
    for await (const part of kernel.outside.store.read(rows[0].sha256)) parts.push(part)
    expect(Buffer.concat(parts).equals(photo)).toBe(true)
    expect((await again.get(file)).status).toBe(200)
  })

  test('numbers that were encrypted can be read, and what waited still waits', async () => {
    const centre = await kernel.centres.byId(world.id)
    const sealed = await kernel.database.read({ centre: world.id }, db =>
      db
        .selectFrom('party')
        .select('id_number_cipher')
        .where('id_number_cipher', 'is not', null)
        .executeTakeFirstOrThrow(),
    )
    expect(centre.keys.decrypt(sealed.id_number_cipher as string)).toBe(idNumber)
    const letters = await kernel.database.read({ centre: world.id }, db =>
      db.selectFrom('outbox').select('body').where('state', '=', 'queued').execute(),
    )
    expect(letters.map(letter => letter.body).join()).toContain('已提交')
  })

  test('new work goes on, and the old and the new rows are sealed alike', async () => {
    const sent = await again.post(`/act/service_case/write/${id}`, { body: '恢复以后的留言' })
    expect(sent.status).toBe(303)
    expect((await again.get(`/my/cases/${id}`)).text).toContain('恢复以后的留言')
    await runJob(kernel, { job: 'journal.seal', centre: 0, data: {} })
    const { rows } = await kernel.database.pool.query('select 1 from journal where seal is null')
    expect(rows).toEqual([])
  })
})

describe('refused', () => {
  test('where a centre is there already', async () => {
    const made = await run('restore', [backupFile()], { DATA_DIR: join(folder, 'restored') })
    expect(made.code).toBe(1)
    expect(made.output).toContain('已有服务中心')
  })

  test('when a byte of it was changed', async () => {
    const bytes = await readFile(backupFile())
    const at = Math.floor(bytes.length / 2)
    bytes[at] = (bytes[at] as number) ^ 1
    await writeFile(join(folder, 'changed.tar.gz'), bytes)
    const made = await run('restore', [join(folder, 'changed.tar.gz')], { DATA_DIR: join(folder, 'other') })
    expect(made.code).toBe(1)
    expect(made.output).not.toContain('已恢复')
  })
})
