import { z } from 'zod'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { noId } from '#platform/ids'
import { message } from '#platform/notify'
import { find, perform } from '#platform/perform'
import { weighted } from '#platform/scoring'
import type { Template } from '#platform/templates'
import { type Addressee, allOf, anyOf, concerned, holds, not, theSystem } from '#platform/who'
import { type AnyWorkflow, defineWorkflow, type RowOf, workflows } from '#platform/workflow'
import { type Seat, seats } from './codes.ts'
import { decideIncubation, manageIncubation } from './duties.ts'
import { area, reason, yes } from './fields.ts'
import type { SheetLine } from './guide-standard.ts'
import { texts } from './messages.ts'
import { expertBy, substitutes } from './panel.ts'
import { deskPage, type Incubation } from './people.ts'
import { reviewDays } from './settings.ts'

export type Review = RowOf<'incubation_review'>
export type Sheet = { scores: Record<string, number>; veto: string; opinion: string; unbiased: boolean }

const theReviewer: Addressee<Review> = {
  says: '被请的评审人',
  test: (actor, row) =>
    row.reviewer_id === null ? isInvited(actor, row) : actor.staffId === row.reviewer_id,
  // An expert from outside has no list of tasks: they are told by SMS, and find it in their own pages.
  address: row => (row.reviewer_id ? { staff_id: row.reviewer_id } : {}),
}
const isInvited = (actor: Actor, row: Pick<Review, 'identity_id'>): boolean =>
  row.identity_id !== null && actor.identityId === row.identity_id

const projects = (): AnyWorkflow => workflows.get('incubation') as AnyWorkflow
export const projectOf = async (ctx: Ctx, id: string): Promise<Incubation> =>
  (await find({ ...ctx, actor: system }, projects(), id)) as unknown as Incubation

/** The frozen sheet of the project, as a form. What is written in it the journal does not keep: it would tell the others. */
async function sheet(ctx: Ctx, row: Review | null): Promise<z.ZodType<Sheet>> {
  const lines = row ? ((await projectOf(ctx, row.incubation_id)).sheet as unknown as SheetLine[]) : []
  const marks = lines.map(line => [
    line.key,
    z
      .number()
      .int()
      .min(0)
      .max(100)
      .meta({ label: `${line.label}（占 ${line.weight}%）`, unit: '分', help: `${line.about}。满分 100。` }),
  ])
  return z.object({
    scores: z.object(Object.fromEntries(marks)).meta({ secret: true }),
    veto: z
      .string()
      .trim()
      .max(500)
      .refine(said => said === '' || said.length >= 5, '请写明理由，至少 5 个字')
      .default('')
      .meta({
        label: '一票否决的理由',
        widget: 'textarea',
        help: '只在违法、虚假或根本做不成时填写；填了，无论得分多少都不通过。',
        secret: true,
      }),
    opinion: area('评审意见', 5, 1000).meta({ label: '评审意见', widget: 'textarea', secret: true }),
    unbiased: yes('我与申请人没有任职、投资、亲属等利害关系', '有利害关系的，请改点“申请回避”'),
  }) as unknown as z.ZodType<Sheet>
}

/** The points of a frozen sheet, in tenths. */
export const totalOf = (lines: readonly SheetLine[], scores: Record<string, number>): number =>
  weighted(Object.fromEntries(lines.map(line => [line.key, line])), scores)

const page = (row: Pick<Review, 'incubation_id'>): string => deskPage(row.incubation_id)
const toReviewer = (row: Review, text: Template<'name'> | Template<'name' | 'days'>, values: object) =>
  message(
    row.reviewer_id ? { staff: row.reviewer_id } : { identity: row.identity_id as string },
    text as Template<'name'>,
    values as { name: string },
    row.reviewer_id ? page(row) : `/my/incubation/reviews/${row.id}`,
  )
const replaceable = allOf(manageIncubation, not(concerned))

/**
 * 5.4.1 One seat's sheet. Sealed: until all are in, nobody reads another's, whoever they are; who manages the review sees
 * only whose are still missing.
 */
