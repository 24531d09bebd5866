import {
  confirmationFlow,
  providerCaseFlow,
  providerChangeFlow,
  providerFlow,
  serviceItemFlow,
} from '#modules/catalogue'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, type Ctx, stranger, system } from '#platform/ctx'
import { find, perform } from '#platform/perform'
import type { RowOf } from '#platform/workflow'
import { providers } from './people.ts'
import type { Settled } from './settle.ts'

const daysAgo = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000)

/** Asked these days ago and answered soon after, unless the story says otherwise. */
interface Asked {
  entry: { item_id: string } | { provider_id: string }
  by: Actor
  days: number
}

/** The directory as it is kept: confirmed through the quarter, one entry due, one hidden, proposals on the desk. */
export async function liveCatalogue(settled: Settled, now: Date): Promise<void> {
  await describe(settled, now)
  const item = (code: string) => ({ item_id: settled.items.get(code) as string })
  const firm = (name: string) => ({ provider_id: settled.providers.get(name) as string })
  const waiting = [
    { entry: item('XC-002'), days: 32, turns: ['slip', 'lapse'] },
    { entry: item('DJ-002'), days: 17, turns: ['slip'] },
    { entry: item('CY-001'), days: 2, turns: [] },
    { entry: firm('安庆视界文化传媒有限公司'), days: 3, turns: [] },
    { entry: firm('皖西南短视频创作基地'), days: 2, turns: [] },
  ] as const
  const asked = new Map<string, number>(waiting.map(one => [idOf(one.entry), one.days]))
  for (const one of entries(settled)) {
    // Who is asked now was asked a quarter ago, too.
    const before = asked.get(idOf(one.entry))
    await confirm(settled, now, before === undefined ? one : { ...one, days: before + 78 })
  }
  for (const { entry, days, turns } of waiting) await ask(settled, now, entry, days, turns)
  await announce(settled, now)
  await proposals(settled, now)
}

const idOf = (entry: Asked['entry']): string => ('item_id' in entry ? entry.item_id : entry.provider_id)

/** Every entry with who keeps it, spread over the last weeks. */
function entries({ items, providers: firms, staff, parties }: Settled): Asked[] {
  const writer = staff.get('刘芳') as Actor
  return [
    ...[...items.values()].map((item_id, at) => ({
      entry: { item_id },
      by: writer,
      days: 22 + (at % 9) * 4,
    })),
    ...[...firms].map(([name, provider_id], at) => ({
      entry: { provider_id },
      by: actingFor(name, parties),
      days: 20 + (at % 7) * 5,
    })),
  ]
}

const actingFor = (name: string, parties: ReadonlyMap<string, string>): Actor => ({
  ...stranger,
  kind: 'person',
  name: providers.find(one => one.name === name)?.contact ?? name,
  parties: [parties.get(name) as string],
})

async function confirm(settled: Settled, now: Date, { entry, by, days }: Asked): Promise<void> {
  const { id } = await settled.at(system, daysAgo(now, days), ctx =>
    perform(ctx, confirmationFlow, 'ask', null, entry),
  )
  await settled.at(by, daysAgo(now, days - 1), ctx => perform(ctx, confirmationFlow, 'confirm', id))
}

/** Asked, and not answered: what the clock has made of it since, a week or so apart. */
async function ask(
  settled: Settled,
  now: Date,
  entry: Asked['entry'],
  days: number,
  turns: ReadonlyArray<'slip' | 'lapse'>,
): Promise<void> {
  const { id } = await settled.at(system, daysAgo(now, days), ctx =>
    perform(ctx, confirmationFlow, 'ask', null, entry),
  )
  for (const [at, turn] of turns.entries())
    await settled.at(system, daysAgo(now, days - 15 - at * 8), ctx =>
      perform(ctx, confirmationFlow, turn, id),
    )
}

/** Profiles with people and cases; one qualification that ends soon, and one that has ended. */
async function describe(settled: Settled, now: Date): Promise<void> {
  const register = settled.staff.get('张涛') as Actor
  await settled.at(register, daysAgo(now, 140), async ctx => {
    for (const { name, required, until, ...people } of profiles) {
      const id = settled.providers.get(name) as string
      const row = (await find(ctx, providerFlow, id)) as unknown as RowOf<'provider'>
      const [qualification, days] = until
      const held = row.qualifications as unknown as Array<{ name: string; valid_until: string | null }>
      await perform(ctx, providerFlow, 'edit', id, {
        ...row,
        ...people,
        qualifications: held.map(one => ({
          ...one,
          required: one.name === required,
          ...(one.name === qualification && { valid_until: addDays(dayOf(now), days) }),
        })),
      })
    }
    for (const { provider, ...made } of cases)
      await perform(ctx, providerCaseFlow, 'add', null, {
        ...made,
        provider_id: settled.providers.get(provider),
        year: Number(dayOf(now).slice(0, 4)) - 1,
      })
  })
}

