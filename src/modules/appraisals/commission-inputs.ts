import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { files } from '#platform/forms'
import { isPeriod, periodFrom } from '#platform/periods'
import { text } from './inputs.ts'
import type { Appraisal } from './people.ts'
import { assessors, openPeriods, scoreSheets } from './queries/commissioning.ts'
import { leastMembers } from './settings.ts'

/** The forms by which the bureau commissions an appraisal. */

export interface Commission {
  period: string
  assessor: string
  chosen_by: string
  contract_number: string
  price_fen: number
  first_day: string
  last_day: string
  sheet_id: string
  head_id: string
  member_ids: string[]
  contract?: string[] | undefined
}

const people = (all: ReadonlyArray<{ id: string; name: string }>) =>
  all.map(one => ({ value: one.id, label: one.name }))
const ids = (all: ReadonlyArray<{ id: string }>) => all.map(one => one.id) as [string, ...string[]]

/** 409 in words while there is nobody to commission, or no sheet to score by. */
export async function commissioned(ctx: Ctx) {
  const [staff, sheets, periods] = await Promise.all([assessors(ctx), scoreSheets(ctx), openPeriods(ctx)])
  const least = leastMembers.of(ctx.centre)
  if (periods.length === 0) throw conflict('最近两期都已经委托过评价。')
  if (sheets.length === 0) throw conflict('请先有一张在用的评分表（评价 → 评分表），再委托评价。')
  if (staff.length < least)
    throw conflict(
      `请先在人员与岗位里任用评价机构的人员（所属选“第三方评价机构”，岗位选“评价员”），至少 ${least} 人。`,
    )
  return z
    .object({
      period: z
        .string()
        .refine(isPeriod, '请选择评价哪一期')
        .meta({ label: '评价哪一期', widget: 'select', options: periods }),
      assessor: z
        .string()
        .trim()
        .min(4)
        .max(60)
        .meta({ label: '评价机构', help: '营业执照上的全称；与中心的运营机构没有隶属关系。' }),
      chosen_by: text(
        '怎样选定的',
        4,
        300,
        '如：政府采购，三家比选，候选机构和选定理由。由主管部门选定，不由中心选。',
      ),
      contract_number: z.string().trim().min(2).max(60).meta({ label: '合同编号' }),
      price_fen: z.number().int().min(0).max(100_000_000_00).meta({
        label: '合同金额',
        widget: 'money',
        unit: '元',
      }),
      contract: files(5).optional().meta({ label: '合同和选定材料' }),
      first_day: z.iso.date('请填写日期').meta({ label: '合同期从', widget: 'date' }),
      last_day: z.iso.date('请填写日期').meta({
        label: '到',
        widget: 'date',
        help: '评价人员的账号只在合同期内有效，到期自动停用。',
      }),
      sheet_id: z.enum(ids(sheets)).meta({
        label: '评分表',
        widget: 'select',
        options: sheets.map(one => ({ value: one.id, label: `${one.name}（第 ${one.version} 版）` })),
      }),
      head_id: z.enum(ids(staff)).meta({
        label: '评价机构负责人',
        widget: 'select',
        options: people(staff),
        help: '签发报告的人；起草报告由其他评价人员。',
      }),
      member_ids: z
        .array(z.enum(ids(staff)))
        .min(least, `至少 ${least} 人`)
        .max(20)
        .meta({ label: '评价人员', widget: 'checkboxes', options: people(staff), help: '包括负责人。' }),
    })
    .superRefine((input, issues) => {
      const wrong = (field: string, message: string) =>
        issues.addIssue({ code: 'custom', path: [field], message, input: undefined })
      if (input.last_day < input.first_day) wrong('last_day', '不能早于开始的日期')
      if (input.last_day <= dayOf(ctx.now)) wrong('last_day', '要在今天以后')
      if (!input.member_ids.includes(input.head_id)) wrong('member_ids', '负责人也要选上')
      if (isPeriod(input.period) && periodFrom(input.period).first > dayOf(ctx.now))
        wrong('period', '这一期还没有开始')
    }) as unknown as z.ZodType<Commission>
}

export interface Added {
  staff_id: string
}
export async function added(ctx: Ctx, row: Appraisal | null) {
  const seated = row
    ? await ctx.db
        .selectFrom('appraisal_member')
        .select('staff_id')
        .where('appraisal_id', '=', row.id)
        .limit(100)
        .execute()
    : []
  const free = (await assessors(ctx)).filter(one => !seated.some(seat => seat.staff_id === one.id))
  if (free.length === 0) throw conflict('没有可以增加的评价人员，请先任用。')
  return z.object({
    staff_id: z.enum(ids(free)).meta({ label: '评价人员', widget: 'select', options: people(free) }),
  })
}

export interface Extended {
  last_day: string
  reason: string
}
export const extended = async (ctx: Ctx, row: Appraisal | null) =>
  z.object({
    last_day: z.iso
      .date('请填写日期')
      .refine(day => day > (row?.last_day ?? '') && day > dayOf(ctx.now), '要比原来的晚，也要在今天以后')
      .meta({ label: '合同期延到', widget: 'date' }),
    reason: text('原因', 4, 300),
  }) as unknown as z.ZodType<Extended>

export interface Staffed {
  team_ids: string[]
  head_id: string
}
export const staffed = z.object({ team_ids: z.array(z.uuid()).max(50), head_id: z.uuid() })

export const usualOpening = (assessor: string): string =>
  `您好，我是${assessor}的评价人员，受县商务主管部门委托评价县电子商务公共服务中心的服务。您在中心办过事，想请您说几句实话，大约三分钟。您的回答只用于评价，不会告诉中心是谁说的。`
