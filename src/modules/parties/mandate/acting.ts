import type { Actor, Ctx } from '#platform/ctx'
import { forbidden } from '#platform/errors'
import { mandatesById, proxiesOfActor } from './proxy.ts'

/** What somebody asked for on another's behalf: by which mandate, and who it was. */
export interface ByProxy {
  party_id: string | null
  proxy_id: string | null
  proxy_identity_id: string | null
}

/** 代办: whoever asked for it on somebody's behalf, as long as that person's mandate lasts. */
export const actsByProxy = ({ identityId, proxies = [] }: Actor, row: ByProxy): boolean =>
  row.proxy_id !== null &&
  row.party_id !== null &&
  row.proxy_identity_id === identityId &&
  proxies.includes(row.party_id)

/** By which mandate the actor asks for this party; null where it is their own. 403 where there is none any more. */
export async function proxyFor(ctx: Ctx, partyId: string): Promise<string | null> {
  if (ctx.actor.parties.includes(partyId)) return null
  const proxy = (await proxiesOfActor(ctx)).find(one => one.party_id === partyId)
  if (!proxy) throw forbidden('代办授权已到期或撤销，请重新取得授权。')
  return proxy.id
}

/** The same as columns of what is asked for. */
export async function byProxy(ctx: Ctx, partyId: string) {
  const proxy_id = await proxyFor(ctx, partyId)
  return { proxy_id, proxy_identity_id: proxy_id === null ? null : ctx.actor.identityId }
}

export interface ActedBy {
  /** '凌桥村电商服务站 王长根' */
  by: string
  matter: string
}

/** Who acted and for what they were asked, or null where the person did it themselves. */
export async function actedBy(ctx: Ctx, { proxy_id }: Pick<ByProxy, 'proxy_id'>): Promise<ActedBy | null> {
  const mandate = proxy_id === null ? undefined : (await mandatesById(ctx, [proxy_id])).get(proxy_id)
  return mandate ? { by: `${mandate.agency} ${mandate.person_name}`, matter: mandate.matter ?? '' } : null
}

/** Whom a form may be for besides oneself and one's firms. */
export const proxyOptions = async (ctx: Ctx) =>
  (await proxiesOfActor(ctx)).map(({ party_id, name, matter, valid_until }) => ({
    value: party_id,
    label: `${name}（代办）`,
    help: `授权事项：${matter}，至 ${valid_until}`,
  }))
