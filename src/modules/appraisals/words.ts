export { type Severity, severities, severityTones } from '#modules/improvements'

/** Codes and how they are read. */

/** 利害关系: what a member declares that there is none of. */
export const relations = {
  employed: '近三年在中心的运营机构、分中心或者服务商任职、兼职',
  invested: '本人或者近亲属持有运营机构、服务商的股份，或者是其负责人',
  kin: '近亲属在中心或者主管部门直接管理中心的岗位工作',
  dealings: '近三年与运营机构、服务商有业务往来（咨询、培训、供货、代理）',
  received: '收受过中心、运营机构、服务商的礼品、报酬或者其他好处',
  built: '参与过中心的设计、建设或者被评价服务的提供',
} as const
export type Relation = keyof typeof relations

export const methods = {
  document: '材料核查',
  phone: '电话核查',
  onsite: '实地查看',
  talk: '座谈',
  demonstration: '后台演示',
} as const
export type Method = keyof typeof methods
export const drawnMethods = { document: methods.document, phone: methods.phone } as const
export const visitMethods = {
  onsite: methods.onsite,
  talk: methods.talk,
  demonstration: methods.demonstration,
} as const

export const outcomes = { consistent: '与记录相符', partly: '部分相符', contradicts: '与记录不符' } as const
export type Outcome = keyof typeof outcomes
export const outcomeTones = { consistent: 'green', partly: 'orange', contradicts: 'red' } as const

/** 9150 → '91.5' */
export const scoreWords = (hundredths: number | null): string =>
  hundredths === null ? '' : String(hundredths / 100)
/** 85 → '8.5' */
export const tenthsWords = (tenths: number): string => String(tenths / 10)
