import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { enqueue } from '#platform/jobs'
import { degreesOf } from '#platform/position'
import { dropFromIndex, putInIndex } from '#platform/search'
import type { Amendment, Moving } from './changes.ts'
import { followAll } from './follow.ts'
import type { Activity, Plan } from './inputs.ts'
import { advanceLine, houseOf } from './line.ts'
import { spanInWords } from './moments.ts'
import { bookPlace, refuseWithoutPlace, releasePlace } from './place.ts'

/** The columns that a plan sets. A group keeps the code that it was given first. */
export async function planned(ctx: Ctx, input: Plan) {
  const { other_kind, kind, groups, questions, budget, resource_id, release_at, town, position, ...plain } =
    input
  const taken = new Set(groups.map(group => group.code))
  let number = 0
  const codeFor = (code: string | undefined): string => {
    if (code) return code
    do number++
    while (taken.has(`g${number}`))
    return `g${number}`
  }
  return {
    ...plain,
    kind: other_kind || kind,
    place: plain.place || (await nameOf(ctx, resource_id)),
    resource_id: resource_id ?? null,
    release_at: release_at ?? null,
    town: town ?? null,
    ...degreesOf(position),
    groups: JSON.stringify(groups.map(group => ({ ...group, code: codeFor(group.code) }))),
    questions: JSON.stringify({ fields: questions }),
    budget: JSON.stringify(budget),
  }
}

async function nameOf(ctx: Ctx, resourceId: string | undefined): Promise<string> {
  const resource = await ctx.db
    .selectFrom('resource')
    .select(['name', 'place'])
    .where('id', '=', resourceId ?? null)
    .executeTakeFirst()
  return resource ? `${ctx.centre.name} ${resource.name}${resource.place && `（${resource.place}）`}` : ''
}

export const placed = async (ctx: Ctx, row: Activity) => ({ booking_id: await bookPlace(ctx, row) })

export async function withoutPlace(ctx: Ctx, row: Activity) {
  await releasePlace(ctx, row.booking_id)
  return { booking_id: null }
}

export async function published(ctx: Ctx, row: Activity) {
  await refuseWithoutPlace(ctx, row)
  return { published_at: row.published_at ?? ctx.now }
}

/** Fewer seats than are taken already would turn people away who were told to come. */
export async function amended(ctx: Ctx, row: Activity, input: Amendment) {
  if (input.closes_at > row.starts_at) throw invalid({ closes_at: '不能晚于活动开始' })
  if (input.closes_at <= row.opens_at) throw invalid({ closes_at: '要晚于报名开始' })
  const { taken, groups } = await houseOf(ctx, row)
  const people = [...taken.values()].reduce((sum, one) => sum + one, 0)
  if (input.capacity < people) throw invalid({ capacity: `已有 ${people} 人报名，不能再少` })
  if (groups.reduce((sum, { seats }) => sum + seats, 0) > input.capacity)
    throw invalid({ capacity: '不能少于预留的名额' })
  return { ...input, release_at: input.release_at ?? null }
}

export async function moved(ctx: Ctx, row: Activity, { reason, ...times }: Moving) {
  if (times.starts_at <= ctx.now) throw invalid({ starts_at: '要晚于现在' })
  if (times.closes_at <= row.opens_at) throw invalid({ closes_at: '要晚于报名开始' })
  if (
    times.starts_at.getTime() === row.starts_at.getTime() &&
    times.ends_at.getTime() === row.ends_at.getTime()
  )
    throw conflict('时间没有变，不用改期。')
  await releasePlace(ctx, row.booking_id)
  return { ...times, move_reason: reason, booking_id: await bookPlace(ctx, { ...row, ...times }) }
}

/** More seats, or later kept ones: the line moves on. And it is found by its new words. */
export async function keepFindable(ctx: Ctx, row: Activity): Promise<void> {
  if (row.published_at)
    await putInIndex(ctx, {
      subject: 'activity',
      recordId: row.id,
      audience: 'public',
      title: row.title,
      summary: `${row.kind} · ${spanInWords(row)} · ${row.place}`,
      href: `/activities/${row.id}`,
      text: [row.kind, row.series, row.about, row.audience, row.organiser, row.place, row.summary ?? ''].join(
        '\n',
      ),
    })
  if (row.state === 'published') await enqueue(ctx, advanceLine, { activity_id: row.id })
}

export async function askEverybody(ctx: Ctx, row: Activity): Promise<void> {
  await keepFindable(ctx, row)
  if (row.state === 'published') await enqueue(ctx, followAll, { activity_id: row.id, what: 'askAgain' })
}

export async function tellEverybody(ctx: Ctx, row: Activity): Promise<void> {
  await dropFromIndex(ctx, 'activity', row.id)
  if (row.published_at) await enqueue(ctx, followAll, { activity_id: row.id, what: 'callOff' })
}

export const markMissing = (ctx: Ctx, row: Activity): Promise<void> =>
  enqueue(ctx, followAll, { activity_id: row.id, what: 'settle' })
