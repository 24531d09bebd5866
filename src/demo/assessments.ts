import { assessmentFlow } from '#modules/assessments'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, stranger, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import type { Settled } from './settle.ts'

const day = 86_400_000

interface Scene {
  settled: Settled
  now: Date
  /** Does something to an assessment as somebody, so many days ago. */
  act(who: Actor, daysAgo: number, name: string, id: string, input?: Record<string, unknown>): Promise<void>
  staff(name: string): Actor
  firm(name: string): Actor
}

/** One was renewed half a year ago, ahead of time; of those that came due last week one is in each state. */
export async function liveAssessments(settled: Settled, now: Date): Promise<void> {
  const at = (daysAgo: number): Date => new Date(now.getTime() - daysAgo * day)
  const scene: Scene = {
    ...{ settled, now },
    async act(who, daysAgo, name, id, input = {}) {
      await settled.at(who, at(daysAgo), ctx => perform(ctx, assessmentFlow, name, id, input))
    },
    staff: name => settled.staff.get(name) as Actor,
    firm: name => ({
      ...stranger,
      kind: 'person',
      name: '服务商负责人',
      parties: [settled.parties.get(name) as string],
    }),
  }
  const [first, , , ...due] = [...settled.providers]
  if (!first) return
  await renewedEarly(scene, first)
  for (const [index, provider] of due.entries()) await cameDue(scene, provider, index)
}

type Provider = [name: string, id: string]

async function renewedEarly(scene: Scene, [name, provider_id]: Provider): Promise<void> {
  const id = await scene.settled.at(
    scene.staff('张涛'),
    new Date(scene.now.getTime() - 190 * day),
    async ctx =>
      (
        await perform(ctx, assessmentFlow, 'open', null, {
          ...{ provider_id, reason: '承接订单最多，协议提前到期，先行评估。' },
        })
      ).id,
  )
  await score(scene, id, 186, { least: 78, reason: '走访了五家客户，都愿意再次委托。' })
  await scene.act(scene.firm(name), 184, 'agree', id)
  await scene.act(scene.staff('李卫东'), 182, 'renew', id, {
    ...{ opinion: '履约稳定，客户认可，同意续约。', agreement: 'FW-2026-03' },
    last_day: addDays(dayOf(scene.now), 183),
  })
}

/** In which state each of them is; the others wait to be scored. */
async function cameDue(scene: Scene, [name, provider_id]: Provider, index: number): Promise<void> {
  const opened = new Date(scene.now.getTime() - 6 * day)
  const id = await scene.settled.at(system, opened, async ctx => {
    const { listed_at } = await ctx.db
      .selectFrom('provider')
      .select('listed_at')
      .where('id', '=', provider_id)
      .executeTakeFirstOrThrow()
    const period = { from_day: dayOf(listed_at), to_day: addDays(dayOf(opened), -1) }
    return (await perform(ctx, assessmentFlow, 'begin', null, { provider_id, ...period })).id
  })
  if (index === 0) await score(scene, id, 1, {})
  if (index !== 1) return
  await score(scene, id, 5, {
    ...{ most: 58, reason: '抽查三件，材料都没有与客户当面核对，与平台数据反映的不一致。' },
  })
  await scene.act(scene.firm(name), 4, 'state', id, {
    reason: '三位客户当时在外地，改为电话核对，没有留下记录，今后当面核对。',
  })
  await scene.act(scene.staff('周健'), 2, 'orderRectification', id, {
    ...{ requirement: '补做三件的核对并由客户签字，订一份当面核对的办法。', days: 15 },
  })
}

/** By 张涛, with what the facts suggest, within bounds; why, where that is far from it. */
async function score(
  { settled, now, staff }: Scene,
  id: string,
  daysAgo: number,
  { least = 0, most = 100, reason }: { least?: number; most?: number; reason?: string },
): Promise<void> {
  await settled.at(staff('张涛'), new Date(now.getTime() - daysAgo * day), async ctx => {
    const row = await ctx.db
      .selectFrom('provider_assessment')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const known = (await assessmentFlow.actions.score.prefill?.(ctx, row, {})) as Record<string, number>
    const usual = { service: 84, timeliness: 80, ratings: 85, complaints: 90, upkeep: 75 }
    const marks = Object.entries({ ...usual, ...known }).map(
      ([key, mark]) => [key, Math.min(most, Math.max(least, mark))] as const,
    )
    const far = marks.some(([key, mark]) => Math.abs(mark - (known[key] ?? mark)) > 20)
    await perform(ctx, assessmentFlow, 'score', id, {
      ...Object.fromEntries(marks),
      opinion: far && reason ? reason : '服务态度好，交付及时，资料更新再勤一些。',
      ...(far && { reason }),
    })
  })
}
