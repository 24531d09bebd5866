import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { noId } from '#platform/ids'
import { message, tell } from '#platform/notify'
import { type Addressee, allOf, concerned, everDid, not, theSystem, type Who } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { approveContests, manageContests, seesContests } from './duties.ts'
import { criteriaOf, reason } from './inputs.ts'
import { texts } from './messages.ts'
import { marksOf, replace } from './panel.ts'
import { accountsOf, judgedBy, type Sheet } from './people.ts'
import { contestOf, judgesOf, roundOf, roundsOf } from './queries.ts'
import { totalOf } from './ranking.ts'
import { digestOf, numberText } from './replay.ts'

const theJudge: Addressee<Sheet> = {
  says: '这件作品的评委',
  test: (actor, row) => actor.identityId !== null && actor.identityId === row.identity_id,
  address: row => (row.staff_id ? { staff_id: row.staff_id } : {}),
}
const judge = allOf(theJudge as Who<Sheet>, not(concerned))
const secondPerson = allOf(approveContests as Who<Sheet>, not(everDid('申请解锁的人', 'askUnlock')))

/** The marks of one sheet; none of it is kept by the journal, which others read. */
async function marking(ctx: Ctx, row: Sheet | null) {
  const criteria = criteriaOf(await roundOf(ctx, row?.round_id))
  const fields = Object.fromEntries(
    criteria.flatMap(({ label, weight, anchors }, at) => [
      [
        `m${at}`,
        z
          .number()
          .int()
          .min(0)
          .max(100)
          .meta({ label: `${label}（占 ${weight}%）`, unit: '分', help: anchors, secret: true }),
      ],
      [
        `c${at}`,
        z
          .string()
          .trim()
          .max(300)
          .default('')
          .meta({ label: `${label}：评语`, widget: 'textarea', rows: 2, secret: true }),
      ],
    ]),
  )
  return z.object({
    ...fields,
    opinion: z
      .string()
      .trim()
      .min(2)
      .max(500)
      .meta({ label: '总的意见', widget: 'textarea', rows: 3, secret: true }),
  }) as unknown as z.ZodType<Record<string, unknown>>
}

async function knownMarks(_ctx: Ctx, row: Sheet | null): Promise<Record<string, unknown>> {
  if (!row?.marks) return {}
  const known = marksOf(row).flatMap(({ mark, comment }, at) => [
    [`m${at}`, mark],
    [`c${at}`, comment],
  ])
  return { ...Object.fromEntries(known), opinion: row.opinion }
}

async function marked(ctx: Ctx, row: Sheet, input: Record<string, unknown>) {
  const criteria = criteriaOf(await roundOf(ctx, row.round_id))
  const marks = criteria.map((_, at) => ({
    mark: Number(input[`m${at}`]),
    comment: String(input[`c${at}`] ?? ''),
  }))
  const total = totalOf(
    criteria.map(one => one.weight),
    marks.map(one => one.mark),
  )
  return { marks: JSON.stringify(marks), total, opinion: String(input.opinion) }
}

/** What is signed, as text: whoever has the sheet can make the digest again. */
const textOfSheet = (row: Sheet, name: string, at: Date): string =>
  JSON.stringify({
    sheet: row.id,
    entry: row.number,
    marks: marksOf(row),
    total: row.total,
    opinion: row.opinion,
    signed: name,
    at: at.toISOString(),
  })

async function signed(ctx: Ctx, row: Sheet, { signed_name }: { signed_name: string }) {
  const own = (await judgesOf(ctx, row.contest_id)).find(one => one.id === row.judge_id)
  if (own?.name !== signed_name) throw invalid({ signed_name: '请签邀请您时登记的姓名' })
  return { signed_name, signed_at: ctx.now, digest: digestOf(textOfSheet(row, signed_name, ctx.now)) }
}

/** While the round goes on; or, after an upheld objection, a sheet of the last round. */
async function unlockable(ctx: Ctx, row: Sheet): Promise<void> {
  const [contest, rounds] = await Promise.all([contestOf(ctx, row.contest_id), roundsOf(ctx, row.contest_id)])
  const round = rounds.find(one => one.id === row.round_id)
  const last = round?.id === rounds.at(-1)?.id
  if (round?.state !== 'judging' && !(contest.state === 'correcting' && last))
    throw conflict('这一轮评分已经结束，只有异议成立、更正结果时才能解锁最后一轮的评分表。')
}

