import { createHash, generateKeyPairSync } from 'node:crypto'
import { unzipSync, type Zippable, zipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does } from '../../../test/deeds.ts'
import { newCentre, recipients, type World } from '../../../test/world.ts'
import { archive, type Entry } from './archive.ts'
import { signed } from './sealing.ts'
import { verifyPack } from './verify.ts'
import { sourceOf } from './zip.ts'

/** 迎检资料包: one click, one archive, and whatever is changed in it afterwards is named. */
let app: TestApp
let world: World
let director: Visitor
let id = ''
let zip = new Uint8Array()
let parts: Record<string, Uint8Array> = {}

const wanted = { period: '2026-Q4', clauses: ['4.2.1', '4.2.2', '4.3.1', '4.4.1', '4.4.2', '5.1'] }
const faultsOf = async (content: Uint8Array) => (await verifyPack(sourceOf(content))).faults
const text = (name: string) => Buffer.from(parts[name] as Uint8Array).toString()
const sum = (content: Uint8Array) => createHash('sha256').update(content).digest('hex')
const upload = (visitor: Visitor, name: string, content: Uint8Array) =>
  visitor.post('/packs/verify', { file: new File([new Uint8Array(content)], name) })

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  director = await world.worker('李卫东')
})

describe('a pack', () => {
  test('is asked for by who has the duty, shows how far it is, and is ready', async () => {
    expect((await (await world.worker('陈静')).post('/act/evidence_pack/build', wanted)).status).toBe(403)
    const form = (await director.get('/act/evidence_pack/build')).page
    expect(form.querySelectorAll('input[name="clauses"]')).toHaveLength(29)
    expect(form.querySelector('[name="whole"]'), 'not offered unless it is allowed').toBe(null)
    id = await does(director, 'evidence_pack/build', wanted)
    const building = await director.get(`/desk/packs/${id}`)
    expect(building.headers.get('refresh')).toBe('3')
    expect(building.page.querySelector('progress')).not.toBe(null)
    const again = await director.post('/act/evidence_pack/build', wanted)
    expect(again.status, 'one at a time').toBe(409)
    await app.runJobs()
    const ready = await director.get(`/desk/packs/${id}`)
    expect(ready.page.querySelector('main')?.textContent).toContain('资料包已生成')
    expect(ready.headers.get('refresh')).toBe(null)
    zip = await director.bytes(`/desk/packs/${id}/pack.zip`)
    parts = unzipSync(zip)
  })

  test('holds an index as PDF and Word, ledgers, and a manifest of every file', async () => {
    expect(Buffer.from(parts['00 目录.pdf'] as Uint8Array).toString('latin1', 0, 5)).toBe('%PDF-')
    const word = unzipSync(parts['00 目录.docx'] as Uint8Array)
    const words = Buffer.from(word['word/document.xml'] as Uint8Array).toString()
    expect(words).toContain('4.4.1-01')
    expect(words).toContain('服务项目台账')
    expect(words).toContain('不符合')
    const ledger = unzipSync(parts['4.4.1 服务项目/01 服务项目台账.xlsx'] as Uint8Array)
    expect(
      Buffer.from(ledger['xl/sharedStrings.xml'] ?? ledger['xl/worksheets/sheet1.xml'] ?? []).toString(),
    ).toContain('ZX-001')
    const lines = text('manifest-sha256.txt').trim().split('\n')
    expect(lines).toHaveLength(Object.keys(parts).length - 2)
    for (const line of lines) expect(line.slice(0, 64)).toBe(sum(parts[line.slice(66)] as Uint8Array))
    expect(await faultsOf(zip)).toEqual([])
  })

  test('names nobody: names and telephones are masked', async () => {
    const ledger = unzipSync(parts['4.2.2 运营团队/03 服务对象台账.xlsx'] ?? new Uint8Array())
    const all = Object.values(ledger)
      .map(part => Buffer.from(part).toString())
      .join('')
    const [first] = recipients
    expect(all).toContain(first?.name)
    expect(all).not.toContain(first?.contact)
    expect(all).not.toContain(first?.phone)
    expect(all).toContain(`${first?.phone.slice(0, 3)}****${first?.phone.slice(-4)}`)
  })

  test('is tied to the sealed journal, and its download is logged', async () => {
    const seal = JSON.parse(text('seal.json'))
    const head = await world.at(world.staff.get('李卫东') as never, app.clock.now, ctx =>
      ctx.db
        .selectFrom('journal_seal')
        .selectAll()
        .where('number', '=', seal.journal.number)
        .executeTakeFirstOrThrow(),
    )
    expect(seal.journal).toMatchObject({ hash: head.hash, signature: head.signature })
    await app.kernel.looks.flush()
    const looks = await world.at(world.staff.get('李卫东') as never, app.clock.now, ctx =>
      ctx.db.selectFrom('access_log').select(['what', 'record_id']).where('record_id', '=', id).execute(),
    )
    expect(looks).toEqual([{ what: '下载迎检资料包', record_id: id }])
  })
})

