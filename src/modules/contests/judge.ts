import { z } from 'zod'
import { type Ctx, system } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { mobile } from '#platform/identifiers'
import { noId } from '#platform/ids'
import { message, tell } from '#platform/notify'
import { perform } from '#platform/perform'
import { theSystem, type Who } from '#platform/who'
import { type AnyWorkflow, defineWorkflow, workflows } from '#platform/workflow'
import { manageContests, seesContests } from './duties.ts'
import { colleagueInput, reason } from './inputs.ts'
import { texts } from './messages.ts'
import { replace } from './panel.ts'
import { accountsOf, isInvited, type Judge, nobody } from './people.ts'
import { contestOf, lockContest, membersOf, placesOf, roundOf, roundsOf } from './queries.ts'

/** The one who was asked: their account once they accepted, before that whoever `visible` lets through. */
const theJudge: Who<Judge> = {
  says: '被请的评委',
  test: (actor, row) =>
    (actor.staffId !== null && actor.staffId === row.staff_id) ||
    (row.staff_id === null &&
      actor.staffId === null &&
      row.identity_id === null &&
      actor.kind === 'person') ||
    (row.identity_id !== null && accountsOf(actor).includes(row.identity_id)),
}
const page = (row: Judge): string => `/my/contests/judging/${row.id}`
const contests = (): AnyWorkflow => workflows.get('contest') as AnyWorkflow
const sheets = (): AnyWorkflow => workflows.get('contest_sheet') as AnyWorkflow

async function inviting(ctx: Ctx, contestId: string): Promise<string> {
  const contest = await lockContest(ctx, contestId)
  if (!['approved', 'published', 'judging'].includes(contest.state))
    throw conflict('方案批准以后、结果公示以前才能请评委。')
  return contest.title
}

async function refuseTwins(ctx: Ctx, contestId: string, phone: string, field: string): Promise<void> {
  const [judge, member] = await Promise.all([
    ctx.db
      .selectFrom('contest_judge')
      .select('id')
      .where('contest_id', '=', contestId)
      .where('phone', '=', phone)
      .where('state', 'in', ['invited', 'accepted'])
      .executeTakeFirst(),
    ctx.db
      .selectFrom('contest_member')
      .select('id')
      .where('contest_id', '=', contestId)
      .where('phone', '=', phone)
      .where('active', '=', true)
      .executeTakeFirst(),
  ])
  if (judge) throw invalid({ [field]: '已经请过这位评委' })
  if (member) throw invalid({ [field]: '这个人报名参加了本大赛，不能当评委' })
}

const invitation = async (ctx: Ctx, row: Judge) => {
  const { title } = await contestOf(ctx, row.contest_id)
  return message(
    row.staff_id ? { staff: row.staff_id } : { phone: row.phone },
    texts.invited,
    { title, centre: ctx.centre.name },
    page(row),
  )
}
const invite = async (ctx: Ctx, row: Judge): Promise<void> => tell(ctx, await invitation(ctx, row))

/** What a judge has not signed goes to others; what they signed stands. */
async function handBack(ctx: Ctx, row: Judge): Promise<void> {
  const open = await ctx.db
    .selectFrom('contest_sheet')
    .select('id')
    .where('judge_id', '=', row.id)
    .where('state', '=', 'open')
    .limit(1_000)
    .execute()
  for (const { id } of open) await perform({ ...ctx, actor: system }, sheets(), 'void', id)
  for (const round of await roundsOf(ctx, row.contest_id))
    if (round.state === 'judging') await replace(ctx, round)
}

export interface Declaring {
  round_id: string
  entries: string[]
  reason: string
  declared: boolean
}

/** 回避: who takes part in the round, by name and in the order of names, so that nothing tells whose number is whose. */
async function declaring(ctx: Ctx, row: Judge | null, raw: Record<string, unknown>) {
  const round = await roundOf(ctx, raw.round_id)
  if (!row || round.contest_id !== row.contest_id || !['declaring', 'judging'].includes(round.state))
    throw conflict('现在没有要申报回避的轮次。')
  const places = await placesOf(ctx, round.id)
  const [members, parties] = await Promise.all([
    membersOf(
      ctx,
      places.map(place => place.id),
    ),
    ctx.db
      .selectFrom('party')
      .select(['id', 'name'])
      .where('id', 'in', [noId, ...places.map(place => place.party_id)])
      .execute(),
  ])
  const unit = new Map(parties.map(one => [one.id, one.name]))
  const options = places
    .map(place => {
      const names = members.filter(one => one.entry_id === place.id).map(one => one.name)
      const of = unit.get(place.party_id) ?? ''
      return { value: place.id, label: [of, ...names.filter(name => name !== of)].join('、') }
    })
    .sort((a, b) => a.label.localeCompare(b.label, 'zh'))
  return z.object({
    round_id: z.literal(round.id).meta({ widget: 'hidden' }),
    entries: z
      .array(z.enum(options.map(one => one.value) as [string, ...string[]]))
      .default([])
      .meta({
        label: '和下面哪些参赛的人有利害关系',
        widget: 'checkboxes',
        options,
        help: '亲属、师徒、同单位、合作、指导过的都算。勾选的不会分派给您，也看不到其作品。名单按名称排列，与作品编号无关。',
      }),
    reason: z.string().trim().max(300).default('').meta({
      label: '是什么关系',
      widget: 'textarea',
      rows: 2,
      secret: true,
      help: '有勾选的请写明。',
    }),
    declared: z
      .boolean()
      .default(false)
      .refine(Boolean, '请确认')
      .meta({ label: '除以上所列，我与其他参赛的人没有利害关系', widget: 'checkbox' }),
  }) as unknown as z.ZodType<Declaring>
}

