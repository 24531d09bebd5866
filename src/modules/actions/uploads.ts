import { invalid, Problem } from '#platform/errors'
import { stage } from '#platform/files'
import type { Field } from '#platform/forms'
import { type Http, writeIn } from '#platform/http'
import { inspect, safeName, withoutNotes } from '#platform/media'

const mostBytes = 20 * 1024 * 1024

/**
 * Takes the files that a browser sent with a form: looked into, stored, and noted as this person's. Their ids take
 * the place of the files in the form. Refuses what is too large or not what its name says, with the reason. Returns how
 * many it took.
 */
export async function takeUploads(c: Http, fields: readonly Field[], form: FormData): Promise<number> {
  let taken = 0
  for (const field of fields.filter(one => one.widget === 'files')) {
    const uploads = form
      .getAll(`${field.name}:new`)
      // A field in which nothing was chosen arrives as a file without a name.
      .filter((value): value is File => value instanceof File && (value.name !== '' || value.size > 0))
    const most = field.max ?? 10
    if (uploads.length + form.getAll(field.name).length > most)
      throw invalid({ [field.name]: `最多上传 ${most} 个文件。` })
    for (const upload of uploads) form.append(field.name, (await takeFile(c, field.name, upload)).id)
    form.delete(`${field.name}:new`)
    taken += uploads.length
  }
  return taken
}

/** One file: looked into, stored, and noted as this person's for a later action. Refuses with 422 at `field`. */
export async function takeFile(c: Http, field: string, upload: File) {
  const { store } = c.var.kernel.outside
  const name = safeName(upload.name)
  if (upload.size > mostBytes) throw invalid({ [field]: `「${name}」超过 20 MB，请压缩后再上传。` })
  const content = Buffer.from(await upload.arrayBuffer())
  const found = await inspect(content, upload.name)
  if (!found.ok) throw invalid({ [field]: `「${name}」不能上传：${found.reason}` })
  // What a camera noted (place, device) never gets into the store: pictures are shown to others, and to the public.
  const { content: kept, notes } = found.noted
    ? await withoutNotes(content).catch(error => refuseBroken(error, field, name))
    : { content, notes: null }
  const { sha256, size } = await store.put(kept, mostBytes)
  const { mediaType } = found
  const id = await writeIn(c, ctx => stage(ctx, { sha256, size, name, mediaType, camera: notes }, field))
  // The same content of somebody else may have been dropped in between; from now on it is named.
  if (!(await store.has(sha256))) await store.put(kept, mostBytes)
  return { id, name, media_type: mediaType, size }
}

/** A picture whose head can be read and whose body cannot; that the house is full is said as such. */
function refuseBroken(error: unknown, field: string, name: string): never {
  if (error instanceof Problem) throw error
  throw invalid({ [field]: `「${name}」不能上传：图片已损坏，无法读取。` })
}
