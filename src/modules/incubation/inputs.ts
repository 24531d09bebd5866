import { z } from 'zod'
import { partyField } from '#modules/catalogue'
import { partiesOfActor, phoneOf } from '#modules/parties'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { files, oneOf } from '#platform/forms'
import { mobile } from '#platform/identifiers'
import { isId } from '#platform/ids'
import { type Field, fields, type LeaveKind, type Refusal, refusals } from './codes.ts'
import { amount, area, choice, day, text, whole, yes } from './fields.ts'
import { longestMonths, passMark, publicityDays } from './settings.ts'

export interface Member {
  name: string
  role: string
  about: string
}
export interface Plan {
  name: string
  field: Field
  introduction: string
  product: string
  market: string
  team: Member[]
  team_size: number
  invest_fen: number
  own_fen: number
  revenue_fen: number
  money: string
  jobs_planned: number
  desks: number
  months: number
  contact_name: string
  contact_phone: string
  plan_files?: string[] | undefined
  declared: boolean
}
export interface Application extends Plan {
  party_id: string
  origin: string
}

const plan = (ctx: Ctx) => {
  const longest = longestMonths.of(ctx.centre)
  return {
    name: text('项目名称', 2, 40),
    field: oneOf(fields, '做哪一行'),
    introduction: area('一句话介绍', 10, 200, '做什么、卖给谁；通过评审后公示。'),
    product: area('产品和做法', 20, 2_000, '做什么产品或服务，怎么做出来，和别人有什么不同。'),
    market: area('市场', 20, 2_000, '买家是谁，从哪里来，已经卖了多少，对手是谁。'),
    team: z
      .array(
        z.object({
          name: text('姓名', 1, 20),
          role: text('分工', 1, 30),
          about: text('经历', 0, 200).default(''),
        }),
      )
      .min(1, '请至少写一人')
      .max(12)
      .meta({ label: '团队骨干', widget: 'rows' }),
    team_size: whole('团队人数', '人', [1, 500]),
    invest_fen: amount('总投入', '打算一共投多少钱。'),
    own_fen: amount('其中自有资金'),
    revenue_fen: amount('第一年预计销售额'),
    money: area('钱怎么算', 10, 1_000, '成本、售价、毛利，多久能回本。'),
    jobs_planned: whole('预计带动就业', '人', [0, 1000]),
    desks: whole('需要工位', '个', [0, 100], '不需要的填 0。'),
    months: whole('想孵化多久', '个月', [1, longest]),
    contact_name: text('联系人', 2, 20),
    contact_phone: mobile.meta({ label: '联系电话', widget: 'phone' }),
    plan_files: files(5)
      .optional()
      .meta({ label: '商业计划书等材料', help: '有现成的就传上来，没有也可以。' }),
    declared: yes('以上内容真实，知道入孵后每月填报数据、每季考核', '请确认所填内容真实'),
  }
}

/** Who applies acts for somebody; staff take it down for whose file they came from. */
export async function application(
  ctx: Ctx,
  _row: unknown,
  raw: Record<string, unknown>,
): Promise<z.ZodType<Application>> {
  const party_id = ctx.actor.staffId ? await partyField(ctx, raw.party_id) : await ownParty(ctx)
  const origin = z.string().trim().max(80).default('').meta({ widget: 'hidden' })
  return z.object({ party_id, origin, ...plan(ctx) }) as unknown as z.ZodType<Application>
}

async function ownParty(ctx: Ctx) {
  const parties = await partiesOfActor(ctx)
  if (parties.length === 0) throw invalid({ '': '请先在“我的”中登记您的姓名，或申请为单位办事的授权。' })
  return choice(
    parties.map(party => ({ value: party.id, label: party.name })),
    '申请人',
    '还没有注册公司的，用自己的名字申请。',
  )
}

const wordsIn = (value: unknown, most: number): string | undefined =>
  typeof value === 'string' && value.trim() ? value.trim().slice(0, most) : undefined

/** What is known already, or stands in the address: `?project=…&origin=…` lets a contest send its winners on. */
export async function known(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  const [name, origin] = [wordsIn(raw.project, 40), wordsIn(raw.origin, 80)]
  const start = { ...(name && { name }), ...(origin && { origin }), desks: 1, months: 12 }
  if (ctx.actor.staffId) {
    if (typeof raw.party_id !== 'string' || !isId(raw.party_id)) return start
    const party = await ctx.db
      .selectFrom('party')
      .select(['id as party_id', 'contact_name', 'contact_phone'])
      .where('id', '=', raw.party_id)
      .executeTakeFirst()
    return { ...start, ...party }
  }
  const parties = await partiesOfActor(ctx)
  return {
    ...start,
    contact_name: ctx.actor.name,
    contact_phone: await phoneOf(ctx).catch(() => undefined),
    ...(parties.length === 1 && { party_id: parties[0]?.id }),
  }
}

