import sharp from 'sharp'
import type { stage } from '#platform/files'
import type { Kernel } from '#platform/http'

export type Picture = Parameters<typeof stage>[1]

/** What goods look like from afar. */
const colours: Record<string, [ground: string, colour: string]> = {
  tea: ['#e8f1dc', '#5f8f3f'],
  fungus: ['#f1e9df', '#8a6547'],
  fruit: ['#e9eaf6', '#4f5fa8'],
  vegetable: ['#eef3dc', '#8fae3c'],
  grain: ['#f9f1d9', '#d9a92e'],
  aquatic: ['#f8e6e0', '#c8583a'],
  livestock: ['#f6efe6', '#d8b48a'],
  herb: ['#eef0e2', '#9aa05a'],
  nut: ['#f3e7dc', '#9b6238'],
  craft: ['#f8e5ea', '#c0476a'],
}

/** A photo of goods of each family of 供需. */
export async function photosOf(kernel: Kernel): Promise<Map<string, Picture>> {
  const photos = new Map<string, Picture>()
  for (const [family, [ground, colour]] of Object.entries(colours))
    photos.set(family, await drawn(kernel, '产品照片.png', ground, colour))
  return photos
}

/** A crate with goods, or a sheet of paper: there must be something to look at. */
export async function drawn(kernel: Kernel, name: string, ground: string, colour: string): Promise<Picture> {
  const dots = Array.from({ length: 24 }, (_, at) => {
    const [x, y] = [120 + (at % 8) * 57, 190 + Math.floor(at / 8) * 62]
    return `<circle cx="${x}" cy="${y}" r="26" fill="${colour}"/>`
  }).join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="${ground}"/>
    <rect x="70" y="140" width="500" height="240" rx="12" fill="#ffffff"/>${dots}</svg>`
  const made = await sharp(Buffer.from(svg)).png().toBuffer()
  const { sha256, size } = await kernel.outside.store.put(made, 1_000_000)
  return { sha256, size, name, mediaType: 'image/png' }
}
