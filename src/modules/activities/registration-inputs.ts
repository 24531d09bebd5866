import { z } from 'zod'
import { partiesByPhone, partiesOfActor, phoneOf, proxiesOfActor, proxyOptions } from '#modules/parties'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid, notFound } from '#platform/errors'
import { compileForm } from '#platform/forms'
import { mobile } from '#platform/identifiers'
import { isId } from '#platform/ids'
import { type Activity, groupsOf, questionsOf } from './inputs.ts'
import { missedBy, missedWords } from './missed.ts'
import { participantsOf } from './queries.ts'
import type { Registration } from './registration.ts'
import { missedMost } from './settings.ts'

export interface Person {
  name: string
  phone?: string | undefined
}
export interface Registering {
  activity_id: string
  party_id?: string | undefined
  contact_name: string
  contact_phone: string
  group_code?: string | undefined
  companions?: Person[] | undefined
  answers?: Record<string, unknown> | undefined
  /** Whether there was a seat at once; found out under the lock, not typed. */
  seated?: boolean
}

export async function activityFor(ctx: Ctx, id: unknown): Promise<Activity> {
  const row =
    typeof id === 'string' && isId(id)
      ? await ctx.db.selectFrom('activity').selectAll().where('id', '=', id).executeTakeFirst()
      : undefined
  if (!row?.published_at) throw notFound('这个活动')
  return row
}
export const aboutActivity = async (ctx: Ctx, raw: Record<string, unknown>): Promise<string | null> =>
  (await activityFor(ctx, raw.activity_id).catch(() => null))?.title ?? null

const contact = {
  contact_name: z.string().trim().min(2).max(20).meta({ label: '参加人姓名', autocomplete: 'name' }),
  contact_phone: mobile.meta({
    label: '手机号',
    widget: 'phone',
    autocomplete: 'tel',
    help: '通知和签到用。',
  }),
}
const person = z.object({
  name: z.string().trim().min(2).max(20).meta({ label: '姓名' }),
  phone: mobile.optional().meta({ label: '手机号（可不填）', widget: 'phone' }),
})

/** Fields that the activity itself decides on: groups, companions, its own questions. */
const ofActivity = (ctx: Ctx, row: Activity) => {
  const groups = groupsOf(row)
  return {
    ...(groups.length > 0 && {
      group_code: z
        .enum(['', ...groups.map(group => group.code)] as [string, ...string[]])
        .default('')
        .transform(code => code || undefined)
        .meta({
          label: '您属于哪一类',
          widget: 'radio',
          help: '这些人群预留了名额，到场时请带证明。',
          options: [
            ...groups.map(({ code, label }) => ({ value: code, label })),
            { value: '', label: '都不是' },
          ],
        }),
    }),
    ...(row.most_people > 1 && { companions: companions(row.most_people - 1) }),
    ...questions(ctx, row),
  }
}

/** What the activity asks; none, where it asks nothing. */
const questions = (ctx: Ctx, row: Activity) =>
  questionsOf(row).fields.length > 0 && { answers: compileForm(questionsOf(row), dayOf(ctx.now)) }

const companions = (most: number) =>
  z
    .array(person)
    .max(most, `一次最多再带 ${most} 人`)
    .meta({ label: '同行的人', widget: 'rows', help: `没有不填，最多 ${most} 人。` })

/** The form on the phone: for oneself or whom one acts for, with what is known filled in. */
export async function registering(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  const row = await activityFor(ctx, raw.activity_id)
  const parties = await partiesOfActor(ctx)
  const whom = [...parties.map(({ id, name }) => ({ value: id, label: name })), ...(await proxyOptions(ctx))]
  if (whom.length === 0 && ctx.actor.staffId)
    throw conflict('您现在是以工作人员身份登录的。替别人报名，请在活动页面上用“代为报名”。')
  if (whom.length === 0) throw invalid({ '': '请先在“我的”中登记您的姓名。' })
  const missed = await missedBy(
    ctx,
    parties.map(party => party.id),
  )
  return z.object({
    activity_id: z.literal(row.id).meta({ widget: 'hidden' }),
    party_id: z.enum(whom.map(one => one.value) as [string, ...string[]]).meta({
      label: '为谁报名',
      widget: whom.length > 4 ? 'select' : 'radio',
      options: whom,
      ...(missed >= missedMost.of(ctx.centre) && { help: missedWords(ctx, missed) }),
    }),
    ...contact,
    ...ofActivity(ctx, row),
  }) as unknown as z.ZodType<Registering>
}