describe('whatever is changed is named', () => {
  const packed = (files: Record<string, Uint8Array>): Uint8Array => zipSync(files as Zippable, { level: 0 })
  const ledger = '4.4.1 服务项目/01 服务项目台账.xlsx'

  test('a byte of the archive, a byte of a file', async () => {
    const bytes = zip.slice()
    const at = Buffer.from(bytes.buffer).indexOf(parts[ledger] as Uint8Array) + 100
    bytes[at] = (bytes[at] ?? 0) ^ 1
    expect(await faultsOf(bytes)).toEqual([`内容被改动：${ledger}`])
    const other = { ...parts, [ledger]: Buffer.from('别的内容') }
    expect(await faultsOf(packed(other))).toEqual([`内容被改动：${ledger}`])
  })
  test('a file that is missing, one that was added, and one that covers another', async () => {
    const { [ledger]: _gone, ...rest } = parts
    expect(await faultsOf(packed(rest))).toEqual([`缺少文件：${ledger}`])
    expect(await faultsOf(packed({ ...parts, '5.1 咨询/补充.txt': Buffer.from('补') }))).toEqual([
      '多出文件：5.1 咨询/补充.txt',
    ])
  })
  test('a manifest made anew for the changed file', async () => {
    const changed = Buffer.from('别的内容')
    const manifest = text('manifest-sha256.txt').replace(sum(parts[ledger] as Uint8Array), sum(changed))
    const other = { ...parts, [ledger]: changed, 'manifest-sha256.txt': Buffer.from(manifest) }
    expect(await faultsOf(packed(other))).toEqual(['清单被改动：和封存时的不一样。'])
  })
  test('a seal whose words were changed, and a seal by another key', async () => {
    const seal = JSON.parse(text('seal.json'))
    const withSeal = (body: unknown) => packed({ ...parts, 'seal.json': Buffer.from(JSON.stringify(body)) })
    expect((await faultsOf(withSeal({ ...seal, period: '2026-Q3' })))[0]).toContain('封存签名不符')
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const pem = { type: 'pkcs8', format: 'pem' } as const
    const { signature: _old, ...body } = seal
    const own = { ...body, public_key: publicKey.export({ type: 'spki', format: 'pem' }).toString() }
    const forged = withSeal(signed(own, privateKey.export(pem).toString()))
    expect((await faultsOf(forged)).join(), 'the journal is not sealed by it').toContain('日志封存的签名不符')
    const page = (await upload(world.stranger(), '资料.zip', forged)).page.textContent
    expect(page).toContain('不是这个中心的钥匙封存的')
  })
  test('what is no pack at all', async () => {
    expect(await faultsOf(Buffer.from('PK 不是'))).toEqual(['这不是压缩包，或者没有下载完整。'])
    expect(await faultsOf(zip.slice(0, zip.length - 40))).toHaveLength(1)
    expect(await faultsOf(Buffer.concat([zip, Buffer.from('多')]))).toEqual(['压缩包末尾有多余的内容。'])
    expect((await faultsOf(packed({ 'a.txt': Buffer.from('a') })))[0]).toContain('seal.json')
    for (const junk of ['{}', 'null', '[', '{"format":"county-ecommerce-centre/pack@1"}'])
      expect((await faultsOf(packed({ ...parts, 'seal.json': Buffer.from(junk) })))[0]).toContain(
        '封存文件无法读取',
      )
  })
})

