import { z } from 'zod'
import { inPublic, listedProviders, namesNobody } from '#modules/catalogue'
import { partyKinds } from '#modules/parties'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { townsOf } from '#platform/divisions'
import { invalid } from '#platform/errors'
import { files, oneOf } from '#platform/forms'
import { mobile, telephone } from '#platform/identifiers'
import { contactRules, resourceKinds } from './kinds.ts'
import type { PooledResource } from './people.ts'

export const reason = (label: string, help?: string) =>
  z.object({
    reason: z
      .string()
      .trim()
      .min(5)
      .max(500)
      .meta({ label, widget: 'textarea', ...(help && { help }) }),
  })

/** A text that everybody reads: no number of a person in it. */
const open = (most: number) => z.string().trim().max(most).refine(namesNobody, inPublic)

export interface ResourceInput {
  kind: string
  name: string
  provider_id?: string | undefined
  holder_phone?: string | undefined
  holder_name?: string | undefined
  offers: string
  audiences: string[]
  conditions: string
  town?: string | undefined
  cost: string
  contact_name: string
  contact_phone: string
  contact_shown: 'public' | 'introduced'
  valid_until?: string | undefined
}

/** A town of the county, or none for the whole of it; where we ship no divisions, nobody is asked. */
export const townField = (ctx: Ctx, label: string, help: string) => {
  const towns = townsOf(ctx.centre.division).map(town => ({ value: town.code, label: town.name }))
  return towns.length === 0
    ? {}
    : {
        town: z
          .enum(towns.map(town => town.value) as [string, ...string[]])
          .optional()
          .meta({ label, help, widget: 'select', options: towns }),
      }
}

export const about = async (ctx: Ctx): Promise<z.ZodType<ResourceInput>> => {
  const providers = await listedProviders(ctx).select(['id', 'name']).orderBy('name').limit(300).execute()
  return z.object({
    kind: oneOf(resourceKinds, '类别'),
    name: open(60).min(4).meta({ label: '资源名称', help: '例如：乡镇冷链集货专线' }),
    ...(providers.length > 0 && {
      provider_id: z
        .enum(providers.map(one => one.id) as [string, ...string[]])
        .optional()
        .meta({
          label: '持有人是服务商',
          help: '在服务商名录里的，选它；不是的留空。',
          widget: 'select',
          options: providers.map(one => ({ value: one.id, label: one.name })),
        }),
    }),
    holder_phone: mobile.optional().meta({
      label: '持有人是服务对象',
      help: '已登记的服务对象，填它登记的手机号；不是的留空。',
      widget: 'phone',
    }),
    holder_name: open(60)
      .optional()
      .meta({ label: '持有人名称', help: '以上都不是的，写单位或个人的名称，例如：县农商行。' }),
    offers: open(1000).min(10).meta({ label: '能提供什么', widget: 'textarea' }),
    audiences: z
      .array(z.enum(Object.keys(partyKinds) as [string, ...string[]]))
      .max(10)
      .default([])
      .meta({
        label: '面向谁',
        help: '都可以的不用选。',
        widget: 'checkboxes',
        options: Object.entries(partyKinds).map(([value, label]) => ({ value, label })),
      }),
    conditions: open(500).default('').meta({ label: '条件', widget: 'textarea', help: '没有条件的留空。' }),
    ...townField(ctx, '主要服务的乡镇', '全县都可以的不用选。'),
    cost: open(120).min(2).meta({ label: '费用', help: '例如：免费；首重 3.5 元；年化利率 3.85%' }),
    contact_name: z.string().trim().min(2).max(20).meta({ label: '联系人' }),
    contact_phone: telephone.meta({ label: '联系电话', widget: 'phone' }),
    contact_shown: oneOf(contactRules, '联系方式', 'radio'),
    valid_until: z.iso
      .date('请填写日期')
      .refine(day => day >= dayOf(ctx.now), '已经过去')
      .optional()
      .meta({ label: '有效期至', widget: 'date', help: '长期有效的不填。' }),
    papers: files(6).optional().meta({ label: '附件', help: '产品说明、协议、照片，会公开。' }),
  }) as unknown as z.ZodType<ResourceInput>
}

/** The columns of the row; who holds it is said in one of three ways. */
export async function columns(ctx: Ctx, input: ResourceInput) {
  const { provider_id, holder_phone, holder_name, town = null, valid_until = null, ...rest } = input
  const { papers: _, ...plain } = rest as typeof rest & { papers?: unknown }
  return { ...plain, town, valid_until, ...(await holderOf(ctx, { provider_id, holder_phone, holder_name })) }
}

async function holderOf(
  ctx: Ctx,
  {
    provider_id,
    holder_phone,
    holder_name,
  }: Pick<ResourceInput, 'provider_id' | 'holder_phone' | 'holder_name'>,
) {
  if (provider_id) {
    const provider = await listedProviders(ctx)
      .select(['id', 'name', 'party_id'])
      .where('id', '=', provider_id)
      .executeTakeFirst()
    if (!provider) throw invalid({ provider_id: '这家服务商已不在名录里，请重新选择。' })
    return { provider_id, party_id: provider.party_id, holder_name: provider.name }
  }
  if (holder_phone) {
    const parties = await ctx.db
      .selectFrom('party')
      .select(['id', 'name'])
      .where('phone_suffix', '=', holder_phone.slice(-4))
      .where('contact_phone', '=', holder_phone)
      .where('state', '=', 'active')
      .limit(20)
      .execute()
    const party = parties.find(one => one.name === holder_name) ?? (parties.length === 1 ? parties[0] : null)
    if (party) return { provider_id: null, party_id: party.id, holder_name: party.name }
    throw invalid(
      parties.length === 0
        ? { holder_phone: '没有用这个手机号登记的服务对象，请核对，或只填持有人名称。' }
        : {
            holder_name: `这个手机号登记了${parties.map(one => `「${one.name}」`).join('')}，请填写是哪一个。`,
          },
    )
  }
  if (!holder_name) throw invalid({ holder_name: '请说明资源由谁持有。' })
  return { provider_id: null, party_id: null, holder_name }
}

export const known = async (ctx: Ctx, row: PooledResource | null) => {
  if (!row) return { contact_shown: 'introduced' }
  const party =
    row.party_id && !row.provider_id
      ? await ctx.db
          .selectFrom('party')
          .select('contact_phone')
          .where('id', '=', row.party_id)
          .executeTakeFirst()
      : null
  return {
    ...row,
    provider_id: row.provider_id ?? undefined,
    holder_phone: party?.contact_phone,
    holder_name: row.provider_id ? undefined : row.holder_name,
    town: row.town ?? undefined,
    valid_until: row.valid_until ?? undefined,
  }
}

export interface Opening {
  opened_by: string
  agreement: string[]
}
export const opening = z.object({
  opened_by: z
    .string()
    .trim()
    .min(5)
    .max(200)
    .meta({ label: '持有人怎样同意', help: '例如：11 月 20 日负责人程志远电话同意；有书面同意的请上传。' }),
  agreement: files(3).optional().meta({ label: '书面同意' }),
}) as unknown as z.ZodType<Opening>
