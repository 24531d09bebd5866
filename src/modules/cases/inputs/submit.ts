import { z } from 'zod'
import { partiesOfActor, phoneOf, proxiesOfActor, proxyOptions } from '#modules/parties'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { compileForm } from '#platform/forms'
import { mobile } from '#platform/identifiers'
import { itemAppliedFor } from '../applied-item.ts'

export interface Submit {
  item_id: string
  party_id: string
  contact_name: string
  contact_phone: string
  answers: Record<string, unknown>
}

/** The application form of the item that is applied for: whom for, the item's own questions, how to reach one. */
export async function submit(
  ctx: Ctx,
  _row: unknown,
  raw: Record<string, unknown>,
): Promise<z.ZodType<Submit>> {
  const [item, own, others] = await Promise.all([
    itemAppliedFor(ctx, raw.item_id),
    partiesOfActor(ctx),
    proxyOptions(ctx),
  ])
  const parties = [...own.map(({ id, name }) => ({ value: id, label: name })), ...others]
  if (parties.length === 0 && ctx.actor.staffId)
    throw conflict(
      '您现在是以工作人员身份登录的。替来访的人登记，请用“窗口登记”；为自己办事，请退出后用手机号登录。',
    )
  if (parties.length === 0) throw invalid({ '': '请先在“我的”中登记您的姓名，或申请为单位办事的授权。' })
  return z.object({
    item_id: z.literal(item.id).meta({ widget: 'hidden' }),
    party_id: z.enum(parties.map(party => party.value) as [string, ...string[]]).meta({
      label: '为谁申请',
      widget: parties.length > 4 ? 'select' : 'radio',
      options: parties,
    }),
    answers: compileForm(item.intake, dayOf(ctx.now)),
    contact_name: z.string().trim().min(2).max(20).meta({ label: '联系人', autocomplete: 'name' }),
    contact_phone: mobile.meta({ label: '联系电话', widget: 'phone', autocomplete: 'tel' }),
  }) as unknown as z.ZodType<Submit>
}

/**
 * What the centre knows already need not be typed again: the only party, the name, the phone signed in with; of whom
 * one acts for, theirs.
 */
export async function knownOfApplicant(
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
    contact_phone: phone,
  }
}
