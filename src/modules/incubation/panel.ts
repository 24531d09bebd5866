import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Colleague, staffWithDuty } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { noId } from '#platform/ids'
import { type Seat, seats } from './codes.ts'
import { reviewIncubation } from './duties.ts'
import { choice } from './fields.ts'
import type { Member } from './inputs.ts'
import type { Incubation } from './people.ts'
import { bureauSeat } from './settings.ts'

export interface Seated {
  seat: Seat
  reviewer_id: string
}
/** The choice of a form: somebody by id, or drawn by lot. */
const byLot = 'draw'

type Candidate = Pick<Colleague, 'id' | 'name' | 'away_until'> & { organisation: string }

/**
 * 回避: who may review, without whoever belongs to the applicant: by a mandate for it, by a phone that it gave, or by name
 * in its team; nor who took the application down or checked it. The rest is for each to declare.
 */
export async function unbiased(ctx: Ctx, project: Incubation): Promise<Candidate[]> {
  const [all, mandates, party] = await Promise.all([
    staffWithDuty(ctx, reviewIncubation),
    ctx.db
      .selectFrom('mandate')
      .select('phone')
      .where('party_id', '=', project.party_id)
      .where('state', '=', 'active')
      .limit(200)
      .execute(),
    ctx.db
      .selectFrom('party')
      .select(['contact_phone', 'contact_name'])
      .where('id', '=', project.party_id)
      .executeTakeFirstOrThrow(),
  ])
  const phones = [project.contact_phone, party.contact_phone, ...mandates.map(one => one.phone)]
  const names = new Set([
    project.contact_name,
    party.contact_name,
    ...(project.team as unknown as Member[]).map(one => one.name),
  ])
  const rows = await ctx.db
    .selectFrom('staff')
    .select(['id', 'phone', 'organisation'])
    .where('id', 'in', [noId, ...all.map(one => one.id)])
    .execute()
  const known = new Map(rows.map(row => [row.id, row]))
  const outside = (await experts(ctx))
    .filter(one => !phones.includes(one.phone) && !names.has(one.name))
    .map(({ id, name, work }) => ({
      ...{ id, name: `${name}（${work}）`, away_until: null, organisation: 'outside' },
    }))
  const colleagues = all.flatMap(one => {
    const about = known.get(one.id)
    const theirs = about?.phone && phones.includes(about.phone)
    return theirs || names.has(one.name) || one.id === ctx.actor.staffId
      ? []
      : [{ ...one, organisation: about?.organisation ?? 'centre' }]
  })
  return [...colleagues, ...outside]
}

/** Mentors who agreed to review: from the park, a bank, a university, by their own account; staff review as staff. */
const experts = (ctx: Ctx) =>
  ctx.db
    .selectFrom('mentor')
    .select(['id', 'name', 'phone', 'work'])
    .where('state', '=', 'active')
    .where('identity_id', 'is not', null)
    .where('reviews_at', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('staff')
            .select('staff.id')
            .whereRef('staff.phone', '=', 'mentor.phone')
            .where('staff.state', '=', 'active'),
        ),
      ),
    )
    .orderBy('name')
    .limit(200)
    .execute()

/** Such a mentor of this id, as a seat names them; null where it is a member of staff. */
export async function expertBy(ctx: Ctx, id: string) {
  const row = await ctx.db
    .selectFrom('mentor')
    .select(['id', 'identity_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? { mentor_id: row.id, identity_id: row.identity_id as string } : null
}

const seatsAt = (ctx: Ctx): Seat[] =>
  (Object.keys(seats) as Seat[]).filter(seat => seat !== 'bureau' || bureauSeat.of(ctx.centre))
const mayTake = (seat: Seat, one: Candidate): boolean =>
  seat === 'bureau' ? one.organisation === 'bureau' : one.organisation !== 'bureau'

/** One person for every seat, named or drawn by lot; nobody has two. */
export async function panelForm(ctx: Ctx, project: Incubation | null) {
  const all = project ? await unbiased(ctx, project) : []
  const wanted = seatsAt(ctx)
  const ofCentre = all.filter(one => one.organisation !== 'bureau').length
  if (ofCentre < wanted.filter(seat => seat !== 'bureau').length)
    throw invalid({ '': `能评审这个项目的只有 ${ofCentre} 人，不够四席；请先让更多岗位负责评审。` })
  if (wanted.includes('bureau') && !all.some(one => one.organisation === 'bureau'))
    throw invalid({ '': '主管部门还没有人负责评审，请先请主管部门指定，或在设置里取消这一席。' })
  return z
    .object(
      Object.fromEntries(
        wanted.map(seat => [
          seat,
          choice(
            [
              { value: byLot, label: '随机抽取' },
              ...all.filter(one => mayTake(seat, one)).map(one => ({ value: one.id, label: one.name })),
            ],
            `${seats[seat]}席`,
          ).default(byLot),
        ]),
      ),
    )
    .refine(chosen => {
      const named = Object.values(chosen as Record<string, string>).filter(value => value !== byLot)
      return new Set(named).size === named.length
    }, '同一位只占一席') as unknown as z.ZodType<Record<Seat, string>>
}

/** Named seats first; the others are drawn: whose SHA-256 of seed, seat and id is the least. Anybody can draw again. */
export async function seated(
  ctx: Ctx,
  project: Incubation,
  chosen: Record<Seat, string>,
): Promise<{ seed: string; panel: Seated[] }> {
  const all = await unbiased(ctx, project)
  const seed = randomBytes(16).toString('hex')
  const lot = (seat: Seat, id: string) => createHash('sha256').update(`${seed} ${seat} ${id}`).digest('hex')
  const panel: Seated[] = []
  const taken = new Set(Object.values(chosen).filter(value => value !== byLot))
  for (const seat of seatsAt(ctx)) {
    const named = chosen[seat]
    const drawn = all
      .filter(one => mayTake(seat, one) && !taken.has(one.id) && one.away_until === null)
      .sort((a, b) => (lot(seat, a.id) < lot(seat, b.id) ? -1 : 1))[0]
    const reviewer_id = named === byLot ? drawn?.id : named
    if (!reviewer_id) throw invalid({ [seat]: '没有人可抽，请指定一位。' })
    taken.add(reviewer_id)
    panel.push({ seat, reviewer_id })
  }
  return { seed, panel }
}

export async function substitutes(ctx: Ctx, project: Incubation | null, seat: Seat) {
  const found = project
    ? (await unbiased(ctx, project)).filter(
        one => mayTake(seat, one) && !project.reviewer_ids.includes(one.id),
      )
    : []
  if (found.length === 0) throw invalid({ '': '没有别的人可以评审；请先让更多岗位负责评审。' })
  return z.object({
    reviewer_id: choice(
      found.map(one => ({ value: one.id, label: one.name })),
      '改由谁评审',
    ),
  }) as unknown as z.ZodType<{ reviewer_id: string }>
}
