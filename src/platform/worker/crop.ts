import sharp from 'sharp'

export interface Crop {
  content: Uint8Array
  sizes: ReadonlyArray<{ width: number; height: number }>
  /** Pictures of more pixels are refused. */
  mostPixels: number
}

/** JPEGs of exactly these sizes, cut to where the picture has most to show; no notes of the camera stay. */
export const crop = ({ content, sizes, mostPixels }: Crop): Promise<Uint8Array[]> =>
  Promise.all(
    sizes.map(({ width, height }) =>
      sharp(content, { limitInputPixels: mostPixels })
        .autoOrient()
        .resize({ width, height, fit: 'cover', position: sharp.strategy.attention })
        .flatten({ background: '#ffffff' })
        .jpeg({ quality: 88 })
        .timeout({ seconds: 20 })
        .toBuffer(),
    ),
  )
