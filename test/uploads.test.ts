import { createHash } from 'node:crypto'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp, type Visitor } from './app.ts'
import { newCentre, type World } from './world.ts'

/** What people send as a file: taken if it is what it says, otherwise refused at its field, in words that help. */
let app: TestApp
let world: World
let citizen: Visitor
let page: string

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  citizen = await world.citizen('13800000221', '朱晓梅')
  page = `/act/service_case/submit?item_id=${world.items.get('SX-001')}`
})

const contact = { contact_name: '朱晓梅', contact_phone: '13800000221' }
const answers = { 'answers.use': '抖音', 'answers.count': '1', 'answers.place': '石牌镇' }
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#0b7a5a' } })
const file = (name: string, content: string | Buffer, type = 'image/jpeg') =>
  new File([typeof content === 'string' ? content : new Uint8Array(content)], name, { type })

/** The application, filled in but for its photos. */
async function filled(who: Visitor): Promise<Record<string, string>> {
  const [me] = (await who.call('GET', '/api/v1/party')).json<{ contents: Array<{ id: string }> }>().contents
  return { ...contact, ...answers, party_id: me?.id ?? '' }
}
const send = async (who: Visitor, files: File | File[], more: Record<string, string> = {}): Promise<Answer> =>
  who.submit(page, { ...(await filled(who)), ...more, 'answers.photos:new': files })
const reasonIn = (answer: Answer): string | undefined =>
  answer.page.querySelector('#f-answers-photos-error')?.textContent
const isKept = (content: Buffer): Promise<boolean> => {
  const sha256 = createHash('sha256').update(content).digest('hex')
  return access(join(app.kernel.config.dataDir, 'files', sha256.slice(0, 2), sha256.slice(2))).then(
    () => true,
    () => false,
  )
}
const program = Buffer.from(`MZ${'\0'.repeat(80)}PE\0\0${'\0'.repeat(400)}`)
const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

describe('refused with a reason at the field, and what was typed is kept', () => {
  const refused: Array<[string, () => Promise<File> | File, RegExp]> = [
    ['a program called photo', () => file('照片.jpg', program), /照片\.jpg.*内容却(是|不是)/],
    ['a page called photo', () => file('照片.png', '<!doctype html><script>alert(1)</script>'), /照片\.png/],
    ['a drawing with a script', () => file('图.svg', drawing, 'image/svg+xml'), /图\.svg.*只能上传/],
    ['a drawing called photo', () => file('图.png', drawing), /图\.png/],
    [
      'a page',
      () => file('页面.html', '<html><body>你好</body></html>', 'text/html'),
      /页面\.html.*只能上传/,
    ],
    ['a page called text', () => file('说明.constructor', '只是文字'), /说明\.constructor.*只能上传/],
    [
      'a picture under another kind',
      async () => file('照片.jpg', await picture(4, 4).png().toBuffer()),
      /png 格式/,
    ],
    [
      'half a picture',
      async () => file('残.jpg', (await picture(40, 20).jpeg().toBuffer()).subarray(0, 30)),
      /已损坏/,
    ],
    [
      'a picture of sixty million points',
      async () => file('大.png', await picture(10_000, 6_000).png().toBuffer()),
      /5000 万像素/,
    ],
    ['more than 20 MB', () => file('大.txt', Buffer.alloc(20 * 1024 * 1024 + 1, 0x61)), /超过 20 MB/],
  ]
  test.each(refused)('%s', async (_what, make, words) => {
    const upload = await make()
    const answer = await send(citizen, upload)
    expect(answer.status).toBe(422)
    expect(reasonIn(answer)).toMatch(words)
    expect(answer.page.querySelector('#f-answers-place')?.getAttribute('value')).toBe('石牌镇')
    expect(await isKept(Buffer.from(await upload.arrayBuffer())), 'nothing of it stays').toBe(false)
  })

  test('an empty file, over the page and over JSON', async () => {
    const form = new FormData()
    form.append('file', file('空.pdf', ''))
    const answer = await citizen.request('/api/v1/file', { method: 'POST', body: form })
    expect(answer.status).toBe(422)
    expect(answer.json<{ errors: { file: string } }>().errors.file).toContain('文件是空的')
    const onPage = await send(citizen, file('空.pdf', ''))
    expect(onPage.status).toBe(422)
    expect(reasonIn(onPage)).toContain('文件是空的')
  })

  test('too many', async () => {
    const photo = await picture(4, 4).png().toBuffer()
    const answer = await send(
      citizen,
      Array.from({ length: 11 }, (_, n) => file(`${n}.png`, photo)),
    )
    expect(answer.status).toBe(422)
    expect(reasonIn(answer)).toMatch(/最多上传 \d+ 个文件/)
  })

  test('more than 60 MB together breaks off with a page that says so', async () => {
    const big = Buffer.alloc(21 * 1024 * 1024)
    const answer = await send(citizen, [file('1.mp4', big), file('2.mp4', big), file('3.mp4', big)])
    expect(answer.status).toBe(413)
    expect(answer.page.textContent).toContain('60 MB')
  })
})

