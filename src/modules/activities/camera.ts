import { stationPlaces } from '#modules/stations'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { cameraNotes } from '#platform/files'
import { date, dateTime } from '#platform/format'
import type { CameraNotes } from '#platform/media'
import { metresBetween } from '#platform/position'
import type { Activity } from './inputs.ts'
import { photoKilometres } from './settings.ts'

export interface CameraView {
  /** '2026-11-24 10:03，离活动地点约 0.4 公里' */
  noted: string
  /** What differs from what was typed in; '' where nothing does. A reason to look, and no more. */
  look: string
}

/** What the pictures of each proof say of themselves, compared with what whoever added them says. By proof. */
export async function cameraViews(
  ctx: Ctx,
  activity: Pick<Activity, 'town' | 'longitude' | 'latitude'>,
  proofs: ReadonlyArray<{ id: string; taken_at: Date }>,
): Promise<Map<string, CameraView[]>> {
  const [noted, places] = await Promise.all([
    cameraNotes(
      ctx,
      'activity_evidence',
      proofs.map(one => one.id),
    ),
    placesOf(ctx, activity),
  ])
  const most = photoKilometres.of(ctx.centre) * 1_000
  return new Map(
    proofs.map(({ id, taken_at }) => [
      id,
      (noted.get(id) ?? []).map(notes => compared(notes, taken_at, places, most)),
    ]),
  )
}

interface Places {
  of: '活动地点' | '当地站点'
  at: ReadonlyArray<{ longitude: number | null; latitude: number | null }>
}

/** Where it was planned to be; where nobody said, the stations of its town. */
const placesOf = async (
  ctx: Ctx,
  { longitude, latitude, town }: Pick<Activity, 'town' | 'longitude' | 'latitude'>,
): Promise<Places> =>
  longitude !== null
    ? { of: '活动地点', at: [{ longitude, latitude }] }
    : { of: '当地站点', at: town ? await stationPlaces(ctx, town) : [] }

function compared(notes: CameraNotes, typed: Date, { of, at }: Places, most: number): CameraView {
  const taken = notes.taken_at === null ? null : new Date(notes.taken_at)
  const distances = at.flatMap(place => metresBetween(notes, place) ?? [])
  const metres = distances.length > 0 ? Math.min(...distances) : null
  const where =
    notes.longitude === null
      ? '没有位置'
      : metres === null
        ? `${notes.longitude},${notes.latitude}`
        : `离${of}约 ${(metres / 1_000).toFixed(1)} 公里`
  const look = [
    taken && dayOf(taken) !== dayOf(typed) && `自带的日期是 ${date(taken)}，和填报的不是同一天`,
    metres !== null && metres > most && `自带的位置离${of}较远`,
  ].filter(Boolean)
  return {
    noted: `${taken ? dateTime(taken) : '没有时间'}，${where}`,
    look: look.join('；'),
  }
}
