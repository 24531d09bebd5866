import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from './app.ts'
import { newCentre, type World } from './world.ts'

/** Two who may manage the team, at once, on PostgreSQL. */
let app: TestApp
let world: World
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
})

test('ten times two managers take the post from each other at once: one of them keeps it', async () => {
  const one = { name: '李卫东', visitor: await world.worker('李卫东') }
  const other = { name: '王敏', visitor: await world.worker('王敏') }
  const { contents } = (await one.visitor.call('GET', '/api/v1/post')).json<{
    contents: Array<{ id: string; name: string }>
  }>()
  const idOf = (name: string) => contents.find(post => post.name === name)?.id ?? ''
  const give = (from: typeof one, to: typeof one, post: string) =>
    from.visitor.post(`/act/staff/edit/${world.staff.get(to.name)?.staffId}`, {
      name: to.name,
      posts: idOf(post),
    })
  let keeper = one
  for (let round = 0; round < 10; round++) {
    const second = keeper === one ? other : one
    expect((await give(keeper, second, '中心主任')).status).toBe(303)
    const [taken, lost] = await Promise.all([give(one, other, '宣传专员'), give(other, one, '宣传专员')])
    const [won, refused] = [taken.status, lost.status].sort()
    expect(won).toBe(303)
    // 409 where both had begun, 403 where the post was gone already.
    expect([403, 409]).toContain(refused)
    keeper = taken.status === 303 ? one : other
    expect((await keeper.visitor.get('/act/staff/appoint')).status, `round ${round}`).toBe(200)
  }
})
