import { z } from 'zod'
import { listedProviders } from '#modules/catalogue'
import { partiesOfActor, phoneOf } from '#modules/parties'
import { staffOfCentre } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { files } from '#platform/forms'
import { mobile } from '#platform/identifiers'
import { type About, abouts, type Channel, channels, kinds } from './codes.ts'
import { choice, words } from './inputs.ts'
import { ownCases } from './queries.ts'

/** Where it is taken in: by whoever complains, or by a clerk for somebody who calls, comes or wrote. */
export type Side = 'web' | 'desk'

export interface Intake {
  about: About
  kind: 'complaint' | 'report' | 'suggestion' | 'praise'
  channel?: Exclude<Channel, 'web'>
  case_id?: string | undefined
  provider_id?: string | undefined
  staff_id?: string | undefined
  place?: string | undefined
  body: string
  photos?: string[] | undefined
  by: 'name' | 'anonymous'
  contact_name?: string | undefined
  contact_phone?: string | undefined
}

export const aboutIn = (raw: unknown): About =>
  typeof raw === 'string' && Object.hasOwn(abouts, raw) ? (raw as About) : 'place'

const { web: _web, ...clerkChannels } = channels
const optional = (options: ReadonlyArray<{ value: string; label: string }>, label: string, help: string) =>
  z
    .enum(options.map(one => one.value) as [string, ...string[]])
    .optional()
    .meta({ label, help, widget: 'select', options: [...options] })

/** Few questions, and only those that fit what it is about. */
export async function intakeForm(ctx: Ctx, about: About, side: Side): Promise<z.ZodType<Intake>> {
  const desk = side === 'desk'
  const said = desk ? '对方' : '您'
  return z
    .object({
      about: z.literal(about).meta({ widget: 'hidden' }),
      ...(desk && { channel: choice(clerkChannels, '来自') }),
      kind: choice(kinds, '这是'),
      ...(await respondentFields(ctx, about, desk)),
      body: words('请说说经过', {
        min: 10,
        max: 3000,
        help: desk
          ? '照对方的话记，时间、地点、诉求写清楚。'
          : '什么时候、在哪里、发生了什么，希望怎么解决。像平常说话一样写就行。',
      }),
      photos: files(6)
        .optional()
        .meta({
          label: desk ? '来信扫描件或照片' : '照片',
          help: desk ? '来信必须附扫描件。' : '有照片的可以附上，最多 6 张，没有也行。',
          accept: 'image/*',
          max: 6,
        }),
      by: z.enum(['name', 'anonymous']).meta({
        label: '要不要留姓名',
        widget: 'radio',
        options: [
          { value: 'name', label: '实名', help: `能回访${said}，结果用短信告知` },
          { value: 'anonymous', label: '匿名', help: '不记姓名和账号，凭查询码看结果；没有办法回访' },
        ],
      }),
      contact_name: z
        .string()
        .trim()
        .max(20)
        .optional()
        .meta({ label: '姓名', help: '匿名的不用填。', secret: true, autocomplete: 'name' }),
      contact_phone: mobile.optional().meta({
        label: '手机号码',
        help: desk ? '匿名的不用填；来信没有电话的可以不填。' : '匿名的不用填。',
        secret: true,
        autocomplete: 'tel',
      }),
    })
    .superRefine((input, check) => {
      const wrong = (field: string, message: string) =>
        check.addIssue({ code: 'custom', path: [field], message })
      if (input.by !== 'name') return
      if (!input.contact_name) wrong('contact_name', '实名的请填写姓名')
      if (!input.contact_phone && (input as { channel?: string }).channel !== 'letter')
        wrong('contact_phone', '实名的请填写手机号码')
    }) as unknown as z.ZodType<Intake>
}

async function respondentFields(ctx: Ctx, about: About, desk: boolean): Promise<Record<string, z.ZodType>> {
  const text = (label: string, help: string, min = 0) => ({
    place: (min > 0 ? z.string().trim().min(min, '请写明是哪里') : z.string().trim())
      .max(60)
      .meta({ label, help }),
  })
  if (about === 'case') {
    const cases = desk ? [] : await ownCases(ctx)
    const options = cases.map(one => ({ value: one.id, label: `${one.title}（${one.number}）` }))
    if (options.length > 0)
      return { case_id: optional(options, '哪一件', '匿名的只记是谁办的，不记是哪一件。') }
    return {
      place: z.string().trim().max(60).optional().meta({ label: '办件编号', help: '记不得可以不填。' }),
    }
  }
  if (about === 'provider') {
    const providers = await listedProviders(ctx).select(['id', 'name']).orderBy('name').limit(300).execute()
    const options = providers.map(one => ({ value: one.id, label: one.name }))
    return options.length > 0
      ? { provider_id: optional(options, '哪一家', '不在名单里的可以不选，写在下面。') }
      : {}
  }
  if (about === 'staff') {
    const options = (await staffOfCentre(ctx)).map(one => ({ value: one.id, label: one.name }))
    return options.length > 0
      ? { staff_id: optional(options, '哪一位', '说不清是谁的可以不选，写明时间和窗口。') }
      : {}
  }
  return about === 'place' ? text('哪里或什么', '例如：石牌镇服务站、二楼直播间、网站。', 2) : {}
}

/** What the form starts with: whoever has signed in need not type name and phone again. */
export async function intakeStart(ctx: Ctx, side: Side): Promise<Record<string, unknown>> {
  if (side === 'desk' || ctx.actor.kind !== 'person' || ctx.actor.staffId) return {}
  const [phone, parties] = await Promise.all([phoneOf(ctx), partiesOfActor(ctx)])
  const own = parties.find(one => one.kind === 'person')
  return { contact_name: own?.name ?? '', contact_phone: phone ?? '' }
}
