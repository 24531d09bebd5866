import type pg from 'pg'
import type { MailMore } from './channels/mail.ts'
import { robotSetting } from './channels/robot.ts'
import type { Ctx } from './ctx.ts'
import { newId } from './ids.ts'
import type { Work } from './jobs.ts'
import { removed } from './personal-data.ts'
import { fill, templates, unsealed } from './templates.ts'

/** What leaves the house: written in the action's own transaction, carried once that is durable. */
export interface Letter {
  notification_id: string | null
  channel: 'sms' | 'mail' | 'robot' | 'group' | 'webhook'
  recipient: string
  template: string
  body: string
  /** What only its receiver may read, encrypted: of a mail its `SealedMail`; gone once the letter was carried. */
  sealed?: string
  /** The record that it is for, where that may ask what became of it. */
  about_id?: string
}

/** A mail with more than a text, as `Letter.sealed` keeps it. */
export interface SealedMail extends MailMore {
  subject: string
  text: string
}

/** How letters of a channel are carried that only a module knows. */
export interface Carrier {
  /** Throws what went wrong; `Undeliverable` where trying again makes no sense. */
  carry(work: Work, letter: Taken): Promise<void>
  /** Milliseconds before each further try; after the last one the letter has failed. */
  pauses?: readonly number[]
  /** In the transaction that notes what became of a letter. */
  settled?(ctx: Ctx, letter: Taken, outcome: { sent: boolean; failure: Error | null }): Promise<void>
}
const carriers = new Map<string, Carrier>()

/** Declares how a channel's letters are carried. */
export function defineCarrier(channel: 'group' | 'webhook', carrier: Carrier): void {
  if (carriers.has(channel)) throw new Error(`carrier ${channel} is declared twice`)
  carriers.set(channel, carrier)
}

/** Puts letters into the outbox; whoever works is woken. */
export async function post(ctx: Ctx, letters: ReadonlyArray<Letter & { id?: string }>): Promise<void> {
  if (letters.length === 0) return
  ctx.db.queued('letter')
  await ctx.db
    .insertInto('outbox')
    .values(
      letters.map(letter => ({ id: newId(), ...letter, state: 'queued', at: ctx.now, due_at: ctx.now })),
    )
    .execute()
}

/** What of a record's letters waits is not sent any more, and whom they went to is forgotten. */
export async function forgetLetters(ctx: Ctx, aboutId: string): Promise<void> {
  const gone = { recipient: removed, sealed: null }
  const those = ctx.db.updateTable('outbox').where('about_id', '=', aboutId)
  await those.set(gone).execute()
  await those.set({ state: 'failed', error: '收件人已退订' }).where('state', '=', 'queued').execute()
}

/** Centres whose letters are due to be carried, or to be tried once more. */
export async function centresWithLetters(pool: pg.Pool, now: Date): Promise<number[]> {
  const { rows } = await pool.query<{ centre: number }>(
    'select centre from centres_with_letters($1) centre',
    [now],
  )
  return rows.map(row => row.centre)
}

/** Letters carried side by side. */
export const lettersAtOnce = 20
/** A letter that is being carried waits as long; after a crash somebody else takes it. */
const lease = 5 * 60_000
/** Tries before a letter has failed; the last is some four hours after the first. */
const mostTries = 6
const pause = (tries: number): number => 10_000 * 4 ** tries

/** When a letter of a channel is tried again, or null where that was the last time. */
function nextTry({ channel, tries }: Pick<Taken, 'channel' | 'tries'>, failure: Error): number | null {
  if (failure instanceof Undeliverable) return null
  const pauses = carriers.get(channel)?.pauses
  if (pauses) return pauses[tries - 1] ?? null
  return tries >= mostTries ? null : pause(tries)
}

/**
 * Carries letters that are due, `lettersAtOnce` at most, and returns how many. A channel that is not configured, or keeps
 * failing, is written down as failed with its reason: whoever was then reached by nothing is called by the counter
 * (电话告知). A crash between sending and writing that down sends a letter twice rather than never.
 */
export async function carryLetters(work: Work): Promise<number> {
  const letters = await work.write(ctx => take(ctx))
  if (letters.length === 0) return 0
  const outcomes = await Promise.all(
    letters.map(async letter => ({
      letter,
      failure: await carry(work, letter).then(
        () => null,
        (error: Error) => error,
      ),
    })),
  )
  const sent = outcomes.filter(({ failure }) => !failure).map(({ letter }) => letter.id)
  await work.write(async ctx => {
    for (const { letter, failure } of outcomes)
      await carriers.get(letter.channel)?.settled?.(ctx, letter, { sent: !failure, failure })
    if (sent.length > 0)
      await ctx.db
        .updateTable('outbox')
        .set({ state: 'sent', error: null, sent_at: work.now, sealed: null })
        .where('id', 'in', sent)
        .execute()
    await noteFailures(
      ctx,
      outcomes.flatMap(({ letter, failure }) => (failure ? [{ letter, failure }] : [])),
    )
  })
  return letters.length
}

