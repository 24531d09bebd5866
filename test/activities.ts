import { does } from './deeds.ts'
import type { Visitor } from './visitor.ts'
import type { World } from './world.ts'

/** A plan as 张涛 types it: a salon on Saturday, the 5th of December, for twenty. */
export const planOf = (world: World, more: Record<string, string> = {}): Record<string, string> => ({
  ...{ kind: '沙龙', title: '蓝莓电商沙龙', organiser: '怀宁县电子商务公共服务中心' },
  ...{ about: '请三位店主讲怎样卖鲜果，现场答疑。', plan: '开场、分享、答疑，每段二十分钟。' },
  owner_id: world.staff.get('张涛')?.staffId ?? '',
  ...{ place: '高河镇文化站', capacity: '20' },
  ...{ starts_at: '2026-12-05T09:00', ends_at: '2026-12-05T11:00' },
  ...{ opens_at: '2026-11-20T08:00', closes_at: '2026-12-04T18:00' },
  ...more,
})

/** An activity that the public may register for; returns its id. */
export async function publishes(world: World, more: Record<string, string> = {}): Promise<string> {
  const [matcher, director] = [await world.worker('张涛'), await world.worker('李卫东')]
  const id = await does(matcher, 'activity/plan', planOf(world, more))
  await does(matcher, `activity/submit/${id}`)
  await does(director, `activity/approve/${id}`)
  await does(matcher, `activity/publish/${id}`)
  return id
}

/** Somebody registers for themselves, as the page offers it; returns the id of the registration. */
export async function registers(
  who: Visitor,
  activity: string,
  more: Record<string, string> = {},
): Promise<string> {
  const page = `/act/activity_registration/register?activity_id=${activity}`
  const form = await who.get(page)
  const known = (name: string) =>
    form.page.querySelector(`input[name="${name}"]`)?.getAttribute('value') ?? ''
  const sent = await who.submit(page, {
    party_id: known('party_id'),
    contact_name: known('contact_name'),
    contact_phone: known('contact_phone'),
    ...more,
  })
  if (sent.status !== 303)
    throw new Error(sent.page.querySelector('main')?.textContent ?? String(sent.status))
  return /[0-9a-f-]{36}/.exec(sent.location ?? '')?.[0] ?? ''
}

/** A salon that is published, and that the citizen registered for. */
export async function openActivity(world: World, citizen: Visitor) {
  const id = await publishes(world)
  return { activity: id, registration: await registers(citizen, id) }
}
