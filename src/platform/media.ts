import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'

/** What may be uploaded, by what the content really is. */
const allowed: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/zip': 'zip',
  'video/mp4': 'mp4',
}

/** 50 million pixels: a small file that unpacks to more is not a photo. */
const mostPixels = 50_000_000

export type Inspection = { ok: true; mediaType: string; extension: string } | { ok: false; reason: string }

/** Looks into an upload: is it a kind that we take, and is it what its name says? The reason is for the sender. */
export async function inspect(content: Buffer, name: string): Promise<Inspection> {
  if (content.length === 0) return { ok: false, reason: '文件是空的。' }
  const found = await fileTypeFromBuffer(content)
  const extension = found && allowed[found.mime]
  if (!found || !extension) return { ok: false, reason: '只能上传图片、PDF、Word、Excel、PPT、ZIP 或 MP4 文件。' }
  const named = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase().replace('jpeg', 'jpg')
  if (named && named !== extension) return { ok: false, reason: `文件名是 .${named}，内容却是 ${extension} 格式。` }
  if (found.mime.startsWith('image/') && !(await reasonable(content))) return { ok: false, reason: '图片无法读取，或尺寸过大。' }
  return { ok: true, mediaType: found.mime, extension }
}

const reasonable = (content: Buffer): Promise<boolean> =>
  sharp(content)
    .metadata()
    .then(({ width, height }) => width * height <= mostPixels)
    .catch(() => false)

/** The name to keep: no folders, no control characters, at most 120 characters. */
export const safeName = (name: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go
  name.split(/[/\\]/).at(-1)?.replaceAll(/[\u0000-\u001f\u007f"<>|:*?]/g, '').trim().slice(-120) || '未命名文件'

/** A small picture for lists, turned upright, without the place and device that the camera noted. */
export const thumbnail = (content: Buffer, width: number): Promise<Buffer> =>
  sharp(content, { limitInputPixels: mostPixels }).rotate().resize({ width, withoutEnlargement: true }).webp({ quality: 78 }).toBuffer()
