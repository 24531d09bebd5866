import { z } from 'zod'
import { partyOnPhone } from '#modules/parties'
import type { Ctx } from '#platform/ctx'
import { message } from '#platform/notify'
import { perform } from '#platform/perform'
import { allOf, anyPerson, applicant, concerned, not, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { handleMatches, registerMatches } from './duties.ts'
import * as effects from './effects.ts'
import { reason } from './inputs.ts'
import { kindWords } from './kinds.ts'
import { texts } from './messages.ts'
import * as inputs from './need-inputs.ts'
import { officer, type ResourceNeed, visibleNeeds } from './people.ts'
import { candidates } from './queries/recommending.ts'
import { referralFlow } from './referral.ts'
import { acceptDays, chooseDays, mostOpenNeeds, recommendDays } from './settings.ts'

const deskPage = (row: ResourceNeed): string => `/desk/resources/needs/${row.id}`
const ownPage = (row: ResourceNeed): string => `/my/needs/${row.id}`
const limits = ({ by_day, town }: Pick<inputs.Asking, 'by_day' | 'town'>) => ({
  by_day: by_day ?? null,
  town: town ?? null,
})
const tellOfficers = (row: ResourceNeed) =>
  message({ duty: handleMatches.code }, texts.asked, { kind: kindWords(row.kind) }, deskPage(row))

/** 5.2.1 资源对接: somebody needs something that the pool may have; recommended with reasons, introduced, followed up. */
export const needFlow = defineWorkflow({
  subject: 'resource_need',
  label: '对接需求',
  clause: '5.2.1',
  states: {
    submitted: { label: '待受理', tone: 'blue', awaits: handleMatches, clock: 'accept' },
    accepted: { label: '待推荐', tone: 'orange', awaits: officer, clock: 'recommend' },
    recommended: { label: '待选择', tone: 'orange', awaits: applicant, clock: 'choose' },
    introduced: { label: '对接中', tone: 'green', awaits: officer },
    closed: { label: '已办结', tone: 'grey', final: true },
    refused: { label: '未受理', tone: 'red', final: true },
    withdrawn: { label: '已撤回', tone: 'grey', final: true },
  },
  clocks: {
    accept: { label: '受理', within: acceptDays },
    recommend: { label: '推荐', within: recommendDays, anew: true },
    choose: { label: '选择', within: chooseDays, anew: true },
  },
  visible: visibleNeeds,
  title: row => `需要${kindWords(row.kind)}`,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('resource_need')
      .innerJoin('party', 'party.id', 'resource_need.party_id')
      .select(['resource_need.id', 'party.name'])
      .where('resource_need.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, row.name]))
  },
  href: (row, actor) => (actor.staffId ? deskPage(row) : ownPage(row)),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    kind: z.string(),
    body: z.string(),
    by_day: z.string().nullable(),
    town: z.string().nullable(),
    asked_at: z.date(),
    outcome: z.string().nullable(),
  }),
  actions: action => ({
    ask: action<inputs.Asking>({
      label: '提出对接需求',
      past: '提出了对接需求',
      done: '已提交，工作人员受理后会通知您',
      from: 'new',
      to: 'submitted',
      by: anyPerson,
      tone: 'primary',
      input: inputs.asking,
      prefill: inputs.knownOfAsker,
      effect: async (ctx, _row, input) => {
        const { papers: _, ...asked } = input as typeof input & { papers?: unknown }
        await effects.refuseTooMany(ctx, input.party_id, mostOpenNeeds.of(ctx.centre))
        return { ...asked, ...limits(input), channel: 'portal', asked_at: ctx.now }
      },
      tell: row => [tellOfficers(row)],
    }),
    register: action<inputs.Registering>({
      label: '登记对接需求',
      past: '登记了对接需求',
      from: 'new',
      to: 'submitted',
      by: registerMatches,
      tone: 'primary',
      input: inputs.registering,
      effect: async (ctx, _row, { phone, party_name, party_kind, contact_name, ...asked }) => {
        const party = await partyOnPhone(ctx, { phone, party_name, kind: party_kind, contact_name })
        await effects.refuseTooMany(ctx, party.id, mostOpenNeeds.of(ctx.centre))
        const contact = { contact_name: contact_name ?? party.contact_name, contact_phone: phone }
        return { ...asked, ...limits(asked), ...contact, party_id: party.id, asked_at: ctx.now }
      },
      tell: row => [tellOfficers(row)],
    }),
    accept: action({
      label: '受理',
      past: '受理',
      from: ['submitted'],
      to: 'accepted',
      by: allOf(handleMatches, not(concerned)),
      tone: 'primary',
      effect: async ctx => ({ officer_id: ctx.actor.staffId }),
      tell: (row, _input, ctx) => [
        message(
          { party: row.party_id },
          texts.accepted,
          { kind: kindWords(row.kind), days: String(recommendDays.of(ctx.centre)) },
          ownPage(row),
        ),
      ],
    }),
    refuse: action<{ reason: string }>({
      label: '不予受理',
      past: '决定不予受理',
      from: ['submitted'],
      to: 'refused',
      by: allOf(handleMatches, not(concerned)),
      tone: 'danger',
      input: reason('不予受理的理由', '会告知对方；能指路的请写明找哪里。'),
      effect: async (ctx, _row, input) => ({ outcome: input.reason, closed_at: ctx.now }),
      note: input => input.reason,
      tell: (row, input) => [
        message(
          { party: row.party_id },
          texts.refused,
          { kind: kindWords(row.kind), reason: input.reason },
          ownPage(row),
        ),
      ],
    }),
    recommend: action<inputs.Recommending>({
      label: '推荐资源',
      past: '推荐了资源',
      from: ['accepted', 'recommended', 'introduced'],
      to: row => (row.state === 'introduced' ? 'introduced' : 'recommended'),
      by: officer,
      tone: 'primary',
      input: inputs.recommending,
      consequence: offer,
      note: input => input.remark || null,
      tell: (row, input) => [
        message(
          { party: row.party_id },
          texts.recommended,
          { n: String(input.resources.length) },
          ownPage(row),
        ),
      ],
    }),
    moveOn: action({
      label: '进入对接',
      past: '已引荐，进入对接',
      from: ['accepted', 'recommended', 'introduced'],
      to: 'introduced',
      by: theSystem,
      inner: true,
    }),
    countSuccess: action({
      label: '记一次成功',
      past: '一项资源对接成功',
      from: ['accepted', 'recommended', 'introduced'],
      by: theSystem,
      inner: true,
      effect: async (_ctx, row) => ({ met: row.met + 1 }),
    }),
    settle: action({
      label: '各项都有结果',
      past: '推荐的资源都有了结果',
      from: ['recommended', 'introduced'],
      to: row => (row.met > 0 ? 'closed' : 'accepted'),
      by: theSystem,
      inner: true,
      effect: async (ctx, row) =>
        row.met > 0 ? { closed_at: ctx.now, outcome: `对接成功 ${row.met} 项` } : {},
      tell: row =>
        row.state === 'closed'
          ? []
          : [
              message(
                { staff: row.officer_id as string },
                texts.again,
                { kind: kindWords(row.kind) },
                deskPage(row),
              ),
            ],
    }),
    close: action<{ reason: string }>({
      label: '办结',
      past: '办结',
      from: ['accepted', 'recommended', 'introduced'],
      to: 'closed',
      by: officer,
      confirm: '办结后还没有结果的引荐一并结束。',
      input: reason('办结说明', '会告知对方。'),
      effect: async (ctx, _row, input) => ({ outcome: input.reason, closed_at: ctx.now }),
      consequence: effects.dropReferrals,
      note: input => input.reason,
      tell: (row, input) => [
        message(
          { party: row.party_id },
          texts.closed,
          { kind: kindWords(row.kind), outcome: input.reason },
          ownPage(row),
        ),
      ],
    }),
    withdraw: action({
      label: '撤回',
      past: '撤回了需求',
      from: ['submitted', 'accepted', 'recommended'],
      to: 'withdrawn',
      by: applicant,
      tone: 'danger',
      confirm: '撤回后不再为您推荐。',
      effect: async ctx => ({ closed_at: ctx.now }),
      consequence: effects.dropReferrals,
    }),
    abandon: action({
      label: '终止',
      past: '对方注销账号，终止办理',
      from: ['submitted', 'accepted', 'recommended', 'introduced'],
      to: 'withdrawn',
      by: theSystem,
      inner: true,
      effect: async ctx => ({ closed_at: ctx.now }),
      consequence: effects.dropReferrals,
    }),
    handOn: action<{ officer_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事承办',
      from: ['accepted', 'recommended', 'introduced'],
      by: theSystem,
      inner: true,
      input: z.object({ officer_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { officer_id }) => ({ officer_id }),
      note: input => input.reason,
      amongStaff: true,
    }),
  }),
})

/** Each resource that was chosen becomes a referral of its own, with the reasons for which it was recommended. */
async function offer(ctx: Ctx, row: ResourceNeed, input: inputs.Recommending): Promise<void> {
  const found = new Map((await candidates(ctx, row)).map(one => [one.id, one]))
  for (const resource_id of input.resources) {
    const fit = found.get(resource_id)
    await perform(ctx, referralFlow, 'offer', null, {
      ...{ need_id: row.id, resource_id, party_id: row.party_id, name: fit?.name ?? '' },
      reasons: fit?.reasons.join('；') ?? '',
      remark: input.remark,
    })
  }
}
