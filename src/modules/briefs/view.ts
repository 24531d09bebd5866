import { type Button, badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { type Reading, readingsOf } from '#modules/indicators'
import { staffNames } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { type Changed, lineBetween, paragraphsBetween } from '#platform/differences'
import { filesOf } from '#platform/files'
import { dateTime } from '#platform/format'
import { adoptionFlow, type Level, levels } from './adoption.ts'
import { among, codesIn, eventWords } from './content.ts'
import { dispatchFlow, type Way, ways } from './dispatch.ts'
import type { FigureLine } from './pages/brief.tsx'
import { type Brief, seesAll } from './people.ts'
import { numberOf } from './printed.ts'
import { adoptionsOf, dispatchesOf } from './queries/briefs.ts'
import { type Edit, editsOf, kindById, type Version, versionOf } from './queries/versions.ts'
import { spanFrom } from './rhythms.ts'
import { changeIn, sinceThen, stateWords, valueIn } from './words.ts'
import { briefFlow } from './workflow.ts'

/** Which version somebody reads: the bureau the one that it was sent, the centre the latest, or an earlier one asked for. */
export async function shownVersion(ctx: Ctx, row: Brief, asked: string | undefined): Promise<Version> {
  const all = seesAll(ctx.actor)
  const last = all ? row.latest_version : (row.sent_version as number)
  const wanted = /^\d{1,4}$/.test(asked ?? '') ? Number(asked) : last
  return versionOf(ctx, row.id, wanted >= 1 && wanted <= last ? wanted : last)
}

export interface Asked {
  version?: string
  from?: string
  to?: string
}

export async function briefView(ctx: Ctx, row: Brief, asked: Asked) {
  const all = seesAll(ctx.actor)
  const version = await shownVersion(ctx, row, asked.version)
  const [kind, buttons, told, names, edits] = await Promise.all([
    kindById(ctx, row.kind_id),
    buttonsFor(ctx, briefFlow, row),
    story(ctx, { recordId: row.id }),
    staffNames(ctx, [...row.writers, row.author_id, row.checked_by, row.issued_by, row.received_by]),
    all ? editsOf(ctx, row.id) : [],
  ])
  const back = `/desk/briefs/${row.id}`
  const about = `brief_id=${row.id}&back=${back}`
  return {
    ...{ id: row.id, title: version.title, version: version.version, correction: version.correction },
    state: badgeOf(briefFlow, row.state),
    last: all ? row.latest_version : (row.sent_version ?? 1),
    facts: factsOf(row, version, names, kind.name),
    sections: version.sections.map(section => ({
      heading: section.heading,
      paragraphs: [
        ...section.text.split('\n').filter(line => line.trim() !== ''),
        ...(section.events ? version.events.map(eventWords) : []),
      ],
      figures: among(version.figures, section.codes).map(one => figureLine(one, row)),
    })),
    taken: version.taken_at ? dateTime(new Date(version.taken_at)) : null,
    changed: await changedSince(ctx, row, version),
    ...{ buttons, story: told },
    dispatches: await dispatchLines(ctx, row),
    adoptions: await adoptionLines(ctx, row),
    addDispatch:
      row.issued_at && mayCreate(ctx, dispatchFlow, 'record') ? `/act/brief_dispatch/record?${about}` : null,
    addAdoption:
      row.issued_at && mayCreate(ctx, adoptionFlow, 'record') ? `/act/brief_adoption/record?${about}` : null,
    differences: differences(edits, asked),
  }
}
export type BriefView = Awaited<ReturnType<typeof briefView>>

const factsOf = (row: Brief, version: Version, names: ReadonlyMap<string, string>, kind: string) => {
  const name = (id: string | null) => (id ? (names.get(id) ?? '') : '')
  return [
    { label: '种类', value: kind },
    { label: '编号', value: numberOf(row) || '签发时编号' },
    {
      label: '统计期',
      value: row.period ? `${spanFrom(row.period).label}（${row.first_day} 至 ${row.last_day}）` : '',
    },
    { label: '报送日', value: row.due_on ?? '' },
    { label: '主送', value: version.to_main },
    { label: '抄送', value: version.copy_to },
    { label: '起草', value: row.writers.map(name).join('、') || name(row.author_id) },
    { label: '核稿', value: name(row.checked_by) },
    { label: '签发', value: row.issued_at ? `${name(row.issued_by)} ${dateTime(row.issued_at)}` : '' },
    { label: '报送', value: row.sent_at ? dateTime(row.sent_at) : '' },
    { label: '签收', value: row.received_at ? `${name(row.received_by)} ${dateTime(row.received_at)}` : '' },
  ]
}

/** A figure as it stands in the brief, with the way to its own page. */
function figureLine(one: Reading, row: Brief): FigureLine {
  const kind = row.period?.includes('-W') ? null : row.period && spanFrom(row.period).kind
  return {
    href: `/desk/indicators/${one.code}${kind ? `?kind=${kind}&period=${row.period}` : ''}`,
    ...{ label: one.label, value: valueIn(one), state: stateWords[one.state], version: one.version },
    ...{ before: changeIn(one, one.before), year: changeIn(one, one.yearBefore) },
  }
}

/** Which figures are not any more what they were when they were taken down. */
async function changedSince(ctx: Ctx, row: Brief, { figures, sections }: Version) {
  if (row.period === null || figures.length === 0) return []
  const shown = among(figures, codesIn(sections))
  const now = await readingsOf(
    ctx,
    shown.map(one => one.code),
    spanFrom(row.period),
  )
  return shown.flatMap(one => {
    const says = sinceThen(
      one,
      now.find(other => other.code === one.code),
    )
    return says ? [{ ...figureLine(one, row), says }] : []
  })
}

const dispatchLines = async (ctx: Ctx, row: Brief) =>
  Promise.all(
    (await dispatchesOf(ctx, row.id)).map(async one => ({
      ...{ unit: one.unit, way: ways[one.way as Way], on: one.sent_on, note: one.reason ?? one.note },
      ...{ version: one.version, state: badgeOf(dispatchFlow, one.state) },
      buttons: await buttonsFor(ctx, dispatchFlow, one),
    })),
  )

const adoptionLines = async (ctx: Ctx, row: Brief) =>
  Promise.all(
    (await adoptionsOf(ctx, row.id)).map(async one => ({
      ...{ level: levels[one.level as Level], unit: one.unit, on: one.adopted_on, link: one.link },
      where: [one.publication, one.issue].filter(Boolean).join(' '),
      ...{ instruction: one.instruction, remark: one.reason ?? one.remark },
      state: badgeOf(adoptionFlow, one.state),
      files: await filesOf(ctx, 'brief_adoption', one.id),
      buttons: (await buttonsFor(ctx, adoptionFlow, one)) as Button[],
    })),
  )

const hows = { generated: '按数据写成', written: '修改', figures: '重新取数' } as const
const keyOf = (edit: Edit): string => `${edit.version}.${edit.number}`
const saysOf = (edit: Edit): string =>
  `第 ${edit.version} 版 · ${hows[edit.how as keyof typeof hows]} ${edit.who ?? ''} · ${dateTime(edit.at)}`

const changesBetween = (before: Edit, after: Edit): Changed[] => [
  ...lineBetween('标题', before.title, after.title),
  ...paragraphsBetween(before.body.split('\n'), after.body.split('\n')),
]

/** Two savings side by side: those that were asked for, or what the program wrote against what stands now. */
function differences(edits: readonly Edit[], { from, to }: Asked) {
  const later = edits.find(edit => keyOf(edit) === to) ?? edits.at(-1)
  const first = edits.find(edit => edit.version === (later?.version ?? 1))
  const earlier =
    edits.find(edit => keyOf(edit) === from) ??
    (first === later ? edits.findLast(edit => edit.version < (later?.version ?? 1)) : first) ??
    first
  return {
    from: earlier ? keyOf(earlier) : '',
    to: later ? keyOf(later) : '',
    changes: earlier && later ? changesBetween(earlier, later) : [],
    choices: edits.map(edit => ({ value: keyOf(edit), label: saysOf(edit) })),
  }
}
