import { z } from 'zod'
import { topicChoices } from '#modules/knowledge'
import { staffField, staffOfCentre } from '#modules/team'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { mobile } from '#platform/identifiers'
import { noId } from '#platform/ids'
import { message } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { anyOf, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { kinds, optionsOf } from './codes.ts'
import { manageExperts, seesConsultations } from './duties.ts'
import { openOfExpert } from './queries/experts.ts'
import { expertOpen } from './settings.ts'

export type Expert = RowOf<'consulting_expert'>
export interface Leave {
  from: string
  to: string
}

const invited = defineTemplate(
  'consult.expert_invited',
  '{centre}请您担任咨询专家。请用这个手机号登录网站，在“我的咨询任务”里确认。',
  { sms: true },
)

interface About {
  introduction: string
  kinds: string[]
  topic_ids: string[]
  most_open: number
}

async function about(ctx: Ctx) {
  const topics = await topicChoices(ctx)
  return {
    introduction: z.string().trim().min(4).max(120).meta({
      label: '介绍',
      help: '擅长什么、在哪里工作，一句话。选人时看得到。',
    }),
    kinds: z
      .array(z.enum(Object.keys(kinds) as [string, ...string[]]))
      .min(1, '请至少选一类')
      .meta({ label: '能答哪几类', widget: 'checkboxes', options: optionsOf(kinds) }),
    topic_ids: (topics.length > 0
      ? z.array(z.enum(topics.map(one => one.value) as [string, ...string[]]))
      : z.array(z.uuid()).max(0)
    )
      .default([])
      .meta({ label: '主题', widget: 'checkboxes', options: topics }),
    most_open: z.number().int().min(1).max(100).meta({ label: '同时最多', unit: '件' }),
  }
}

const started = async (ctx: Ctx) => ({ most_open: expertOpen.of(ctx.centre) })

/** Somebody from outside: their own account once they took it on, before that whoever holds the phone. */
const theExpert: Who<Expert> = {
  says: '专家本人',
  test: (actor, row) =>
    (actor.staffId !== null && actor.staffId === row.staff_id) ||
    (actor.identityId !== null && [actor.identityId, actor.twin?.identityId].includes(row.identity_id ?? '')),
}

async function refuseTwins(ctx: Ctx, column: 'phone' | 'staff_id', value: string): Promise<void> {
  const twin = await ctx.db
    .selectFrom('consulting_expert')
    .select('id')
    .where(column, '=', value)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (twin) throw invalid({ [column]: '已经在专家库里。' })
}

/** 专家库: who is asked where the centre's own people do not know (5.1). */
export const expertFlow = defineWorkflow({
  subject: 'consulting_expert',
  label: '咨询专家',
  clause: '5.1',
  states: {
    active: { label: '在库', tone: 'green', final: true },
    ended: { label: '已退出', tone: 'grey', final: true },
  },
  visible: ({ actor, db }, query) => {
    if (actor.kind === 'system' || seesConsultations(actor)) return query
    const phone = db.selectFrom('identity').select('phone_number').where('id', '=', actor.identityId)
    return query.where(eb =>
      eb.or([
        eb('consulting_expert.identity_id', '=', actor.identityId ?? noId),
        eb('consulting_expert.staff_id', '=', actor.staffId ?? noId),
        eb.and([
          eb('consulting_expert.identity_id', 'is', null),
          eb('consulting_expert.state', '=', 'active'),
          eb('consulting_expert.phone', '=', phone),
        ]),
      ]),
    )
  },
  title: row => row.name,
  href: (row, actor) => (actor.staffId ? `/desk/consultations/experts/${row.id}` : '/my/consulting'),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    kinds: z.array(z.string()),
    most_open: z.number().int(),
  }),
  actions: action => ({
    addColleague: action<About & { staff_id: string }>({
      label: '添加本中心人员',
      past: '加入专家库',
      from: 'new',
      to: 'active',
      by: manageExperts,
      input: async ctx => {
        const people = await staffOfCentre(ctx)
        if (people.length === 0) throw conflict('本中心还没有人员。')
        return z.object({ staff_id: staffField(people, '人员'), ...(await about(ctx)) })
      },
      prefill: started,
      effect: async (ctx, _row, input) => {
        await refuseTwins(ctx, 'staff_id', input.staff_id)
        const name = (await staffOfCentre(ctx)).find(one => one.id === input.staff_id)?.name ?? ''
        return { ...input, name }
      },
    }),
    addOutsider: action<About & { name: string; phone: string }>({
      label: '添加外部专家',
      past: '加入专家库',
      from: 'new',
      to: 'active',
      by: manageExperts,
      tone: 'primary',
      input: async ctx =>
        z.object({
          name: z.string().trim().min(2).max(20).meta({ label: '姓名' }),
          phone: mobile.meta({ help: '用这个号码登录网站，在“我的咨询任务”里接收、答复。' }),
          ...(await about(ctx)),
        }),
      prefill: started,
      effect: async (ctx, _row, input) => {
        await refuseTwins(ctx, 'phone', input.phone)
        return input
      },
      tell: (row, _input, ctx) => [
        message({ phone: row.phone ?? '' }, invited, { centre: ctx.centre.name }, '/my/consulting'),
      ],
    }),
    change: action<About>({
      label: '修改',
      past: '修改了专家信息',
      from: ['active'],
      by: manageExperts,
      input: async ctx => z.object(await about(ctx)),
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (_ctx, _row, input) => input,
    }),
    setLeave: action<{ leaves: Leave[] }>({
      label: '请假时段',
      past: '登记了请假时段',
      done: '已登记，请假期间不再转给您',
      from: ['active'],
      by: anyOf<Expert>(theExpert, manageExperts as Who<Expert>),
      input: z.object({
        leaves: z
          .array(
            z
              .object({
                from: z.iso.date('请填写日期').meta({ label: '从', widget: 'date' }),
                to: z.iso.date('请填写日期').meta({ label: '到', widget: 'date' }),
              })
              .refine(({ from, to }) => from <= to, { path: ['to'], error: '不能早于开始的日期' }),
          )
          .max(10, '最多 10 段')
          .default([])
          .meta({ label: '不在的时段', widget: 'rows', help: '含首尾两天；过去的不用留。' }),
      }),
      prefill: async (ctx, row) => ({
        leaves: ((row?.leaves ?? []) as unknown as Leave[]).filter(({ to }) => to >= dayOf(ctx.now)),
      }),
      effect: async (_ctx, _row, { leaves }) => ({ leaves: JSON.stringify(leaves) }),
      note: ({ leaves }) => leaves.map(({ from, to }) => `${from} 至 ${to}`).join('；') || '没有请假',
    }),
    claim: action({
      label: '是我，开始接收咨询',
      done: '好了，有咨询转给您时会发短信',
      past: '确认是本人',
      from: ['active'],
      by: { says: '持有所登记手机号的人', test: actor => actor.kind === 'person' && actor.staffId === null },
      suits: row => row.phone !== null && row.identity_id === null,
      tone: 'primary',
      effect: async ctx => ({ identity_id: ctx.actor.identityId }),
    }),
    end: action<{ reason: string }>({
      label: '移出专家库',
      past: '移出专家库',
      from: ['active'],
      to: 'ended',
      by: manageExperts,
      tone: 'danger',
      input: async (ctx, row) => {
        const open = row ? await openOfExpert(ctx, row.id) : 0
        if (open > 0) throw conflict(`手上还有 ${open} 件咨询，请先等答复或由首问人收回。`)
        return z.object({
          reason: z.string().trim().min(2).max(200).meta({ label: '原因', widget: 'textarea' }),
        })
      },
      note: input => input.reason,
    }),
  }),
})