/** 5.4.2 A judge of a contest: asked, accepted, declares before every round, judges. */
export const judgeFlow = defineWorkflow({
  subject: 'contest_judge',
  label: '大赛评委',
  clause: '5.4.2',
  states: {
    invited: {
      label: '待答复',
      tone: 'orange',
      awaits: {
        ...theJudge,
        address: row => (row.staff_id ? { staff_id: row.staff_id } : {}),
      },
    },
    accepted: { label: '已接受', tone: 'green', awaits: nobody },
    declined: { label: '已谢绝', tone: 'grey', final: true },
    removed: { label: '已撤换', tone: 'grey', final: true },
  },
  visible: (ctx, query) =>
    ctx.actor.kind === 'system' || seesContests(ctx.actor) ? query : query.where(isInvited(ctx)),
  title: row => `担任评委 ${row.name}`,
  href: (row, actor) =>
    actor.staffId !== null && actor.staffId !== row.staff_id
      ? `/desk/contests/${row.contest_id}/judges`
      : page(row),
  record: z.object({ id: z.uuid(), state: z.string(), contest_id: z.uuid() }),
  actions: action => ({
    inviteColleague: action<{ contest_id: string; staff_id: string; about: string }>({
      label: '请本中心人员',
      past: '邀请了评委',
      from: 'new',
      to: 'invited',
      by: manageContests,
      input: colleagueInput,
      effect: async (ctx, _row, input) => {
        await inviting(ctx, input.contest_id)
        const person = await ctx.db
          .selectFrom('staff')
          .select(['name', 'phone'])
          .where('id', '=', input.staff_id)
          .executeTakeFirstOrThrow()
        const phone = person.phone ?? ''
        await refuseTwins(ctx, input.contest_id, phone, 'staff_id')
        return { ...input, name: person.name, phone, invited_at: ctx.now }
      },
      consequence: invite,
    }),
    inviteOutsider: action<{ contest_id: string; name: string; phone: string; about: string }>({
      label: '邀请评委',
      past: '邀请了评委',
      from: 'new',
      to: 'invited',
      by: manageContests,
      tone: 'primary',
      input: z.object({
        contest_id: z.uuid().meta({ widget: 'hidden' }),
        name: z.string().trim().min(2).max(20).meta({ label: '姓名' }),
        phone: mobile.meta({
          label: '手机号',
          widget: 'phone',
          help: '用这个号码登录网站，在“我的大赛”里答复、评审。',
        }),
        about: z.string().trim().min(2).max(100).meta({ label: '单位和专长' }),
      }),
      effect: async (ctx, _row, input) => {
        await inviting(ctx, input.contest_id)
        await refuseTwins(ctx, input.contest_id, input.phone, 'phone')
        return { ...input, invited_at: ctx.now }
      },
      consequence: invite,
    }),
    accept: action({
      label: '接受邀请',
      past: '接受了邀请',
      done: '谢谢您。抽签以后请先申报回避',
      from: ['invited'],
      to: 'accepted',
      by: theJudge,
      tone: 'primary',
      effect: async (ctx, row) => {
        await inviting(ctx, row.contest_id)
        return { identity_id: ctx.actor.identityId }
      },
      consequence: async (ctx, row) => {
        await perform({ ...ctx, actor: system }, contests(), 'seatJudge', row.contest_id, {
          identity_id: row.identity_id,
        })
      },
    }),
    decline: action({
      label: '谢绝',
      past: '谢绝了邀请',
      from: ['invited'],
      to: 'declined',
      by: theJudge,
      confirm: '谢绝以后要由工作人员重新邀请。',
    }),
    declare: action<Declaring>({
      label: '申报回避',
      past: '申报了回避情况',
      done: '已申报，分派后就能评审',
      from: ['accepted'],
      by: theJudge,
      quiet: true,
      input: declaring,
      effect: async (ctx, row, input) => {
        if (input.entries.length > 0 && input.reason.length < 2) throw invalid({ reason: '请写明是什么关系' })
        const again = await ctx.db
          .selectFrom('contest_declaration')
          .select('id')
          .where('round_id', '=', input.round_id)
          .where('judge_id', '=', row.id)
          .executeTakeFirst()
        if (again) throw conflict('这一轮您已经申报过。评审中发现要回避的，在作品页面上申请。')
        await ctx.db
          .insertInto('contest_declaration')
          .values({
            ...{ round_id: input.round_id, judge_id: row.id, entry_ids: input.entries },
            ...{ reason: input.reason, at: ctx.now },
          })
          .execute()
        return {}
      },
    }),
    remove: action<{ reason: string }>({
      label: '撤换',
      past: '撤换了评委',
      from: ['invited', 'accepted'],
      to: 'removed',
      by: manageContests,
      tone: 'danger',
      input: reason('原因', '没有锁定的评分表改派他人；已锁定的仍然有效。'),
      note: input => input.reason,
      effect: async (_ctx, _row, input) => ({ reason: input.reason }),
      consequence: handBack,
    }),
    leave: action({
      label: '注销退出',
      past: '不再担任评委',
      from: ['invited', 'accepted'],
      to: 'removed',
      by: theSystem,
      inner: true,
      effect: async () => ({ reason: '本人注销账号' }),
      consequence: handBack,
    }),
  }),
})
