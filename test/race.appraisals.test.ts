import { beforeAll, expect, test } from 'vitest'
import { appraisalFlow } from '#modules/appraisals'
import { staffFlow } from '#modules/team'
import type { Actor } from '#platform/ctx'
import { Problem } from '#platform/errors'
import { perform } from '#platform/perform'
import { type TestApp, testApp } from './app.ts'
import { demoPassword, newCentre, type World } from './world.ts'

/** 6.1.2 Two of the bureau commission the same period at once: one does, the other is told so in words. */
let app: TestApp
let world: World
let sheet: string
let members: string[]
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await app.runClock('evaluation.open')
  const bureau = world.staff.get('周健') as Actor
  await world.at(bureau, app.clock.now, async ctx => {
    const post = ctx.db.selectFrom('post').select('id').where('name', '=', '评价员')
    const { id } = await post.executeTakeFirstOrThrow()
    members = []
    for (const [at, name] of ['陆文博', '沈佳宁'].entries()) {
      const { id: member } = await perform(ctx, staffFlow, 'appoint', null, {
        ...{ name, organisation: 'assessor', full_time: false, posts: [id], password: demoPassword },
        ...{ username: `racer-${at}`, phone: `1380000105${at}` },
      })
      members.push(member)
    }
    const inUse = ctx.db.selectFrom('score_sheet').select('id').where('state', '=', 'in_use')
    sheet = (await inUse.executeTakeFirstOrThrow()).id
  })
})

const commissions = async (number: number): Promise<string> => {
  try {
    const { id } = await world.at(world.staff.get('周健') as Actor, app.clock.now, ctx =>
      perform(ctx, appraisalFlow, 'commission', null, {
        ...{ period: '2026', assessor: '安徽智衡评价咨询有限公司', chosen_by: '政府采购，三家比选' },
        ...{
          contract_number: `合同 ${number}`,
          price_fen: 100,
          first_day: '2026-11-24',
          last_day: '2026-12-31',
        },
        ...{ sheet_id: sheet, head_id: members[0], member_ids: members },
      }),
    )
    return id
  } catch (error) {
    if (error instanceof Problem && error.status === 409) return error.message
    throw error
  }
}

test('a period is commissioned once, however many begin at the same time', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, (_, n) => commissions(n)))
  expect(answers.filter(one => !one.includes('已经委托过'))).toHaveLength(1)
  const kept = await world.at(world.staff.get('周健') as Actor, app.clock.now, ctx =>
    ctx.db.selectFrom('appraisal').select('id').execute(),
  )
  expect(kept).toHaveLength(1)
})
