import { z } from 'zod'
import { inPublic, namesNobody } from '#modules/catalogue'
import { partiesOfActor, partyKinds } from '#modules/parties'
import { type Caller, callerFields, knownOfAsker } from '#modules/resources'
import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { townsOf } from '#platform/divisions'
import { conflict, invalid } from '#platform/errors'
import { oneOf } from '#platform/forms'
import { mobile } from '#platform/identifiers'
import {
  type Employment,
  type EndReason,
  employments,
  endReasons,
  type PayPeriod,
  type PostKind,
  payPeriods,
  postKinds,
  type Trade,
  trades,
} from './codes.ts'
import type { JobPost } from './people.ts'
import { fairsAhead, fairsOfPost } from './queries/posts.ts'
import { ticked } from './reason.ts'
import { validDays } from './settings.ts'

export interface About {
  kind: PostKind
  title: string
  trade: Trade
  employment: Employment
  places: number
  low_fen?: number | undefined
  high_fen?: number | undefined
  pay_per: PayPeriod
  town?: string | undefined
  place_note: string
  tasks: string
  wants: string
  benefits: string
  night_shifts: boolean
  hazards: string
  valid_until: string
}
export type Submitting = About & {
  party_id: string
  contact_name: string
  contact_phone: string
  true_words: boolean
}
export type Registering = About & Caller

const open = (most: number) => z.string().trim().max(most).refine(namesNobody, inPublic)
const yuan = (label: string, help?: string) =>
  z
    .number()
    .int()
    .min(1)
    .max(10_000_000_00)
    .optional()
    .meta({ label, widget: 'money', unit: '元', ...(help && { help }) })

export const townOptions = (ctx: Ctx) =>
  townsOf(ctx.centre.division).map(one => ({ value: one.code, label: one.name }))

const townChoice = (ctx: Ctx, label: string, help: string) => {
  const towns = townOptions(ctx)
  return towns.length === 0
    ? {}
    : {
        town: z
          .enum(towns.map(one => one.value) as [string, ...string[]])
          .optional()
          .meta({ label, help, widget: 'select', options: towns }),
      }
}

export { townChoice }

/** What is asked of every post: as one would say it to a neighbour. */
function questions(ctx: Ctx, kind: unknown) {
  const latest = addDays(dayOf(ctx.now), validDays.of(ctx.centre))
  const { intern: _intern, ...working } = employments
  const internship = kind === 'internship'
  return {
    title: open(40)
      .min(2)
      .meta({ label: '招什么', placeholder: internship ? '例如：直播助理实习生' : '例如：网店客服' }),
    trade: oneOf(trades, '工种'),
    employment: internship
      ? z.literal('intern').default('intern').catch('intern').meta({ widget: 'hidden' })
      : oneOf(working, '用工形式', 'radio'),
    places: z.number().int().min(1).max(1000).meta({ label: '招几人' }),
    low_fen: yuan(
      internship ? '实习补贴最低' : '工资最低',
      internship ? '没有补贴的，最低、最高都不填。' : '写实际能拿到的，不写“面议”。',
    ),
    high_fen: yuan(internship ? '实习补贴最高' : '工资最高'),
    pay_per: oneOf(payPeriods, '按什么计', 'radio'),
    ...townChoice(ctx, '在哪个乡镇上班', '不止一处的不用选，写在下面。'),
    place_note: open(60).default('').meta({ label: '上班地址', placeholder: '例如：电商产业园 2 号楼' }),
    tasks: open(1000)
      .min(10)
      .meta({ label: '做什么', widget: 'textarea', help: '每天做哪些事，上班时间怎么排。' }),
    wants: open(500).default('').meta({
      label: '需要会什么',
      widget: 'textarea',
      help: '只写岗位真正需要的本领，不写性别、年龄、婚育。',
    }),
    benefits: open(300).default('').meta({ label: '待遇', help: '社保、食宿、车补等。' }),
    night_shifts: z.boolean().default(false).meta({ label: '有夜班', widget: 'checkbox' }),
    hazards: open(200)
      .default('')
      .meta({ label: '有害或危险的作业', help: '例如：登高、叉车。没有的不填；未满 18 周岁的不能安排。' }),
    valid_until: z.iso
      .date('请填写日期')
      .refine(day => day >= dayOf(ctx.now), '已经过去')
      .refine(day => day <= latest, `最晚到 ${latest}，到期前点“还在招”就能续上`)
      .default(latest)
      .meta({ label: '有效期至', widget: 'date', help: '到期前会提醒您，点一下“还在招”就能续上。' }),
  }
}

