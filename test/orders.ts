import type { Visitor } from './app.ts'
import { applyFor, claims, does } from './deeds.ts'
import { providers, type World } from './world.ts'

/** The first three providers of a centre on their phones, and orders that come to them. */
export interface Firms {
  firm(n: number): Visitor
  provider(n: number): string
  /** Their sessions have ended: they sign in anew. */
  again(): Promise<void>
  /** An order of a citizen that one of them agreed to, in so many working days; returns its case. The price is in 元. */
  agreed(citizen: Visitor, n: number, days: number, price?: string): Promise<string>
  /** Delivered by it and confirmed by the citizen, who rates it by name where a mark is given. */
  delivered(citizen: Visitor, n: number, id: string, mark?: number): Promise<void>
}

export async function firmsOf(world: World): Promise<Firms> {
  const cast = providers.slice(0, 3)
  const visitors: Visitor[] = []
  for (const one of cast) {
    const visitor = await world.citizen(one.phone, one.contact)
    await claims(visitor)
    visitors.push(visitor)
  }
  const firm = (n: number): Visitor => visitors[n] as Visitor
  const provider = (n: number): string => world.providers.get(providers[n]?.name ?? '') ?? ''
  const staffId = world.staff.get('张涛')?.staffId ?? ''
  const quoteOf = async (n: number, id: string): Promise<string> =>
    (await firm(n).call('GET', '/api/v1/quote'))
      .json<{ contents: Array<{ id: string; case_id: string }> }>()
      .contents.find(one => one.case_id === id)?.id ?? ''
  return {
    firm,
    provider,
    async again() {
      for (const [n, one] of cast.entries()) visitors[n] = await world.device(one.phone)
    },
    async agreed(citizen, n, days, price = '1200') {
      const id = await applyFor(citizen, world, 'SX-001', { use: '抖音', count: '1', place: '石牌镇' })
      await does(await world.worker('陈静'), `service_case/accept/${id}`, { assignee_id: staffId })
      await does(await world.worker('张涛'), `service_case/invite/${id}`, {
        providers: [0, 1, 2].map(provider),
        reason: '按轮换邀请三家。',
      })
      for (const at of [0, 1, 2]) {
        const quote = `${at === n ? 'offer' : 'decline'}/${await quoteOf(at, id)}`
        const offer = { price_fen: price, days: String(days), proposal: '两条各 60 秒，含一次修改。' }
        await does(firm(at), `quote/${quote}`, at === n ? offer : { reason: '排期已满' })
      }
      await does(citizen, `service_case/agree/${id}`, { quote_id: await quoteOf(n, id) })
      return id
    },
    async delivered(citizen, n, id, mark) {
      await does(firm(n), `service_case/deliver/${id}`, { note: '成片已上传网盘，请查收。' })
      await does(citizen, `service_case/confirm/${id}`)
      if (mark) await citizen.post(`/my/cases/${id}/rate`, { by: 'name', mark: String(mark) })
    },
  }
}
