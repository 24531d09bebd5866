import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { conflict, notFound } from '#platform/errors'
import { oneOf } from '#platform/forms'
import { isId } from '#platform/ids'
import { message, tell } from '#platform/notify'
import { type Addressee, allOf, not, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { outcomes } from './codes.ts'
import { handleTalents } from './duties.ts'
import { texts } from './messages.ts'
import { ofEitherSide, seeker, type TalentIntroduction, visibleIntroductions } from './people.ts'
import { openPosts } from './queries/posts.ts'
import { type Reason, reason } from './reason.ts'
import { answerDays } from './settings.ts'
import { inTurnFor } from './turns.ts'

interface Asking {
  talent_id: string
  post_id: string
  words: string
}
export interface Concluding {
  outcome: keyof typeof outcomes
  words: string
}

const officer: Addressee<Pick<TalentIntroduction, 'officer_id'>> = {
  says: '引荐人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.officer_id,
  address: row => ({ staff_id: row.officer_id }),
}
const ownPage = (row: { id: string }): string => `/my/jobs/introductions/${row.id}`
const deskPage = (row: { id: string }): string => `/desk/talents/introductions/${row.id}`

/** Somebody in the pool for whom staff may ask, and not for themselves. */
async function talentToIntroduce(ctx: Ctx, id: unknown) {
  const row =
    typeof id === 'string' && isId(id)
      ? await ctx.db
          .selectFrom('talent')
          .selectAll()
          .where('id', '=', id)
          .where('state', '=', 'listed')
          .executeTakeFirst()
      : undefined
  if (!row) throw notFound('这位人才')
  const own = [...ctx.actor.parties, ...(ctx.actor.twin?.parties ?? [])]
  if (own.includes(row.party_id)) throw conflict('这是您本人，请由同事引荐。', `/desk/talents/${row.id}`)
  return row
}

async function asking(ctx: Ctx, _row: unknown, raw: Record<string, unknown>): Promise<z.ZodType<Asking>> {
  const talent = await talentToIntroduce(ctx, raw.talent_id)
  const posts = await openPosts(ctx, talent.party_id)
  if (posts.length === 0) throw conflict('现在没有招聘中的岗位可以引荐。', `/desk/talents/${talent.id}`)
  return z.object({
    talent_id: z.literal(talent.id).meta({ widget: 'hidden' }),
    post_id: z.enum(posts.map(one => one.id) as [string, ...string[]]).meta({
      label: '引荐到哪个岗位',
      widget: 'select',
      options: posts.map(one => ({ value: one.id, label: `${one.title}（${one.party}）` })),
    }),
    words: z
      .string()
      .trim()
      .min(4)
      .max(300)
      .meta({ label: '为什么合适', widget: 'textarea', help: '双方都会看到，不写姓名和电话。' }),
  }) as unknown as z.ZodType<Asking>
}

/**
 * 5.3.2 人才引荐: staff ask the person first; the employer sees skills and no name until the person agrees, and nothing
 * more once the person has left the pool.
 */
export const introductionFlow = defineWorkflow({
  subject: 'talent_introduction',
  label: '人才引荐',
  confidential: true,
  clause: '5.3.2',
  states: {
    asked: {
      label: '待本人同意',
      tone: 'orange',
      awaits: seeker,
      after: { within: answerDays, do: 'lapse' },
    },
    agreed: { label: '已引荐', tone: 'green', awaits: officer },
    declined: { label: '本人没有同意', tone: 'grey', final: true },
    lapsed: { label: '到期没有答复', tone: 'grey', final: true },
    ended: { label: '已结束', tone: 'grey', final: true },
    concluded: { label: '已有结果', tone: 'green', final: true },
  },
  visible: visibleIntroductions,
  title: () => '人才引荐',
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('talent_introduction')
      .innerJoin('party', 'party.id', 'talent_introduction.employer_party_id')
      .select(['talent_introduction.id', 'party.name'])
      .where('talent_introduction.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, `给${row.name}`]))
  },
  href: (row, actor) => (actor.staffId ? deskPage(row) : ownPage(row)),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    post_id: z.uuid().nullable(),
    outcome: z.string().nullable(),
    asked_at: z.date(),
  }),
  actions: action => ({
    ask: action<Asking>({
      label: '引荐',
      past: '征求本人意见',
      done: '已征求本人意见，同意以前对方看不到姓名',
      from: 'new',
      to: 'asked',
      by: handleTalents,
      tone: 'primary',
      input: asking,
      effect: introduced,
      consequence: async (ctx, row) => tellPerson(ctx, row),
    }),
    agree: action({
      label: '同意引荐',
      past: '同意引荐，联系方式告诉了对方',
      done: '已告诉对方您的姓名和电话',
      from: ['asked'],
      to: 'agreed',
      by: seeker,
      tone: 'primary',
      confirm: '同意后对方看得到您的姓名、电话和人才资料。',
      effect: async ctx => ({ agreed_at: ctx.now }),
      tell: row => [
        message({ party: row.employer_party_id }, texts.willing, { title: '人才引荐' }, ownPage(row)),
      ],
    }),
    decline: action<Reason>({
      label: '不同意',
      past: '没有同意引荐',
      from: ['asked'],
      to: 'declined',
      by: seeker,
      input: reason('为什么', '写一句就行，只有工作人员看到。'),
      effect: async (_ctx, _row, input) => ({ reason: input.reason }),
      tell: row => [
        message({ staff: row.officer_id }, texts.unwilling, { title: '人才引荐' }, deskPage(row)),
      ],
    }),
    conclude: action<Concluding>({
      label: '登记引荐结果',
      past: '登记了引荐结果',
      from: ['agreed'],
      to: 'concluded',
      by: allOf(handleTalents, not(ofEitherSide)),
      tone: 'primary',
      input: z.object({
        outcome: oneOf(outcomes, '结果', 'radio'),
        words: z.string().trim().min(2).max(300).meta({ label: '情况', widget: 'textarea' }),
      }),
      effect: async (_ctx, _row, input) => ({ outcome: input.outcome, reason: input.words }),
      note: input => input.words,
    }),
    lapse: action({
      label: '到期结束',
      past: '到期没有答复，结束',
      from: ['asked'],
      to: 'lapsed',
      by: theSystem,
      inner: true,
    }),
    end: action<Reason>({
      label: '结束引荐',
      past: '引荐结束',
      from: ['asked', 'agreed'],
      to: 'ended',
      by: theSystem,
      inner: true,
      input: reason('原因'),
      effect: async (_ctx, _row, input) => ({ reason: input.reason }),
      tell: (row, input) => [
        message(
          { staff: row.officer_id },
          texts.gone,
          { title: '人才引荐', reason: input.reason },
          deskPage(row),
        ),
      ],
    }),
    handOn: action<{ officer_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事跟进',
      from: ['asked', 'agreed'],
      by: theSystem,
      inner: true,
      input: z.object({ officer_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { officer_id }) => ({ officer_id }),
      note: input => input.reason,
      amongStaff: true,
    }),
  }),
})

