import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from './ctx.ts'

/**
 * What one part of the platform keeps about the signed-in person, and how it forgets it. Every owner of tables
 * that hold people's data defines its part beside them, so that a copy (个人信息保护法 第四十五条) and an erasure
 * (第四十七条) are complete whatever is added later.
 */
export interface PersonalData {
  /** Rows for the person to take along; limited. */
  keeps(ctx: Ctx): Promise<unknown>
  /** What erasing would put an end to, in sentences for the person who is about to ask for it. */
  warns?(ctx: Ctx): Promise<string[]>
  /** Removes names, numbers and free text; that something was done, and when, stays without a name. */
  forget?(ctx: Ctx): Promise<void>
}

export const personalData = new Map<string, PersonalData>()

export function definePersonalData(name: string, part: PersonalData): void {
  if (personalData.has(name)) throw new Error(`personal data ${name} is defined twice`)
  personalData.set(name, part)
}

/** Everything this centre keeps of the person who asks. */
export async function ownData(ctx: Ctx): Promise<Record<string, unknown>> {
  const data: Record<string, unknown> = { centre: ctx.centre.name, exportedAt: ctx.now }
  for (const [name, part] of personalData) data[name] = await part.keeps(ctx)
  return data
}

/** What the person should know before everything is erased. */
export async function warnings(ctx: Ctx): Promise<string[]> {
  const all: string[] = []
  for (const part of personalData.values()) all.push(...((await part.warns?.(ctx)) ?? []))
  return all
}

/**
 * The last defined part forgets first: a later module looks up in earlier ones who the person was, and what it tells or
 * journals while it forgets is then forgotten by the platform.
 */
export async function forgetPerson(ctx: Ctx): Promise<void> {
  for (const part of [...personalData.values()].reverse()) await part.forget?.(ctx)
}

/** What stands where a name was. */
export const forgotten = '（已注销）'
export const noPhone = '00000000000'
/** What stands where a text was. */
export const removed = '（已删除）'

/** A text without these words, for an update: what was written stays, whose it was does not. */
export const without = (words: readonly string[], text: RawBuilder<string>): RawBuilder<string> =>
  words.reduce((kept, word) => sql<string>`replace(${kept}, ${word}, ${forgotten})`, text)

const me = (ctx: Ctx): string => ctx.actor.identityId as string

definePersonalData('drafts', {
  keeps: ctx =>
    ctx.db
      .selectFrom('draft')
      .select(['flow', 'action', 'input', 'saved_at'])
      .where('identity_id', '=', me(ctx))
      .limit(100)
      .execute(),
  async forget(ctx) {
    await ctx.db.deleteFrom('draft').where('identity_id', '=', me(ctx)).execute()
  },
})

/** The phone that the person signed in with, or null; it stands in messages and logs beside the id. */
export async function phoneOfPerson(ctx: Ctx): Promise<string | null> {
  const identity = await ctx.db
    .selectFrom('identity')
    .select('phone_number')
    .where('id', '=', me(ctx))
    .executeTakeFirst()
  return identity?.phone_number ?? null
}

definePersonalData('notifications', {
  keeps: ctx =>
    ctx.db
      .selectFrom('notification')
      .select(['at', 'body'])
      .where('identity_id', '=', me(ctx))
      .limit(5_000)
      .execute(),
  async forget(ctx) {
    const phone = (await phoneOfPerson(ctx)) ?? ''
    const theirs = ctx.db
      .selectFrom('notification')
      .select('id')
      .where(eb => eb.or([eb('identity_id', '=', me(ctx)), eb('phone', '=', phone)]))
    await ctx.db
      .updateTable('outbox')
      .set(eb => ({
        recipient: '',
        body: removed,
        error: null,
        state: eb.case().when('state', '=', 'queued').then('failed').else(eb.ref('state')).end(),
      }))
      .where(eb => eb.or([eb('notification_id', 'in', theirs), eb('recipient', '=', phone)]))
      .execute()
    await ctx.db
      .updateTable('notification')
      .set({ body: removed, variables: '{}', phone: null, read_at: ctx.now })
      .where(eb => eb.or([eb('identity_id', '=', me(ctx)), eb('phone', '=', phone)]))
      .execute()
  },
})

definePersonalData('journal', {
  keeps: ctx =>
    ctx.db
      .selectFrom('journal')
      .select(['at', 'flow', 'action', 'from_state', 'to_state'])
      .where('identity_id', '=', me(ctx))
      .limit(10_000)
      .execute(),
  /** What they did, and whatever others wrote down that holds their number. */
  async forget(ctx) {
    await eraseDetails(ctx, sql`j.identity_id = ${me(ctx)}`)
    const phone = await phoneOfPerson(ctx)
    if (phone)
      await eraseDetails(ctx, sql`(d.input::text like ${`%${phone}%`} or d.note like ${`%${phone}%`})`)
  },
})

/**
 * Erases the details of journal rows `j` (details `d`) that meet the condition, and the name of whoever acted where it
 * is theirs to forget. The chain stays whole: it was made over ids and digests, and without its salt a digest proves
 * nothing.
 */
export async function eraseDetails(
  ctx: Ctx,
  condition: RawBuilder<unknown>,
  nameless: RawBuilder<unknown> = sql`j.identity_id = ${me(ctx)}`,
): Promise<void> {
  await sql`
    update journal_detail d set salt = '', note = null, input = '{}',
      actor_name = case when ${nameless} then ${forgotten} else d.actor_name end
    from journal j where j.centre_id = d.centre_id and j.id = d.journal_id and ${condition}`.execute(ctx.db)
}
