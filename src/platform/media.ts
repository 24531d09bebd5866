import type { CameraNotes } from './worker/photo.ts'
import { heavy } from './worker.ts'

export type { CameraNotes }

/** What an upload turned out to be; the reason is for the sender. Pictures also have their size in pixels, upright, and whether a camera or a
 * program left notes in them. */
export type Inspection =
  | { ok: true; mediaType: string; extension: string; width?: number; height?: number; noted?: boolean }
  | { ok: false; reason: string }

/** Looks into an upload: is it a kind that we take, and is it what its name says? */
export async function inspect(content: Buffer, name: string): Promise<Inspection> {
  if (content.length === 0) return refuse('文件是空的。')
  const named = extensionOf(name)
  const { fileTypeFromBuffer } = await import('file-type')
  const found = await fileTypeFromBuffer(content).catch(() => undefined)
  if (!found && Object.hasOwn(texts, named)) return inspectText(content, named)

  const extension = found && allowed[found.mime]
  if (!found || !extension) return refuse(hints[found?.ext ?? ''] ?? whatInstead(named))
  if (named && named !== extension) return refuse(`文件名是 .${named}，内容却是 ${extension} 格式。`)
  const kind = { ok: true, mediaType: found.mime, extension } as const
  return kind.mediaType.startsWith('image/') ? inspectImage(content, kind) : kind
}

const refuse = (reason: string): Inspection => ({ ok: false, reason })

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

const whatInstead = (named: string): string =>
  Object.values(allowed).includes(named)
    ? `文件名是 .${named}，内容却不是，可能已损坏或改过名。`
    : '只能上传图片、PDF、Word、Excel、PPT、TXT、CSV、ZIP 或 MP4 文件。'

/** Kinds that people often have, by their usual extension, and what they can do instead. */
const hints: Record<string, string> = {
  heic: '暂不支持 HEIC 照片，请另存为 JPG，或在手机相机设置中选“兼容性最佳”后重拍。',
  cfb: '暂不支持旧版 Office 文件，请在 Word、Excel 或 WPS 中另存为 .docx、.xlsx 或 .pptx。',
  docm: '文件含有宏，请另存为不含宏的 .docx。',
  xlsm: '文件含有宏，请另存为不含宏的 .xlsx。',
  mov: '暂不支持 MOV 视频，请转为 MP4 后再上传。',
}

/** Kinds without a mark of their own: what the name says, if the content is text. */
const texts: Record<string, string> = { txt: 'text/plain', csv: 'text/csv' }

const extensionOf = (name: string): string =>
  /\.(\w+)$/
    .exec(name)?.[1]
    ?.toLowerCase()
    .replace(/^jpeg$/, 'jpg') ?? ''

/** Chinese text comes in UTF-8 or, from older programs, in GB 18030; neither holds control characters. */
function inspectText(content: Buffer, named: string): Inspection {
  const readable = isText(content, 'utf-8') || isText(content, 'gb18030')
  if (!readable) return refuse(`文件名是 .${named}，内容却不是文字。`)
  return { ok: true, mediaType: texts[named] as string, extension: named }
}

function isText(content: Buffer, encoding: 'utf-8' | 'gb18030'): boolean {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(content)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they tell a program from a text
    return !/[\u0000-\u0008\u000e-\u001f\u007f]/.test(text)
  } catch {
    return false
  }
}

/** 50 million pixels: a small file that unpacks to more is no photo. */
const mostPixels = 50_000_000

/** Reads the head of the picture only; nothing is unpacked. */
async function inspectImage(
  content: Buffer,
  kind: { ok: true; mediaType: string; extension: string },
): Promise<Inspection> {
  const { default: sharp } = await import('sharp')
  const head = await sharp(content, { limitInputPixels: false })
    .metadata()
    .catch(() => null)
  if (!head) return refuse('图片已损坏，无法读取。')
  const size = head.autoOrient
  if (size.width * size.height > mostPixels) return refuse('图片尺寸过大，不能超过 5000 万像素。')
  const noted = [head.exif, head.xmp, head.iptc].some(Boolean) || (head.comments?.length ?? 0) > 0
  return { ...kind, width: size.width, height: size.height, noted }
}

/** The name to keep: no folders, no control or direction characters, at most 120 characters with its extension. */
export function safeName(name: string): string {
  const plain = (name.split(/[/\\]/).at(-1) ?? '')
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '')
    .trim()
  return [...plain].slice(-120).join('') || '未命名文件'
}

/** The picture without the notes of its camera, and what they said; nothing that is kept tells by itself where it was made. */
export async function withoutNotes(content: Buffer): Promise<{ content: Buffer; notes: CameraNotes | null }> {
  const { bare, notes } = await heavy('photo', { content, mostPixels })
  return { content: Buffer.from(bare.buffer, bare.byteOffset, bare.length), notes }
}

/** A small picture for lists as WebP, turned upright, without the place and device that the camera noted. */
export async function thumbnail(content: Buffer, width: number): Promise<Buffer> {
  const small = await heavy('thumbnail', { content, width, mostPixels })
  return Buffer.from(small.buffer, small.byteOffset, small.length)
}

/** A picture in several sizes, each cut to fit exactly: covers as other platforms want them. */
export async function cropped(
  content: Buffer,
  sizes: ReadonlyArray<{ width: number; height: number }>,
): Promise<Buffer[]> {
  const wanted = sizes.map(({ width, height }) => ({ width, height }))
  const made = await heavy('crop', { content, sizes: wanted, mostPixels })
  return made.map(one => Buffer.from(one.buffer, one.byteOffset, one.length))
}
