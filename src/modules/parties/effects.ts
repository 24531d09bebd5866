import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { mobile } from '#platform/identifiers'
import { isId } from '#platform/ids'
import { dropFromIndex, putInIndex } from '#platform/search'
import type { RowOf } from '#platform/workflow'
import { readParties } from './duties.ts'
import { liaisonFor, providerOfParty } from './queries.ts'
import type { PartyInput } from './workflow.ts'

type Party = RowOf<'party'>

export async function register(ctx: Ctx, row: { id: string }, input: PartyInput) {
  await refuseTwin(ctx, row.id, input)
  await index(ctx, row.id, input)
  const liaison_id = liaisonFor(ctx, input.town ?? null, input.kind)
  return { ...columns(input), liaison_id, registered_at: ctx.now }
}

export async function edit(ctx: Ctx, row: Party, input: PartyInput) {
  await refuseTwin(ctx, row.id, input)
  await index(ctx, row.id, input)
  const moved = row.kind !== input.kind || row.town !== (input.town ?? null)
  return {
    ...columns(input),
    ...(moved && !row.liaison_fixed && { liaison_id: liaisonFor(ctx, input.town ?? null, input.kind) }),
  }
}

const columns = (input: PartyInput) => ({ ...input, code: input.code ?? null, town: input.town ?? null })

/** People have no code of an organisation. */
export const unfitCode = ({ kind, code }: { kind?: unknown; code?: unknown }): string | null =>
  kind === 'person' && code ? '个人不填统一社会信用代码。' : null

/** One organisation, one file: a code may stand in one active party only. */
async function refuseTwin(ctx: Ctx, id: string, { kind, code }: PartyInput): Promise<void> {
  const unfit = unfitCode({ kind, code })
  if (unfit) throw invalid({ code: unfit })
  if (!code) return
  const twin = await ctx.db
    .selectFrom('party')
    .select('name')
    .where('code', '=', code)
    .where('state', '=', 'active')
    .where('id', '!=', id)
    .executeTakeFirst()
  if (twin) throw invalid({ code: `这个代码已登记为「${twin.name}」。` })
}

/** That staff spoke with them, whatever it was about; their 服务专员 sees when that was last. */
export const noteContact = (ctx: Ctx, id: string) =>
  ctx.db
    .updateTable('party')
    .set({ last_contact_at: latest(ctx) })
    .where('id', '=', id)
    .execute()

export const latest = (ctx: Ctx) => sql<Date>`greatest(last_contact_at, ${ctx.now})`

/** The counter finds a party by its name, code, contact and the end of its phone. */
export const index = (
  ctx: Ctx,
  id: string,
  party: { name: string; contact_name: string; contact_phone: string; code?: string | null | undefined },
) =>
  putInIndex(ctx, {
    subject: 'party',
    recordId: id,
    audience: readParties.code,
    title: party.name,
    summary: `${party.contact_name} ${party.contact_phone.slice(-4)}`,
    href: `/desk/parties/${id}`,
    text: `${party.contact_name} ${party.contact_phone} ${party.contact_phone.slice(-4)} ${party.code ?? ''}`,
    weight: 2,
  })

/** GB 11643 number, encrypted; its keyed hash finds the same person twice. */
export async function keepIdNumber(ctx: Ctx, row: Party, { id_number }: { id_number: string }) {
  const hash = ctx.centre.keys.hash(id_number)
  const twin = await ctx.db
    .selectFrom('party')
    .select('id')
    .where('id_number_hash', '=', hash)
    .where('id', '!=', row.id)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (twin) throw invalid({ id_number: '这个身份证号已登记在另一份档案，请工作人员核对后合并。' })
  return { id_number_cipher: ctx.centre.keys.encrypt(id_number), id_number_hash: hash }
}

interface Merging {
  into: string
  reason: string
}