describe('taken', () => {
  test('a photo stays with the form while another field is wrong, and goes with the case', async () => {
    const photo = await picture(64, 48).jpeg().toBuffer()
    const wrong = await send(citizen, file('果园.jpg', photo), { contact_phone: '12' })
    expect(wrong.status).toBe(422)
    const staged = wrong.page.querySelector('input[name="answers.photos"]')?.getAttribute('value') ?? ''
    expect(await isKept(photo)).toBe(true)
    const other = await world.citizen('13800000222', '丁小军')
    expect((await other.get(`/files/${staged}`)).status, 'nobody else’s yet').toBe(404)
    const stolen = await other.submit(page, { ...(await filled(other)), 'answers.photos': staged })
    expect([stolen.status, reasonIn(stolen)]).toEqual([422, expect.stringContaining('重新上传')])
    const sent = await citizen.submit(page, { ...(await filled(citizen)), 'answers.photos': staged })
    expect(sent.status).toBe(303)
    expect((await citizen.get(sent.location ?? '')).text).toContain('果园.jpg')
  })

  test('a photo stays with the draft, on whatever device it goes on; one that is refused takes nothing away', async () => {
    const he = await world.citizen('13800000223', '方长水')
    const draft = page.replace('/act/', '/draft/')
    const photo = file('茶园.png', await picture(8, 8).png().toBuffer())
    const fields = { ...(await filled(he)), item_id: world.items.get('SX-001') ?? '' }
    const kept = await he.post(draft, { ...fields, 'answers.photos:new': photo })
    expect([kept.status, kept.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('turbo-stream'),
    ])
    const id = /name="answers\.photos" value="([^"]+)" checked/.exec(kept.text)?.[1] ?? ''
    const refused = await he.post(draft, {
      ...fields,
      'answers.photos': id,
      'answers.photos:new': file('程序.png', program),
    })
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('程序.png')])
    const later = await he.get(page)
    expect(later.page.querySelector('.file-list')?.textContent).toContain('茶园.png')
    const sent = await he.submit(page, { ...fields, 'answers.photos': id })
    expect((await he.get(sent.location ?? '')).text).toContain('茶园.png')
    expect((await he.get(page)).text, 'the next application begins without it').not.toContain('茶园.png')
  })

  test('is sent back as what it is, under its own name, and never runs as a page', async () => {
    const text = file('../../报价"<b>.txt', '<script>alert(1)</script>', 'text/html')
    const sent = await send(citizen, text)
    const href = /\/files\/[0-9a-f-]{36}/.exec((await citizen.get(sent.location ?? '')).text)?.[0] ?? ''
    const answer = await citizen.get(href)
    expect(answer.headers.get('content-type')).toBe('text/plain')
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('报价b.txt')}`,
    )
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('cache-control')).toContain('no-store')
  })
})
