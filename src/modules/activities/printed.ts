import { badgeOf, story } from '#modules/actions'
import { staffNames } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { type ActivityFile, pdf, type SignInSheet } from '#platform/documents'
import { type FileRow, filesByRecord, fileToRead } from '#platform/files'
import { dateTime, money } from '#platform/format'
import type { Answer, Http } from '#platform/http'
import { thumbnail } from '#platform/media'
import { methods } from './arrivals.ts'
import { evidenceKinds } from './evidence.ts'
import { type Activity, linesOf } from './inputs.ts'
import { spanInWords } from './moments.ts'
import { countsOf, evidenceOf, expectedPeople } from './queries.ts'
import { registrationFlow } from './registration.ts'
import { opinionView } from './view.ts'
import { arrivedText, feeText, groupLabel, groupsText, placeText } from './words.ts'
import { activityFlow } from './workflow.ts'

const send = (c: Http, name: string, made: Buffer): Response =>
  c.body(new Uint8Array(made), 200, {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`${name}.pdf`)}`,
    'cache-control': 'no-store',
  })

/** Names as they are found on a paper that lies open on a table. */
const peopleOf = async (ctx: Ctx, row: Activity) =>
  (await expectedPeople(ctx, row.id)).map(one => ({
    name: one.name,
    suffix: one.phone.slice(-4),
    group: groupLabel(row, one.group_code),
    state: badgeOf(registrationFlow, one.state).label,
    arrived: arrivedText(one, methods),
  }))

/** 活动签到表, to be signed. */
export async function sheetPdf(ctx: Ctx, c: Http, row: Activity): Promise<Answer> {
  const sheet: SignInSheet = {
    centre: ctx.centre.name,
    title: row.title,
    when: spanInWords(row),
    place: placeText(row),
    // Why somebody was entered later stands in the file; here there is one line for each.
    people: (await peopleOf(ctx, row)).map(one => ({ ...one, arrived: one.arrived.replace(/：.*/, '') })),
    blank: 10,
    printedAt: dateTime(ctx.now),
  }
  return async () => send(c, `签到表-${row.title}`, await pdf('activity-sheet', sheet))
}

/** 活动档案: all that is kept of it, for the shelf and for whoever inspects. */
export async function filePdf(ctx: Ctx, c: Http, row: Activity): Promise<Answer> {
  const [file, photos] = [await fileOf(ctx, row), await photosOf(ctx, row)]
  return async () => {
    const drawn = await Promise.all(
      photos.map(async ({ sha256, caption }) => ({ svg: asSvg(await small(c, sha256)), caption })),
    )
    return send(c, `活动档案-${row.title}`, await pdf('activity-file', { ...file, photos: drawn }))
  }
}

async function fileOf(ctx: Ctx, row: Activity): Promise<Omit<ActivityFile, 'photos'>> {
  const [counts, names, people, opinion, told, proofs] = await Promise.all([
    countsOf(ctx, [row.id]),
    staffNames(ctx, [row.owner_id]),
    peopleOf(ctx, row),
    opinionView(ctx, row.id),
    story(ctx, { recordId: row.id }),
    proofsOf(ctx, row),
  ])
  const { taken, came, missed, waiting } = counts.get(row.id) ?? { taken: 0, came: 0, missed: 0, waiting: 0 }
  const lines = (of: string, value: unknown) =>
    linesOf(value).map(({ item, amount_fen }) => ({ item, of, amount: money(amount_fen) }))
  return {
    centre: ctx.centre.name,
    title: row.title,
    state: badgeOf(activityFlow, row.state).label,
    facts: [
      { label: '类别', value: [row.kind, row.series].filter(Boolean).join(' · ') },
      { label: '时间', value: spanInWords(row) },
      { label: '地点', value: placeText(row) },
      { label: '主办', value: row.organiser },
      { label: '负责人', value: names.get(row.owner_id) ?? '' },
      { label: '适合', value: row.audience },
      { label: '费用', value: feeText(row) },
      { label: '预留名额', value: groupsText(row, row.opens_at) },
    ],
    about: row.about,
    plan: row.plan,
    figures: [
      { label: '名额', value: `${row.capacity} 人` },
      { label: '报名', value: `${taken + missed} 人` },
      { label: '到场', value: `${came} 人次` },
      { label: '未到', value: `${missed} 份报名` },
      { label: '候补', value: `${waiting} 份报名` },
    ],
    money: [...lines('预算', row.budget), ...lines('支出', row.costs)],
    moneyNote: row.costs_note,
    people,
    minutes: row.minutes ?? '',
    summary: row.summary ?? '',
    proofs: proofs.map(({ proof, files }) => ({
      kind: evidenceKinds[proof.kind as keyof typeof evidenceKinds],
      taken: [dateTime(proof.taken_at), proof.place].filter(Boolean).join(' '),
      note: proof.note,
      files: files.map(file => file.name).join('、'),
    })),
    opinions: opinion ? `${opinion.count} 份匿名评价，平均 ${opinion.mean} 分（满分 5 分）。` : '',
    steps: told.toReversed().map(one => ({ at: one.at, what: one.title })),
    printedAt: dateTime(ctx.now),
  }
}

async function proofsOf(ctx: Ctx, row: Activity) {
  const proofs = (await evidenceOf(ctx, row.id)).filter(one => one.state === 'kept')
  const files = await filesByRecord(
    ctx,
    'activity_evidence',
    proofs.map(one => one.id),
  )
  return proofs.map(proof => ({ proof, files: files.get(proof.id) ?? [] }))
}

const mostPhotos = 6
const isPhoto = (file: FileRow): boolean => file.media_type.startsWith('image/')

/** The first photos, by content: they are drawn once the transaction is over. */
async function photosOf(ctx: Ctx, row: Activity): Promise<Array<{ sha256: string; caption: string }>> {
  const all = (await proofsOf(ctx, row))
    .filter(({ proof }) => proof.kind === 'photo')
    .flatMap(({ proof, files }) => files.filter(isPhoto).map(file => ({ proof, file })))
  return Promise.all(
    all.slice(0, mostPhotos).map(async ({ proof, file }) => ({
      sha256: (await fileToRead(ctx, file.id, async () => true)).sha256,
      caption: `${dateTime(proof.taken_at)} ${proof.place}（填报）`,
    })),
  )
}

async function small(c: Http, sha256: string): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const chunk of c.var.kernel.outside.store.read(sha256)) parts.push(chunk)
  return thumbnail(Buffer.concat(parts), 480)
}

/** A picture as the typesetter takes it. */
const asSvg = (webp: Buffer): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 320" width="480" height="320">` +
  `<image width="480" height="320" preserveAspectRatio="xMidYMid meet" href="data:image/webp;base64,${webp.toString('base64')}"/></svg>`