export const completion = async (ctx: Ctx) => z.object(plan(ctx)) as unknown as z.ZodType<Plan>

export const passing = async (ctx: Ctx) => {
  const least = publicityDays.of(ctx.centre)
  return z.object({
    opinion: area('审定意见', 2, 500),
    days: z.number().int().min(least).max(60).default(least).meta({ label: '公示期', unit: '个工作日' }),
  }) as unknown as z.ZodType<{ opinion: string; days: number }>
}

/** What follows of itself is not chosen by hand. */
const { objection: _objection, score: _score, veto: _veto, ...byHand } = refusals
export interface Refusing {
  refusal: Refusal
  text: string
}
const refusal = (of: Partial<Record<Refusal, string>>) =>
  z.object({
    refusal: oneOf(of as Record<Refusal, string>, '原因'),
    text: area('说明', 5, 500, '会告知申请人：差在哪里，怎样可以再来。'),
  }) as unknown as z.ZodType<Refusing>

/** By rule: after the review, what the sheets said is the reason. */
export const refusing = async (
  ctx: Ctx,
  row: { state: string; score: number | null; vetoes: number } | null,
) =>
  row?.state === 'deciding'
    ? refusal({
        ...(row.vetoes > 0
          ? { veto: refusals.veto }
          : (row.score ?? 0) < ctxPass(ctx)
            ? { score: refusals.score }
            : {}),
        untrue: refusals.untrue,
      })
    : refusal(byHand)
const ctxPass = (ctx: Ctx): number => passMark.of(ctx.centre) * 10

export interface Leaving {
  leave_kind: Exclude<LeaveKind, 'dismissed'>
  reason: string
}
export const leaving = z.object({
  leave_kind: oneOf({ voluntary: '自愿退出', expired: '孵化期满，不续也不毕业' }, '方式', 'radio'),
  reason: area('原因', 5, 500),
}) as unknown as z.ZodType<Leaving>

export interface LeaveDecision {
  decision: string
  on_day: string
}
export const leaveDecision = async (ctx: Ctx) =>
  z.object({
    decision: area('决定和理由', 5, 500, '会告知孵化企业。'),
    on_day: day('退出日期').default(dayOf(ctx.now)),
  }) as unknown as z.ZodType<LeaveDecision>

export interface Deposit {
  refunded_fen: number
  withheld_fen: number
  deposit_reason: string
  on_day: string
  receipt?: string[] | undefined
}
/** What became of the deposit: all of it is accounted for, and what is withheld has its reason. */
export const deposit = async (ctx: Ctx, row: { deposit_fen: number | null } | null) =>
  z
    .object({
      refunded_fen: amount('退还'),
      withheld_fen: amount('扣除'),
      deposit_reason: area('扣除的依据', 0, 300).default(''),
      on_day: day('日期').default(dayOf(ctx.now)),
      receipt: files(3).optional().meta({ label: '收据或转账凭证' }),
    })
    .refine(input => input.refunded_fen + input.withheld_fen === Number(row?.deposit_fen ?? 0), {
      path: ['refunded_fen'],
      message: '退还和扣除加起来要等于押金',
    })
    .refine(input => input.withheld_fen === 0 || input.deposit_reason.length > 4, {
      path: ['deposit_reason'],
      message: '扣除的请写明依据',
    }) as unknown as z.ZodType<Deposit>

export interface Shown {
  shown_about: string
  shown_link: string
  logo?: string[] | undefined
  consent: boolean
}
export const showing = z.object({
  shown_about: area('给大家看的介绍', 10, 500, '不会显示电话、姓名和经营数据。'),
  shown_link: z
    .union([z.literal(''), z.url({ protocol: /^https?$/, error: '请填写完整的网址' })])
    .default('')
    .meta({ label: '店铺网址', help: '可以不填。' }),
  logo: files(3).optional().meta({ label: '产品或店铺照片' }),
  consent: yes('同意公开以上内容，随时可以撤回', '不同意的，不用公开'),
}) as unknown as z.ZodType<Shown>

export const mending = z.object({
  mending: area('整改了什么', 10, 1_000),
  proofs: files(6).optional().meta({ label: '凭证' }),
}) as unknown as z.ZodType<{ mending: string; proofs?: string[] | undefined }>

export const stating = z.object({
  statement: area('说明', 10, 2_000),
  papers: files(6).optional().meta({ label: '有关材料' }),
}) as unknown as z.ZodType<{ statement: string; papers?: string[] | undefined }>
