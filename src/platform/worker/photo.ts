import readExif from 'exif-reader'
import sharp from 'sharp'

/** What a camera noted: when (ISO 8601) and where (degrees of WGS 84); null where it did not. */
export interface CameraNotes {
  taken_at: string | null
  longitude: number | null
  latitude: number | null
}

/**
 * A picture without the notes of its camera (place, device, person), upright and in the format that it had, and what they
 * said of time and place.
 */
export async function photo({ content, mostPixels }: { content: Uint8Array; mostPixels: number }) {
  const image = sharp(content, { limitInputPixels: mostPixels, animated: true })
  const { exif, format } = await image.metadata()
  const bare = await image
    .autoOrient()
    .keepIccProfile()
    .toFormat(format, format === 'jpeg' || format === 'webp' ? { quality: 92 } : {})
    .timeout({ seconds: 20 })
    .toBuffer()
  return { bare: bare as Uint8Array, notes: exif ? notesIn(exif) : null }
}

/** Whatever a sender put there is read with distrust: what is not a time or a place is nothing. */
export function notesIn(exif: Buffer): CameraNotes | null {
  try {
    const { Photo, GPSInfo } = readExif(exif)
    const longitude = degrees(GPSInfo?.GPSLongitude, GPSInfo?.GPSLongitudeRef, 'W', 180)
    const latitude = degrees(GPSInfo?.GPSLatitude, GPSInfo?.GPSLatitudeRef, 'S', 90)
    const placed = longitude !== null && latitude !== null
    const notes = {
      taken_at: momentOf(Photo?.DateTimeOriginal, Photo?.OffsetTimeOriginal),
      longitude: placed ? longitude : null,
      latitude: placed ? latitude : null,
    }
    return notes.taken_at === null && !placed ? null : notes
  } catch {
    return null
  }
}

/** [30, 51, 36] N → 30.86 */
function degrees(parts: unknown, ref: unknown, negative: string, most: number): number | null {
  if (!Array.isArray(parts) || parts.length !== 3) return null
  const [whole, minutes, seconds] = parts.map(Number) as [number, number, number]
  const value = whole + minutes / 60 + seconds / 3_600
  if (!Number.isFinite(value) || value < 0 || value > most) return null
  return Math.round((ref === negative ? -value : value) * 1e5) / 1e5
}

/** Cameras note the time of the clock on the wall; where they do not say whose, it is China's. */
function momentOf(noted: unknown, offset: unknown): string | null {
  if (!(noted instanceof Date) || Number.isNaN(noted.getTime())) return null
  const wall = noted.toISOString().slice(0, 19)
  const zone = typeof offset === 'string' && /^[+-]\d\d:\d\d$/.test(offset) ? offset : '+08:00'
  const at = new Date(`${wall}${zone}`)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}
