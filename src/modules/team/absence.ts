import { z } from 'zod'
import { addDays, type Day, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { message, tell } from '#platform/notify'
import { perform } from '#platform/perform'
import { daysSetting } from '#platform/settings'
import { defineTemplate } from '#platform/templates'
import { allOf, anyOf, not, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { knowsTeam, manageTeam, oneself, serve } from './duties.ts'
import { handToDeputy } from './effects.ts'
import { holdings } from './holdings.ts'
import { staffField } from './inputs.ts'
import { staffNames, staffOfCentre } from './queries.ts'

type Absence = RowOf<'absence'>

const grantDays = daysSetting({
  code: 'absence.grant.days',
  label: '请假审批时限',
  group: '团队',
  fallback: 1,
})

export const absenceKinds = {
  errand: '公出',
  annual: '年休假',
  personal: '事假',
  sick: '病假',
  other: '其他',
} as const

const texts = {
  asked: defineTemplate('absence.asked', '{name}申请请假（{days}），请审批。'),
  granted: defineTemplate('absence.granted', '您的请假已批准（{days}）。'),
  refused: defineTemplate('absence.refused', '您的请假没有批准：{reason}'),
  deputy: defineTemplate('absence.deputy', '{name} {days} 不在岗，由您代班。'),
  cancelled: defineTemplate('absence.cancelled', '{name} {days} 的请假已取消，不用代班了。'),
}

interface Asking {
  kind: keyof typeof absenceKinds
  first_day: Day
  last_day: Day
  deputy_id: string
  reason: string
}

const asking = async (ctx: Ctx, staffId: string | null) => {
  const others = (await staffOfCentre(ctx)).filter(one => one.id !== staffId)
  return {
    kind: z.enum(Object.keys(absenceKinds) as [keyof typeof absenceKinds]).meta({
      label: '类型',
      widget: 'radio',
      options: Object.entries(absenceKinds).map(([value, label]) => ({ value, label })),
    }),
    first_day: z.iso.date('请填写日期').meta({ label: '从', widget: 'date' }),
    last_day: z.iso.date('请填写日期').meta({ label: '到', widget: 'date', help: '含当天。' }),
    deputy_id: staffField(others, '由谁代班').meta({ help: '开始当天，手上的办件自动转给代班人。' }),
    reason: z.string().trim().max(200).default('').meta({ label: '说明', widget: 'textarea' }),
  }
}

const inOrder = (input: { first_day: Day; last_day: Day }) => input.last_day >= input.first_day
const outOfOrder = { path: ['last_day'], error: '不能早于开始的日期' }

const spanOf = ({ first_day, last_day }: Pick<Absence, 'first_day' | 'last_day'>): string =>
  first_day === last_day ? first_day : `${first_day} 至 ${last_day}`

/** Nobody is away twice on one day, nor stands in while away. */
async function checked(ctx: Ctx, row: { id: string }, staffId: string, input: Asking) {
  if (input.deputy_id === staffId) throw invalid({ deputy_id: '代班人不能是本人。' })
  const clash = await ctx.db
    .selectFrom('absence')
    .select(['staff_id', 'first_day', 'last_day'])
    .where('staff_id', 'in', [staffId, input.deputy_id])
    .where('id', '!=', row.id)
    .where('state', 'in', ['asked', 'granted', 'away'])
    .where('first_day', '<=', input.last_day)
    .where('last_day', '>=', input.first_day)
    .limit(1)
    .executeTakeFirst()
  if (clash?.staff_id === staffId) throw invalid({ first_day: `${spanOf(clash)} 已经请过假。` })
  if (clash) throw invalid({ deputy_id: `这位同事 ${spanOf(clash)} 也不在岗，请另选代班人。` })
  await refuseUnfit(ctx, staffId, input.deputy_id)
  return { ...input, staff_id: staffId, asked_at: ctx.now }
}

/** Whoever works on cases is stood in for by somebody who may, too. */
async function refuseUnfit(ctx: Ctx, staffId: string, deputyId: string): Promise<void> {
  for (const { label, successors, lasting } of holdings.values()) {
    if (lasting) continue
    const able = new Set((await successors(ctx)).map(one => one.id))
    if (able.has(staffId) && !able.has(deputyId))
      throw invalid({ deputy_id: `这位同事不能接手${label}，请另选代班人。` })
  }
}

/** Where the first day has come already, it begins at once. */
async function beginIfDue(ctx: Ctx, row: Absence): Promise<void> {
  if (row.first_day <= dayOf(ctx.now))
    await perform({ ...ctx, actor: system }, absenceFlow, 'begin', row.id, {})
}

const staffOf = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

const page = (row: { id: string }): string => `/desk/absences/${row.id}`

/** 4.2.2 请假与外出: somebody is away, somebody stands in, and nothing they had under way waits for them. */
export const absenceFlow = defineWorkflow({
  subject: 'absence',
  label: '请假外出',
  clause: '4.2.2',
  states: {
    asked: { label: '待批准', tone: 'orange', awaits: manageTeam, clock: 'grant' },
    granted: { label: '已批准', tone: 'green', final: true },
    away: { label: '不在岗', tone: 'blue', final: true },
    over: { label: '已销假', tone: 'grey', final: true },
    refused: { label: '未批准', tone: 'red', final: true },
    cancelled: { label: '已取消', tone: 'grey', final: true },
  },
  clocks: { grant: { label: '审批', within: grantDays } },
  visible: (ctx, query) => (knowsTeam(ctx) ? query : query.where('absence.id', 'is', null)),
  title: row => `请假 ${spanOf(row)}`,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('absence')
      .innerJoin('staff', 'staff.id', 'absence.staff_id')
      .select(['absence.id', 'staff.name'])
      .where('absence.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, row.name]))
  },
  href: page,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    staff_id: z.uuid(),
    deputy_id: z.uuid(),
    first_day: z.string(),
    last_day: z.string(),
  }),
  actions: action => ({
    ask: action<Asking>({
      label: '申请请假',
      past: '申请请假',
      from: 'new',
      to: 'asked',
      by: serve,
      done: '申请已提交，批准后会通知您',
      input: async ctx =>
        z
          .object(await asking(ctx, ctx.actor.staffId))
          .refine(inOrder, outOfOrder) as unknown as z.ZodType<Asking>,
      effect: (ctx, row, input) => checked(ctx, row, ctx.actor.staffId as string, input),
      tell: (row, _input, ctx) => [
        message(
          { duty: manageTeam.code },
          texts.asked,
          { name: ctx.actor.name, days: spanOf(row) },
          page(row),
        ),
      ],
    }),
    record: action<Asking & { staff_id: string }>({
      label: '登记请假外出',
      past: '登记了请假外出',
      from: 'new',
      to: 'granted',
      by: manageTeam,
      input: async ctx =>
        z
          .object({ staff_id: staffField(await staffOfCentre(ctx), '谁'), ...(await asking(ctx, null)) })
          .refine(inOrder, outOfOrder) as unknown as z.ZodType<Asking & { staff_id: string }>,
      effect: (ctx, row, input) => checked(ctx, row, input.staff_id, input),
      consequence: async (ctx, row) => {
        await tellDeputy(ctx, row)
        await beginIfDue(ctx, row)
      },
    }),
    grant: action({
      label: '批准',
      past: '批准',
      from: ['asked'],
      to: 'granted',
      by: allOf(manageTeam, not(oneself)),
      tone: 'primary',
      consequence: async (ctx, row) => {
        await tellDeputy(ctx, row)
        await beginIfDue(ctx, row)
      },
      tell: row => [message({ staff: row.staff_id }, texts.granted, { days: spanOf(row) }, page(row))],
    }),
    refuse: action<{ reason: string }>({
      label: '不批准',
      past: '没有批准',
      from: ['asked'],
      to: 'refused',
      by: allOf(manageTeam, not(oneself)),
      tone: 'danger',
      input: z.object({
        reason: z.string().trim().min(2).max(200).meta({ label: '原因', widget: 'textarea' }),
      }),
      note: input => input.reason,
      tell: (row, { reason }) => [message({ staff: row.staff_id }, texts.refused, { reason }, page(row))],
    }),
    cancel: action({
      label: '取消',
      past: '取消',
      from: ['asked', 'granted'],
      to: 'cancelled',
      by: anyOf(oneself, manageTeam),
      confirm: '取消后照常上班。',
      consequence: async (ctx, row) => tellDeputy(ctx, row, texts.cancelled),
    }),
    begin: action({
      label: '开始',
      past: '开始不在岗，手上的工作转给代班人',
      from: ['granted'],
      to: 'away',
      by: theSystem,
      inner: true,
      consequence: async (ctx, row) => {
        const staff = await staffOf(ctx, row.staff_id)
        await handToDeputy(ctx, staff, row.deputy_id, absenceKinds[row.kind as keyof typeof absenceKinds])
      },
    }),
    end: action({
      label: '销假',
      past: '回到岗位',
      from: ['away'],
      to: 'over',
      by: anyOf(oneself, manageTeam, theSystem),
      tone: 'primary',
      effect: async (ctx, row) => {
        const today = dayOf(ctx.now)
        // Back before time: the days that are left are not days of absence.
        return today <= row.last_day && today > row.first_day ? { last_day: addDays(today, -1) } : undefined
      },
    }),
  }),
})

async function tellDeputy(ctx: Ctx, row: Absence, text = texts.deputy): Promise<void> {
  const name = (await staffNames(ctx, [row.staff_id])).get(row.staff_id) ?? ''
  await tell(ctx, message({ staff: row.deputy_id }, text, { name, days: spanOf(row) }, page(row)))
}