const kindField = (raw: unknown) =>
  typeof raw === 'string' && Object.hasOwn(postKinds, raw)
    ? z.literal(raw).meta({ widget: 'hidden' })
    : oneOf(postKinds, '类别', 'radio')

/** A wage is a range, both ends; only an internship may have none. */
const inOrder = <S extends z.ZodObject>(schema: S) =>
  schema.superRefine((input, check) => {
    const { kind, low_fen, high_fen } = input as Partial<About>
    const wrong = (field: string, message: string) =>
      check.addIssue({ code: 'custom', path: [field], message })
    if (kind !== 'internship' && low_fen === undefined) wrong('low_fen', '请写工资的最低数，不能写面议')
    if (low_fen !== undefined && high_fen === undefined) wrong('high_fen', '请写工资的最高数')
    if (kind === 'internship' && low_fen === undefined && high_fen !== undefined)
      wrong('low_fen', '请写最低数')
    if (low_fen !== undefined && high_fen !== undefined && low_fen > high_fen)
      wrong('high_fen', '不能低于最低的')
  })

/** Whom one recruits for: firms and the like that one acts for, never oneself. */
export async function employerField(ctx: Ctx, label: string) {
  const firms = (await partiesOfActor(ctx)).filter(party => party.kind !== 'person')
  if (firms.length === 0 && ctx.actor.staffId)
    throw conflict('您现在是以工作人员身份登录的，替用人单位登记岗位请用工作台的“登记岗位”。')
  if (firms.length === 0)
    throw invalid({ '': '招人的要是登记过的单位：请先在“我的”中登记单位，或申请为单位办事的授权。' })
  return z.enum(firms.map(party => party.id) as [string, ...string[]]).meta({
    label,
    widget: firms.length > 4 ? 'select' : 'radio',
    options: firms.map(party => ({ value: party.id, label: party.name })),
  })
}

export const submitting = async (
  ctx: Ctx,
  _row: unknown,
  raw: Record<string, unknown>,
): Promise<z.ZodType<Submitting>> =>
  inOrder(
    z.object({
      kind: kindField(raw.kind),
      party_id: await employerField(ctx, '哪家单位招人'),
      ...questions(ctx, raw.kind),
      contact_name: z.string().trim().min(2).max(20).meta({ label: '联系人', autocomplete: 'name' }),
      contact_phone: mobile.meta({
        label: '联系电话',
        widget: 'phone',
        autocomplete: 'tel',
        help: '不公开；约面试时对方才看到。',
      }),
      true_words: ticked(
        '岗位真实，不向求职者收取任何费用、押金，不扣证件',
        '请先确认这一条',
        '依据《就业促进法》《人力资源市场暂行条例》《网络招聘服务管理规定》。',
      ),
    }),
  ) as unknown as z.ZodType<Submitting>

const { person: _person, ...firmKinds } = partyKinds

export const registering = async (
  ctx: Ctx,
  _row: unknown,
  raw: Record<string, unknown>,
): Promise<z.ZodType<Registering>> =>
  inOrder(
    z.object({
      ...callerFields,
      party_kind: oneOf(firmKinds, '单位类型').optional(),
      kind: kindField(raw.kind),
      ...questions(ctx, raw.kind),
    }),
  ) as unknown as z.ZodType<Registering>

export const revising = async (ctx: Ctx, row: JobPost | null): Promise<z.ZodType<About>> =>
  inOrder(
    z.object({
      kind: z.literal(row?.kind ?? 'job').meta({ widget: 'hidden' }),
      ...questions(ctx, row?.kind),
    }),
  ) as unknown as z.ZodType<About>

