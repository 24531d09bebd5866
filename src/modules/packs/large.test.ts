import { unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does } from '../../../test/deeds.ts'
import { newCentre } from '../../../test/world.ts'
import { runJob } from '../../worker.ts'
import { archive, type Entry } from './archive.ts'
import { verifyPack } from './verify.ts'
import { sourceOf } from './zip.ts'

let app: TestApp
let director: Visitor
let zip: Uint8Array
let parts: Record<string, Uint8Array>

const wanted = { period: '2026-Q4', clauses: ['4.4.1', '5.1'] }
const faultsOf = async (content: Uint8Array) => (await verifyPack(sourceOf(content))).faults

beforeAll(async () => {
  app = await testApp()
  director = await (await newCentre(app)).worker('李卫东')
  const id = await does(director, 'evidence_pack/build', wanted)
  await app.runJobs()
  zip = await director.bytes(`/desk/packs/${id}/pack.zip`)
  parts = unzipSync(zip)
})

describe('a pack that is larger than a plain archive can be', () => {
  /** The pack that was built, written anew as if 2 000 bytes were four gigabytes. */
  const far = async (files: Record<string, Uint8Array>, from = 2_000): Promise<Uint8Array> => {
    const entries = async function* (): AsyncGenerator<Entry> {
      for (const [path, content] of Object.entries(files)) yield { path, content }
    }
    const chunks: Uint8Array[] = []
    for await (const chunk of archive(entries(), app.clock.now, () => {}, from)) chunks.push(chunk)
    return Buffer.concat(chunks)
  }
  const end64 = Buffer.from('504b0606', 'hex')

  test('says where things lie as ZIP64 does; other programs unpack it, and it verifies', async () => {
    expect(Buffer.from(zip).includes(end64), 'a small one is plain').toBe(false)
    const large = await far(parts)
    expect(Buffer.from(large).includes(end64)).toBe(true)
    expect(unzipSync(large)).toEqual(parts)
    const verdict = await verifyPack(sourceOf(large))
    expect(verdict.faults).toEqual([])
    expect(verdict.files).toBe(Object.keys(parts).length - 2)
  })

  test('a change in it is named, and an end that points nowhere is told', async () => {
    const path = '00 目录.pdf'
    expect(await faultsOf(await far({ ...parts, [path]: Buffer.from('别的') }))).toEqual([
      `内容被改动：${path}`,
    ])
    const bytes = Buffer.from(await far(parts))
    const directory = bytes.lastIndexOf(end64) + 48
    bytes.writeBigUInt64LE(2n ** 60n, directory)
    expect(await faultsOf(bytes)).toEqual(['压缩包的目录不完整。'])
  })

  test('more than the store or the setting takes is not begun: its photos are weighed before', async () => {
    const { store } = app.kernel.outside
    const { largest } = store
    store.largest = 10_000
    try {
      const tooLarge = await does(director, 'evidence_pack/build', wanted)
      await app.runJobs()
      const page = await director.get(`/desk/packs/${tooLarge}`)
      expect(page.page.textContent).toContain('资料超过 9.8 KB，请缩短统计期或少选几条')
    } finally {
      store.largest = largest
    }
  })
})

test('a pack that is broken off with its process begins anew in the next, and it was no try', async () => {
  const id = await does(director, 'evidence_pack/build', wanted)
  const stopping = AbortSignal.abort(new Error('the process ends'))
  const centre = (await app.kernel.centres.all())[0] as number
  const waiting = { job: 'pack.build', centre, data: { id } }
  await expect(runJob(app.kernel, waiting, stopping)).rejects.toThrow('the process ends')
  const page = await director.get(`/desk/packs/${id}`)
  expect(page.headers.get('refresh'), 'still to be built').toBe('3')
  await app.runJobs()
  expect((await director.get(`/desk/packs/${id}`)).page.textContent).toContain('资料包已生成')
})
