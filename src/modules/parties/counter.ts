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

/**
 * Whom staff write something down for, by phone: the party that was picked, the one that is registered under it (by name
 * where there are several), or a new one. 422 at `field` where several are registered and none of them is named.
 */
export async function partyOnPhone(
  ctx: Ctx,
  caller: Caller,
  field = 'party_name',
): Promise<{ id: string; contact_name: string }> {
  if (caller.party_id) return partyAtCounter(ctx, caller)
  const known = await ctx.db
    .selectFrom('party')
    .select(['id', 'name', 'contact_name'])
    .where('phone_suffix', '=', caller.phone.slice(-4))
    .where('contact_phone', '=', caller.phone)
    .where('state', '=', 'active')
    .orderBy('id')
    .limit(20)
    .execute()
  const named = known.find(one => one.name === caller.party_name)
  if (named) return named
  if (known.length > 1)
    throw invalid({
      [field]: `这个手机号登记了${known.map(one => `「${one.name}」`).join('')}，请选择或照原样填写是哪一个。`,
    })
  return known[0] ?? partyAtCounter(ctx, caller)
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

/**
 * A person whom staff write something down for, by phone and name: a family may share one phone, so that another name under
 * the same number is somebody else.
 */
export async function personOnPhone(
  ctx: Ctx,
  person: { phone: string; name: string },
): Promise<{ id: string; contact_name: string }> {
  const known = await ctx.db
    .selectFrom('party')
    .select(['id', 'contact_name'])
    .where('phone_suffix', '=', person.phone.slice(-4))
    .where('contact_phone', '=', person.phone)
    .where('kind', '=', 'person')
    .where('name', '=', person.name)
    .where('state', '=', 'active')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return known ?? partyAtCounter(ctx, { phone: person.phone, party_name: person.name, kind: 'person' })
}