export const known = async (ctx: Ctx, row: JobPost | null) => {
  if (!row) {
    const firms = (await partiesOfActor(ctx)).filter(party => party.kind !== 'person')
    const { contact_name, contact_phone } = await knownOfAsker(ctx)
    return {
      contact_name,
      contact_phone,
      pay_per: 'month',
      ...(firms.length === 1 && { party_id: firms[0]?.id }),
    }
  }
  const latest = addDays(dayOf(ctx.now), validDays.of(ctx.centre))
  return {
    ...row,
    low_fen: row.low_fen ?? undefined,
    high_fen: row.high_fen ?? undefined,
    town: row.town ?? undefined,
    valid_until: row.valid_until < dayOf(ctx.now) ? latest : row.valid_until,
  }
}

export interface Reviewing {
  no_fee: boolean
  lawful: boolean
  wage: boolean
  employer: boolean
  review_words: string
}
/** 审核清单: each point is ticked by whoever looked at it; where words stood out, it is written what became of them. */
export const reviewing = async (_ctx: Ctx, row: JobPost | null): Promise<z.ZodType<Reviewing>> => {
  const hints = row?.hints ?? []
  return z.object({
    no_fee: ticked('不收任何费用、押金、保证金，不扣证件，不要求先购买物品', '不符合的请退回修改'),
    lawful: ticked(
      '没有性别、婚育、民族、户籍、乙肝等就业歧视，没有与岗位无关的年龄限制',
      '不符合的请退回修改',
      '依据《就业促进法》《妇女权益保障法》《人力资源市场暂行条例》。',
    ),
    wage: ticked('工资或补贴写明了范围，不低于当地最低工资标准', '不符合的请退回修改'),
    employer: ticked('单位真实存在，联系得上', '核实后再通过'),
    review_words: z
      .string()
      .trim()
      .max(300)
      .default('')
      .refine(words => hints.length === 0 || words.length >= 4, '有用语提示，请写明为什么可以通过')
      .meta({
        label: '审核意见',
        widget: 'textarea',
        ...(hints.length > 0 && { help: `用语提示：${hints.join('；')}` }),
      }),
  }) as unknown as z.ZodType<Reviewing>
}

export interface Closing {
  end_reason: Exclude<EndReason, 'left'>
}
const { left: _left, ...ownReasons } = endReasons
export const closing = z.object({ end_reason: oneOf(ownReasons, '为什么结束', 'radio') })

export interface Fair {
  activity_id: string
  booth: string
}
export const joining = async (ctx: Ctx): Promise<z.ZodType<Fair>> => {
  const fairs = await fairsAhead(ctx)
  if (fairs.length === 0) throw conflict('近期没有招聘会，有了会在“活动”里公布。')
  return z.object({
    activity_id: z.enum(fairs.map(one => one.id) as [string, ...string[]]).meta({
      label: '哪一场',
      widget: 'radio',
      options: fairs.map(one => ({ value: one.id, label: `${one.title}（${dayOf(one.starts_at)}）` })),
    }),
    booth: z.string().trim().max(20).default('').meta({ label: '展位', help: '没有定的不用填。' }),
  }) as unknown as z.ZodType<Fair>
}

export interface Leaving {
  activity_id: string
}
export const leaving = async (ctx: Ctx, row: JobPost | null): Promise<z.ZodType<Leaving>> => {
  const fairs = row ? await fairsOfPost(ctx, row.id) : []
  if (row && fairs.length === 0) throw conflict('这个岗位没有带到招聘会。')
  return z.object({
    activity_id: z.enum((fairs.length > 0 ? fairs.map(one => one.id) : ['']) as [string, ...string[]]).meta({
      label: '哪一场',
      widget: 'radio',
      options: fairs.map(one => ({ value: one.id, label: one.title })),
    }),
  }) as unknown as z.ZodType<Leaving>
}
