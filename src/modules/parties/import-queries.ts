import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { noPhone } from '#platform/personal-data'

const sheetColumns = [
  'id',
  'kind',
  'name',
  'code',
  'town',
  'address',
  'contact_name',
  'contact_phone',
] as const

/** Parties that rows of a sheet may be about: of these codes, or of these phones. */
export const partiesForImport = (ctx: Ctx, codes: readonly string[], phones: readonly string[]) =>
  ctx.db
    .selectFrom('party')
    .select(sheetColumns)
    .where('state', '=', 'active')
    .where(
      sql<boolean>`(code = any (${codes}::text[])
        or (phone_suffix = any (${phones.map(phone => phone.slice(-4))}::text[]) and contact_phone = any (${phones}::text[])))`,
    )
    .orderBy('id', 'desc')
    .limit(5_000)
    .execute()

/** All of them, page by page, as a sheet holds them; but for people who have deleted their account. */
export const partiesToExport = (ctx: Ctx, after: string, limit: number) =>
  ctx.db
    .selectFrom('party')
    .select(sheetColumns)
    .where('state', '=', 'active')
    .where('id', '>', after || noId)
    .where(eb => eb.not(eb.and([eb('kind', '=', 'person'), eb('contact_phone', '=', noPhone)])))
    .orderBy('id')
    .limit(limit)
    .execute()
