import type { Ctx } from '#platform/ctx'
import { fullName } from '#platform/divisions'
import { profileOf } from '#platform/profile'
import type { PooledResource } from './people.ts'

const shown = ['listed', 'due']

/** The shared copy says what the resource says, as long as it is public here and its holder agrees; else there is none. */
export async function keepCopy(ctx: Ctx, row: PooledResource): Promise<void> {
  if (row.opened_on === null || !shown.includes(row.state)) {
    // The policy lets a centre read others' copies, but delete its own only.
    await ctx.db
      .deleteFrom('opened_resource')
      .where('centre_id', '=', ctx.centre.id)
      .where('id', '=', row.id)
      .execute()
    return
  }
  const { kind, name, holder_name, offers, audiences, conditions, cost, valid_until } = row
  const copy = {
    ...{ kind, name, holder_name, offers, audiences, conditions, cost, valid_until },
    centre_name: ctx.centre.name,
    centre_phone: profileOf(ctx.centre).phone,
    region: fullName(row.town ?? ctx.centre.division),
    confirmed_on: row.confirmed_on as string,
  }
  await ctx.db
    .insertInto('opened_resource')
    .values({ id: row.id, ...copy })
    .onConflict(conflict => conflict.columns(['centre_id', 'id']).doUpdateSet(copy))
    .execute()
}
