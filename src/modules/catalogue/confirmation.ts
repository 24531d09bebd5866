import { z } from 'zod'
import { addWorkingDays, dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { message, type Recipient } from '#platform/notify'
import { perform } from '#platform/perform'
import { defineTemplate } from '#platform/templates'
import { type Addressee, theSystem, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { confirmGrace, confirmLead } from './freshness.ts'
import { manageProviders, providerFlow } from './provider.ts'
import { editItems, serviceItemFlow } from './workflow.ts'

type Confirmation = RowOf<'confirmation'>

const texts = {
  asked: defineTemplate(
    'confirmation.asked',
    '请确认{name}在服务商名录中的内容是否仍然属实，{day} 前在“我的”里点一下即可。',
    { sms: true },
  ),
  late: defineTemplate('confirmation.late', '{name}的内容逾期未确认，{day} 前仍未确认将暂停公开。', {
    sms: true,
  }),
  hidden: defineTemplate('confirmation.hidden', '{name}逾期未确认，已暂停公开；确认后立即恢复。', {
    sms: true,
  }),
}

/** An item is kept true by those who write items; a provider by itself and, as second, by whoever runs the register. */
const keeps: Who<Confirmation> = {
  says: '内容的维护人',
  test: (actor, row) =>
    row.item_id !== null
      ? actor.duties.has(editItems.code)
      : actor.duties.has(manageProviders.code) ||
        (row.party_id !== null && actor.parties.includes(row.party_id)),
}
const first: Addressee<Confirmation> = {
  ...keeps,
  address: row => (row.party_id === null ? { duty: editItems.code } : { party_id: row.party_id }),
}
const second: Addressee<Confirmation> = {
  ...keeps,
  address: row => ({ duty: staffOf(row) }),
}
const staffOf = (row: Confirmation): string => (row.item_id === null ? manageProviders : editItems).code

const deskPage = (row: Confirmation): string =>
  row.item_id === null ? `/desk/providers/${row.provider_id}` : `/desk/items/${row.item_id}`
const ownPage = (row: Confirmation): string => `/my/providers/${row.provider_id}`

/** The provider on its phone, and the staff at the desk. */
const everyone = (row: Confirmation): Array<{ to: Recipient; page: string }> => [
  ...(row.party_id === null ? [] : [{ to: { party: row.party_id }, page: ownPage(row) }]),
  { to: { duty: staffOf(row) }, page: deskPage(row) },
]

/** 4.4.2 动态更新: somebody is asked whether an entry is still true; without an answer it is hidden. */
export const confirmationFlow = defineWorkflow({
  subject: 'confirmation',
  label: '内容确认',
  clause: '4.4.2',
  states: {
    due: {
      label: '待确认',
      tone: 'orange',
      awaits: first,
      after: { within: confirmLead, do: 'slip' },
    },
    late: {
      label: '逾期待确认',
      tone: 'red',
      awaits: second,
      after: { within: confirmGrace, do: 'lapse' },
    },
    confirmed: { label: '已确认', tone: 'green', final: true },
    lapsed: { label: '未确认，暂不公开', tone: 'red', final: true },
    dropped: { label: '不再需要', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system'
      ? query
      : actor.parties.length === 0
        ? query.where('confirmation.id', 'is', null)
        : query.where('confirmation.party_id', 'in', [...actor.parties]),
  title: row => `请确认「${row.name}」的内容仍然属实`,
  href: (row, actor) => (actor.staffId ? deskPage(row) : ownPage(row)),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    item_id: z.uuid().nullable(),
    provider_id: z.uuid().nullable(),
    last_confirmed_on: z.string(),
    asked_at: z.date(),
    confirmed_at: z.date().nullable(),
  }),
  actions: action => ({
    ask: action<{ item_id?: string | undefined; provider_id?: string | undefined }>({
      label: '请求确认',
      past: '请求确认内容',
      from: 'new',
      to: 'due',
      by: theSystem,
      inner: true,
      input: z.object({ item_id: z.uuid().optional(), provider_id: z.uuid().optional() }),
      effect: async (ctx, _row, input) => ({ ...(await entryOf(ctx, input)), asked_at: ctx.now }),
      tell: (row, _input, ctx) => {
        // For staff the open task says it already; the provider is not here every day.
        if (row.party_id === null) return []
        const day = addWorkingDays(ctx.centre.calendar, dayOf(ctx.now), confirmLead.of(ctx.centre))
        return [message({ party: row.party_id }, texts.asked, { name: row.name, day }, ownPage(row))]
      },
    }),
    confirm: action({
      label: '仍然属实',
      past: '确认内容仍然属实',
      done: '已记下，公开页面会显示今天的确认日期',
      from: ['due', 'late', 'lapsed'],
      to: 'confirmed',
      by: keeps,
      tone: 'primary',
      effect: async ctx => ({ confirmed_at: ctx.now }),
      consequence: confirmEntry,
    }),
    slip: action({
      label: '逾期',
      past: '到期未确认，进入宽限期',
      from: ['due'],
      to: 'late',
      by: theSystem,
      inner: true,
      tell: (row, _input, ctx) => {
        const day = addWorkingDays(ctx.centre.calendar, dayOf(ctx.now), confirmGrace.of(ctx.centre))
        return everyone(row).map(({ to, page }) => message(to, texts.late, { name: row.name, day }, page))
      },
    }),
    lapse: action({
      label: '暂停公开',
      past: '宽限期满仍未确认',
      from: ['late'],
      to: 'lapsed',
      by: theSystem,
      inner: true,
      consequence: hideEntry,
      tell: row => everyone(row).map(({ to, page }) => message(to, texts.hidden, { name: row.name }, page)),
    }),
    overtake: action({
      label: '随重新公开确认',
      past: '内容重新审核公开，一并视为确认',
      from: ['due', 'late', 'lapsed'],
      to: 'confirmed',
      by: theSystem,
      inner: true,
      effect: async ctx => ({ confirmed_at: ctx.now }),
    }),
    drop: action({
      label: '不再需要',
      past: '已不在目录中公开，不再需要确认',
      from: ['due', 'late', 'lapsed'],
      to: 'dropped',
      by: theSystem,
      inner: true,
    }),
  }),
})

/** What is asked about: its name and since when it is held to be true. */
async function entryOf(
  ctx: Ctx,
  { item_id, provider_id }: { item_id?: string | undefined; provider_id?: string | undefined },
) {
  if (provider_id) {
    const provider = await ctx.db
      .selectFrom('provider')
      .select(['name', 'party_id', 'confirmed_on as last_confirmed_on'])
      .where('id', '=', provider_id)
      .executeTakeFirstOrThrow()
    return { ...provider, provider_id }
  }
  const item = await ctx.db
    .selectFrom('service_item')
    .innerJoin('service_item_version', join =>
      join
        .onRef('service_item_version.item_id', '=', 'service_item.id')
        .onRef('service_item_version.number', '=', 'service_item.published_version'),
    )
    .select(['name', 'confirmed_on'])
    .where('service_item.id', '=', item_id as string)
    .executeTakeFirstOrThrow()
  return {
    name: item.name,
    last_confirmed_on: item.confirmed_on ?? dayOf(ctx.now),
    item_id: item_id as string,
  }
}

/** In the entry's own story, by whoever confirmed it: true again today, and shown again where it was hidden for that. */
async function confirmEntry(ctx: Ctx, row: Confirmation): Promise<void> {
  if (row.provider_id !== null) {
    await perform(ctx, providerFlow, 'affirm', row.provider_id)
    return
  }
  const item = await ctx.db
    .selectFrom('service_item')
    .innerJoin('service_item_version', join =>
      join
        .onRef('service_item_version.item_id', '=', 'service_item.id')
        .onRef('service_item_version.number', '=', 'service_item.published_version'),
    )
    .select(['service_item.id', 'expires_on'])
    .where('service_item.id', '=', row.item_id as string)
    .executeTakeFirstOrThrow()
  // While it was hidden its last day may have passed: then it is no longer true, whoever says so.
  if (item.expires_on !== null && item.expires_on < dayOf(ctx.now))
    throw conflict('有效期已满，请修订后重新审核上架。', deskPage(row))
  await perform(ctx, serviceItemFlow, 'affirm', item.id)
}

async function hideEntry(ctx: Ctx, row: Confirmation): Promise<void> {
  const bySystem = { ...ctx, actor: system }
  const why = { why: 'unconfirmed' }
  if (row.provider_id !== null) await perform(bySystem, providerFlow, 'hide', row.provider_id, why)
  else await perform(bySystem, serviceItemFlow, 'hide', row.item_id as string, why)
}
