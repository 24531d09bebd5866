import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { qrPng } from './documents.ts'
import { inspect, safeName, thumbnail } from './media.ts'
import { xlsx } from './spreadsheet.ts'

const picture = (width = 40, height = 20) =>
  sharp({ create: { width, height, channels: 3, background: '#0b7a5a' } })
const refusal = async (content: Buffer, name: string): Promise<string> => {
  const found = await inspect(content, name)
  return found.ok ? `taken as ${found.mediaType}` : found.reason
}

describe('looking into an upload', () => {
  test('takes what is what it says', async () => {
    const jpeg = { ok: true, mediaType: 'image/jpeg', extension: 'jpg', width: 40, height: 20 }
    const taken = await inspect(await picture().jpeg().toBuffer(), '合影.JPEG')
    expect(taken).toEqual({ ...jpeg, noted: false })
    expect(await inspect(await picture().webp().toBuffer(), '合影.webp')).toMatchObject({
      ok: true,
      width: 40,
    })
    expect(await inspect(await qrPng('x'), '码.png')).toMatchObject({ ok: true, mediaType: 'image/png' })
    const sheet = await xlsx([{ label: '名称', value: (name: string) => name }], ['茶叶'], { title: '表' })
    expect(await inspect(sheet, '台账.xlsx')).toMatchObject({ ok: true, extension: 'xlsx' })
    expect(await inspect(Buffer.from('%PDF-1.7\n%âãÏÓ\n'), '合同.pdf')).toMatchObject({
      ok: true,
      extension: 'pdf',
    })
  })

  test('gives the size of a picture as it is seen, not as it lies in the file', async () => {
    const lying = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await inspect(lying, '竖拍.jpg')).toMatchObject({ width: 20, height: 40 })
  })

  test('takes text in UTF-8 and in GB 18030, and nothing else under that name', async () => {
    expect(await inspect(Buffer.from('名称,数量\r\n茶叶,3\r\n'), '表.csv')).toEqual({
      ok: true,
      mediaType: 'text/csv',
      extension: 'csv',
    })
    const inGb18030 = Buffer.from([0xb2, 0xe8, 0xd2, 0xb6, 0x0d, 0x0a])
    expect(await inspect(inGb18030, '表.TXT')).toEqual({
      ok: true,
      mediaType: 'text/plain',
      extension: 'txt',
    })
    expect(await refusal(Buffer.from([0x00, 0x01, 0x02, 0x61]), '表.txt')).toBe(
      '文件名是 .txt，内容却不是文字。',
    )
  })

  test.each([
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a drawing with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['a program', `MZ${'\0'.repeat(80)}PE\0\0`],
  ])('refuses %s that calls itself a photo', async (_what, content) => {
    expect(await refusal(Buffer.from(content), '照片.jpg')).toBe(
      '文件名是 .jpg，内容却不是，可能已损坏或改过名。',
    )
  })

  test('says what is wrong in words that help', async () => {
    expect(await refusal(Buffer.alloc(0), '空.pdf')).toBe('文件是空的。')
    expect(await refusal(await picture().png().toBuffer(), '照片.jpg')).toBe(
      '文件名是 .jpg，内容却是 png 格式。',
    )
    expect(await refusal(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), '图.svg')).toContain(
      '只能上传',
    )
    expect(await refusal(Buffer.from('d0cf11e0a1b11ae1', 'hex'), '旧.doc')).toContain('另存为 .docx')
    expect(
      await refusal(
        Buffer.concat([Buffer.from('0000001866747970', 'hex'), Buffer.from('heic\0\0\0\0mif1heic')]),
        '照片.heic',
      ),
    ).toContain('HEIC')
    expect(await refusal((await picture().jpeg().toBuffer()).subarray(0, 30), '残.jpg')).toBe(
      '图片已损坏，无法读取。',
    )
  })

  test('refuses a small file that unpacks to a huge picture', async () => {
    const bomb = await sharp({ create: { width: 10_000, height: 6_000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    expect(bomb.length).toBeLessThan(1_000_000)
    expect(await refusal(bomb, '大图.png')).toBe('图片尺寸过大，不能超过 5000 万像素。')
    await expect(thumbnail(bomb, 480)).rejects.toThrow('pixel limit')
  })
})

test('names keep no folders and nothing invisible', () => {
  expect(safeName('C:\\资料\\营业执照.jpg')).toBe('营业执照.jpg')
  expect(safeName('../../etc/passwd')).toBe('passwd')
  expect(safeName('合同\u202egpj.exe\u0000')).toBe('合同gpj.exe')
  expect(safeName(`${'长'.repeat(200)}.pdf`)).toMatch(/^长{116}\.pdf$/)
  expect(safeName(' / ')).toBe('未命名文件')
})

test('a thumbnail is small, upright, and tells nothing of where it was taken', async () => {
  const photo = await picture(1200, 800)
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Make: 'Phone' }, IFD3: { GPSLatitude: '30/1 51/1 0/1' } })
    .jpeg()
    .toBuffer()
  expect((await sharp(photo).metadata()).exif).toBeDefined()
  const small = await sharp(await thumbnail(photo, 240)).metadata()
  expect(small).toMatchObject({ format: 'webp', width: 240, height: 360 })
  expect(small.exif).toBeUndefined()
  expect(small.orientation).toBeUndefined()
})
