import { z } from 'zod'
import { staffField, staffOfCentre } from '#modules/team'
import { type ClauseNumber, clauseParts } from '#platform/clauses'
import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { files } from '#platform/forms'
import { localPath } from '#platform/http'
import { periodFrom } from '#platform/periods'
import type { RowOf } from '#platform/workflow'
import { roundById } from './queries/rounds.ts'
import { type ItemServed, servedIn } from './queries/served.ts'
import type { SheetRow } from './score-sheet.ts'

type Mark = RowOf<'evaluation_mark'>

export const reason = (label: string, help: string) =>
  z.object({ reason: z.string().trim().min(5).max(500).meta({ label, help, widget: 'textarea' }) })

/** A record of this platform that shows what was done. */
export interface Linked {
  label: string
  href: string
}
const linked = z.object({
  label: z.string().trim().min(2).max(80).meta({ label: '名称' }),
  href: z
    .string()
    .trim()
    .max(300)
    .transform(within)
    .refine(path => localPath(path) !== null, '请从本平台的地址栏复制，例如 /desk/classes')
    .meta({ label: '地址' }),
})

/** Pasted from the address bar, or written as a path. */
function within(address: string): string {
  try {
    const { pathname, search } = new URL(address)
    return pathname + search
  } catch {
    return address
  }
}

export interface Scored {
  score: number
  words: string
  evidence: Linked[]
  services?: string[] | undefined
  proof?: string[] | undefined
}

/** The services of the period that belong to the row's clause: the scorer ticks what was really looked at. */
export async function servicesFor(
  ctx: Ctx,
  mark: Pick<Mark, 'evaluation_id' | 'clause'>,
): Promise<ItemServed[]> {
  if (!mark.clause) return []
  const round = await roundById(ctx, mark.evaluation_id)
  if (!round) return []
  const served = await servedIn(ctx, { first: round.first_day, last: round.last_day })
  return served.filter(one => one.clause === mark.clause)
}

export async function scored(ctx: Ctx, mark: Mark | null): Promise<z.ZodType<Scored>> {
  const row = mark?.row as unknown as SheetRow
  const services = mark ? await servicesFor(ctx, mark) : []
  const full = (mark?.points ?? 1_000) / 10
  return z.object({
    score: z
      .number()
      .min(0)
      .max(full)
      .refine(isTenths, '最多一位小数')
      .meta({ label: '得分', unit: '分', help: `满分 ${full} 分。${row?.explanation ?? ''}` }),
    words: z.string().trim().min(5).max(1_000).meta({
      label: '自评说明',
      widget: 'textarea',
      rows: 4,
      help: '做了什么，依据是什么，扣分的写明为什么。',
    }),
    evidence: z
      .array(linked)
      .max(20)
      .meta({
        label: '平台上的依据',
        help: `逐条写明名称和地址，点开就能看到。${row?.evidence ? `要求的材料：${row.evidence}` : ''}`,
      }),
    ...(services.length > 0 && { services: looked(services) }),
    proof: files(10)
      .optional()
      .meta({ label: '其他材料', ...(row?.on_site && { help: `现场检查：${row.on_site}` }) }),
  }) as unknown as z.ZodType<Scored>
}

const looked = (services: readonly ItemServed[]) =>
  z
    .array(z.enum(services.map(one => one.service) as [string, ...string[]]))
    .optional()
    .meta({
      label: '核对过的服务',
      widget: 'checkboxes',
      help: '期内真正提供过的服务；看过它的记录再选。没有选到的会列为没有评到。',
      options: services.map(one => ({ value: one.service, label: `${one.label}（${one.count} 次）` })),
    })

export const isTenths = (value: number): boolean => Math.abs(value * 10 - Math.round(value * 10)) < 1e-9

/** What was scored before; at first, the records of the period that the clause is shown by. */
export async function scoredBefore(ctx: Ctx, mark: Mark | null) {
  if (!mark) return {}
  const evidence = mark.evidence as unknown as Linked[]
  return {
    ...(mark.score !== null && { score: mark.score / 10, words: mark.words, services: mark.services }),
    evidence: mark.score === null ? await suggestedEvidence(ctx, mark) : evidence,
  }
}

async function suggestedEvidence(ctx: Ctx, mark: Mark): Promise<Linked[]> {
  const round = await roundById(ctx, mark.evaluation_id)
  const parts = clauseParts.filter(part => part.clause === (mark.clause as ClauseNumber | null))
  if (!round) return []
  const found = await Promise.all(parts.map(part => part.evidence(ctx, periodFrom(round.period))))
  return found
    .flat()
    .filter(one => one.count > 0)
    .slice(0, 20)
    .map(one => ({ label: `${one.label}（${one.count}）`, href: one.href }))
}

export interface Team {
  owner_id: string
  head_id: string
  reason: string
}
export async function team(ctx: Ctx): Promise<z.ZodType<Team>> {
  const staff = await staffOfCentre(ctx)
  return z
    .object({
      owner_id: staffField(staff, '由谁评分'),
      head_id: staffField(staff, '由谁确认'),
      ...reason('为什么换人', '记入经过。').shape,
    })
    .refine(one => one.owner_id !== one.head_id, { path: ['head_id'], message: '评分和确认不能是同一个人' })
}

/** Only as long as the round is still being worked on. */
export async function reopening(ctx: Ctx, mark: Mark | null) {
  const round = mark && (await roundById(ctx, mark.evaluation_id))
  if (round?.state !== 'working') throw conflict('这一轮的结果已经汇总；请先由审定人退回重评。')
  return reason('为什么重新评分', '评分人会看到。')
}

export type Role = 'owner' | 'head'
export interface HandedOn {
  role: Role
  to: string
  reason: string
}
export const handingOn = z.object({
  role: z.enum(['owner', 'head']),
  to: z.uuid(),
  reason: z.string(),
}) as z.ZodType<HandedOn>

/** The successor may already have the other part in it: then somebody else of the centre takes that one. */
export async function handedOn(ctx: Ctx, mark: Mark, { role, to }: HandedOn) {
  const [own, other] =
    role === 'owner' ? (['owner_id', 'head_id'] as const) : (['head_id', 'owner_id'] as const)
  if (mark[other] !== to) return { [own]: to }
  const substitute = (await staffOfCentre(ctx)).find(one => one.id !== to && one.id !== mark[own])
  if (!substitute) throw conflict('中心没有第三个人可以接手，请先增加人员。')
  return { [own]: to, [other]: substitute.id }
}
