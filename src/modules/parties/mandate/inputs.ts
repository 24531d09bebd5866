import { z } from 'zod'
import { consentBox } from '#modules/identity'
import type { Ctx } from '#platform/ctx'
import { files } from '#platform/forms'
import { creditCode } from '#platform/identifiers'
import { kindOptions, townField } from '../workflow.ts'

const organisations = [
  'enterprise',
  'sole_trader',
  'cooperative',
  'family_farm',
  'village_collective',
] as const

/** What a person says of an organisation that they want to act for. */
export interface Claim {
  kind: (typeof organisations)[number]
  name: string
  code: string
  town?: string | undefined
  role: 'head' | 'agent'
  person_name: string
  evidence: string[]
}
export const claimInput = async (ctx: Ctx) =>
  z.object({
    kind: z
      .enum(organisations)
      .meta({ label: '单位类型', widget: 'select', options: kindOptions(organisations) }),
    name: z.string().trim().min(4).max(60).meta({ label: '单位全称', help: '与营业执照一致。' }),
    code: creditCode.meta({ label: '统一社会信用代码', widget: 'code', help: '营业执照上的 18 位代码。' }),
    town: townField(ctx),
    role: z.enum(['head', 'agent']).meta({
      label: '您的身份',
      widget: 'radio',
      options: [
        { value: 'head', label: '法定代表人或经营者' },
        { value: 'agent', label: '经办人', help: '需要上传加盖公章的授权书。' },
      ],
    }),
    person_name: z.string().trim().min(2).max(20).meta({ label: '您的姓名', autocomplete: 'name' }),
    evidence: files(4)
      .refine(ids => ids.length > 0, '请上传营业执照或授权书')
      .meta({ label: '营业执照、授权书', help: '拍照上传即可，字迹要清楚。' }),
  }) as unknown as z.ZodType<Claim>

/** What one gives to be served as a private person. */
export interface SelfRegistration {
  person_name: string
  town?: string | undefined
  consent: true
}
export const selfInput = async (ctx: Ctx) =>
  z.object({
    person_name: z
      .string()
      .trim()
      .min(2)
      .max(20)
      .meta({ label: '您的姓名', autocomplete: 'name', help: '请填真实姓名，方便工作人员联系您。' }),
    town: townField(ctx),
    consent: consentBox,
  }) as unknown as z.ZodType<SelfRegistration>

/** How a person said that a 代办人 may act for them. */
export const evidences = { code: '凭本人手机验证码', paper: '凭签字授权书' } as const

/** 代办授权, as it was proved: whose matter, for which days, from where the other acts. */
export interface ProxyGrant {
  name: string
  phone: string
  /** The station that the 代办人 acts from. */
  agency: string
  matter: string
  evidence: 'code' | 'paper'
  days: number
}

export const proxyInput: z.ZodType<ProxyGrant> = z.object({
  name: z.string(),
  phone: z.string(),
  agency: z.string(),
  matter: z.string(),
  evidence: z.enum(['code', 'paper']),
  days: z.number().int(),
})
