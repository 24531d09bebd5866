import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { type Content, generated, takenAnew, titleFor } from './content.ts'
import * as inputs from './inputs.ts'
import type { Brief } from './people.ts'
import { kindById, type Version, versionOf, workingVersion } from './queries/versions.ts'
import { daysFor, spanFrom } from './rhythms.ts'

const me = (ctx: Ctx): string[] => (ctx.actor.staffId ? [ctx.actor.staffId] : [])

export async function opened(ctx: Ctx, asked: inputs.Opening) {
  const { kind, span } = await inputs.begun(ctx, asked)
  return {
    ...{ kind_id: kind.id, kind_code: kind.code, kind_name: kind.name, doc_prefix: kind.doc_prefix },
    ...{ period: span?.code ?? null, first_day: span?.first ?? null, last_day: span?.last ?? null },
    due_on: span ? daysFor(ctx.centre.calendar, span, kind).due : null,
    ...{ title: titleFor(ctx, kind, span), opened_at: ctx.now, edited_at: ctx.now, latest_version: 1 },
  }
}

export function startedBy(ctx: Ctx, { what }: inputs.Starting) {
  const [kind_id = '', period] = what.split(' ')
  return opened(ctx, { kind_id, period: period ?? null })
}

/** The first version is written by the program: nobody's hand is in it yet. */
export async function generate(ctx: Ctx, row: Brief): Promise<void> {
  const content = await generated(
    ctx,
    await kindById(ctx, row.kind_id),
    row.period === null ? null : spanFrom(row.period),
  )
  await ctx.db
    .insertInto('brief_version')
    .values({ brief_id: row.id, version: 1, ...kept(content), saved_at: ctx.now })
    .execute()
  await keepEdit(ctx, row, 'generated', content)
}

const kept = (content: Content) => ({
  ...{ title: content.title, to_main: content.to_main, copy_to: content.copy_to, taken_at: content.taken_at },
  sections: JSON.stringify(content.sections),
  figures: JSON.stringify(content.figures),
  events: JSON.stringify(content.events),
})

/** The words of a version as one text: paragraphs in lines, headings among them. */
export const bodyOf = ({ sections }: Pick<Content, 'sections'>): string =>
  sections.flatMap(one => [one.heading, ...one.text.split('\n').filter(Boolean)]).join('\n')

/** One saving; the same words saved again are none. */
async function keepEdit(
  ctx: Ctx,
  row: Brief,
  how: 'generated' | 'written' | 'figures',
  content: Pick<Content, 'title' | 'sections'>,
): Promise<void> {
  const last = await ctx.db
    .selectFrom('brief_edit')
    .select(['number', 'title', 'body'])
    .where('brief_id', '=', row.id)
    .where('version', '=', row.latest_version)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const [title, body] = [content.title, bodyOf(content)]
  if (last && last.title === title && last.body === body) return
  await ctx.db
    .insertInto('brief_edit')
    .values({
      ...{ brief_id: row.id, version: row.latest_version, number: (last?.number ?? 0) + 1, how },
      ...{ staff_id: ctx.actor.staffId, at: ctx.now, title, body },
    })
    .execute()
}

const save = async (ctx: Ctx, row: Brief, content: Content): Promise<void> => {
  await ctx.db
    .updateTable('brief_version')
    .set({ ...kept(content), saved_at: ctx.now })
    .where('brief_id', '=', row.id)
    .where('version', '=', row.latest_version)
    .execute()
}

/** Whoever writes is its writer; who wrote first is its author. */
export const written = async (ctx: Ctx, row: Brief, input?: inputs.Writing) => ({
  edited_at: ctx.now,
  writers: [...new Set([...row.writers, ...me(ctx)])],
  author_id: row.author_id ?? ctx.actor.staffId,
  // Others go on reading the title that was signed.
  ...(input && row.version === null && { title: input.title }),
})

export async function saveWriting(ctx: Ctx, row: Brief, input: inputs.Writing): Promise<void> {
  const version = await workingVersion(ctx, row)
  const offered = await inputs.offeredEvents(ctx, row, version.events)
  const content: Content = {
    ...version,
    ...{ title: input.title, to_main: input.to_main, copy_to: input.copy_to },
    sections: version.sections.map((section, at) => ({
      ...section,
      ...input.sections[inputs.sectionKey(at)],
    })),
    events: offered.filter(one => (input.events ?? []).includes(one.key)),
  }
  await save(ctx, row, content)
  await keepEdit(ctx, row, 'written', content)
}

