import { partyFactFlow, policyFlow, policyFollowFlow } from '#modules/policies'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, system } from '#platform/ctx'
import { townsOf } from '#platform/divisions'
import type { Kernel } from '#platform/http'
import { perform } from '#platform/perform'
import { identify } from './identify.ts'
import { recipients } from './people.ts'
import { type PolicyCast, policies } from './policy-texts.ts'
import type { Settled } from './settle.ts'

interface Scene {
  settled: Settled
  now: Date
  /** Days before today, or after it where negative. */
  day(ago: number): string
  act(who: Actor, daysAgo: number, name: string, id: string, input?: Record<string, unknown>): Promise<void>
  writer: Actor
  reviewer: Actor
}

/** The library of 怀宁县: policies in every state and window, what some recipients said of themselves, who follows. */
export async function livePolicies(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  const at = (daysAgo: number): Date => new Date(now.getTime() - daysAgo * 86_400_000)
  const scene: Scene = {
    ...{ settled, now },
    day: ago => addDays(dayOf(now), -ago),
    async act(who, daysAgo, name, id, input = {}) {
      await settled.at(who, at(daysAgo), ctx => perform(ctx, policyFlow, name, id, input))
    },
    writer: settled.staff.get('王敏') as Actor,
    reviewer: settled.staff.get('李卫东') as Actor,
  }
  const ids = new Map<string, string>()
  for (const cast of policies) ids.set(cast.key, await livePolicy(scene, cast, ids))
  await whatTheySaid(settled, at)
  await whoFollows(kernel, settled, at)
}

/** Written, looked through and let out, as far as this one has come. */
async function livePolicy(scene: Scene, cast: PolicyCast, ids: ReadonlyMap<string, string>): Promise<string> {
  const { settled, writer, reviewer, act } = scene
  const input = contentOf(scene, cast, ids)
  const id = await settled.at(
    writer,
    new Date(scene.now.getTime() - cast.ago * 86_400_000),
    async ctx => (await perform(ctx, policyFlow, 'write', null, input)).id,
  )
  if (cast.conditions.length > 0)
    await act(writer, cast.ago - 0.02, 'setConditions', id, { conditions: cast.conditions })
  if (cast.ends === 'draft') return id
  await act(writer, cast.ago - 0.05, 'submit', id)
  if (cast.ends === 'review') return id
  await act(reviewer, cast.ago - 1, 'publish', id)
  const { corrected } = cast
  if (corrected) {
    const { ago, done, changes } = corrected
    await act(writer, ago, 'edit', id, { ...input, replaces: undefined, ...changes(scene.day) })
    if (done) {
      await act(writer, ago - 0.03, 'submit', id)
      await act(reviewer, ago - 1, 'publish', id)
    }
  }
  if (cast.ends === 'expired') await act(system, 4, 'expire', id)
  if (cast.ends === 'withdrawn')
    await act(reviewer, 30, 'withdraw', id, { reason: '上级文件调整，暂停实施，待新文件下发后重新公布。' })
  return id
}

function contentOf({ day }: Scene, cast: PolicyCast, ids: ReadonlyMap<string, string>) {
  const { opens, closes, until, issued, replaces, town, number } = cast
  const dated = opens !== undefined && closes !== undefined
  const county = '340822'
  const regions = { national: '00', provincial: '34', city: '3408', county }
  const place = town && townsOf(county).find(one => one.name === town)?.code
  const issuedOn = day(issued)
  return {
    ...cast.words,
    number: number.replaceAll('{year}', issuedOn.slice(0, 4)),
    title: cast.words.title.replaceAll('{year}', issuedOn.slice(0, 4)),
    ...{ level: cast.level, audience: cast.audience, topics: cast.topics },
    ...{ issued_on: issuedOn, from_on: issuedOn, region: place ?? regions[cast.level] },
    ...(until !== undefined && { until_on: day(until) }),
    window_kind: dated ? 'dates' : (cast.window ?? 'always'),
    ...(dated && { opens_on: day(opens), closes_on: day(closes) }),
    ...(cast.most && { amount_fen: cast.most * 100 }),
    ...(replaces && { replaces: ids.get(replaces) }),
    ...{ place: cast.place ?? '怀宁县政务服务中心二楼商务窗口', contact: '0556-000 0012' },
    source: cast.source ?? '',
  }
}

/** What staff wrote down when they were there, with consent; what some said themselves. */
async function whatTheySaid(settled: Settled, at: (daysAgo: number) => Date): Promise<void> {
  const clerk = settled.staff.get('王敏') as Actor
  const said: ReadonlyArray<[number, number, Record<string, unknown>]> = [
    [0, 34, { online_sales: 680_000_00, online_shop: 'yes', certificates: ['green', 'trademark'] }],
    [1, 28, { online_shop: 'yes', founded: '2024-03-18', employees: 6 }],
    [2, 60, { turnover: 12_600_000_00, employees: 42, insured: 'yes', certificates: ['sc', 'organic'] }],
    [3, 410, { online_sales: 90_000_00, woman_led: 'no' }],
    [5, 21, { online_sales: 3_200_000_00, parcels: 68_000, online_shop: 'yes', clean_record: 'yes' }],
    [7, 15, { woman_led: 'yes', online_shop: 'no', parcels: 0 }],
    [9, 12, { returned: 'yes', founded: '2025-09-01' }],
  ]
  for (const [which, daysAgo, facts] of said) {
    const party_id = settled.parties.get(recipients[which]?.name ?? '')
    if (!party_id) continue
    await settled.at(clerk, at(daysAgo), async ctx => {
      for (const [fact, value] of Object.entries(facts))
        await perform(ctx, partyFactFlow, 'declare', null, { party_id, fact, value, consent: true })
    })
  }
}

async function whoFollows(kernel: Kernel, settled: Settled, at: (daysAgo: number) => Date): Promise<void> {
  const wishes: ReadonlyArray<[number, { fitting: boolean; topics: string[] }]> = [
    [0, { fitting: true, topics: ['brand', 'livestream'] }],
    [1, { fitting: true, topics: [] }],
    [5, { fitting: false, topics: ['logistics', 'ecommerce'] }],
    [7, { fitting: false, topics: ['startup'] }],
  ]
  for (const [index, [which, wish]] of wishes.entries()) {
    const cast = recipients[which]
    if (!cast) continue
    const person = await identify(kernel, cast.contact, cast.phone)
    await settled.at(person, at(20 - index), ctx => perform(ctx, policyFollowFlow, 'follow', null, wish))
  }
}