export interface Taken extends Omit<Letter, 'sealed' | 'about_id'> {
  id: string
  tries: number
  sealed: string | null
  about_id: string | null
  variables: Record<string, string> | null
}

/** Takes due letters on lease, so that of two who work only one carries each. */
async function take(ctx: Ctx): Promise<Taken[]> {
  // Chosen in a part of its own: inside the update the planner may run it again for each row, past its limit.
  const taken = await ctx.db
    .with('due', db =>
      db
        .selectFrom('outbox')
        .select('id')
        .where('state', '=', 'queued')
        .where('due_at', '<=', ctx.now)
        .orderBy('due_at')
        .limit(lettersAtOnce)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('outbox')
    .set(eb => ({ tries: eb('tries', '+', 1), due_at: new Date(ctx.now.getTime() + lease) }))
    .where('id', 'in', eb => eb.selectFrom('due').select('due.id'))
    .returning(['id', 'tries', 'notification_id', 'channel', 'recipient', 'template', 'body'])
    .returning(['sealed', 'about_id'])
    .returning(eb =>
      eb
        .selectFrom('notification')
        .select('variables')
        .whereRef('notification.id', '=', 'outbox.notification_id')
        .as('variables'),
    )
    .execute()
  return taken as Taken[]
}

interface Failed {
  letter: Taken
  failure: Error
}

/** Those that failed alike are noted together: without a channel, that is all of them. */
async function noteFailures(ctx: Ctx, failed: readonly Failed[]): Promise<void> {
  const alike = Map.groupBy(
    failed,
    ({ letter, failure }) => `${letter.channel} ${letter.tries} ${failure.message}`,
  )
  for (const group of alike.values()) {
    const { letter, failure } = group[0] as Failed
    const next = nextTry(letter, failure)
    await ctx.db
      .updateTable('outbox')
      .set({
        error: failure.message.slice(0, 300),
        ...(next === null
          ? { state: 'failed', sealed: null }
          : { state: 'queued', due_at: new Date(ctx.now.getTime() + next) }),
      })
      .where(
        'id',
        'in',
        group.map(one => one.letter.id),
      )
      .execute()
  }
}

/** Trying again would make no sense: the channel is not set up, or its receiver is gone. */
export class Undeliverable extends Error {}

/** The letter with what only its reader may see. */
function inFull({ keys }: Work['centre'], { template, variables, body }: Taken) {
  const known = templates.get(template)
  if (!known || !variables || Object.keys(known.secret).length === 0) return { values: variables ?? {}, body }
  const values = unsealed(keys, known, variables)
  return { values, body: fill(known.text, values) }
}

async function carry(work: Work, letter: Taken): Promise<void> {
  const { outside, centre } = work
  const carrier = carriers.get(letter.channel)
  if (carrier) return carrier.carry(work, letter)
  const { channel, recipient, template } = letter
  const { values, body } = inFull(centre, letter)
  if (channel === 'sms') {
    if (!outside.sms) throw new Undeliverable('尚未配置短信通道')
    return outside.sms(recipient, template, values, body)
  }
  if (channel === 'robot') {
    const url = robotSetting.of(centre)
    if (!outside.robot || !url) throw new Undeliverable('尚未配置工作群机器人')
    return outside.robot(url, `【${centre.name}】${body}`)
  }
  if (!outside.mail) throw new Undeliverable('尚未配置邮件通道')
  if (letter.sealed) {
    const { subject, text, ...more } = JSON.parse(centre.keys.decrypt(letter.sealed)) as SealedMail
    return outside.mail(recipient, subject, text, more)
  }
  return outside.mail(recipient, `【${centre.name}】${body.slice(0, 40)}`, body)
}

/** Writes down a message that went out by itself, because somebody waited for it (a code): sent, or failed and why. */
export const noteSent = (
  ctx: Ctx,
  {
    phone,
    template,
    body,
    failure,
  }: { phone: string; template: string; body: string; failure: string | null },
) =>
  ctx.db
    .insertInto('outbox')
    .values({
      id: newId(),
      channel: 'sms',
      recipient: phone,
      template,
      body,
      state: failure ? 'failed' : 'sent',
      tries: 1,
      error: failure,
      at: ctx.now,
      due_at: ctx.now,
      sent_at: failure ? null : ctx.now,
    })
    .execute()