/** 5.4.2 One judge's sheet of one entry. Sealed: its marks are shown to nobody else before the round is closed. */
export const sheetFlow = defineWorkflow({
  subject: 'contest_sheet',
  label: '评分表',
  clause: '5.4.2',
  states: {
    open: { label: '待评', tone: 'orange', awaits: theJudge },
    locked: { label: '已签名锁定', tone: 'green', final: true },
    unlocking: { label: '申请解锁', tone: 'red', awaits: approveContests },
    recused: { label: '已回避', tone: 'grey', final: true },
    void: { label: '已改派', tone: 'grey', final: true },
  },
  joins: {
    parent: 'contest_round',
    by: 'round_id',
    settled: ['locked', 'recused', 'void'],
    do: 'close',
  },
  visible: (ctx, query) => {
    const { actor } = ctx
    if (actor.kind === 'system') return query
    const parties = [...actor.parties, ...(actor.twin?.parties ?? [])]
    return query.where(eb =>
      eb.or([
        // One's own, until one stands aside; never of an entry that is one's own.
        eb.and([
          eb('contest_sheet.identity_id', '=', actor.identityId ?? noId),
          eb('contest_sheet.state', 'in', ['open', 'locked', 'unlocking']),
          eb('contest_sheet.party_id', 'not in', [noId, ...parties]),
        ]),
        ...(seesContests(actor) ? [eb('contest_sheet.contest_id', 'not in', judgedBy(ctx))] : []),
      ]),
    )
  },
  title: row => `评审 ${numberText(row.number)}`,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('contest_sheet')
      .innerJoin('contest', 'contest.id', 'contest_sheet.contest_id')
      .innerJoin('contest_round', 'contest_round.id', 'contest_sheet.round_id')
      .select(['contest_sheet.id', 'contest.title', 'contest_round.name'])
      .where('contest_sheet.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, `${row.title} · ${row.name}`]))
  },
  href: (row, actor) =>
    accountsOf(actor).includes(row.identity_id ?? '')
      ? row.state === 'recused'
        ? `/my/contests/judging/${row.judge_id}`
        : `/my/contests/sheets/${row.id}`
      : `/desk/contests/${row.contest_id}/rounds`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    contest_id: z.uuid(),
    round_id: z.uuid(),
    number: z.number().int(),
    signed_at: z.date().nullable(),
    digest: z.string().nullable(),
  }),
  actions: action => ({
    assign: action<
      Pick<Sheet, 'contest_id' | 'round_id' | 'entry_id' | 'judge_id' | 'party_id' | 'number' | 'turn'>
    >({
      label: '分派',
      past: '分派了评审',
      from: 'new',
      to: 'open',
      by: theSystem,
      inner: true,
      input: z.object({
        ...{ contest_id: z.uuid(), round_id: z.uuid(), entry_id: z.uuid(), judge_id: z.uuid() },
        ...{ identity_id: z.uuid().nullable(), staff_id: z.uuid().nullable(), party_id: z.uuid() },
        ...{ number: z.number().int(), turn: z.number().int() },
      }),
      effect: async (_ctx, _row, input) => input,
    }),
    mark: action<Record<string, unknown>>({
      label: '打分',
      past: '打了分（未锁定）',
      done: '已存下，还没有锁定；核对后请签名锁定',
      from: ['open'],
      by: judge,
      tone: 'primary',
      input: marking,
      prefill: knownMarks,
      effect: marked,
    }),
    lock: action<{ signed_name: string; sure: boolean }>({
      label: '签名锁定',
      past: '签名锁定了评分表',
      done: '已签名锁定',
      from: ['open'],
      to: 'locked',
      by: judge,
      blockedBy: row => row.marks === null && '请先打分。',
      input: z.object({
        signed_name: z
          .string()
          .trim()
          .min(2)
          .max(20)
          .meta({ label: '签名', help: '写下您的姓名，等于在评分表上签字。' }),
        sure: z
          .boolean()
          .default(false)
          .refine(Boolean, '请确认')
          .meta({ label: '分数和评语我已核对，锁定后不能自行修改', widget: 'checkbox' }),
      }),
      effect: signed,
    }),
    recuse: action<{ reason: string }>({
      label: '申请回避',
      past: '申请回避',
      done: '已记下，这件作品改由别人评审',
      from: ['open'],
      to: 'recused',
      by: theJudge,
      input: reason('有什么利害关系', '记下后您就看不到这件作品了。'),
      effect: async (_ctx, _row, input) => ({
        ...{ reason: input.reason, marks: null, total: null, opinion: '' },
      }),
      consequence: async (ctx, row) => {
        const round = await roundOf(ctx, row.round_id)
        if (round.state === 'judging') await replace(ctx, round)
      },
    }),
    void: action({
      label: '改派',
      past: '改派给别的评委',
      from: ['open'],
      to: 'void',
      by: theSystem,
      inner: true,
      effect: async () => ({ marks: null, total: null, opinion: '' }),
    }),
    askUnlock: action<{ reason: string }>({
      label: '申请解锁',
      past: '申请解锁评分表',
      from: ['locked'],
      to: 'unlocking',
      by: manageContests as Who<Sheet>,
      input: reason('为什么要解锁', '例如：评委来电说把两件作品的分数填反了。由另一人核准。'),
      note: input => input.reason,
      effect: async (ctx, row, input) => {
        await unlockable(ctx, row)
        return { reason: input.reason }
      },
      consequence: async (ctx, row) => {
        const { title, id } = await contestOf(ctx, row.contest_id)
        const to = { duty: approveContests.code }
        await tell(ctx, message(to, texts.unlocking, { title }, `/desk/contests/${id}/rounds`))
      },
    }),
    unlock: action({
      label: '核准解锁',
      past: '核准解锁，评分表留有记号',
      from: ['unlocking'],
      to: 'open',
      by: secondPerson,
      tone: 'danger',
      confirm: '解锁后由评委核对、重新签名；原来的签名和分数留存，重算文件里注明解锁次数。',
      effect: async (_ctx, row) => ({
        ...{ signed_name: null, signed_at: null, digest: null, unlocks: row.unlocks + 1 },
        earlier: JSON.stringify([
          ...(row.earlier as unknown[]),
          {
            ...{ marks: row.marks, total: row.total, opinion: row.opinion, signed: row.signed_name },
            ...{ at: row.signed_at, digest: row.digest, reason: row.reason },
          },
        ]),
      }),
      consequence: async (ctx, row) => {
        const { title } = await contestOf(ctx, row.contest_id)
        const to = { identity: row.identity_id as string }
        await tell(ctx, message(to, texts.unlocked, { title }, `/my/contests/sheets/${row.id}`))
      },
    }),
    keepLocked: action({
      label: '驳回解锁',
      past: '驳回了解锁',
      from: ['unlocking'],
      to: 'locked',
      by: secondPerson,
    }),
  }),
})
