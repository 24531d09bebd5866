import { z } from 'zod'
import { knownOfAsker, partyField } from '#modules/resources'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, notFound } from '#platform/errors'
import { files, oneOf } from '#platform/forms'
import { mobile } from '#platform/identifiers'
import { isId } from '#platform/ids'
import type { Introduction } from './people.ts'

/** A public posting, or 404. */
export async function publicPosting(ctx: Ctx, id: unknown) {
  const posting =
    typeof id === 'string' && isId(id)
      ? await ctx.db.selectFrom('posting').selectAll().where('id', '=', id).executeTakeFirst()
      : undefined
  if (posting?.state !== 'published') throw notFound('这条供需信息')
  return posting
}

const consent = z
  .boolean()
  .default(false)
  .refine(Boolean, '同意后才能对接')
  .meta({ label: '双方都同意对接后，把我的姓名和电话告诉对方', widget: 'checkbox' })

const contact = {
  contact_name: z.string().trim().min(2).max(20).meta({ label: '联系人', autocomplete: 'name' }),
  contact_phone: mobile.meta({ label: '联系电话', widget: 'phone', autocomplete: 'tel' }),
}
export interface Contact {
  contact_name: string
  contact_phone: string
}

export interface Asking extends Contact {
  posting_id: string
  party_id: string
  own_posting_id?: string | undefined
  words: string
}

export async function asking(
  ctx: Ctx,
  _row: unknown,
  raw: Record<string, unknown>,
): Promise<z.ZodType<Asking>> {
  const posting = await publicPosting(ctx, raw.posting_id)
  const own = await ctx.db
    .selectFrom('posting')
    .select(['id', 'title'])
    .where('party_id', 'in', ctx.actor.parties.length > 0 ? [...ctx.actor.parties] : [posting.id])
    .where('state', '=', 'published')
    .where('kind', '=', posting.kind === 'supply' ? 'demand' : 'supply')
    .where('family', '=', posting.family)
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
  return z.object({
    posting_id: z.literal(posting.id).meta({ widget: 'hidden' }),
    party_id: await partyField(ctx, '为谁申请'),
    ...(own.length > 0 && {
      own_posting_id: z
        .enum(own.map(one => one.id) as [string, ...string[]])
        .optional()
        .meta({
          label: '用我的哪一条去对接',
          help: '没有合适的可以不选。',
          widget: 'select',
          options: own.map(one => ({ value: one.id, label: one.title })),
        }),
    }),
    words: z.string().trim().min(5).max(500).meta({
      label: '想怎么合作',
      widget: 'textarea',
      help: '要多少、什么价、什么时候要。工作人员和对方会看到，不要写电话。',
    }),
    ...contact,
    consent,
  }) as unknown as z.ZodType<Asking>
}
export const knownOfAsking = (ctx: Ctx) => knownOfAsker(ctx)

/** Whoever brings people together says first that it is nothing to them. */
const declaration = {
  conflict: oneOf(
    {
      none: '没有利益冲突：与双方没有亲属、投资、任职、债务关系',
      have: '有利益冲突，请换人办理',
    },
    '利益冲突声明',
    'radio',
  ),
}

export interface Taking {
  conflict: 'none' | 'have'
  words?: string | undefined
}
export const taking = z
  .object({
    ...declaration,
    words: z
      .string()
      .trim()
      .max(300)
      .optional()
      .meta({ label: '有冲突的，说明是什么', widget: 'textarea', help: '只有工作人员能看到。' }),
  })
  .superRefine((input, check) => {
    if (input.conflict === 'have' && (input.words ?? '').length < 5)
      check.addIssue({ code: 'custom', path: ['words'], message: '请说明是什么关系，至少 5 个字' })
  }) as unknown as z.ZodType<Taking>

export interface Proposing {
  supply_id: string
  demand_id: string
  words: string
}
/** Of a fit that the officer saw; whoever has a conflict of interest leaves it to a colleague. */
export async function proposing(
  ctx: Ctx,
  _row: unknown,
  raw: Record<string, unknown>,
): Promise<z.ZodType<Proposing>> {
  const [supply, demand] = [await publicPosting(ctx, raw.supply_id), await publicPosting(ctx, raw.demand_id)]
  if (supply.kind !== 'supply' || demand.kind !== 'demand') throw notFound('这组供需')
  if (supply.party_id === demand.party_id) throw conflict('供需是同一家的，不用对接。')
  return z.object({
    supply_id: z.literal(supply.id).meta({ widget: 'hidden' }),
    demand_id: z.literal(demand.id).meta({ widget: 'hidden' }),
    words: z
      .string()
      .trim()
      .min(5)
      .max(500)
      .meta({ label: '推荐理由', widget: 'textarea', help: '双方都会看到。' }),
    conflict: oneOf(
      { none: '没有利益冲突：与双方没有亲属、投资、任职、债务关系' },
      '利益冲突声明（有冲突的请由同事提出）',
      'radio',
    ),
  }) as unknown as z.ZodType<Proposing>
}

export const agreeing = z.object({ ...contact, consent }) as unknown as z.ZodType<Contact>

export interface AgreedByPhone {
  contact_name: string
  contact_phone: string
  reason: string
}
export const agreedByPhone = z.object({
  ...contact,
  reason: z
    .string()
    .trim()
    .min(5)
    .max(300)
    .meta({ label: '对方怎样同意', widget: 'textarea', help: '何时、谁、同意把姓名电话告诉对方。' }),
}) as unknown as z.ZodType<AgreedByPhone>

/** The contact that was left with the posting. */
export async function contactInTurn(ctx: Ctx, row: Introduction | null) {
  if (!row) return {}
  const id = row.state === 'sounding' ? row.own_posting_id : row.posting_id
  if (!id) return {}
  return ctx.db
    .selectFrom('posting')
    .select(['contact_name', 'contact_phone'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

export interface Round {
  on_day: string
  people: string
  body: string
}
export const round = async (ctx: Ctx): Promise<z.ZodType<Round>> =>
  z.object({
    on_day: z.iso
      .date('请填写日期')
      .refine(day => day <= dayOf(ctx.now), '还没有到')
      .default(dayOf(ctx.now))
      .meta({ label: '哪一天', widget: 'date' }),
    people: z
      .string()
      .trim()
      .min(2)
      .max(100)
      .meta({ label: '谁参加', placeholder: '例如：李华、超市采购张经理' }),
    body: z.string().trim().min(5).max(1000).meta({
      label: '谈了什么',
      widget: 'textarea',
      help: '看了样品、谈了价格、还差什么。双方和工作人员都能看到。',
    }),
    photos: files(6).optional().meta({ label: '照片', accept: 'image/*' }),
  }) as unknown as z.ZodType<Round>

export interface Conclusion {
  outcome: 'made' | 'failed'
  reason: string
}
export const conclusion = z.object({
  outcome: oneOf({ made: '对接成功，进入回访', failed: '没有谈成' }, '结果', 'radio'),
  reason: z.string().trim().min(5).max(500).meta({ label: '说明', widget: 'textarea', help: '双方会看到。' }),
}) as unknown as z.ZodType<Conclusion>