describe('the public page', () => {
  test('checks a whole pack, or its seal alone, for a stranger', async () => {
    const stranger = world.stranger()
    expect((await stranger.get('/my')).status).toBe(303)
    expect((await stranger.get('/packs/verify')).page.textContent).toContain('公钥指纹')
    expect((await upload(stranger, '资料.zip', zip)).page.textContent).toContain('完整，未被改动')
    const alone = await upload(stranger, 'seal.json', parts['seal.json'] as Uint8Array)
    expect(alone.page.textContent).toContain('封存文件是真的')
    expect((await stranger.post('/packs/verify', {})).status).toBe(422)
    expect((await upload(stranger, 'x', Buffer.from('\u0000'))).status).toBe(200)
    const ledger = '4.4.1 服务项目/01 服务项目台账.xlsx'
    const changed = zipSync({ ...parts, [ledger]: Buffer.from('别的内容') } as Zippable, { level: 0 })
    expect((await upload(stranger, '资料.zip', changed)).page.textContent).toContain(`内容被改动：${ledger}`)
    const bomb = zipSync({ ...parts, 'manifest-sha256.txt': new Uint8Array(40_000_000) } as Zippable)
    expect((await upload(stranger, '资料.zip', bomb)).page.textContent).toContain('大得不合常理')
  })
  test('knows only what its own centre sealed', async () => {
    const other = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    const page = await upload(other.stranger(), '资料.zip', zip)
    expect(page.page.textContent).toContain('这个中心没有封存过这份清单')
    const theirs = await other.worker('李卫东')
    for (const path of [`/desk/packs/${id}`, `/desk/packs/${id}/pack.zip`])
      expect((await theirs.get(path)).status).toBe(404)
  })
})

describe('what is the bureau’s alone', () => {
  const textOf = async (visitor: Visitor, pack: string) => {
    const all = unzipSync(await visitor.bytes(`/desk/packs/${pack}/pack.zip`))
    const path = Object.keys(all).find(one => one.includes('服务反馈台账')) ?? ''
    return Object.values(unzipSync(all[path] as Uint8Array))
      .map(part => Buffer.from(part).toString())
      .join('')
  }
  test('does not leave with the director’s pack, whatever their post says', async () => {
    const citizen = await world.citizen('13800000521', '余老四')
    const tell = async (about: string, fields: Record<string, string>) => {
      const sent = await citizen.submit(
        `/complaints/new?about=${about}`,
        { kind: 'complaint', by: 'name', contact_name: '余老四', contact_phone: '13800000521', ...fields },
        '/complaints/new',
      )
      return /(FK|JG)-\d{8}-\d{4}/.exec(sent.text)?.[0] ?? ''
    }
    const theirs = await tell('centre', { body: '主任让我先交三百块押金才给报名，还不开票。' })
    const usual = await tell('provider', {
      provider_id: [...world.providers.values()][0] ?? '',
      body: '约好的交片日期过了三天还没有消息。',
    })
    expect([theirs.slice(0, 2), usual.slice(0, 2)]).toEqual(['JG', 'FK'])
    const { contents } = (await director.call('GET', '/api/v1/post')).json<{
      contents: Array<{ id: string; name: string; duties: string[] }>
    }>()
    const own = contents.find(post => post.name === '中心主任')
    const duties = [...(own?.duties ?? []), 'complaint.read', 'complaint.bureau']
    await does(director, `post/edit/${own?.id}`, { name: '中心主任', duties })
    director = await world.worker('李卫东')
    const feedback = { period: '2026-Q4', clauses: ['4.5.1'] }
    const [mine, bureau] = [director, await world.worker('周健')]
    const packs = [
      await does(mine, 'evidence_pack/build', feedback),
      await does(bureau, 'evidence_pack/build', feedback),
    ]
    await app.runJobs()
    const [ours, bureaus] = [await textOf(mine, packs[0] ?? ''), await textOf(bureau, packs[1] ?? '')]
    expect(ours).toContain(usual)
    expect(ours).not.toContain(theirs)
    expect(bureaus).toContain(theirs)
    const seen = (await mine.get('/desk/clauses')).page.querySelector('[id="c4.5.1"]')?.textContent
    expect(seen, 'not even counted').toContain('收到的服务反馈 1 件')
  })
})

