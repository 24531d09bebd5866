import { createHash } from 'node:crypto'
import { inCapitals } from '#platform/capitals'
import type { Ctx } from '#platform/ctx'
import { money } from '#platform/format'
import type { RowOf } from '#platform/workflow'
import type { Planned } from './plan.ts'

type Order = RowOf<'service_order'>

export const planIn = (row: Pick<Order, 'plan'>): Planned[] => row.plan as unknown as Planned[]

/** The parties as the agreement names them. */
export interface Signers {
  recipient: string
  provider: string
}

export async function signersOf(
  ctx: Ctx,
  row: Pick<Order, 'party_id' | 'provider_party_id'>,
): Promise<Signers> {
  const rows = await ctx.db
    .selectFrom('party')
    .select(['id', 'name', 'code'])
    .where('id', 'in', [row.party_id, row.provider_party_id])
    .execute()
  const named = (id: string) => {
    const party = rows.find(one => one.id === id)
    return party ? `${party.name}${party.code ? `（${party.code}）` : ''}` : ''
  }
  return { recipient: named(row.party_id), provider: named(row.provider_party_id) }
}

/**
 * The text that both confirm, one clause a line: from its SHA-256 it can be proven later that nothing was changed. Made
 * anew from the same order it is the same text.
 */
export function agreementText(order: Order, { recipient, provider }: Signers, centre: string): string {
  const plan = planIn(order)
  return [
    `服务协议 ${order.number}`,
    `甲方（服务对象）：${recipient}`,
    `乙方（服务商）：${provider}`,
    `见证：${centre}`,
    `一、服务内容：${order.title}。${order.scope}`,
    `二、价款：${money(order.price_fen)}，大写${inCapitals(order.price_fen)}。`,
    '三、里程碑与验收：',
    ...plan.map(
      (one, at) =>
        `${at + 1}. ${one.name}：${one.deliverable} ${one.due_on} 前交付，金额 ${money(one.price_fen)}（大写${inCapitals(one.price_fen)}）。验收要点：${one.points.join('；')}。`,
    ),
    '四、付款：各里程碑验收通过后，甲方按其金额直接付给乙方；双方在平台上登记并确认，平台不经手资金。',
    '五、验收：甲方在平台约定的时限内逐项核对；不符合的写明要点退回返工，逾期没有回应的视为通过。',
    order.warranty_days > 0
      ? `六、质保：从最后一次验收的次日起 ${order.warranty_days} 天，期内的缺陷由乙方免费修好。`
      : '六、质保：双方约定不另设质保期。',
    '七、变更与提前终止：一方提出，另一方在平台上确认后生效；已经验收的部分仍按约定付款。',
    '八、争议：双方先行协商；协商不成的，可以通过平台的服务反馈请中心处理，也可以依法处理。',
  ].join('\n')
}

/** SHA-256 of the text, hexadecimal. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** 验证号: the beginning of the digest as sixteen digits, which can be read out and typed anywhere. */
export const proofOf = (digest: string): string =>
  (BigInt(`0x${digest.slice(0, 16)}`) % 10n ** 16n).toString().padStart(16, '0')

/** 1234 5678 9012 3456 */
export const shownProof = (digest: string): string => proofOf(digest).replace(/(\d{4})(?=\d)/g, '$1 ')