/** The form at the counter: the recipient is found by the phone, or registered with it. */
export async function entering(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  const row = await activityFor(ctx, raw.activity_id)
  const known = typeof raw.contact_phone === 'string' ? await partiesByPhone(ctx, raw.contact_phone) : []
  return z.object({
    activity_id: z.literal(row.id).meta({ widget: 'hidden' }),
    ...contact,
    ...(known.length > 1 && {
      party_id: z.enum(known.map(party => party.id) as [string, ...string[]]).meta({
        label: '这个号码有几个服务对象，为哪一个报名',
        widget: 'radio',
        options: known.map(({ id, name }) => ({ value: id, label: name })),
      }),
    }),
    ...ofActivity(ctx, row),
  }) as unknown as z.ZodType<Registering>
}

export async function knownGuest(
  ctx: Ctx,
  _row: unknown,
  raw: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const [parties, others] = await Promise.all([partiesOfActor(ctx), proxiesOfActor(ctx)])
  const other = others.find(one => one.party_id === raw.party_id)
  if (other)
    return {
      party_id: other.party_id,
      contact_name: other.contact_name,
      contact_phone: other.contact_phone,
    }
  const phone = await phoneOf(ctx).catch(() => undefined)
  return {
    ...(parties.length === 1 && others.length === 0 && { party_id: parties[0]?.id }),
    contact_name: ctx.actor.name,
    ...(phone && { contact_phone: phone }),
  }
}

export interface WalkIn {
  activity_id: string
  contact_name: string
  contact_phone?: string | undefined
  group_code?: string | undefined
}
export async function walkingIn(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  const row = await activityFor(ctx, raw.activity_id)
  const { group_code } = ofActivity(ctx, row)
  return z.object({
    activity_id: z.literal(row.id).meta({ widget: 'hidden' }),
    contact_name: contact.contact_name,
    contact_phone: mobile.optional().meta({ label: '手机号（可不填）', widget: 'phone' }),
    ...(group_code && { group_code }),
  }) as unknown as z.ZodType<WalkIn>
}

export interface Editing {
  companions?: Array<Person & { id: string }> | undefined
  answers?: Record<string, unknown> | undefined
}
/** Companions may be renamed or left out; whoever wants to bring more registers anew. */
export async function editing(ctx: Ctx, row: Registration | null) {
  const activity = await activityFor(ctx, row?.activity_id)
  const known = z.object({ id: z.uuid().meta({ widget: 'hidden' }), ...person.shape })
  return z.object({
    ...(row &&
      row.people > 1 && {
        companions: z
          .array(known)
          .max(row.people - 1)
          .meta({
            label: '同行的人',
            widget: 'rows',
            help: '可以改名字、减少人；要多带人，请取消后重新报名。',
          }),
      }),
    ...questions(ctx, activity),
  }) as unknown as z.ZodType<Editing>
}

export async function knownRegistration(
  ctx: Ctx,
  row: Registration | null,
): Promise<Record<string, unknown>> {
  const people = row ? await participantsOf(ctx, [row.id]) : []
  return { answers: row?.answers, companions: people.slice(1) }
}

export const payment = z.object({
  paid_fen: z.number().int().min(0).max(10_000_000).meta({ label: '收到', widget: 'money', unit: '元' }),
  paid_note: z.string().trim().max(100).default('').meta({ label: '票据号或说明' }),
}) as unknown as z.ZodType<{ paid_fen: number; paid_note: string }>
