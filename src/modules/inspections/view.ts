import { badgeOf } from '#modules/actions'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { type FileRow, filesOf } from '#platform/files'
import { dateTime } from '#platform/format'
import { holds } from '#platform/who'
import { readPools } from './draw.ts'
import { inspect, manageInspections, reportRectification } from './duties.ts'
import { answersOf } from './effects.ts'
import { type Inspection, inspectionFlow } from './inspection.ts'
import type { OrderLine, Place, PointLine, Section, ShownDraw, ShownPools } from './pages/parts.tsx'
import { amountInWords, kindLabel, type Planning } from './plan.ts'
import { poolTargets } from './pools.ts'
import { drawOf, inspectionsOfPlan, seatsOf } from './queries.ts'
import { myOrderPage, orderPage, type Rectification, rectificationFlow } from './rectification.ts'
import { type Point, pointsOf, type Verdict, verdicts } from './sheet.ts'
import type { Plan } from './workflow.ts'

/** Everybody at the desk reads plans and sheets; ledger and exceptions are for the bureau and the centre's director. */
export const placeOf = ({ actor }: Ctx, current: Section): Place => ({
  current,
  open: [
    ...(['plans', 'orders'] as const),
    ...(holds(actor, ...readsLedger) ? (['ledger', 'exceptions'] as const) : []),
    'sheets',
    ...(holds(actor, ...readsAvoided) ? (['avoid'] as const) : []),
  ],
})
export const readsLedger = [manageInspections, reportRectification] as const
export const readsAvoided = [manageInspections, inspect] as const

/** 服务商、功能区，抽 20% */
export const scopeOf = (plan: { kinds: readonly string[]; measure: string; amount: number }): string =>
  `${plan.kinds.map(kindLabel).join('、')}，抽 ${amountInWords(plan as Pick<Planning, 'measure' | 'amount'>)}`

export const spanOf = (plan: { first_day: string; last_day: string }): string =>
  plan.first_day === plan.last_day ? plan.first_day : `${plan.first_day} 至 ${plan.last_day}`

export const shownPools = (plan: Plan): ShownPools | null =>
  plan.pools && plan.digest && plan.fixed_at
    ? { ...readPools(plan.pools), digest: plan.digest, fixedAt: dateTime(plan.fixed_at) }
    : null

interface StoredTeam {
  target: number
  inspectors: number[]
}

/** The result of the draw with what became of each team; at the desk each leads to its inspection. */
export async function shownDraw(ctx: Ctx, plan: Plan, atDesk: boolean): Promise<ShownDraw | null> {
  const drawn = await drawOf(ctx, plan.id)
  if (!drawn || !plan.pools) return null
  const [targets, inspections] = await Promise.all([
    poolTargets(ctx, plan.id),
    inspectionsOfPlan(ctx, plan.id),
  ])
  const seats = await seatsOf(
    ctx,
    inspections.map(one => one.id),
  )
  const { inspectors } = readPools(plan.pools)
  return {
    number: drawn.number,
    seed: drawn.seed,
    witnesses: drawn.witnesses as unknown as ShownDraw['witnesses'],
    drawnAt: dateTime(drawn.drawn_at),
    drawnBy: drawn.drawn_by,
    teams: (drawn.teams as unknown as StoredTeam[]).map(team => {
      const target = targets.find(one => one.number === team.target)
      const inspection = inspections.find(one => one.target === team.target)
      return {
        target: team.target,
        name: target?.name ?? '',
        href: target?.href ?? '/inspections',
        inspectors: inspectors
          .filter(one => team.inspectors.includes(one.number))
          .sort((a, b) => team.inspectors.indexOf(a.number) - team.inspectors.indexOf(b.number)),
        changes: inspection ? changesOf(inspection, seats.get(inspection.id) ?? []) : [],
        state: inspection ? badgeOf(inspectionFlow, inspection.state) : null,
        page: atDesk && inspection ? `/desk/inspections/${inspection.id}` : null,
      }
    }),
  }
}

type SeatRow = Awaited<ReturnType<typeof seatsOf>> extends Map<string, Array<infer R>> ? R : never

/** 吴秀英改为胡国平，原因：…; or why it did not take place. */
function changesOf(inspection: Inspection, seats: readonly SeatRow[]): string[] {
  const passed = seats
    .filter(seat => seat.state === 'replaced')
    .map(seat => {
      const next = seats.find(one => one.follows === seat.id)
      return `${seat.name}改为${next?.name ?? ''}（按抽取顺序），原因：${seat.reason ?? ''}`
    })
  return inspection.excuse ? [...passed, `免检，原因：${inspection.excuse}`] : passed
}

const tones = { pass: 'green', fail: 'red', na: 'grey' } as const

/** The sheet of an inspection with verdicts, remarks and pictures. */
export async function shownSheet(
  ctx: Ctx,
  inspection: Inspection,
): Promise<{ points: PointLine[]; answered: number; paper: FileRow[] }> {
  const [points, files] = await Promise.all([
    pointsOf(ctx, inspection.sheet_id, inspection.sheet_version),
    filesOf(ctx, 'inspection', inspection.id),
  ])
  const answers = answersOf(inspection)
  return {
    answered: points.filter(one => answers[one.key]).length,
    paper: files.filter(file => file.field === 'paper'),
    points: points.map(({ key, text, help }) => ({
      text,
      help,
      verdict: verdictOf(answers[key]?.result),
      remark: answers[key]?.remark ?? '',
      photos: files.filter(file => file.field === `answers.${key}_photos`),
    })),
  }
}

const verdictOf = (result: Verdict | undefined) =>
  result ? { label: verdicts[result], tone: tones[result] } : null

export const blankPoints = (points: readonly Point[]): PointLine[] =>
  points.map(({ text, help, score }) => ({
    text,
    help: [help, `${score} 分`].filter(Boolean).join('；'),
    verdict: null,
    remark: '',
    photos: [],
  }))

export const isLate = (ctx: Ctx, row: Pick<Rectification, 'state' | 'due_on'>): boolean =>
  row.state === 'open' && row.due_on < dayOf(ctx.now)

export const orderLine = (
  ctx: Ctx,
  row: Pick<Rectification, 'id' | 'number' | 'target_name' | 'point' | 'due_on' | 'state'>,
): OrderLine => ({
  id: row.id,
  number: row.number,
  target: row.target_name,
  point: row.point,
  due_on: row.due_on,
  late: isLate(ctx, row),
  href: ctx.actor.staffId ? orderPage(row) : myOrderPage(row),
  state: badgeOf(rectificationFlow, row.state),
})

export const results: Record<string, string> = { clean: '没有发现问题', findings: '发现问题' }

/** An inspection's facts in words. */
export const shownInspection = (
  inspection: Inspection,
  plan: { number: string; title: string },
  atDesk: boolean,
) => ({
  id: inspection.id,
  target_name: inspection.target_name,
  plan: {
    href: `${atDesk ? '/desk/inspections/plans' : '/inspections'}/${inspection.plan_id}`,
    label: `${plan.number} ${plan.title}`,
  },
  last_day: inspection.last_day,
  arrived: inspection.arrived_at && dateTime(inspection.arrived_at),
  inspected_on: inspection.inspected_on,
  entered_later: inspection.entered_later,
  opinion: inspection.opinion || null,
  score: inspection.score,
  result: inspection.result && (results[inspection.result] ?? null),
  publish: inspection.published_at
    ? `已公开（${dayOf(inspection.published_at)}）`
    : inspection.publish_on && `${inspection.publish_on} 公开`,
})
