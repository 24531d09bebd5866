import { createHash } from 'node:crypto'
import { z } from 'zod'
import { addDays, dayOf } from '#platform/calendar'
import { inCapitals } from '#platform/capitals'
import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { money } from '#platform/format'
import { addMonths } from '#platform/periods'
import { measures } from './codes.ts'
import { amount, area, day, text, whole, yes } from './fields.ts'
import { currentGuide } from './guide.ts'
import type { Incubation } from './people.ts'
import { appealDays, lateDay, longestMonths, trackYears } from './settings.ts'

export interface Terms {
  agreement_number: string
  first_day: string
  last_day: string
  rent_free: number
  utilities: string
  deposit_fen: number
  more: string
}

/** The last day of a term that begins then: the day before the same day. */
export const lastDayAfter = (from: string, months: number): string => addDays(addMonths(from, months), -1)

export const termsInput = async (ctx: Ctx) => {
  const longest = longestMonths.of(ctx.centre)
  return z
    .object({
      agreement_number: text('协议编号', 2, 40),
      first_day: day('孵化期起'),
      last_day: day('孵化期止', `最长 ${longest} 个月。`),
      rent_free: whole('免租比例', '%', [0, 100]),
      utilities: area('水电网费', 2, 200),
      deposit_fen: amount('押金', '没有的填 0。'),
      more: area('其他约定', 0, 500).default(''),
    })
    .refine(input => input.last_day > input.first_day, { path: ['last_day'], message: '要晚于起始日' })
    .refine(input => input.last_day <= lastDayAfter(input.first_day, longest), {
      path: ['last_day'],
      message: `孵化期最长 ${longest} 个月`,
    }) as unknown as z.ZodType<Terms>
}

export const knownTerms = async (ctx: Ctx, row: Incubation | null) =>
  row?.agreement_number
    ? { ...row, deposit_fen: Number(row.deposit_fen), more: '' }
    : {
        first_day: dayOf(ctx.now),
        last_day: lastDayAfter(dayOf(ctx.now), Math.min(row?.months ?? 12, longestMonths.of(ctx.centre))),
        rent_free: 100,
        utilities: '用多少付多少，按表计费；网络免费。',
      }

/** The text that both confirm, one clause a line; nothing is confirmed but these words. */
export async function agreementText(ctx: Ctx, row: Incubation, terms: Terms): Promise<string> {
  const party = await ctx.db
    .selectFrom('party')
    .select(['name', 'code'])
    .where('id', '=', row.party_id)
    .executeTakeFirstOrThrow()
  const { rule } = await currentGuide(ctx)
  const deposit = terms.deposit_fen
  return [
    `孵化协议 ${terms.agreement_number}`,
    `甲方：${ctx.centre.name}`,
    `乙方：${party.name}${party.code ? `（${party.code}）` : ''}，项目「${row.name}」`,
    `一、孵化期：${terms.first_day} 至 ${terms.last_day}；续期另行约定，合计不超过 ${longestMonths.of(ctx.centre)} 个月。`,
    `二、工位：${row.desks > 0 ? `甲方提供工位 ${row.desks} 个` : '乙方暂不需要工位'}，租金减免 ${terms.rent_free}%；水电网费：${terms.utilities}`,
    deposit > 0
      ? `三、押金：${money(deposit)}（大写${inCapitals(deposit)}）。退出或毕业时无欠费、无损坏的全额退还；扣除的写明依据并告知乙方。`
      : '三、押金：不收押金。',
    '四、甲方提供导师辅导、培训、政策和资源对接，孵化期内不收服务费。',
    `五、乙方每月 ${lateDay.of(ctx.centre)} 日前如实填报上月经营数据并附凭证；数据仅用于考核和统计，甲方保密。`,
    `六、每季考核，只看经营情况：${rule.map(line => `${measures[line.code].label}达到 ${line.least} ${measures[line.code].unit}得 ${line.points} 分`).join('；')}；不足的按比例计。`,
    `七、考核不合格的预警并给出整改期限；仍不合格的，听取乙方说明后可以清退，乙方可在 ${appealDays.of(ctx.centre)} 个工作日内提出异议。`,
    `八、毕业后 ${trackYears.of(ctx.centre)} 年内，乙方配合甲方定期回访。`,
    ...(terms.more ? [`九、${terms.more}`] : []),
  ].join('\n')
}

/** SHA-256 of the text, hexadecimal. */
export const digestOf = (agreement: string): string => createHash('sha256').update(agreement).digest('hex')

export async function drafted(ctx: Ctx, row: Incubation, terms: Terms) {
  const { more: _, ...columns } = terms
  const agreement = await agreementText(ctx, row, terms)
  return {
    ...columns,
    agreement,
    digest: digestOf(agreement),
    ...{ startup_confirmed_at: null, startup_confirmed_by: null },
    ...{ centre_confirmed_at: null, centre_confirmed_by: null },
  }
}

export interface Confirmation {
  digest: string
  consent: boolean
}
/** The form leads to the text that is confirmed. */
export const confirmation = async (ctx: Ctx, row: Incubation | null) =>
  z.object({
    digest: z.string().length(64).meta({ widget: 'hidden' }),
    consent: yes('已逐条看过协议全文，同意', '请先看过协议全文').meta({
      more: {
        href: `${ctx.actor.staffId ? '/desk' : '/my'}/incubation/${row?.id}#agreement`,
        label: '协议全文',
      },
    }),
  }) as unknown as z.ZodType<Confirmation>

export const textToConfirm = async (_ctx: Ctx, row: Incubation | null) => ({ digest: row?.digest })

export async function confirmed(ctx: Ctx, row: Incubation, input: Confirmation, side: 'startup' | 'centre') {
  if (input.digest !== row.digest) throw conflict('协议刚被改过，请重新看过再确认。')
  return { [`${side}_confirmed_at`]: ctx.now, [`${side}_confirmed_by`]: ctx.actor.name } as Record<
    `${typeof side}_confirmed_by`,
    string
  >
}

export interface Prolonging {
  last_day: string
  reason: string
}
export const prolonging = async (ctx: Ctx, row: Incubation | null) => {
  const longest = row?.first_day ? lastDayAfter(row.first_day, longestMonths.of(ctx.centre)) : ''
  return z.object({
    last_day: day('续到', `最晚 ${longest}。`)
      .refine(last => last > (row?.last_day ?? ''), '要晚于现在的届满日')
      .refine(last => last <= longest, `合计最长 ${longestMonths.of(ctx.centre)} 个月，最晚到 ${longest}`),
    reason: area('续期的理由', 5, 300),
  }) as unknown as z.ZodType<Prolonging>
}