/** A version that holds from a later day, and one that ends soon. */
async function announce(settled: Settled, now: Date): Promise<void> {
  const change = async (code: string, changed: Record<string, unknown>) => {
    const id = settled.items.get(code) as string
    await settled.at(settled.staff.get('刘芳') as Actor, daysAgo(now, 6), async ctx => {
      const row = (await find(ctx, serviceItemFlow, id)) as unknown as RowOf<'service_item'>
      await perform(ctx, serviceItemFlow, 'edit', id, { ...(await contentOf(ctx, row)), ...changed })
      await perform(ctx, serviceItemFlow, 'submit', id)
    })
    await settled.at(settled.staff.get('李卫东') as Actor, daysAgo(now, 5), ctx =>
      perform(ctx, serviceItemFlow, 'publish', id, { reason: '内容属实，同意。' }),
    )
  }
  await change('WL-001', { price_fen: 480, effective_from: addDays(dayOf(now), 12) })
  await change('PX-002', { expires_on: addDays(dayOf(now), 26) })
}

/** What the form of an edit starts with. */
async function contentOf(ctx: Ctx, row: RowOf<'service_item'>): Promise<Record<string, unknown>> {
  const content = (await serviceItemFlow.actions.edit.prefill?.(ctx, row, {})) ?? {}
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== null))
}

/** What providers would like to have changed, and one that was adopted. */
async function proposals(settled: Settled, now: Date): Promise<void> {
  const register = settled.staff.get('张涛') as Actor
  const film = '安庆视界文化传媒有限公司'
  const base = '皖西南短视频创作基地'
  const offer = async (name: string, days: number, code: string, price: object) => {
    const input = { provider_id: settled.providers.get(name), item_id: settled.items.get(code), ...price }
    return settled.at(actingFor(name, settled.parties), daysAgo(now, days), ctx =>
      perform(ctx, providerChangeFlow, 'proposePrice', null, input),
    )
  }
  const adopted = await offer(base, 45, 'SX-001', {
    price_fen: 168_000,
    price_note: '每条 60 秒以内，含两次修改',
  })
  await settled.at(register, daysAgo(now, 44), ctx => perform(ctx, providerChangeFlow, 'adopt', adopted.id))
  await offer(film, 1, 'SX-002', { price_fen: 88_000, price_note: '主图 5 张、详情页 1 套' })
  await settled.at(actingFor(base, settled.parties), daysAgo(now, 1), async ctx => {
    const id = settled.providers.get(base) as string
    const form = await providerChangeFlow.actions.proposeProfile.prefill?.(ctx, null, { provider_id: id })
    await perform(ctx, providerChangeFlow, 'proposeProfile', null, {
      ...form,
      provider_id: id,
      team_size: 16,
      introduction: '提供短视频拍摄、账号代运营、直播切片和主播培训，与多家平台有合作，可驻村拍摄。',
    })
    await perform(ctx, providerCaseFlow, 'propose', null, {
      provider_id: id,
      title: '石牌贡面开机节系列短视频',
      client_kind: '村集体',
      year: Number(dayOf(now).slice(0, 4)),
      result: '发布 9 条短视频，累计播放 52 万次，带动开机节当天下单 1,300 余单。',
    })
  })
}

const profiles = [
  {
    name: '安庆视界文化传媒有限公司',
    required: '营业执照',
    until: ['', 0],
    team_size: 9,
    key_people: [
      { role: '摄影总监', name: '方磊', about: '从业十二年，擅长航拍和美食摄影' },
      { role: '后期主管', name: '汤悦', about: '短视频剪辑与调色' },
    ],
  },
  {
    name: '皖西南短视频创作基地',
    required: '广播电视节目制作经营许可证',
    until: ['广播电视节目制作经营许可证', 25],
    team_size: 14,
    key_people: [{ role: '运营负责人', name: '胡蓉', about: '三农账号孵化' }],
  },
  {
    name: '安庆明达财税咨询有限公司',
    required: '代理记账许可证',
    until: ['代理记账许可证', -3],
    team_size: 7,
    key_people: [{ role: '注册会计师', name: '叶明', about: '小微企业税务' }],
  },
] as const

const cases = [
  {
    provider: '安庆视界文化传媒有限公司',
    title: '黄墩蓝莓采摘季系列短视频',
    client_kind: '农民专业合作社',
    result: '交付短视频 12 条，全网播放 86 万次，采摘季线上销量同比增长四成。',
  },
  {
    provider: '安庆视界文化传媒有限公司',
    title: '贡糕礼盒主图与详情页',
    client_kind: '个体工商户',
    result: '主图和详情页更换后，店铺转化率由 1.9% 提高到 3.4%。',
  },
  {
    provider: '怀宁云上影像工作室',
    title: '家庭农场土鸡蛋详情页',
    client_kind: '家庭农场',
    result: '三天交付，上架首月售出 2,100 盒。',
  },
] as const
