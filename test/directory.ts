import { expect } from 'vitest'
import { providerFlow, serviceItemFlow } from '#modules/catalogue'
import { premisesFlow, subCentreFlow } from '#modules/facilities'
import { partyFlow } from '#modules/parties'
import { founder } from '#modules/team'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import type { TestApp } from './app.ts'
import { does } from './deeds.ts'
import { creditCodeOf, type World } from './world.ts'

const families = ['consulting', 'matching', 'training', 'startup', 'publicity', 'support']
const audiences = ['企业', '个体工商户', '农民专业合作社', '家庭农场', '村集体', '个人']
const prices = ['free', 'standard', 'discounted', 'negotiable']

/** What people write, however unfortunate: it must leave as it came in, in every format. */
export const hostileName = '</script><script>alert(1)</script>"&'

/** Fills the directory with `count` more published items of every kind, some places and some providers. */
export async function growDirectory(app: TestApp, world: World, count: number) {
  const director = world.staff.get('李卫东') as Actor
  const items: string[] = []
  const providers: string[] = []
  await world.at(founder(), app.clock.now, async ctx => {
    for (let n = 0; n < count; n++) items.push(await publishItem(ctx, n))
    for (let n = 0; n < 12; n++) providers.push(await listProvider(ctx, n, items))
  })
  await world.at(director, app.clock.now, async ctx => {
    const address = '高河镇电商产业园 1 号楼'
    await perform(ctx, premisesFlow, 'register', null, {
      ...{ name: '1 号楼', address, area_m2: 900, tenure: 'lent', owner: '' },
    })
    await perform(ctx, subCentreFlow, 'open', null, {
      ...{ kind: 'training', place: '三楼 301', hours: '周一至周六 9:00-12:00，14:00-18:00' },
      ...{ introduction: '按季开班。', staff: [director.staffId], items: items.slice(0, 3) },
    })
  })
  return { items, providers }
}

/** One published item; of every seventh the name tries to break out. */
export async function publishItem(ctx: Ctx, n: number, more: object = {}): Promise<string> {
  const price_kind = prices[n % prices.length] as string
  const priced = price_kind === 'standard' || price_kind === 'discounted'
  const { id } = await perform(ctx, serviceItemFlow, 'create', null, {
    code: `KF-${String(n).padStart(3, '0')}`,
    family: families[n % families.length],
    handling: n % 2 ? 'order' : 'consultation',
    name: n % 7 ? `开放数据服务第${n}项` : `${n}${hostileName}`,
    summary: `第${n}项服务的一句话说明`,
    content: `第${n}项服务的内容：\n“引号”、<b>尖括号</b> 与 \u2028 行分隔符。`,
    audience: audiences.slice(n % 5),
    steps:
      n % 3
        ? [
            { title: '申请', text: '', days: 0 },
            { title: '办理', text: '专人办理', days: 3 },
          ]
        : [],
    materials: n % 3 ? [{ name: '营业执照', required: true, note: '复印件' }] : [],
    price_kind,
    ...(priced && { price_fen: 10_050 + n, price_unit: '每次' }),
    price_note: n % 5 ? '' : '按县价格目录',
    promised_days: 1 + (n % 30),
    place: n % 4 ? '' : '二楼 203',
    contact: n % 6 ? '' : '0556-000 0099',
    legal_basis: n % 2 ? 'DB34/T 4229-2022 第 5 章' : '',
    rank: n,
    ...more,
  })
  await perform(ctx, serviceItemFlow, 'submit', id)
  await perform({ ...ctx, actor: system }, serviceItemFlow, 'publish', id, { reason: '同意上架' })
  return id
}

async function listProvider(ctx: Ctx, n: number, items: readonly string[]): Promise<string> {
  const name = n === 3 ? `${hostileName}公司` : `开放服务商第${n}家`
  const phone = `137${String(n).padStart(8, '0')}`
  const party = await perform(ctx, partyFlow, 'register', null, {
    ...{
      kind: 'enterprise',
      name,
      code: creditCodeOf('91', 700 + n),
      contact_name: '王经理',
      contact_phone: phone,
    },
  })
  const { id } = await perform({ ...ctx, actor: system }, providerFlow, 'list', null, {
    ...{ party_id: party.id, name, introduction: '做电商服务十年，团队稳定。', team: '12 人', cases: '' },
    ...{ qualifications: [], contact_name: '王经理', contact_phone: phone },
  })
  for (let k = 0; k < 4; k++) {
    const item_id = items[(n * 5 + k * 2 + 1) % items.length]
    await perform(ctx, providerFlow, 'offerItem', id, { item_id, ...(k && { price_fen: 99_990 + n }) })
  }
  return id
}

/** Withdraws an item as the director does. */
export const withdrawItem = async (world: World, id: string) =>
  does(await world.worker('李卫东'), `service_item/withdraw/${id}`, { reason: '设备更新，暂停服务。' })

/** A page of HSDS as it arrives. */
export interface Page<T = Entry> {
  total_items: number
  total_pages: number
  page_number: number
  size: number
  first_page: boolean
  last_page: boolean
  empty: boolean
  contents: T[]
}
export interface Entry {
  id: string
  name: string
  last_modified: string
  [field: string]: unknown
}

export const idsOf = (entries: ReadonlyArray<{ id: string }>): string[] => entries.map(one => one.id)

/** How a stranger reads the directory of a centre. */
export function readingOf(world: Pick<World, 'stranger'>) {
  const get = (path: string) => world.stranger().get(path)
  const page = async (path: string): Promise<Page> => {
    const answer = await get(path)
    expect(answer.status, `${path}: ${answer.text.slice(0, 200)}`).toBe(200)
    return answer.json<Page & Record<string, unknown>>()
  }
  return {
    get,
    page,
    async lines(path: string): Promise<Entry[]> {
      const { text } = await get(path)
      return text
        .split('\n')
        .filter(Boolean)
        .map(line => JSON.parse(line))
    },
    async everyPage(path: string): Promise<Page[]> {
      const pages: Page[] = []
      for (let number = 1; number === 1 || !pages.at(-1)?.last_page; number++)
        pages.push(await page(`${path}&page=${number}`))
      return pages
    },
    allIds: async (query = ''): Promise<string[]> =>
      idsOf((await page(`/hsds/services?minimal=true&${query}`)).contents),
    termOf: async (name: string): Promise<string> =>
      (await page('/hsds/taxonomy_terms?per_page=100')).contents.find(term => term.name === name)?.id ?? '',
  }
}
