import { sql } from 'kysely'
import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { noId } from '#platform/ids'
import { message, tell } from '#platform/notify'
import { allOf, anyPerson, applicant, concerned, not, theSystem, type Who } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { approveContests, checkContests, manageContests, seesContests } from './duties.ts'
import * as inputs from './entry-inputs.ts'
import { reason } from './inputs.ts'
import { texts } from './messages.ts'
import { type Entry, judgedBy, nobody } from './people.ts'
import { contestOf, lockContest } from './queries.ts'
import { checkDays, completeDays } from './settings.ts'

const checker = allOf(checkContests as Who<Entry>, not(concerned))
const page = (row: Entry): string => `/my/contests/entries/${row.id}`

const columnsOf = ({ as_team, members, attachments: _files, promised: _promise, ...plain }: inputs.Work) => ({
  ...plain,
  as_team: as_team ? as_team === 'team' : (members ?? []).length > 0,
})

/** Writes who takes part. One person is in one team of a contest: the index says so too. */
async function setMembers(ctx: Ctx, row: Entry, members: readonly inputs.Person[]): Promise<void> {
  await ctx.db.deleteFrom('contest_member').where('entry_id', '=', row.id).execute()
  const all = [{ name: row.contact_name, phone: row.contact_phone }, ...members]
  const taken = await ctx.db
    .selectFrom('contest_member')
    .select(['name', 'phone'])
    .where('contest_id', '=', row.contest_id)
    .where('active', '=', true)
    .where(
      'phone',
      'in',
      all.map(one => one.phone),
    )
    .executeTakeFirst()
  if (taken) {
    const at = all.findIndex(one => one.phone === taken.phone)
    const text = '这个手机号已经在本大赛的另一队里，同一人只能参加一队'
    throw invalid(at === 0 ? { contact_phone: text } : { [`members.${at - 1}.phone`]: text, members: text })
  }
  await ctx.db
    .insertInto('contest_member')
    .values(all.map((one, place) => ({ ...one, place, contest_id: row.contest_id, entry_id: row.id })))
    .execute()
}

const freed = async (ctx: Ctx, row: Entry): Promise<void> => {
  await ctx.db.updateTable('contest_member').set({ active: false }).where('entry_id', '=', row.id).execute()
}

const say = (
  row: Entry,
  text: (typeof texts)['eligible'] | (typeof texts)['ineligible'] | (typeof texts)['lacking'],
  values: Record<string, string>,
) => message({ party: row.party_id }, text as never, values as never, page(row))

