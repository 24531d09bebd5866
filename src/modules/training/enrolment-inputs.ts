import { z } from 'zod'
import { partiesOfActor, phoneOf, proxiesOfActor, proxyOptions } from '#modules/parties'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid, notFound } from '#platform/errors'
import { oneOf } from '#platform/forms'
import { idNumber, mobile } from '#platform/identifiers'
import { isId } from '#platform/ids'
import type { TrainingClass } from './doors.ts'
import { text, townField, words } from './fields.ts'
import { educations, intentions, type LearnerGroup, learnerGroups } from './words.ts'

export interface Entering {
  class_id: string
  person_name: string
  phone: string
  id_number?: string | undefined
  town?: string | undefined
  village: string
  groups: LearnerGroup[]
  education: string
  intention: string
}
export interface Enrolling extends Entering {
  party_id: string
}

export async function classFor(ctx: Ctx, id: unknown): Promise<TrainingClass> {
  const row =
    typeof id === 'string' && isId(id)
      ? await ctx.db.selectFrom('training_class').selectAll().where('id', '=', id).executeTakeFirst()
      : undefined
  if (!row?.published_at) throw notFound('这个培训班')
  return row
}
export const aboutClass = async (ctx: Ctx, raw: Record<string, unknown>): Promise<string | null> =>
  (await classFor(ctx, raw.class_id).catch(() => null))?.title ?? null

const options = (of: Record<string, string>) => Object.entries(of).map(([value, label]) => ({ value, label }))

const groupsField = z
  .array(z.enum(Object.keys(learnerGroups) as [LearnerGroup, ...LearnerGroup[]]))
  .max(8)
  .default([])
  .meta({
    label: '身份类型',
    widget: 'checkboxes',
    options: options(learnerGroups),
    help: '可多选；都不是的不选。',
  })

const choiceOf = (of: Record<string, string>, label: string) =>
  z
    .enum(Object.keys(of) as [string, ...string[]])
    .default('')
    .meta({ label, widget: 'select', options: options(of) })

const person = {
  person_name: words('参加人姓名', 2, 20, { autocomplete: 'name' }),
  phone: mobile.meta({ label: '手机号', widget: 'phone', autocomplete: 'tel', help: '通知和签到用。' }),
}
const background = (ctx: Ctx) => ({
  town: townField(ctx),
  village: text('村、社区', 30),
  groups: groupsField,
  education: choiceOf(educations, '学历'),
  intention: choiceOf(intentions, '学了想做什么'),
})
const idField = idNumber.meta({
  label: '身份证号',
  widget: 'code',
  help: '用于核对本人、统计人数和发证；加密保存，页面上只显示前 6 位和后 4 位。',
})

/** The form on the phone: for oneself, one's people or whom one acts for, with what is known filled in. */
export async function enrolling(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  const one = await classFor(ctx, raw.class_id)
  const parties = await partiesOfActor(ctx)
  const whom = [...parties.map(({ id, name }) => ({ value: id, label: name })), ...(await proxyOptions(ctx))]
  if (whom.length === 0 && ctx.actor.staffId)
    throw conflict('您现在是以工作人员身份登录的。替别人报名，请在培训班的“学员”中用“登记报名”。')
  if (whom.length === 0) throw invalid({ '': '请先在“我的”中登记您的姓名。' })
  return z.object({
    class_id: z.literal(one.id).meta({ widget: 'hidden' }),
    party_id: z.enum(whom.map(each => each.value) as [string, ...string[]]).meta({
      label: '为谁报名',
      widget: whom.length > 4 ? 'select' : 'radio',
      options: whom,
    }),
    ...person,
    id_number: idField.optional().meta({
      ...idField.meta(),
      help: '用于核对本人、统计人数和发证；加密保存。档案中已经登记过的可不填。',
    }),
    ...background(ctx),
  }) as unknown as z.ZodType<Enrolling>
}

export async function knownLearner(
  ctx: Ctx,
  _row: unknown,
  raw: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const [parties, others] = await Promise.all([partiesOfActor(ctx), proxiesOfActor(ctx)])
  const other = others.find(one => one.party_id === raw.party_id)
  if (other) return { party_id: other.party_id, person_name: other.contact_name, phone: other.contact_phone }
  const phone = await phoneOf(ctx).catch(() => undefined)
  const own = parties.find(one => one.id === raw.party_id) ?? (parties.length === 1 ? parties[0] : undefined)
  return {
    ...(own && others.length === 0 && { party_id: own.id, town: own.town ?? undefined }),
    person_name: ctx.actor.name,
    ...(phone && { phone }),
  }
}

/** The form at the desk, and the columns of the sheet. */
export async function entering(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  const one = await classFor(ctx, raw.class_id)
  return z.object({
    class_id: z.literal(one.id).meta({ widget: 'hidden' }),
    ...person,
    id_number: idField,
    ...background(ctx),
  }) as unknown as z.ZodType<Entering>
}

/** The same for a row of a sheet, which says of which class. */
export async function enteringByClass(ctx: Ctx): Promise<z.ZodType> {
  const open = await ctx.db
    .selectFrom('training_class')
    .select(['id', 'number', 'title'])
    .where('state', 'in', ['published', 'running'])
    .orderBy('starts_on')
    .limit(200)
    .execute()
  const names = Object.fromEntries(open.map(one => [one.id, `${one.number} ${one.title}`]))
  const { intention: _intention, ...known } = background(ctx)
  return z.object({
    class_id: oneOf(Object.keys(names).length > 0 ? names : { '': '没有报名中的培训班' }, '培训班'),
    ...person,
    id_number: idField,
    ...known,
  })
}

export interface Correcting {
  person_name: string
  phone: string
  town?: string | undefined
  village: string
  groups: LearnerGroup[]
  education: string
}
export async function correcting(ctx: Ctx) {
  const { intention: _intention, ...known } = background(ctx)
  return z.object({ ...person, ...known }) as unknown as z.ZodType<Correcting>
}
