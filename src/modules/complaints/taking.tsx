import { desk, portal } from '#modules/shell'
import { type Actor, type Ctx, stranger } from '#platform/ctx'
import { qrSvg } from '#platform/documents'
import { invalid, Problem, tooMany } from '#platform/errors'
import { addFiles, type Stored } from '#platform/files'
import { decode, fieldsOf } from '#platform/forms'
import { type Http, readIn, requireStaff, sentForm, writeIn } from '#platform/http'
import { isId, newId } from '#platform/ids'
import { inspect, safeName, thumbnail } from '#platform/media'
import { perform } from '#platform/perform'
import { abouts, kinds, labelIn } from './codes.ts'
import { type Complaint, registerComplaints } from './duties.ts'
import { aboutIn, intakeForm, intakeStart, type Side } from './intake.ts'
import { ChooseAbout, NewComplaint } from './pages/new.tsx'
import { ReceiptOfComplaint } from './pages/receipt.tsx'
import { sentBefore, strangersLately } from './queries.ts'
import { acceptDays, mostAnHour } from './settings.ts'
import { complaintFlow } from './workflow.ts'

const paths = { web: '/complaints/new', desk: '/desk/complaints/new' } as const
const titles = { web: '投诉、举报、建议、表扬', desk: '登记服务反馈' } as const

/** In the layout of where it is: the portal, or the workbench. */
const framed = (ctx: Ctx, c: Http, side: Side, title: string, page: Parameters<typeof portal>[2]) => {
  c.header('cache-control', 'no-store')
  return side === 'web' ? portal(c, { title }, page) : desk(ctx, c, { title, crumbs: [crumb] }, page)
}
const crumb = { href: '/desk/complaints', label: '服务反馈' }

/** First what it is about, then only the questions that fit. */
export async function showNew(ctx: Ctx, c: Http, side: Side): Promise<Response> {
  const about = c.req.query('about')
  if (about === undefined || !Object.hasOwn(abouts, about))
    return framed(ctx, c, side, titles[side], <ChooseAbout path={paths[side]} side={side} />)
  return showForm(ctx, c, side, { about, ...(await intakeStart(ctx, side)), ...linkedFrom(c) })
}

/** What a link from a case or a service order says of it already: which it is, and its number. */
function linkedFrom(c: Http): Record<string, string> {
  const { case_id = '', order = '' } = c.req.query()
  return {
    ...(isId(case_id) && { case_id }),
    ...(/^DD-\d{8}-\d{4,6}$/.test(order) && { body: `服务订单 ${order}：` }),
  }
}

async function showForm(
  ctx: Ctx,
  c: Http,
  side: Side,
  values: Record<string, unknown>,
  errors: Record<string, string> = {},
): Promise<Response> {
  const about = aboutIn(values.about)
  if (Object.keys(errors).length > 0) c.status(422)
  const page = (
    <NewComplaint
      path={paths[side]}
      side={side}
      about={about}
      signedIn={ctx.actor.kind === 'person'}
      fields={fieldsOf(await intakeForm(ctx, about, side))}
      values={values}
      errors={errors}
      formKey={newId()}
    />
  )
  return framed(ctx, c, side, titles[side], page)
}

/**
 * Takes a complaint in and shows number and code right away: they stand nowhere else that somebody could look over. An
 * anonymous one is nobody's action: neither its sender's identity nor their session goes along.
 */
export async function take(c: Http, side: Side): Promise<Response> {
  const form = await sentForm(c)
  if (side === 'desk') requireStaff(c, registerComplaints)
  const about = aboutIn(form.get('about'))
  const fields = await readIn(c, async ctx => fieldsOf(await intakeForm(ctx, about, side)))
  const { photos: _, ...typed } = decode(fields, form)
  const input = { ...typed, about }
  const key = String(form.get('_key') ?? '')
  const actor =
    side === 'web' && (typed.by !== 'name' || c.var.actor.kind !== 'person') ? unknown(c) : c.var.actor
  try {
    const photos = await photosIn(c, form)
    if (typed.channel === 'letter' && photos.length === 0) throw invalid({ photos: '来信请附扫描件或照片。' })
    const row = await keep(c, side, { actor, input, key, photos })
    return readIn(c, async ctx => showReceipt(ctx, c, side, row))
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    return readIn(c, ctx => showForm(ctx, c, side, input, error.errors))
  }
}

