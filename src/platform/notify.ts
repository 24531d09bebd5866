import { sql } from 'kysely'
import { robotSetting } from './channels/robot.ts'
import type { Ctx } from './ctx.ts'
import { newId } from './ids.ts'
import { post } from './outbox.ts'
import { fill, sealed, shownValues, type Template } from './templates.ts'

/** Whom a message is for: a party is everyone who holds a mandate for it, or else its phone; a duty, all who hold it. */
export type Recipient =
  | { party: string }
  | { staff: string }
  | { duty: string }
  | { identity: string }
  | { phone: string }

export interface Message {
  to: Recipient
  template: Template
  variables: Record<string, string>
  href?: string
}

/** A message whose variables are checked against its template. */
export const message = <V extends string>(
  to: Recipient,
  template: Template<V>,
  variables: Record<V, string>,
  href?: string,
): Message => ({
  to,
  template: template as Template,
  variables,
  ...(href && { href }),
})

/**
 * Tells people something, in the transaction: a line in the app, and where worth it a letter by SMS or mail. Told to a
 * duty, the centre's group hears it as well.
 */
export async function tell(ctx: Ctx, ...messages: readonly Message[]): Promise<void> {
  const told = await Promise.all(
    messages.map(async message => ({ message, people: await people(ctx, message.to) })),
  )
  const notices = told.flatMap(({ message, people }) =>
    people.map(person => ({ id: newId(), message, person, body: bodyOf(message) })),
  )
  if (notices.length > 0)
    await ctx.db
      .insertInto('notification')
      .values(
        notices.map(({ id, message: { template, variables, href }, person, body }) => ({
          id,
          at: ctx.now,
          identity_id: person.identity_id,
          phone: person.phone,
          template: template.code,
          variables: JSON.stringify(sealed(ctx.centre.keys, template, variables)),
          body,
          href: href ?? null,
        })),
      )
      .execute()
  const toGroup = robotSetting.of(ctx.centre) ? messages.filter(({ to }) => 'duty' in to) : []
  await post(ctx, [
    ...toGroup.map(message => ({
      notification_id: null,
      channel: 'robot' as const,
      recipient: '工作群',
      template: message.template.code,
      body: bodyOf(message),
    })),
    ...notices.flatMap(({ id, message: { template }, person: { phone, email }, body }) => {
      const letter = { notification_id: id, template: template.code, body }
      return [
        ...(template.sms && phone ? [{ ...letter, channel: 'sms' as const, recipient: phone }] : []),
        ...(email ? [{ ...letter, channel: 'mail' as const, recipient: email }] : []),
      ]
    }),
  ])
}

/** The text as anybody may read it: what is secret stays with whom it is for. */
const bodyOf = ({ template, variables }: Message): string =>
  fill(template.text, shownValues(template, variables))

interface Person {
  identity_id: string | null
  phone: string | null
  email: string | null
}

async function people(ctx: Ctx, to: Recipient): Promise<Person[]> {
  if ('phone' in to) return [{ identity_id: null, phone: to.phone, email: null }]
  if ('identity' in to) {
    return ctx.db
      .selectFrom('identity')
      .select(['id as identity_id', 'phone_number as phone', sql<null>`null`.as('email')])
      .where('id', '=', to.identity)
      .execute()
  }
  if ('staff' in to) {
    return ctx.db
      .selectFrom('staff')
      .select(['identity_id', 'phone', 'email'])
      .where('id', '=', to.staff)
      .where('identity_id', 'is not', null)
      .execute()
  }
  if ('duty' in to) {
    return ctx.db
      .selectFrom('duty_holder')
      .select(['identity_id', 'phone', 'email'])
      .where('duty', '=', to.duty)
      .where('identity_id', 'is not', null)
      .limit(50)
      .execute()
  }
  return ctx.db
    .selectFrom('contact_of_party')
    .select(['identity_id', 'phone', 'email'])
    .where('party_id', '=', to.party)
    .limit(20)
    .execute()
}

/** Everything that lies in the person's inbox has been seen. Reading is no action. */
export const markRead = (ctx: Ctx) =>
  ctx.db
    .updateTable('notification')
    .set({ read_at: ctx.now })
    .where('identity_id', '=', ctx.actor.identityId)
    .where('read_at', 'is', null)
    .execute()
