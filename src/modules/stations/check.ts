import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, invalid, notFound } from '#platform/errors'
import { files } from '#platform/forms'
import { isId } from '#platform/ids'
import { tell } from '#platform/notify'
import { perform } from '#platform/perform'
import { degreesOf, position } from '#platform/position'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { inspectStations } from './duties.ts'
import { type Grade, gradeOf, grades, partNames, parts, type Scores, scoreOf, weightsOf } from './grades.ts'
import { isWorking } from './levels.ts'
import { texts } from './messages.ts'
import { toHead } from './people.ts'
import { lockedStation, stationById, stationHints } from './queries.ts'
import { rectificationFlow, visibleOfHead } from './rectification.ts'
import { rectifyDays } from './settings.ts'
import { stationFlow } from './workflow.ts'

type Check = RowOf<'station_check'>

interface Sheet extends Scores {
  station_id: string
  position?: string | undefined
  remarks: string
  issues?: string | undefined
  photos: string[]
}

const score = (part: keyof typeof parts) =>
  z.number().int().min(0).max(100).meta({ label: parts[part].label, unit: '分', help: parts[part].help })

async function sheet(ctx: Ctx, _row: unknown, raw: Record<string, unknown>): Promise<z.ZodType<Sheet>> {
  const station = await stationAsked(ctx, raw.station_id)
  return z.object({
    station_id: z.literal(station.id).meta({ widget: 'hidden' }),
    position: position.meta({ label: '检查时的位置', help: '在站点门口取一次，证明到过现场；可不填。' }),
    ...(Object.fromEntries(partNames.map(part => [part, score(part)])) as Record<
      keyof typeof parts,
      z.ZodNumber
    >),
    remarks: z.string().trim().min(5).max(500).meta({
      label: '检查情况',
      widget: 'textarea',
      help: '会告知站长，写看到的和问到的。',
    }),
    issues: z.string().trim().min(5).max(1_000).optional().meta({
      label: '需要整改的问题',
      widget: 'textarea',
      help: '不合格时必填，逐条写清要改成什么样；合格的可不填。',
    }),
    photos: files(9)
      .refine(ids => ids.length > 0, '请拍摄现场照片')
      .meta({ label: '现场照片', accept: 'image/*' }),
  }) as unknown as z.ZodType<Sheet>
}

/** The station that is checked: one that serves people. */
async function stationAsked(ctx: Ctx, id: unknown) {
  const station = typeof id === 'string' && isId(id) ? await stationById(ctx, id) : undefined
  if (!station) throw notFound('这个服务站')
  if (!isWorking(station.state)) throw conflict('这个站点现在没有运营，不能检查。')
  return station
}

/** 4.3.3 督查: a score sheet filled in on the spot; a station that fails has to mend what was found. */
export const checkFlow = defineWorkflow({
  subject: 'station_check',
  label: '服务站检查',
  clause: '4.3.3',
  states: { made: { label: '已检查', tone: 'green', final: true } },
  visible: visibleOfHead('station_check'),
  title: row => `${row.checked_on} 检查`,
  hints: (ctx, ids) => stationHints(ctx, 'station_check', ids),
  href: (row, actor) => (actor.staffId ? `/desk/stations/checks/${row.id}` : '/my/station'),
  record: z.object({
    id: z.uuid(),
    station_id: z.uuid(),
    checked_on: z.string(),
    premises: z.number().int(),
    capability: z.number().int(),
    results: z.number().int(),
    villagers: z.number().int(),
    score: z.coerce.number(),
    grade: z.enum(Object.keys(grades) as [Grade, ...Grade[]]),
  }),
  actions: action => ({
    make: action<Sheet>({
      label: '提交检查结果',
      past: '检查了站点',
      done: '检查结果已提交，已告知站长',
      from: 'new',
      to: 'made',
      by: inspectStations,
      tone: 'primary',
      input: sheet,
      about: async (ctx, raw) => (await stationAsked(ctx, raw.station_id)).name,
      effect: async (ctx, _row, { station_id, position: place, remarks, issues = '', ...given }) => {
        const weights = weightsOf(ctx.centre)
        const scores = Object.fromEntries(partNames.map(part => [part, given[part]])) as Scores
        const total = scoreOf(scores, weights)
        const grade = gradeOf(ctx.centre, total)
        if (grade === 'fail' && issues === '')
          throw invalid({ issues: `合计 ${total} 分，不合格，请写明需要整改的问题。` })
        return {
          ...{ station_id, ...scores, weights, grade, remarks, issues },
          ...degreesOf(place),
          score: total,
          checked_on: dayOf(ctx.now),
          checked_by: ctx.actor.staffId as string,
        }
      },
      consequence,
      note: (_input, row) => `${row.score} 分，${grades[row.grade as Grade].label}`,
    }),
  }),
})

async function consequence(ctx: Ctx, row: Check): Promise<void> {
  // Two inspectors may be there on one day: the second sees what the first began.
  const station = await lockedStation(ctx, row.station_id)
  const { label } = grades[row.grade as Grade]
  const values = { name: station.name, score: String(row.score), grade: label, remarks: row.remarks }
  await tell(ctx, toHead(station, texts.checked, values))
  // What is being mended already is not ordered twice.
  if (row.grade !== 'fail' || station.state !== 'open') return
  const bySystem = { ...ctx, actor: system }
  await perform(bySystem, stationFlow, 'rectify', station.id)
  await perform(bySystem, rectificationFlow, 'order', null, {
    station_id: station.id,
    ordered_by: row.checked_by,
    check_id: row.id,
    issues: row.issues,
    days: rectifyDays.of(ctx.centre),
  })
}