export async function refresh(ctx: Ctx, row: Brief): Promise<void> {
  const [kind, version] = await Promise.all([kindById(ctx, row.kind_id), workingVersion(ctx, row)])
  const content = await takenAnew(ctx, kind, spanFrom(row.period as string), version)
  await save(ctx, row, content)
  await keepEdit(ctx, row, 'figures', content)
}

/** What a writer was to write and has not. */
const toBeWritten = '（由起草人填写'

export async function complete(ctx: Ctx, row: Brief): Promise<void> {
  const version = await workingVersion(ctx, row)
  const open = version.sections.filter(one => isOpen(one, version))
  if (open.length > 0)
    throw invalid({
      '': `还没有写好：${open.map(one => `「${one.heading}」`).join('')}。请先修改，不需要的部分写明原因或写“无”。`,
    })
  if (version.to_main === '' && version.copy_to === '')
    throw invalid({ '': '主送、抄送都空着，请先填写报给谁。' })
}

const isOpen = (one: Version['sections'][number], { events }: Version): boolean =>
  one.text.includes(toBeWritten) || (one.text === '' && !(one.events && events.length > 0))

/**
 * 签发: the first time it gets its number, without gaps by kind and year, and its 发文字号 where the kind has one; a corrected
 * version keeps them. Whoever signs at the same moment waits.
 */
export async function signed(ctx: Ctx, row: Brief) {
  const version = await workingVersion(ctx, row)
  const shown = { version: row.latest_version, title: version.title, issued_by: ctx.actor.staffId }
  if (row.number !== null) return shown
  const year = Number(dayOf(ctx.now).slice(0, 4))
  const { rows } = await sql<{ number: number }>`
    select next_brief_number(${row.kind_code}, ${year}) as number`.execute(ctx.db)
  const serial =
    row.doc_prefix === ''
      ? null
      : (
          await sql<{
            serial: number
          }>`select next_brief_serial(${row.doc_prefix}, ${year}) as serial`.execute(ctx.db)
        ).rows[0]
  return {
    ...{ ...shown, year, number: rows[0]?.number as number, issued_at: ctx.now },
    doc_serial: serial?.serial ?? null,
  }
}

export const seal = async (ctx: Ctx, row: Brief): Promise<void> => {
  await ctx.db
    .updateTable('brief_version')
    .set({ signed_by: ctx.actor.staffId, issued_on: dayOf(ctx.now), writers: row.writers })
    .where('brief_id', '=', row.id)
    .where('version', '=', row.latest_version)
    .execute()
}

export const sent = async (ctx: Ctx, row: Brief) => ({
  ...{ sent_version: row.version, sent_at: ctx.now, first_sent_at: row.first_sent_at ?? ctx.now },
  ...{ received_at: null, received_by: null },
})

/** 更正: the next version begins as a copy of what was sent. */
export const corrected = async (ctx: Ctx, row: Brief) => ({
  ...{ latest_version: row.latest_version + 1, edited_at: ctx.now },
  ...{ writers: me(ctx), checked_by: null },
})

export async function copy(ctx: Ctx, row: Brief, correction: string): Promise<void> {
  const version = await versionOf(ctx, row.id, row.latest_version - 1)
  await ctx.db
    .insertInto('brief_version')
    .values({
      ...{ brief_id: row.id, version: row.latest_version, ...kept(version) },
      ...{ correction, saved_at: ctx.now },
    })
    .execute()
}

export async function discarded(_ctx: Ctx, row: Brief) {
  if (row.version === null || row.latest_version <= row.version) throw conflict('没有可以放弃的更正。')
  return { latest_version: row.latest_version - 1, writers: [], checked_by: null }
}

export async function discard(ctx: Ctx, row: Brief): Promise<void> {
  for (const table of ['brief_edit', 'brief_version'] as const)
    await ctx.db
      .deleteFrom(table)
      .where('brief_id', '=', row.id)
      .where('version', '>', row.latest_version)
      .execute()
}
