import { z } from 'zod'
import { itemsForApplying, providersOf, versionOf } from '#modules/catalogue'
import { partyKinds } from '#modules/parties'
import { staffField, staffWithDuty } from '#modules/team'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { compileForm, type FormDefinition, files } from '#platform/forms'
import { mobile } from '#platform/identifiers'
import { handleCases } from './duties.ts'
import { fewestProviders } from './settings.ts'

export { knownOfApplicant, type Submit, submit } from './inputs/submit.ts'

export const text = (label: string, most: number) => async () =>
  z.object({ body: z.string().trim().min(1, '请写点内容').max(most).meta({ label, widget: 'textarea' }) })

export const reason = (label: string, help: string) =>
  z.object({ reason: z.string().trim().min(5).max(500).meta({ label, help, widget: 'textarea' }) })

export interface Register {
  phone: string
  party_id?: string | undefined
  party_name?: string | undefined
  kind?:
    | 'enterprise'
    | 'sole_trader'
    | 'cooperative'
    | 'family_farm'
    | 'village_collective'
    | 'person'
    | undefined
  contact_name?: string | undefined
  channel: 'counter' | 'phone'
  item_id: string
  note: string
  assignee_id: string
}

/** A walk-in or a call, in under half a minute: phone, what it is about, done. */
export async function register(ctx: Ctx): Promise<z.ZodType<Register>> {
  const [items, handlers] = await Promise.all([itemsForApplying(ctx), staffWithDuty(ctx, handleCases)])
  return z.object({
    phone: mobile.meta({ label: '手机号', widget: 'phone' }),
    party_id: z.uuid().optional().meta({ widget: 'hidden' }),
    party_name: z
      .string()
      .trim()
      .min(2)
      .max(60)
      .optional()
      .meta({ label: '单位或姓名', help: '首次来访时填写。' }),
    kind: z
      .enum(Object.keys(partyKinds) as [keyof typeof partyKinds])
      .optional()
      .meta({
        label: '对象类型',
        widget: 'select',
        options: Object.entries(partyKinds).map(([value, label]) => ({ value, label })),
      }),
    contact_name: z
      .string()
      .trim()
      .min(2)
      .max(20)
      .optional()
      .meta({ label: '联系人', help: '与上面相同时可不填。' }),
    channel: z.enum(['counter', 'phone']).meta({
      label: '来访方式',
      widget: 'radio',
      options: [
        { value: 'counter', label: '到窗口' },
        { value: 'phone', label: '来电' },
      ],
    }),
    item_id: z.enum(items.map(item => item.id) as [string, ...string[]]).meta({
      label: '办什么事',
      widget: 'select',
      options: items.map(item => ({ value: item.id, label: item.name })),
    }),
    note: z
      .string()
      .trim()
      .min(2)
      .max(1000)
      .meta({ label: '事由', widget: 'textarea', help: '一两句话写清对方的需要。' }),
    assignee_id: staffField(handlers, '经办人'),
  }) as unknown as z.ZodType<Register>
}

export const assignment = async (ctx: Ctx) =>
  z.object({ assignee_id: staffField(await staffWithDuty(ctx, handleCases), '由谁承办') })

export const transfer = async (ctx: Ctx) =>
  z.object({
    assignee_id: staffField(await staffWithDuty(ctx, handleCases), '转给谁'),
    reason: z.string().trim().min(5).max(300).meta({ label: '转办原因', widget: 'textarea' }),
  })

export const extension = (most: number) =>
  z.object({
    days: z
      .number()
      .int()
      .min(1)
      .max(most)
      .meta({ label: '延长', unit: '个工作日', help: `最多 ${most} 个工作日，只能延期一次。` }),
    reason: z
      .string()
      .trim()
      .min(5)
      .max(300)
      .meta({ label: '延期理由', widget: 'textarea', help: '会告知申请人。' }),
  })

export interface Completion {
  answers: Record<string, unknown>
  note: string
}

/** The same questions again, filled with what was answered before. */
export async function completion(
  ctx: Ctx,
  row: { item_id: string; item_version: number } | null,
): Promise<z.ZodType<Completion>> {
  const version = row && (await versionOf(ctx, row.item_id, row.item_version))
  return z.object({
    answers: compileForm((version?.intake ?? { fields: [] }) as unknown as FormDefinition, dayOf(ctx.now)),
    note: z.string().trim().min(2).max(500).meta({ label: '补充说明', widget: 'textarea' }),
    more: files(6).optional().meta({ label: '补充的材料', help: '照片或文件，最多 6 个。' }),
  }) as unknown as z.ZodType<Completion>
}

