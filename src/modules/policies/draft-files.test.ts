import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { does, picture } from '../../../test/deeds.ts'
import { publishedPolicy } from '../../../test/policies.ts'
import { newCentre } from '../../../test/world.ts'

test('what hangs on a version that is not public yet is not opened by whoever knows its id', async () => {
  const app = await testApp()
  const world = await newCentre(app)
  const [editor, reviewer] = [await world.worker('王敏'), await world.worker('李卫东')]
  const id = await publishedPolicy(editor, reviewer)
  await does(editor, `policy/attach/${id}`, { 'files:new': picture('新表.png') })
  const { id: file } = await app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('file').select('id').where('name', '=', '新表.png').executeTakeFirstOrThrow(),
  )
  const citizen = await world.citizen('13800000012', '李华')
  const seen = async () =>
    Promise.all(
      [world.stranger(), citizen].flatMap(visitor =>
        [`/files/${file}`, `/files/${file}/preview`].map(async path => (await visitor.get(path)).status),
      ),
    )
  expect(await seen()).toEqual([404, 404, 404, 404])
  expect((await reviewer.get(`/files/${file}`)).status, 'staff look it through').toBe(200)
  await does(editor, `policy/submit/${id}`)
  await does(reviewer, `policy/publish/${id}`)
  expect(await seen()).toEqual([200, 200, 200, 200])
})
