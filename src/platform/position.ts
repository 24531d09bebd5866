import { z } from 'zod'
import { invalid } from './errors.ts'

/** A place on the map as one field: '116.8302,30.7351', filled in by the phone where it may. */
export const position = z
  .string()
  .trim()
  .max(40)
  .regex(
    /^-?\d{1,3}(\.\d{1,12})?\s*[,，\s]\s*-?\d{1,2}(\.\d{1,12})?$/,
    '请填写经度和纬度，例如 116.8302,30.7351',
  )
  .optional()
  .meta({
    label: '位置（经度,纬度）',
    widget: 'position',
    help: '在现场用手机取当前位置，或照地图填写；可不填。',
  })

/** Degrees of WGS 84; within China, so that the two are not the wrong way round. Throws 422 at `position`. */
export function degreesOf(text: string | undefined): { longitude: number | null; latitude: number | null } {
  if (!text) return { longitude: null, latitude: null }
  const [longitude = 0, latitude = 0] = text.split(/[,，\s]+/).map(Number)
  if (longitude < 73 || longitude > 136 || latitude < 3 || latitude > 54)
    throw invalid({ position: '这个位置不在国内，请检查：经度在前，纬度在后。' })
  return { longitude, latitude }
}

export const positionText = (row: {
  longitude: number | null
  latitude: number | null
}): string | undefined =>
  row.longitude === null || row.latitude === null ? undefined : `${row.longitude},${row.latitude}`

/** Metres between two places, as the crow flies; null where one is not known. */
export function metresBetween(
  a: { longitude: number | null; latitude: number | null },
  b: { longitude: number | null; latitude: number | null },
): number | null {
  if (a.longitude === null || a.latitude === null || b.longitude === null || b.latitude === null) return null
  const rad = Math.PI / 180
  const east = (b.longitude - a.longitude) * rad * Math.cos(((a.latitude + b.latitude) / 2) * rad)
  const north = (b.latitude - a.latitude) * rad
  return Math.round(Math.hypot(east, north) * 6_371_000)
}
