import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { publishes } from '../../../test/activities.ts'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt } from '../../../test/deeds.ts'
import { smallPolicy } from '../../../test/policies.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.2.2 What a camera noted in a picture stands beside what was typed in, and never reaches anybody with the picture. */
let app: TestApp
let world: World
let matcher: Visitor
let activity = ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  activity = await publishes(world, { position: '116.8302,30.7351' })
  app.clock.now = new Date('2026-12-05T12:00:00+08:00')
  matcher = await world.worker('张涛')
})

/** '116.8302' → '116/1 49/1 4872/100' */
function inParts(degrees: number): string {
  const minutes = Math.floor((degrees % 1) * 60)
  const seconds = Math.round((((degrees % 1) * 60) % 1) * 6_000)
  return `${Math.floor(degrees)}/1 ${minutes}/1 ${seconds}/100`
}

/** As a phone makes it: lying on its side, with time, place and its own name. */
async function photo(
  name: string,
  at: string,
  [longitude, latitude]: readonly [number, number],
  format = 'jpeg' as const,
) {
  const made = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#3a7' } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Make: 'SecretPhone', Artist: '李华' },
      IFD2: { DateTimeOriginal: at },
      IFD3: {
        ...{ GPSLongitudeRef: 'E', GPSLongitude: inParts(longitude) },
        ...{ GPSLatitudeRef: 'N', GPSLatitude: inParts(latitude) },
      },
    })
    .toFormat(format)
    .toBuffer()
  expect((await sharp(made).metadata()).exif?.toString('latin1')).toContain('SecretPhone')
  return new File([new Uint8Array(made)], name, { type: `image/${format}` })
}
const proof = (more: object = {}) => ({
  ...{
    activity_id: activity,
    kind: 'photo',
    taken_at: '2026-12-05T10:00',
    place: '高河镇文化站',
    note: '',
    shown: '1',
  },
  ...more,
})
const page = () => matcher.get(`/desk/activities/${activity}/evidence`)
const text = async (): Promise<string> => (await page()).page.querySelector('main')?.textContent ?? ''

test('what agrees is only shown', async () => {
  const near = await photo('near.jpg', '2026:12:05 10:03:00', [116.834, 30.736])
  await does(matcher, 'activity_evidence/add', proof({ 'photos:new': near }))
  const shown = await text()
  expect(shown).toMatch(/照片自带信息：2026-12-05 10:03，离活动地点约 0\.4 公里/)
  expect(shown).not.toContain('请看一眼')
})

test('another day or another town is a reason to look', async () => {
  const far = await photo('far.jpg', '2026:11:20 15:00:00', [117.05, 30.53])
  await does(matcher, 'activity_evidence/add', proof({ 'photos:new': far }))
  const shown = await text()
  expect(shown).toMatch(
    /离活动地点约 3\d\.\d 公里\s*请看一眼 自带的日期是 2026-11-20，和填报的不是同一天；自带的位置离活动地点较远/,
  )
})

test('the public gets the picture upright, without time, place and device; so does everybody else', async () => {
  const files = new Set((await page()).text.match(/\/files\/[0-9a-f-]{36}/g))
  expect(files.size).toBe(2)
  for (const visitor of [world.stranger(), matcher]) {
    for (const file of files) {
      const sent = Buffer.from(await visitor.bytes(file))
      const got = await sharp(sent).metadata()
      expect(got).toMatchObject({ format: 'jpeg', width: 20, height: 40 })
      expect(got.exif).toBeUndefined()
      expect(sent.toString('latin1')).not.toContain('SecretPhone')
    }
  }
})

test('other records keep nothing of it, and a broken picture is told', async () => {
  const near = await photo('凭证.jpg', '2026:12:05 10:03:00', [116.834, 30.736])
  const policy = await does(await world.worker('王敏'), 'policy/write', smallPolicy())
  await does(await world.worker('王敏'), `policy/attach/${policy}`, { 'files:new': near })
  const kept = await app.kernel.database.write({ centre: world.id }, db =>
    db.selectFrom('file').select(['subject', 'camera']).where('camera', 'is not', null).execute(),
  )
  expect(kept.map(one => one.subject)).toEqual(['activity_evidence', 'activity_evidence'])
  const broken = new File([(await near.bytes()).slice(0, 700)], 'broken.jpg', { type: 'image/jpeg' })
  const refused = await matcher.post('/act/activity_evidence/add', proof({ 'photos:new': broken }))
  expect(errorAt(refused, 'photos')).toContain('图片已损坏')
})