test('others and strangers fetch nothing', async () => {
  const stranger = world.stranger()
  expect((await stranger.get(`/desk/packs/${id}/pack.zip`)).status).toBe(303)
  const clerk = await world.worker('陈静')
  for (const path of ['/desk/packs', `/desk/packs/${id}`, `/desk/packs/${id}/pack.zip`])
    expect((await clerk.get(path)).status).toBe(403)
  expect((await (await world.worker('周健')).get(`/desk/packs/${id}`)).status, 'the bureau does').toBe(200)
})

test('unmasked only where the setting allows it, with a reason', async () => {
  await does(director, 'setting_change/make', { code: 'pack.whole', value: '1' })
  expect(
    (await director.post('/act/evidence_pack/build', { ...wanted, whole: '1', reason: '' })).status,
  ).toBe(422)
  const whole = await does(director, 'evidence_pack/build', {
    ...wanted,
    whole: '1',
    reason: '审计组来函要求核对',
  })
  await app.runJobs()
  const all = unzipSync(await director.bytes(`/desk/packs/${whole}/pack.zip`))
  const ledger = unzipSync(all['4.2.2 运营团队/03 服务对象台账.xlsx'] ?? new Uint8Array())
  expect(
    Object.values(ledger)
      .map(part => Buffer.from(part).toString())
      .join(''),
  ).toContain(recipients[0]?.phone)
  const bureau = await world.worker('周健')
  const form = (await bureau.get('/act/evidence_pack/build')).page
  expect(form.querySelector('[name="whole"]'), 'the bureau may not see whole numbers').toBe(null)
})

test('its file goes after the days of the setting, and what was carried away can still be checked', async () => {
  app.clock.addDays(60)
  await app.runClock('clock.tick')
  await app.runJobs()
  director = await world.worker('李卫东')
  expect((await director.get(`/desk/packs/${id}`)).page.textContent).toContain('已到期')
  expect((await director.get(`/desk/packs/${id}/pack.zip`)).status).toBe(409)
  expect((await upload(world.stranger(), '资料.zip', zip)).page.textContent).toContain('完整，未被改动')
})

test('an archive is written as it is read: no entry waits for the next', async () => {
  const order: string[] = []
  const entries = async function* (): AsyncGenerator<Entry> {
    for (const path of ['a.bin', 'b.bin']) {
      order.push(`opened ${path}`)
      yield {
        path,
        content: (async function* () {
          yield new Uint8Array(70_000)
        })(),
      }
    }
  }
  const out: number[] = []
  for await (const chunk of archive(entries(), app.clock.now, ({ path }) => order.push(`packed ${path}`)))
    out.push(chunk.length)
  expect(order).toEqual(['opened a.bin', 'packed a.bin', 'opened b.bin', 'packed b.bin'])
  expect(out.length).toBeGreaterThan(3)
})