/** Somebody of whom nothing is kept. Whose cases they may choose from is known while the form is read, and not after. */
const unknown = (c: Http): Actor => ({ ...stranger, name: '反映人', parties: c.var.actor.parties })

interface Taken {
  actor: Actor
  input: Record<string, unknown>
  key: string
  photos: readonly Stored[]
}

/** Sent twice by somebody unknown, the first one is found by the form's key; nobody else has that. */
async function keep(c: Http, side: Side, taken: Taken): Promise<Complaint> {
  const { actor, key } = taken
  const before = async () =>
    actor.kind === 'stranger' && isId(key) ? readIn(c, ctx => sentBefore(ctx, key)) : undefined
  const first = await before()
  if (first) return first
  try {
    return await enter(c, side, taken)
  } catch (error) {
    const meanwhile = error instanceof Problem && error.status === 404 ? await before() : undefined
    if (!meanwhile) throw error
    return meanwhile
  }
}

const enter = (c: Http, side: Side, { actor, input, key, photos }: Taken): Promise<Complaint> =>
  writeIn(c, async ctx => {
    if (actor.kind === 'stranger' && (await strangersLately(ctx)) >= mostAnHour.of(ctx.centre))
      throw tooMany('现在提交的人太多，请过一小时再试，或拨打服务热线、到窗口反映。')
    const action = side === 'web' ? 'submit' : 'register'
    const done = await perform({ ...ctx, actor }, complaintFlow, action, null, input, key || undefined)
    if (!done.repeated)
      await addFiles(ctx, { subject: 'complaint', recordId: done.id, field: 'photos' }, photos)
    return done.row as unknown as Complaint
  })

const mostPhotos = 6
const mostBytes = 20 * 1024 * 1024

/** Pictures made anew, so that neither place nor device goes along, under names that say nothing. */
async function photosIn(c: Http, form: FormData): Promise<Stored[]> {
  const uploads = form
    .getAll('photos:new')
    .filter((value): value is File => value instanceof File && (value.name !== '' || value.size > 0))
  if (uploads.length > mostPhotos) throw invalid({ photos: `最多上传 ${mostPhotos} 张。` })
  const kept: Stored[] = []
  for (const [index, upload] of uploads.entries()) {
    const name = safeName(upload.name)
    if (upload.size > mostBytes) throw invalid({ photos: `「${name}」超过 20 MB，请压缩后再上传。` })
    const content = Buffer.from(await upload.arrayBuffer())
    const found = await inspect(content, upload.name)
    if (!found.ok) throw invalid({ photos: `「${name}」不能上传：${found.reason}` })
    if (!found.mediaType.startsWith('image/'))
      throw invalid({ photos: '这里只能附照片；其他材料请在办理时提供。' })
    const { sha256, size } = await c.var.kernel.outside.store.put(await thumbnail(content, 2000), mostBytes)
    kept.push({ sha256, size, name: `照片${index + 1}.webp`, mediaType: 'image/webp' })
  }
  return kept
}

export const progressLink = (ctx: Ctx, number: string): string =>
  `${ctx.centre.origin}/complaints/progress?number=${encodeURIComponent(number)}`

async function showReceipt(ctx: Ctx, c: Http, side: Side, row: Complaint): Promise<Response> {
  const page = (
    <ReceiptOfComplaint
      side={side}
      receipt={{
        number: row.number,
        code: row.lookup_code,
        kind: labelIn(kinds, row.kind),
        about: labelIn(abouts, row.about),
        submittedAt: row.submitted_at,
        acceptDays: acceptDays.of(ctx.centre),
        forBureau: row.for_bureau,
        told: row.contact_phone !== null,
        own: side === 'web' && row.identity_id !== null ? `/my/complaints/${row.id}` : null,
        qr: await qrSvg(progressLink(ctx, row.number)),
      }}
    />
  )
  return framed(ctx, c, side, '收到了', page)
}