async function introduced(ctx: Ctx, _row: TalentIntroduction, input: Asking) {
  const talent = await talentToIntroduce(ctx, input.talent_id)
  const post = (await openPosts(ctx, talent.party_id)).find(one => one.id === input.post_id)
  if (!post) throw notFound('这个岗位')
  await inTurnFor(ctx, `introductions of ${talent.id}`)
  const before = await ctx.db
    .selectFrom('talent_introduction')
    .select('id')
    .where('talent_id', '=', talent.id)
    .where('employer_party_id', '=', post.party_id)
    .where('state', 'in', ['asked', 'agreed'])
    .executeTakeFirst()
  if (before) throw conflict('已经在向这家单位引荐了。', deskPage(before))
  return {
    ...{
      talent_id: talent.id,
      party_id: talent.party_id,
      employer_party_id: post.party_id,
      post_id: post.id,
    },
    ...{ officer_id: ctx.actor.staffId as string, words: input.words, asked_at: ctx.now },
  }
}

async function tellPerson(ctx: Ctx, row: TalentIntroduction): Promise<void> {
  const post = (await openPosts(ctx, row.party_id)).find(one => one.id === row.post_id)
  await tell(
    ctx,
    message(
      { party: row.party_id },
      texts.introduced,
      { employer: post?.party ?? '用人单位', title: post?.title ?? '' },
      ownPage(row),
    ),
  )
}
