import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { mobile } from '#platform/identifiers'
import type { RowOf } from '#platform/workflow'

const qualification = z.object({
  name: z.string().trim().min(1).max(60).meta({ label: '名称' }),
  number: z.string().trim().max(60).default('').meta({ label: '编号' }),
  valid_until: z.iso.date('请填写日期').nullable().default(null).meta({ label: '有效期至', widget: 'date' }),
  required: z.boolean().default(false).meta({ label: '必备', widget: 'checkbox' }),
})
export type Qualification = z.infer<typeof qualification>

/** What the public reads names no mobile and no ID number: recipients come by way of the centre. */
export const namesNobody = (text: string): boolean =>
  !/(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx])(?!\d)/.test(text.replaceAll(/(?<=\d)[\s-](?=\d)/g, ''))
export const inPublic = { error: '这里会公开显示，请不要写手机号、身份证号。' }

const keyPerson = z.object({
  role: z.string().trim().min(1).max(20).meta({ label: '角色', placeholder: '如：摄影总监' }),
  name: z.string().trim().max(20).default('').refine(namesNobody, inPublic).meta({ label: '姓名' }),
  about: z.string().trim().max(60).default('').refine(namesNobody, inPublic).meta({ label: '专长' }),
})
export type KeyPerson = z.infer<typeof keyPerson>

export interface Profile {
  name: string
  introduction: string
  team: string
  team_size?: number | undefined
  key_people: KeyPerson[]
  cases: string
  qualifications: Qualification[]
  contact_name: string
  contact_phone: string
}

export const profile = {
  name: z.string().trim().min(2).max(60).meta({ label: '名称' }),
  introduction: z
    .string()
    .trim()
    .min(10)
    .max(1000)
    .refine(namesNobody, inPublic)
    .meta({ label: '简介', widget: 'textarea' }),
  team_size: z.number().int().min(1).max(100_000).optional().meta({ label: '团队人数', unit: '人' }),
  key_people: z
    .array(keyPerson)
    .max(10, '最多 10 人')
    .default([])
    .meta({ label: '骨干人员', widget: 'rows', help: '公开显示，不写电话和证件号。' }),
  team: z
    .string()
    .trim()
    .max(500)
    .default('')
    .refine(namesNobody, inPublic)
    .meta({ label: '团队说明', widget: 'textarea' }),
  cases: z
    .string()
    .trim()
    .max(1000)
    .default('')
    .refine(namesNobody, inPublic)
    .meta({ label: '业绩概述', widget: 'textarea' }),
  qualifications: z.array(qualification).max(10, '最多 10 项').default([]).meta({
    label: '资质',
    widget: 'rows',
    help: '“必备”是从事这项业务必须具备的；到期前 60、30、7 天提醒，过期的不再公开。',
  }),
  contact_name: z.string().trim().min(2).max(20).meta({ label: '联系人' }),
  contact_phone: mobile.meta({ label: '联系电话', widget: 'phone', help: '只供中心联系，不公开。' }),
}

/** On whose word staff change it; written by the program where a proposal is adopted. */
const basis = z.string().max(120).optional().meta({ widget: 'hidden' })
export const editing = z.object({ ...profile, basis }) as unknown as z.ZodType<
  Profile & { basis?: string | undefined }
>

/** A profile as columns of the row. */
export const profileColumns = ({ qualifications, key_people, team_size, ...input }: Profile) => ({
  ...input,
  team_size: team_size ?? null,
  key_people: JSON.stringify(key_people),
  qualifications: JSON.stringify(qualifications),
})

/** What a provider's profile says, as its form holds it. */
export function profileOf(row: RowOf<'provider'>): Profile {
  const { name, introduction, team, cases, contact_name, contact_phone } = row
  return {
    ...{ name, introduction, team, cases, contact_name, contact_phone },
    ...(row.team_size !== null && { team_size: row.team_size }),
    key_people: row.key_people as unknown as KeyPerson[],
    qualifications: (row.qualifications as unknown as Qualification[]).map(one => ({
      ...one,
      required: one.required ?? false,
    })),
  }
}

/** A provider does not decide itself which of its qualifications are required. */
export const ownProfile = {
  ...profile,
  qualifications: z
    .array(
      z.object({
        name: z.string().trim().min(1).max(60).meta({ label: '名称' }),
        number: z.string().trim().max(60).default('').meta({ label: '编号' }),
        valid_until: z.iso
          .date('请填写日期')
          .nullable()
          .default(null)
          .meta({ label: '有效期至', widget: 'date' }),
      }),
    )
    .max(10, '最多 10 项')
    .default([])
    .meta({ label: '资质', widget: 'rows', help: '证照续期后，在这里改有效期。' }),
}

/** Any active party; a list would be too long, so one comes from its file with its id. */
export async function partyField(ctx: Ctx, id: unknown) {
  const party =
    typeof id === 'string'
      ? await ctx.db
          .selectFrom('party')
          .select(['id', 'name'])
          .where('id', '=', id)
          .where('state', '=', 'active')
          .executeTakeFirst()
      : undefined
  if (!party) throw invalid({ '': '请从服务对象的档案页代为申请入库。' })
  return z
    .literal(party.id)
    .meta({ label: '主体', widget: 'select', options: [{ value: party.id, label: party.name }] })
}
