import type { Ctx } from '#platform/ctx'

/** For the clock: classes that are to begin or to end, and for which people wait. */
export const liveClasses = (ctx: Ctx) =>
  ctx.db
    .selectFrom('training_class')
    .select(['id', 'state', 'starts_on', 'ends_on'])
    .select(eb =>
      eb
        .selectFrom('lesson')
        .select(({ fn }) => fn.max<Date | null>('lesson.ends_at').as('at'))
        .whereRef('lesson.class_id', '=', 'training_class.id')
        .where('lesson.state', '=', 'planned')
        .as('last_at'),
    )
    .select(eb =>
      eb
        .exists(
          eb
            .selectFrom('enrolment')
            .select('enrolment.id')
            .whereRef('enrolment.class_id', '=', 'training_class.id')
            .where('enrolment.state', '=', 'waiting'),
        )
        .as('line'),
    )
    .where('state', 'in', ['published', 'running'])
    .orderBy('starts_on')
    .limit(500)
    .execute()

/** For the clock: rooms that were booked for lessons which have begun. */
export const roomsInUse = (ctx: Ctx) =>
  ctx.db
    .selectFrom('lesson')
    .innerJoin('booking', 'booking.id', 'lesson.booking_id')
    .select('lesson.booking_id')
    .where('lesson.state', '=', 'planned')
    .where('lesson.starts_at', '<=', ctx.now)
    .where('lesson.ends_at', '>', ctx.now)
    .where('booking.state', '=', 'granted')
    .limit(100)
    .execute()

/** For the clock: learners whose class begins by then and who were not reminded. */
export const toRemind = (ctx: Ctx, after: string, until: string) =>
  ctx.db
    .selectFrom('enrolment')
    .innerJoin('training_class', 'training_class.id', 'enrolment.class_id')
    .selectAll('enrolment')
    .where('training_class.state', '=', 'published')
    .where('training_class.starts_on', '>', after)
    .where('training_class.starts_on', '<=', until)
    .where('enrolment.state', '=', 'accepted')
    .where('enrolment.reminded_at', 'is', null)
    .orderBy('enrolment.id')
    .limit(2_000)
    .execute()

/** For the clock: agreements that end by then and of which nobody was told. */
export const agreementsEnding = (ctx: Ctx, from: string, until: string) =>
  ctx.db
    .selectFrom('lecturer')
    .select(['id', 'name', 'agreement_until'])
    .where('state', '=', 'active')
    .where('agreement_until', '>=', from)
    .where('agreement_until', '<=', until)
    .where('reminded_on', 'is', null)
    .orderBy('agreement_until')
    .limit(100)
    .execute()

/** Classes that somebody is in charge of and that are not over. */
export const ownedBy = (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('training_class')
    .select('id')
    .where('owner_id', '=', staffId)
    .where('state', 'not in', ['archived', 'cancelled'])
    .limit(200)
    .execute()

export const plansOwnedBy = (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('training_plan')
    .select('id')
    .where('owner_id', '=', staffId)
    .where('state', 'in', ['draft', 'approving'])
    .limit(50)
    .execute()

export const surveysOwnedBy = (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('training_survey')
    .select('id')
    .where('owner_id', '=', staffId)
    .where('state', 'in', ['draft', 'open'])
    .limit(50)
    .execute()

/** For the clock: surveys whose last day has passed. */
export const surveysOver = (ctx: Ctx, today: string) =>
  ctx.db
    .selectFrom('training_survey')
    .select('id')
    .where('state', '=', 'open')
    .where('closes_on', '<', today)
    .limit(50)
    .execute()

/**
 * Learners whom somebody else entered and who have an account: of one enrolment, or of who registered their name just now.
 * Phone and name must both agree: a phone may be a whole family's.
 */
export const learnersToKnow = (ctx: Ctx, of: { enrolment: string } | { mandate: string }) =>
  ctx.db
    .selectFrom('enrolment')
    .innerJoin('identity', join =>
      join
        .onRef('identity.phone_number', '=', 'enrolment.phone')
        .onRef('identity.name', '=', 'enrolment.person_name'),
    )
    .select(['enrolment.id', 'identity.id as identity_id'])
    .where('enrolment.identity_id', 'is', null)
    .where('enrolment.state', 'in', ['applied', 'waiting', 'accepted', 'completed', 'failed'])
    .where(eb =>
      'enrolment' in of
        ? eb('enrolment.id', '=', of.enrolment)
        : eb(
            'identity.id',
            'in',
            eb.selectFrom('mandate').select('mandate.identity_id').where('mandate.id', '=', of.mandate),
          ),
    )
    .orderBy('enrolment.id')
    .limit(100)
    .execute()
