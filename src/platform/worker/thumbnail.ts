import sharp from 'sharp'

export interface Thumbnail {
  content: Uint8Array
  width: number
  /** Pictures of more pixels are refused. */
  mostPixels: number
}

/** A small WebP, turned upright as the camera noted; sharp leaves all notes of the camera (place, device) out. */
export const thumbnail = ({ content, width, mostPixels }: Thumbnail): Promise<Uint8Array> =>
  sharp(content, { limitInputPixels: mostPixels })
    .autoOrient()
    .resize({ width, withoutEnlargement: true })
    .webp({ quality: 78 })
    .timeout({ seconds: 20 })
    .toBuffer()
