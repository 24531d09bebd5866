import { type Actor, stranger } from '#platform/ctx'
import type { Kernel } from '#platform/http'
import { newId } from '#platform/ids'

/** Somebody who has signed in with their phone before; they act for nobody yet. */
export async function identify(kernel: Kernel, name: string, phone: string): Promise<Actor> {
  const { rows } = await kernel.database.pool.query<{ id: string }>(
    `insert into identity (id, name, phone_number) values ($1, $2, $3)
     on conflict (phone_number) do update set name = excluded.name returning id`,
    [newId(), name, phone],
  )
  return { ...stranger, kind: 'person', identityId: rows[0]?.id as string, name }
}
