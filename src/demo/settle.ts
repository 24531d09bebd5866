import { providerFlow, serviceItemFlow } from '#modules/catalogue'
import { noticeFlow } from '#modules/notices'
import { partyFlow } from '#modules/parties'
import { founder, settlePosts, staffFlow, standardPosts } from '#modules/team'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { townsOf } from '#platform/divisions'
import type { Kernel } from '#platform/http'
import { asOf } from '#platform/ids'
import { perform } from '#platform/perform'
import { profileOf } from '#platform/profile'
import type { ItemCast, NoticeCast } from './items.ts'
import { creditCodeOf, type PartyCast, type ProviderCast, type StaffCast } from './people.ts'

/** Runs work at a centre as somebody, at a time. */
export type At = <T>(actor: Actor, now: Date, work: (ctx: Ctx) => Promise<T>) => Promise<T>

export interface Settled {
  id: number
  at: At
  /** Staff by name, as actors with the duties of their posts. */
  staff: Map<string, Actor>
  /** Parties by name. */
  parties: Map<string, string>
  /** Items by code. */
  items: Map<string, string>
  providers: Map<string, string>
}

/** Acts at a centre as somebody, at a time. */
export const actingAt =
  (kernel: Kernel, id: number): At =>
  async (actor, now, work) => {
    const centre = await kernel.centres.byId(id)
    return asOf(now, () =>
      kernel.database.write({ centre: id }, db => work({ db, centre, actor, now, log: kernel.log })),
    )
  }

export interface Furniture {
  staff: readonly StaffCast[]
  password: string
  items: readonly ItemCast[]
  recipients: readonly PartyCast[]
  providers: readonly ProviderCast[]
  notices: readonly NoticeCast[]
}

/** Fills a centre with its team, directory, recipients and notices, through the same actions that people use. */
export async function settle(kernel: Kernel, id: number, furniture: Furniture, now: Date): Promise<Settled> {
  const at = actingAt(kernel, id)
  const settled: Settled = {
    id,
    at,
    staff: new Map(),
    parties: new Map(),
    items: new Map(),
    providers: new Map(),
  }
  const setUp = founder()
  await at(setUp, now, async ctx => {
    await settleTeam(ctx, settled, furniture)
    for (const party of [...furniture.recipients, ...furniture.providers])
      await settleParty(ctx, settled, party)
  })
  await at(setUp, now, async ctx => {
    for (const item of furniture.items) await settleItem(ctx, settled, item)
    for (const provider of furniture.providers) await settleProvider(ctx, settled, provider)
  })
  for (const { day, ...notice } of furniture.notices) {
    await at(setUp, new Date(now.getTime() + day * 86_400_000), async ctx => {
      const written = await perform(ctx, noticeFlow, 'write', null, notice)
      await perform(ctx, noticeFlow, 'submit', written.id)
      await perform({ ...ctx, actor: system }, noticeFlow, 'publish', written.id)
    })
  }
  return settled
}

async function settleTeam(ctx: Ctx, settled: Settled, { staff, password }: Furniture): Promise<void> {
  const postIds = await settlePosts(ctx, standardPosts)
  for (const { posts: names, ...person } of staff) {
    const { row } = await perform(ctx, staffFlow, 'appoint', null, {
      ...person,
      password,
      full_time: true,
      posts: names.map(name => postIds.get(name)),
    })
    settled.staff.set(person.name, {
      kind: 'person',
      identityId: row.identity_id as string,
      name: person.name,
      staffId: row.id,
      organisation: person.organisation,
      duties: new Set(standardPosts.filter(post => names.includes(post.name)).flatMap(post => post.duties)),
      parties: [],
    })
  }
}

async function settleParty(ctx: Ctx, settled: Settled, cast: PartyCast): Promise<void> {
  const towns = townsOf(ctx.centre.division)
  const town = towns.find(one => one.name === cast.town) ?? towns[settled.parties.size % towns.length]
  const prefix = {
    enterprise: '91',
    sole_trader: '92',
    cooperative: '93',
    family_farm: '91',
    village_collective: 'N2',
    person: '',
  }[cast.kind]
  const { id } = await perform(ctx, partyFlow, 'register', null, {
    kind: cast.kind,
    name: cast.name,
    ...(prefix && { code: creditCodeOf(prefix, settled.parties.size + 1) }),
    ...(town && { town: town.code }),
    contact_name: cast.contact,
    contact_phone: cast.phone,
  })
  settled.parties.set(cast.name, id)
}

async function settleItem(
  ctx: Ctx,
  settled: Settled,
  { intake, steps, materials, ...item }: ItemCast,
): Promise<void> {
  const { address, phone } = profileOf(ctx.centre)
  const made = await perform(ctx, serviceItemFlow, 'create', null, {
    audience: ['企业', '个体工商户', '农民专业合作社', '家庭农场', '村集体', '个人'],
    price_unit: '',
    place: address,
    contact: phone,
    legal_basis: `DB34/T 4229-2022 第 ${{ consulting: '5.1', matching: '5.2', training: '5.3', startup: '5.4', publicity: '5.5', support: '5.6' }[item.family]} 条`,
    rank: settled.items.size * 10,
    steps: steps.map(line => {
      const [title, text, days] = cellsOf(line)
      return { title, text, days: days ? Number(days) : null }
    }),
    materials: materials.map(line => {
      const [name, required, note] = cellsOf(line)
      return { name, required: required === '必需', note }
    }),
    ...item,
  })
  await perform(ctx, serviceItemFlow, 'designForm', made.id, {
    fields: intake,
  })
  await perform(ctx, serviceItemFlow, 'submit', made.id)
  await perform({ ...ctx, actor: system }, serviceItemFlow, 'publish', made.id, { reason: '首批上架' })
  settled.items.set(item.code, made.id)
}

async function settleProvider(ctx: Ctx, settled: Settled, cast: ProviderCast): Promise<void> {
  const { id } = await perform({ ...ctx, actor: system }, providerFlow, 'list', null, {
    party_id: settled.parties.get(cast.name),
    name: cast.name,
    introduction: cast.introduction,
    team: cast.team,
    cases: cast.cases,
    qualifications: cast.qualifications.map(line => {
      const [name, number, until] = cellsOf(line)
      return { name, number, valid_until: until || null }
    }),
    contact_name: cast.contact,
    contact_phone: cast.phone,
  })
  settled.providers.set(cast.name, id)
  for (const [code, price_fen] of Object.entries(cast.offers)) {
    const item_id = settled.items.get(code)
    if (item_id) await perform(ctx, providerFlow, 'offerItem', id, { item_id, price_fen })
  }
}

/** The cast writes rows in one line: '受理 | 核对材料 | 1'. */
const cellsOf = (line: string): string[] => line.split('|').map(cell => cell.trim())