export const answer = z.object({
  answer: z.string().trim().min(10).max(5000).meta({ label: '答复', widget: 'textarea', rows: 8 }),
  answer_basis: z
    .string()
    .trim()
    .max(300)
    .optional()
    .meta({ label: '依据', help: '政策文件名称和文号，或资料来源。' }),
})

export interface Invitation {
  providers: string[]
  reason: string
}

/** Which providers are asked; those who offer the item, least recently invited first. */
export async function invitation(
  ctx: Ctx,
  row: { id: string; item_id: string; party_id: string } | null,
): Promise<z.ZodType<Invitation>> {
  const offered = row ? await providersOf(ctx, row.item_id) : []
  const invited = row
    ? await ctx.db.selectFrom('quote').select('provider_id').where('case_id', '=', row.id).execute()
    : []
  const taken = new Set(invited.map(quote => quote.provider_id))
  const free = offered.filter(provider => !taken.has(provider.id) && provider.party_id !== row?.party_id)
  if (free.length === 0) throw invalid({ '': '提供这项服务的服务商都已邀请过了。' })
  const least = Math.min(Math.max(1, fewestProviders.of(ctx.centre) - taken.size), free.length)
  return z.object({
    providers: z
      .array(z.enum(free.map(provider => provider.id) as [string, ...string[]]))
      .min(least, `至少邀请 ${least} 家`)
      .max(10)
      .meta({
        label: '邀请哪些服务商',
        widget: 'checkboxes',
        help: howMany(fewestProviders.of(ctx.centre), taken.size, free.length),
        options: free.map(provider => ({
          value: provider.id,
          label: provider.name,
          help: `${provider.last_invited_at ? `最近受邀 ${dayOf(provider.last_invited_at)}` : '还没有受邀过'}，近一年 ${provider.invitations} 次`,
        })),
      }),
    reason: z.string().trim().min(5).max(300).meta({
      label: '选择理由',
      widget: 'textarea',
      help: '对各方公开，例如：都有农产品拍摄案例，按轮换顺序邀请。',
    }),
  }) as unknown as z.ZodType<Invitation>
}

/** Nobody is ticked beforehand: the order favours who waited longest, the choice is the officer's and says why. */
const howMany = (fewest: number, taken: number, free: number): string =>
  [
    fewest - taken > free
      ? `按规定至少邀请 ${fewest} 家；提供这项服务的只有这 ${free} 家${taken > 0 ? '还没有邀请' : ''}，请全部邀请。`
      : `至少邀请 ${Math.max(1, fewest - taken)} 家。`,
    '按最近受邀时间由远到近排列，轮到谁先邀请谁，避免总是同几家。',
  ].join('')

/** One of the quotes that lie on the table. */
export async function agreement(ctx: Ctx, row: { id: string } | null) {
  const quotes = row
    ? await ctx.db
        .selectFrom('quote')
        .select(['id', 'provider_id'])
        .where('case_id', '=', row.id)
        .where('state', '=', 'submitted')
        .execute()
    : []
  if (quotes.length === 0) throw invalid({ '': '目前没有可选的报价。' })
  const providers = await ctx.db
    .selectFrom('provider')
    .select(['id', 'name'])
    .where(
      'id',
      'in',
      quotes.map(quote => quote.provider_id),
    )
    .execute()
  const nameOf = new Map(providers.map(provider => [provider.id, provider.name]))
  return z.object({
    quote_id: z.enum(quotes.map(quote => quote.id) as [string, ...string[]]).meta({
      label: '选定哪家',
      widget: 'radio',
      options: quotes.map(quote => ({ value: quote.id, label: nameOf.get(quote.provider_id) ?? '' })),
    }),
  })
}

export const delivery = z.object({
  note: z
    .string()
    .trim()
    .min(5)
    .max(2000)
    .meta({ label: '交付说明', widget: 'textarea', help: '交付了什么，在哪里查看。' }),
  files: files(10).meta({ label: '成果文件', help: '图片、文档或压缩包，最多 10 个。' }),
}) as unknown as z.ZodType<{ note: string; files: string[] }>

/** What machines may read of a case: no names, no phones. */
export const caseRecord = z.object({
  id: z.uuid(),
  number: z.string().meta({ description: '办件编号' }),
  state: z.string(),
  handling: z.enum(['consultation', 'order']),
  title: z.string(),
  item_id: z.uuid(),
  item_version: z.number().int(),
  party_id: z.uuid(),
  provider_id: z.uuid().nullable(),
  price_fen: z.number().int().nullable().meta({ description: '分' }),
  promised_days: z.number().int(),
  extended_days: z.number().int(),
  answer: z.string().nullable(),
  outcome: z.string().nullable(),
  submitted_at: z.date(),
  accepted_at: z.date().nullable(),
  closed_at: z.date().nullable(),
})
