import { sql } from 'kysely'
import { robotSetting } from './channels/robot.ts'
import type { Ctx } from './ctx.ts'
import { newId } from './ids.ts'
import { post } from './outbox.ts'
import { fill, sealed, shownValues, type Template } from './templates.ts'
import { duties } from './who.ts'

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
  // What is for one organisation only is not for the group of the other.
  const toGroup = robotSetting.of(ctx.centre)
    ? messages.filter(({ to }) => 'duty' in to && !duties.get(to.duty)?.only)
    : []
  await Promise.all([
    ...messages.map(message => tellOne(ctx, message)),
    post(
      ctx,
      toGroup.map(message => ({
        notification_id: null,
        channel: 'robot' as const,
        recipient: '工作群',
        template: message.template.code,
        body: bodyOf(message),
      })),
    ),
  ])
}

/** In one statement, whoever they are: what follows from an action travels to the database together. */
async function tellOne(ctx: Ctx, message: Message): Promise<void> {
  const { template, href = null } = message
  const body = bodyOf(message)
  const variables = JSON.stringify(sealed(ctx.centre.keys, template, message.variables))
  const { numAffectedRows: letters = 0n } = await sql`
    with person as (
      select ${numbered(newId())} as id, identity_id, phone, email from ${people(ctx, message.to)} as found
    ), notice as (
      insert into notification (id, at, identity_id, phone, template, variables, body, href)
      select id, ${ctx.now}, identity_id, phone, ${template.code}, ${variables}::jsonb, ${body}, ${href} from person
    )
    insert into outbox (id, notification_id, channel, recipient, template, body, state, at, due_at)
    select ${numbered(newId())}, person.id, channel, recipient, ${template.code}, ${body}, 'queued', ${ctx.now}, ${ctx.now}
    from person, lateral (values ('sms', phone), ('mail', email)) as way (channel, recipient)
    where recipient is not null and (channel <> 'sms' or ${template.sms})`.execute(ctx.db)
  if (letters > 0n) ctx.db.queued('letter')
}

/** An id of its own for each row, of up to 255: the last byte of a UUIDv7 is random, and here counts. */
const numbered = (id: string) => sql`(${id.slice(0, -2)} || lpad(to_hex(row_number() over ()), 2, '0'))::uuid`

/** The text as anybody may read it: what is secret stays with whom it is for. */
const bodyOf = ({ template, variables }: Message): string =>
  fill(template.text, shownValues(template, variables))

/** A query for those whom a message reaches: identity_id, phone, email. */
function people({ db }: Ctx, to: Recipient) {
  if ('phone' in to)
    return sql`(select null::uuid as identity_id, ${to.phone}::text as phone, null::text as email)`
  if ('identity' in to) {
    return db
      .selectFrom('identity')
      .select(['id as identity_id', 'phone_number as phone', sql<null>`null::text`.as('email')])
      .where('id', '=', to.identity)
  }
  if ('staff' in to) {
    return db
      .selectFrom('staff')
      .select(['identity_id', 'phone', 'email'])
      .where('id', '=', to.staff)
      .where('identity_id', 'is not', null)
  }
  if ('duty' in to) {
    const holders = db
      .selectFrom('duty_holder')
      .select(['identity_id', 'phone', 'email'])
      .where('duty', '=', to.duty)
      .where('identity_id', 'is not', null)
      .limit(50)
    const only = duties.get(to.duty)?.only
    return only
      ? holders.where('staff_id', 'in', eb =>
          eb.selectFrom('staff').select('staff.id').where('organisation', '=', only),
        )
      : holders
  }
  return db
    .selectFrom('contact_of_party')
    .select(['identity_id', 'phone', 'email'])
    .where('party_id', '=', to.party)
    .limit(20)
}

/** Everything that lies in the person's inbox has been seen. Reading is no action. */
export const markRead = (ctx: Ctx) =>
  ctx.db
    .updateTable('notification')
    .set({ read_at: ctx.now })
    .where('identity_id', '=', ctx.actor.identityId)
    .where('read_at', 'is', null)
    .execute()
