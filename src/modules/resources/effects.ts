import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { type Message, message } from '#platform/notify'
import { perform, performMany } from '#platform/perform'
import { dropFromIndex, putInIndex } from '#platform/search'
import { type AnyWorkflow, workflows } from '#platform/workflow'
import { keepCopy } from './copies.ts'
import { kindWords } from './kinds.ts'
import { texts } from './messages.ts'
import { type PooledResource, type Referral, type ResourceNeed, toHolder } from './people.ts'

/** Found by everybody as long as it is public, and opened to others as long as it is opened. */
export async function keepShown(ctx: Ctx, row: PooledResource): Promise<void> {
  await keepCopy(ctx, row)
  if (row.state !== 'listed' && row.state !== 'due') return dropFromIndex(ctx, 'pooled_resource', row.id)
  await putInIndex(ctx, {
    subject: 'pooled_resource',
    recordId: row.id,
    audience: 'public',
    title: row.name,
    summary: `${kindWords(row.kind)} · ${row.holder_name} · ${row.offers}`.slice(0, 60),
    href: `/resources/${row.id}`,
    text: `${kindWords(row.kind)} ${row.holder_name} ${row.offers} ${row.conditions}`,
    weight: 2,
  })
}

export const tellHolder = (row: PooledResource, told: (to: Message['to']) => Message): Message[] => {
  const to = toHolder(row)
  return to ? [told(to)] : []
}

/** A resource whose validity is over cannot be confirmed: its day has to be changed first. */
export const overdue = (row: PooledResource, _actor: unknown, facts: { now: Date }): string | false =>
  row.valid_until !== null && row.valid_until < dayOf(facts.now) && '有效期已过，请先修改有效期。'

export const needOf = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('resource_need').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })

/** What was recommended and nobody was introduced to yet is not pursued any more. */
export async function dropReferrals(ctx: Ctx, need: ResourceNeed): Promise<void> {
  const open = await ctx.db
    .selectFrom('resource_referral')
    .select('id')
    .where('need_id', '=', need.id)
    .where('state', 'in', ['offered', 'wanted', 'introduced'])
    .limit(200)
    .execute()
  await performMany(
    asSystem(ctx),
    workflows.get('resource_referral') as AnyWorkflow,
    'drop',
    open.map(one => one.id),
  )
}

/** Both get to know how to reach each other: only now, and only because the recipient agreed. */
export async function introduce(ctx: Ctx, row: Referral) {
  const resource = await ctx.db
    .selectFrom('pooled_resource')
    .selectAll()
    .where('id', '=', row.resource_id)
    .executeTakeFirstOrThrow()
  if (!['listed', 'due'].includes(resource.state))
    throw conflict('这项资源已不公开，不能引荐，请另行推荐。', `/desk/resources/needs/${row.need_id}`)
  return { introduced_at: ctx.now, holder_party_id: resource.party_id }
}

export async function tellBoth(ctx: Ctx, row: Referral): Promise<Message[]> {
  const [need, resource, party] = await Promise.all([
    needOf(ctx, row.need_id),
    ctx.db
      .selectFrom('pooled_resource')
      .selectAll()
      .where('id', '=', row.resource_id)
      .executeTakeFirstOrThrow(),
    ctx.db.selectFrom('party').select('name').where('id', '=', row.party_id).executeTakeFirstOrThrow(),
  ])
  const recipient = message(
    { party: row.party_id },
    texts.introduced,
    { name: row.name, person: resource.contact_name, phone: resource.contact_phone },
    `/my/needs/${row.need_id}`,
  )
  const presented = tellHolder(resource, to =>
    message(
      to,
      texts.presented,
      { party: party.name, need: kindWords(need.kind), person: need.contact_name, phone: need.contact_phone },
      `/my/referrals/${row.id}`,
    ),
  )
  return [recipient, ...presented]
}

export const moveNeed = async (
  ctx: Ctx,
  needId: string,
  action: 'moveOn' | 'countSuccess',
): Promise<void> => {
  await perform(asSystem(ctx), workflows.get('resource_need') as AnyWorkflow, action, needId)
}

/** How many needs of this party are still in hand: nobody floods the desk. */
export async function refuseTooMany(ctx: Ctx, partyId: string, most: number): Promise<void> {
  const { n } = await ctx.db
    .selectFrom('resource_need')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('party_id', '=', partyId)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (n >= most) throw invalid({ '': `已有 ${n} 件需求在办，请等有了结果再提，或联系承办人合并办理。` })
}