/** Which file stays: one of the same phone or name, one that is asked for by another phone, or any by its id. */
export async function mergeInput(
  ctx: Ctx,
  row: Party | null,
  raw: Record<string, unknown>,
): Promise<z.ZodType<Merging>> {
  const asked = mobile.safeParse(raw.phone)
  const alike = await ctx.db
    .selectFrom('party')
    .select(['id', 'name', 'contact_phone'])
    .where('state', '=', 'active')
    .where('id', '!=', row?.id ?? '')
    .where(eb =>
      eb.or([
        eb('contact_phone', '=', row?.contact_phone ?? ''),
        eb('name', '=', row?.name ?? ''),
        ...(asked.success ? [eb('contact_phone', '=', asked.data)] : []),
        ...(typeof raw.into === 'string' && isId(raw.into) ? [eb('id', '=', raw.into)] : []),
      ]),
    )
    .limit(20)
    .execute()
  const phone = mobile.optional().meta({
    label: '另一份档案的手机号',
    widget: 'phone',
    help:
      alike.length > 0
        ? '要并入的不在上面时，填它登记的手机号，提交后再选。'
        : '没有电话或名称相同的档案。请填另一份登记的手机号，找到后再选。',
  })
  const reason = z
    .string()
    .trim()
    .min(5)
    .max(300)
    .meta({ label: '合并依据', widget: 'textarea', help: '如何确认是同一对象。' })
  if (alike.length === 0)
    return z.object({ phone, reason }).refine(() => false, {
      path: ['phone'],
      error: '没有找到这个手机号的另一份档案。',
    }) as unknown as z.ZodType<Merging>
  return z.object({
    into: z.enum(alike.map(party => party.id) as [string, ...string[]], { error: '请选择一份。' }).meta({
      label: '并入哪一份',
      widget: 'radio',
      options: alike.map(party => ({
        value: party.id,
        label: party.name,
        help: `电话尾号 ${party.contact_phone.slice(-4)}`,
      })),
    }),
    phone,
    reason,
  })
}

/** Two codes are two organisations and two ID numbers two people, however alike their names are. */
export async function merge(ctx: Ctx, row: Party, { into }: { into: string }) {
  const there = await ctx.db
    .selectFrom('party')
    .select(['code', 'id_number_hash'])
    .where('id', '=', into)
    .executeTakeFirstOrThrow()
  const differ = (a: string | null, b: string | null) => a !== null && b !== null && a !== b
  if (differ(row.code, there.code))
    throw invalid({ into: '两份档案的统一社会信用代码不同，不是同一家单位。' })
  if (differ(row.id_number_hash, there.id_number_hash))
    throw invalid({ into: '两份档案的身份证号不同，不是同一个人。' })
  if ((await providerOfParty(ctx, row.id)) && (await providerOfParty(ctx, into)))
    throw invalid({ into: '两份档案都已登记为服务商，不能合并。' })
  return { merged_into: into }
}

/**
 * Code, ID number and mandates go along, unless the other file has its own or the person already acts for it. Later
 * modules move what is theirs (`onMerge`).
 */
export async function handOver(ctx: Ctx, row: Party, { into }: { into: string }): Promise<void> {
  await dropFromIndex(ctx, 'party', row.id)
  const kept = await ctx.db
    .updateTable('party')
    .set(eb => ({
      code: eb.fn.coalesce('code', eb.val(row.code)),
      id_number_cipher: eb.fn.coalesce('id_number_cipher', eb.val(row.id_number_cipher)),
      id_number_hash: eb.fn.coalesce('id_number_hash', eb.val(row.id_number_hash)),
    }))
    .where('id', '=', into)
    .returningAll()
    .executeTakeFirstOrThrow()
  await index(ctx, into, kept)
  const there = ctx.db
    .selectFrom('mandate')
    .select('identity_id')
    .where('party_id', '=', into)
    .where('state', 'in', ['pending', 'active'])
  await ctx.db
    .updateTable('mandate')
    .set({ party_id: into })
    .where('party_id', '=', row.id)
    .where('identity_id', 'not in', there)
    .execute()
}
