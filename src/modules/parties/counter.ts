import { type Ctx, system } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { perform } from '#platform/perform'
import { type PartyKind, partyFlow } from './workflow.ts'

export interface Caller {
  phone: string
  party_id?: string | undefined
  party_name?: string | undefined
  kind?: PartyKind | undefined
  contact_name?: string | undefined
}

/** Whom a walk-in or a call is for: the party that was picked, or a new one from what was just said. */
export async function partyAtCounter(
  ctx: Ctx,
  caller: Caller,
): Promise<{ id: string; contact_name: string }> {
  if (caller.party_id) {
    const party = await ctx.db
      .selectFrom('party')
      .select(['id', 'contact_name'])
      .where('id', '=', caller.party_id)
      .where('state', '=', 'active')
      .executeTakeFirst()
    if (!party) throw invalid({ phone: '这个服务对象已合并或不存在，请重新查找。' })
    return party
  }
  if (!caller.party_name) throw invalid({ party_name: '首次来访，请填写单位或姓名。' })
  const contact = caller.contact_name ?? caller.party_name.slice(0, 20)
  const { id } = await perform({ ...ctx, actor: system }, partyFlow, 'register', null, {
    kind: caller.kind ?? 'person',
    name: caller.party_name,
    contact_name: contact,
    contact_phone: caller.phone,
  })
  return { id, contact_name: contact }
}
