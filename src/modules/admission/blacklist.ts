import { z } from 'zod'
import { proposeSuspension } from '#modules/catalogue'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { files } from '#platform/forms'
import { creditCode } from '#platform/identifiers'
import { message } from '#platform/notify'
import { allOf, anyOf, concerned, everDid, not, ofBureau, theSystem, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { checkAdmissions, decideAdmissions, seesAdmissions } from './duties.ts'
import { reason } from './inputs.ts'
import { texts } from './messages.ts'
import { longestBlacklisting } from './settings.ts'

export type Blacklisting = RowOf<'blacklisting'>

/** The bureau, or somebody else than who proposed it. */
const decider = allOf(
  decideAdmissions as Who<Blacklisting>,
  anyOf(ofBureau, not(everDid('提出人', 'propose'))),
  not(concerned),
)

interface Listing {
  code: string
  reason: string
  basis: string
  from_day: string
  until_day: string
  evidence: string[]
}

const page = '/desk/blacklist'

/** The last day that a listing from `day` may have. */
function lastDay(day: string, months: number): string {
  const end = new Date(day)
  end.setUTCMonth(end.getUTCMonth() + months)
  return end.toISOString().slice(0, 10)
}

const listing = async (ctx: Ctx) => {
  const months = longestBlacklisting.of(ctx.centre)
  return z
    .object({
      code: creditCode.meta({ label: '统一社会信用代码', widget: 'code', help: '只列单位，不列个人。' }),
      reason: reason('事由', '会公开显示，不写个人姓名和电话。').shape.reason,
      basis: z
        .string()
        .trim()
        .min(2)
        .max(200)
        .meta({ label: '依据', help: '制度条款、行政处罚决定书或判决书文号。' }),
      from_day: z.iso.date('请填写日期').default(dayOf(ctx.now)).meta({ label: '起', widget: 'date' }),
      until_day: z.iso
        .date('请填写日期')
        .meta({ label: '止', widget: 'date', help: `最长 ${months} 个月，到期自动移出。` }),
      evidence: files(10)
        .refine(ids => ids.length > 0, '请上传证据')
        .meta({ label: '证据' }),
    })
    .refine(input => input.until_day >= input.from_day, { path: ['until_day'], message: '不能早于起始日' })
    .refine(input => input.until_day >= dayOf(ctx.now), { path: ['until_day'], message: '已经过去' })
    .refine(input => input.until_day <= lastDay(input.from_day, months), {
      path: ['until_day'],
      message: `最长 ${months} 个月`,
    }) as unknown as z.ZodType<Listing>
}

async function firmOf(ctx: Ctx, code: string) {
  const party = await ctx.db
    .selectFrom('party')
    .select(['id as party_id', 'name', 'code'])
    .where('code', '=', code)
    .where('state', '=', 'active')
    .forUpdate()
    .executeTakeFirst()
  if (!party) throw invalid({ code: '没有登记过这个代码的单位，请先登记为服务对象。' })
  const open = await ctx.db
    .selectFrom('blacklisting')
    .select('id')
    .where('party_id', '=', party.party_id)
    .where('state', 'in', ['proposed', 'in_force'])
    .executeTakeFirst()
  if (open) throw invalid({ code: `${party.name}已在名单中，或已有建议待决定。` })
  return { ...party, code }
}

/** Whoever is on the list does not stay in the directory unasked. */
async function proposeToSuspend(ctx: Ctx, row: Blacklisting): Promise<void> {
  const provider = await ctx.db
    .selectFrom('provider')
    .select('id')
    .where('party_id', '=', row.party_id)
    .where('state', '=', 'listed')
    .executeTakeFirst()
  if (provider) await proposeSuspension(ctx, provider.id, `被列入失信名单：${row.reason}`.slice(0, 300))
}

/** 4.5.1 黑名单, with a first and a last day: firms only. */
export const blacklistFlow = defineWorkflow({
  subject: 'blacklisting',
  label: '失信名单',
  clause: '4.5.1',
  states: {
    proposed: { label: '待决定', tone: 'orange', awaits: decideAdmissions },
    in_force: { label: '在名单中', tone: 'red', final: true },
    ended: { label: '已移出', tone: 'grey', final: true },
    dismissed: { label: '未列入', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || seesAdmissions(actor) ? query : query.where('blacklisting.id', 'is', null),
  title: row => `${row.name}列入失信名单`,
  href: () => page,
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    name: z.string(),
    code: z.string(),
    reason: z.string(),
    basis: z.string(),
    from_day: z.string(),
    until_day: z.string(),
  }),
  actions: action => ({
    propose: action<Listing>({
      label: '建议列入',
      past: '建议列入失信名单',
      from: 'new',
      to: 'proposed',
      by: anyOf(checkAdmissions, decideAdmissions),
      tone: 'primary',
      input: listing,
      effect: async (ctx, _row, { evidence: _evidence, ...input }) => ({
        ...input,
        ...(await firmOf(ctx, input.code)),
        proposed_at: ctx.now,
      }),
      note: input => input.reason,
      tell: row => [
        message({ duty: decideAdmissions.code }, texts.listingProposed, { name: row.name }, page),
      ],
    }),
    list: action<{ reason: string }>({
      label: '列入名单',
      past: '决定列入失信名单',
      from: ['proposed'],
      to: 'in_force',
      by: decider,
      tone: 'danger',
      publishes: true,
      input: reason('决定与理由'),
      effect: async (_ctx, _row, input) => ({ decision: input.reason }),
      consequence: proposeToSuspend,
      note: input => input.reason,
      tell: row => [
        message({ party: row.party_id }, texts.listed, {
          name: row.name,
          until: row.until_day,
          reason: row.reason,
        }),
      ],
    }),
    dismiss: action<{ reason: string }>({
      label: '不列入',
      past: '决定不列入',
      from: ['proposed'],
      to: 'dismissed',
      by: decider,
      input: reason('理由'),
      effect: async (_ctx, _row, input) => ({ decision: input.reason }),
      note: input => input.reason,
    }),
    lift: action<{ reason: string }>({
      label: '提前移出',
      past: '提前移出失信名单',
      from: ['in_force'],
      to: 'ended',
      by: decider,
      publishes: true,
      input: reason('理由', '例如：已整改并经核实。'),
      note: input => input.reason,
      tell: row => [message({ party: row.party_id }, texts.listingEnded, { name: row.name })],
    }),
    end: action({
      label: '到期移出',
      past: '到期移出失信名单',
      from: ['in_force'],
      to: 'ended',
      by: theSystem,
      inner: true,
      publishes: true,
      tell: row => [message({ party: row.party_id }, texts.listingEnded, { name: row.name })],
    }),
  }),
})