export const incubationReviewFlow = defineWorkflow({
  subject: 'incubation_review',
  label: '入孵评审',
  clause: '5.4.1',
  clocks: { review: { label: '评审', within: reviewDays } },
  states: {
    asked: { label: '待评审', tone: 'orange', awaits: theReviewer, clock: 'review' },
    conflicted: { label: '申请回避', tone: 'red', awaits: manageIncubation },
    given: { label: '已评审', tone: 'green', final: true },
    replaced: { label: '已回避', tone: 'grey', final: true },
    cancelled: { label: '不再需要', tone: 'grey', final: true },
  },
  joins: {
    parent: 'incubation',
    by: 'incubation_id',
    settled: ['given', 'replaced', 'cancelled'],
    do: 'conclude',
  },
  visible: ({ db, actor }, query) => {
    if (actor.kind === 'system') return query
    const { staffId } = actor
    // Of others' sheets an expert from outside sees none, before and after.
    if (staffId === null) return query.where('incubation_review.identity_id', '=', actor.identityId ?? noId)
    const open = db
      .selectFrom('incubation')
      .select('incubation.id')
      .where('incubation.state', '=', 'reviewing')
    const own = db
      .selectFrom('incubation_review as own')
      .select('own.incubation_id')
      .where('own.reviewer_id', '=', staffId)
    return query.where(eb =>
      eb.or([
        eb('incubation_review.reviewer_id', '=', staffId),
        eb.and([
          eb('incubation_review.incubation_id', 'in', own),
          eb('incubation_review.incubation_id', 'not in', open),
        ]),
        ...(holds(actor, manageIncubation, decideIncubation)
          ? [
              eb.or([
                eb('incubation_review.state', '!=', 'given'),
                eb('incubation_review.incubation_id', 'not in', open),
              ]),
            ]
          : []),
      ]),
    )
  },
  title: row => `评审${row.name}`,
  href: (row, actor) => (actor.staffId ? page(row) : `/my/incubation/reviews/${row.id}`),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    incubation_id: z.uuid(),
    reviewer_id: z.uuid().nullable(),
    seat: z.string(),
    total: z.number().int().nullable().meta({ description: '十分之一分' }),
    given_at: z.date().nullable(),
  }),
  actions: action => ({
    ask: action<{ incubation_id: string; party_id: string; name: string; reviewer_id: string; seat: Seat }>({
      label: '请其评审',
      past: '请其评审',
      from: 'new',
      to: 'asked',
      by: theSystem,
      inner: true,
      input: z.object({
        ...{ incubation_id: z.uuid(), party_id: z.uuid(), name: z.string(), reviewer_id: z.uuid() },
        seat: z.enum(Object.keys(seats) as [Seat, ...Seat[]]),
      }),
      effect: async (ctx, _row, { reviewer_id, ...input }) => ({
        ...{ ...input, asked_at: ctx.now },
        ...((await expertBy(ctx, reviewer_id)) ?? { reviewer_id }),
      }),
      tell: (row, _input, ctx) => [
        toReviewer(row, row.reviewer_id ? texts.review : texts.reviewOutside, {
          ...{ name: row.name, days: String(reviewDays.of(ctx.centre)) },
        }),
      ],
    }),
    give: action<Sheet>({
      label: '打分',
      past: '交了评审表',
      done: '评审表已交，全部交齐后公开给评审组',
      from: ['asked'],
      to: 'given',
      by: allOf(theReviewer, not(concerned)),
      tone: 'primary',
      input: sheet,
      effect: async (ctx, row, { scores, veto, opinion }) => ({
        scores: JSON.stringify(scores),
        total: totalOf((await projectOf(ctx, row.incubation_id)).sheet as unknown as SheetLine[], scores),
        veto: veto || null,
        opinion,
        given_at: ctx.now,
      }),
    }),
    declare: action<{ reason: string }>({
      label: '申请回避',
      past: '申请回避',
      done: '已记下，会另选一位评审',
      from: ['asked'],
      to: 'conflicted',
      by: theReviewer,
      input: reason('有什么利害关系', '例如：亲属在其中；曾经合作、借款。'),
      effect: async (_ctx, _row, input) => ({ conflict: input.reason }),
      note: input => input.reason,
      tell: row => [
        message({ duty: manageIncubation.code }, texts.conflicted, { name: row.name }, page(row)),
      ],
    }),
    replace: action<{ reviewer_id: string }>({
      label: '另选评审人',
      past: '另选了评审人',
      from: ['conflicted'],
      to: 'replaced',
      by: anyOf(theSystem, replaceable),
      tone: 'primary',
      input: async (ctx, row) =>
        substitutes(
          ctx,
          row ? await projectOf(ctx, row.incubation_id) : null,
          (row?.seat ?? 'market') as Seat,
        ),
      consequence: async (ctx, row, { reviewer_id }) => {
        const input = { reviewer_id, seat: row.seat }
        await perform({ ...ctx, actor: system }, projects(), 'addReviewer', row.incubation_id, input)
      },
    }),
    standDown: action<{ reason: string }>({
      label: '不再评审',
      past: '不再评审，等待另选',
      from: ['asked'],
      to: 'conflicted',
      by: theSystem,
      inner: true,
      input: z.object({ reason: z.string() }),
      effect: async (_ctx, _row, input) => ({ conflict: input.reason }),
      note: input => input.reason,
      tell: row => [
        message({ duty: manageIncubation.code }, texts.conflicted, { name: row.name }, page(row)),
      ],
    }),
    cancel: action({
      label: '不再需要',
      past: '不再需要评审',
      from: ['asked', 'conflicted'],
      to: 'cancelled',
      by: theSystem,
      inner: true,
      tell: row => [toReviewer(row, texts.notNeeded, { name: row.name })],
    }),
  }),
})
