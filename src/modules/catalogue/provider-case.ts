import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { files } from '#platform/forms'
import { isId } from '#platform/ids'
import { message } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { allOf, concerned, not, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { changeDays } from './freshness.ts'
import { itself, manageProviders } from './provider.ts'
import { audiences } from './workflow.ts'

type ProviderCase = RowOf<'provider_case'>

const texts = {
  proposed: defineTemplate('provider_case.proposed', '{name}提交了案例「{title}」，请核实后公开。'),
  decided: defineTemplate('provider_case.decided', '您提交的案例「{title}」{outcome}。', { sms: true }),
}

interface CaseInput {
  provider_id: string
  title: string
  client_kind: (typeof audiences)[number]
  year: number
  result: string
  pictures?: string[] | undefined
}

const facts = (ctx: Ctx) => ({
  title: z
    .string()
    .trim()
    .min(2)
    .max(60)
    .meta({ label: '案例名称', help: '做了什么，如：黄墩蓝莓采摘季短视频。' }),
  client_kind: z.enum(audiences).meta({
    label: '客户类型',
    widget: 'select',
    options: audiences.map(value => ({ value, label: value })),
    help: '只公开类型，不公开客户名称。',
  }),
  year: z
    .number()
    .int()
    .min(1990)
    .max(Number(dayOf(ctx.now).slice(0, 4)), '不能晚于今年')
    .meta({ label: '年份' }),
  result: z
    .string()
    .trim()
    .min(5)
    .max(300)
    .meta({ label: '成效', widget: 'textarea', help: '尽量写数字，如：12 条视频，播放 86 万次。' }),
  pictures: files(3).optional().meta({ label: '图片', help: '会公开显示，最多 3 张。' }),
})

/** Anyone who acts for a firm; for which one, the form settles. */
export const actsForProvider: Who<unknown> = {
  says: '服务商',
  test: actor => actor.kind === 'person' && actor.parties.length > 0,
}

/** The provider that a form is about: one's own, unless staff ask. */
export async function providerOf(ctx: Ctx, id: unknown) {
  const provider =
    typeof id === 'string' && isId(id)
      ? await ctx.db.selectFrom('provider').selectAll().where('id', '=', id).executeTakeFirst()
      : undefined
  const mine = provider && ctx.actor.parties.includes(provider.party_id)
  if (!provider || (!mine && !ctx.actor.duties.has(manageProviders.code))) throw notFound('这家服务商')
  return provider
}

const form = async (ctx: Ctx, _row: unknown, raw: Record<string, unknown>) => {
  const { id } = await providerOf(ctx, raw.provider_id)
  return z.object({
    provider_id: z.literal(id).meta({ widget: 'hidden' }),
    ...facts(ctx),
  }) as unknown as z.ZodType<CaseInput>
}

const columns = async (ctx: Ctx, _row: unknown, { pictures: _, ...input }: CaseInput) => ({
  ...input,
  party_id: (await providerOf(ctx, input.provider_id)).party_id,
})

const nameOf = async (ctx: Ctx, raw: Record<string, unknown>): Promise<string | null> =>
  (await providerOf(ctx, raw.provider_id).catch(() => null))?.name ?? null

const ownPage = (row: ProviderCase): string => `/my/providers/${row.provider_id}`
const deskPage = (row: ProviderCase): string => `/desk/providers/${row.provider_id}`
const decided = (row: ProviderCase, outcome: string) => [
  message({ party: row.party_id }, texts.decided, { title: row.title, outcome }, ownPage(row)),
]

/** 4.4.1 案例: what a provider has done, for what kind of client, with what result. */
export const providerCaseFlow = defineWorkflow({
  subject: 'provider_case',
  label: '服务商案例',
  clause: '4.4.1',
  states: {
    proposed: { label: '待核实', tone: 'orange', awaits: manageProviders, clock: 'check' },
    shown: { label: '已公开', tone: 'green', final: true },
    refused: { label: '未采纳', tone: 'red', final: true },
    removed: { label: '已撤下', tone: 'grey', final: true },
  },
  clocks: { check: { label: '核实', within: changeDays } },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system'
      ? query
      : query.where(eb =>
          eb.or([
            eb('provider_case.state', '=', 'shown'),
            ...(actor.parties.length > 0 ? [eb('provider_case.party_id', 'in', [...actor.parties])] : []),
          ]),
        ),
  title: row => `案例「${row.title}」`,
  href: (row, actor) =>
    actor.staffId
      ? deskPage(row)
      : actor.parties.includes(row.party_id)
        ? ownPage(row)
        : `/providers/${row.provider_id}`,
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    provider_id: z.uuid(),
    title: z.string(),
    client_kind: z.string(),
    year: z.number().int(),
    result: z.string(),
  }),
  actions: action => ({
    add: action<CaseInput>({
      label: '登记案例',
      past: '登记了案例',
      from: 'new',
      to: 'shown',
      by: manageProviders,
      publishes: true,
      about: nameOf,
      input: form,
      effect: columns,
    }),
    propose: action<CaseInput>({
      label: '提交案例',
      past: '提交了案例',
      done: '已提交，中心核实后公开',
      from: 'new',
      to: 'proposed',
      by: actsForProvider,
      about: nameOf,
      input: form,
      effect: columns,
      tell: (row, _input, ctx) => [
        message(
          { duty: manageProviders.code },
          texts.proposed,
          { name: ctx.actor.name, title: row.title },
          deskPage(row),
        ),
      ],
    }),
    adopt: action({
      label: '核实公开',
      past: '核实后公开',
      from: ['proposed'],
      to: 'shown',
      by: allOf(manageProviders, not(concerned)),
      tone: 'primary',
      publishes: true,
      tell: row => decided(row, '已公开'),
    }),
    refuse: action<{ reason: string }>({
      label: '不采纳',
      past: '没有采纳',
      from: ['proposed'],
      to: 'refused',
      by: manageProviders,
      input: z.object({
        reason: z.string().trim().min(2).max(200).meta({ label: '原因', widget: 'textarea' }),
      }),
      note: input => input.reason,
      tell: (row, { reason }) => decided(row, `没有采纳：${reason}`),
    }),
    remove: action({
      label: '撤下',
      past: '撤下了案例',
      from: ['shown', 'proposed'],
      to: 'removed',
      by: {
        says: '服务商本身或管理名录的人员',
        test: (actor, row, facts) =>
          itself.test(actor, row, facts) || manageProviders.test(actor, row, facts),
      },
      confirm: '撤下后不再公开显示。',
      publishes: true,
    }),
  }),
})