/** 5.4.2 One entry of a person or a team: works as text, links and files; checked before anybody judges it. */
export const entryFlow = defineWorkflow({
  subject: 'contest_entry',
  label: '参赛报名',
  clause: '5.4.2',
  clocks: {
    check: { label: '资格审查', within: checkDays },
    complete: { label: '补正', within: completeDays, anew: true },
  },
  states: {
    submitted: { label: '资格审查', tone: 'blue', awaits: checkContests, clock: 'check' },
    returned: {
      label: '待补正',
      tone: 'orange',
      awaits: applicant,
      clock: 'complete',
      after: { within: completeDays, do: 'lapse' },
    },
    eligible: { label: '已通过', tone: 'green', awaits: nobody },
    ineligible: { label: '未通过', tone: 'red', final: true },
    withdrawn: { label: '已退出', tone: 'grey', final: true },
    disqualified: { label: '取消资格', tone: 'red', final: true },
    finished: { label: '已完赛', tone: 'green', final: true },
  },
  visible: (ctx, query) => {
    const { actor } = ctx
    if (actor.kind === 'system') return query
    return query.where(eb =>
      eb.or([
        eb('contest_entry.party_id', 'in', [noId, ...actor.parties]),
        // Who judges a contest sees nothing of its entries but the sheets that are theirs.
        ...(seesContests(actor) ? [eb('contest_entry.contest_id', 'not in', judgedBy(ctx))] : []),
      ]),
    )
  },
  title: row => `参赛报名 ${row.title}`,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('contest_entry')
      .innerJoin('contest', 'contest.id', 'contest_entry.contest_id')
      .select(['contest_entry.id', 'contest.title'])
      .where('contest_entry.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, row.title]))
  },
  href: (row, actor) => (actor.staffId ? `/desk/contests/entries/${row.id}` : page(row)),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    contest_id: z.uuid(),
    title: z.string(),
    about: z.string(),
    as_team: z.boolean(),
    submitted_at: z.date(),
  }),
  actions: action => ({
    enter: action<inputs.Entering>({
      label: '报名参赛',
      past: '报了名',
      done: '已报名，资格审查的结果会通知您',
      from: 'new',
      to: 'submitted',
      by: anyPerson,
      tone: 'primary',
      keep: '先存着，回头再填',
      about: async (ctx, raw) => (await contestOf(ctx, raw.contest_id).catch(() => null))?.title ?? null,
      input: inputs.entering,
      prefill: inputs.known,
      effect: async (ctx, _row, { contest_id, party_id, ...work }) => {
        const contest = await lockContest(ctx, contest_id)
        inputs.refuseClosed(contest, ctx.now)
        const { turn } = await ctx.db
          .selectFrom('contest_entry')
          .select(sql<number>`coalesce(max(turn), 0) + 1`.as('turn'))
          .where('contest_id', '=', contest_id)
          .executeTakeFirstOrThrow()
        return {
          ...columnsOf(work),
          ...{ contest_id, party_id, turn, submitted_at: ctx.now },
          identity_id: ctx.actor.identityId,
        }
      },
      consequence: async (ctx, row, input) => {
        await setMembers(ctx, row, input.members ?? [])
        const { title } = await contestOf(ctx, row.contest_id)
        const to = { party: row.party_id }
        await tell(ctx, message(to, texts.entered, { title, work: row.title }, page(row)))
      },
    }),
    pass: action({
      label: '符合条件',
      past: '资格审查通过',
      from: ['submitted'],
      to: 'eligible',
      by: checker,
      tone: 'primary',
      publishes: true,
      tell: row => [say(row, texts.eligible, { title: row.title })],
    }),
    return: action<{ reason: string }>({
      label: '退回补正',
      past: '退回补正',
      from: ['submitted'],
      to: 'returned',
      by: checker,
      input: reason('需要补正什么', '一次说清缺什么、怎么补。'),
      note: input => input.reason,
      tell: (row, input, ctx) => [
        say(row, texts.lacking, {
          ...{ title: row.title, reason: input.reason },
          days: String(completeDays.of(ctx.centre)),
        }),
      ],
    }),
    complete: action<inputs.Work>({
      label: '补正后重新提交',
      past: '补正了报名',
      done: '已重新提交，结果会通知您',
      from: ['returned'],
      to: 'submitted',
      by: applicant,
      tone: 'primary',
      input: inputs.completing,
      prefill: inputs.knownWork,
      effect: async (ctx, row, work) => {
        const { state } = await lockContest(ctx, row.contest_id)
        if (state !== 'published') throw conflict('这个大赛已经进入评审。')
        return columnsOf(work)
      },
      consequence: (ctx, row, input) => setMembers(ctx, row, input.members ?? []),
    }),
    lapse: action({
      label: '逾期未补正',
      past: '逾期未补正，视为退出',
      from: ['returned'],
      to: 'withdrawn',
      by: theSystem,
      inner: true,
      consequence: freed,
    }),
    refuse: action<{ reason: string }>({
      label: '不符合条件',
      past: '资格审查未通过',
      from: ['submitted'],
      to: 'ineligible',
      by: checker,
      tone: 'danger',
      input: reason('不符合哪一条', '会告知报名的人。'),
      note: input => input.reason,
      consequence: freed,
      tell: (row, input) => [say(row, texts.ineligible, { title: row.title, reason: input.reason })],
    }),
    withdraw: action({
      label: '退出比赛',
      past: '退出了比赛',
      from: ['submitted', 'returned', 'eligible'],
      to: 'withdrawn',
      by: applicant,
      tone: 'danger',
      publishes: true,
      confirm: '退出后不能恢复；报名还没有截止的，可以重新报名。',
      blockedBy: row => row.number !== null && '已经抽签，要退出请联系工作人员。',
      consequence: freed,
    }),
    disqualify: action<{ reason: string }>({
      label: '取消资格',
      past: '取消了参赛资格',
      from: ['eligible'],
      to: 'disqualified',
      by: allOf(approveContests as Who<Entry>, not(concerned)),
      tone: 'danger',
      input: reason('原因', '依据哪一条异议、核实了什么。会告知报名的人。'),
      note: input => input.reason,
      effect: async (ctx, row) => {
        const { state } = await lockContest(ctx, row.contest_id)
        if (state !== 'correcting') throw conflict('只有异议成立、更正结果时才能取消资格。')
        return { final_rank: null, final_value: null }
      },
      tell: (row, input) => [say(row, texts.ineligible, { title: row.title, reason: input.reason })],
    }),
    finish: action({
      label: '完赛',
      past: '结果已公布',
      from: ['eligible'],
      to: 'finished',
      by: theSystem,
      inner: true,
    }),
    abandon: action({
      label: '注销退出',
      past: '退出了比赛',
      from: ['submitted', 'returned', 'eligible'],
      to: 'withdrawn',
      by: theSystem,
      inner: true,
      publishes: true,
      consequence: freed,
    }),
    followUp: action<{ note: string }>({
      label: '记跟踪情况',
      past: '记了跟踪情况',
      from: ['finished'],
      by: manageContests,
      input: z.object({
        note: z
          .string()
          .trim()
          .min(4)
          .max(500)
          .meta({ label: '近况', widget: 'textarea', help: '是否落地、入孵、经营得怎样。' }),
      }),
      effect: async ctx => ({ followed_on: dayOf(ctx.now) }),
      note: input => input.note,
    }),
  }),
})
