import { sql } from 'kysely'
import { z } from 'zod'
import { defineHolding, manageTeam, staffField, staffWithDuty } from '#modules/team'
import { type Ctx, system } from '#platform/ctx'
import { division } from '#platform/divisions'
import { invalid } from '#platform/errors'
import { perform, performMany } from '#platform/perform'
import { anyOf, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { liaise } from './duties.ts'
import { liaisonFallback } from './queries.ts'
import { kindOptions, type PartyKind, partyFlow, partyKinds, townField } from './workflow.ts'

interface Area {
  town?: string | undefined
  kind?: PartyKind | undefined
  staff_id: string
}

const whoever = async (ctx: Ctx) => staffField(await staffWithDuty(ctx, liaise), '由谁负责')

/** '茶岭镇 · 家庭农场' */
export const areaName = ({ town, kind }: { town: string | null; kind: string | null }): string =>
  [town ? (division(town)?.name ?? town) : '全县', kind ? partyKinds[kind as PartyKind] : '各类对象'].join(
    ' · ',
  )

/** 4.2.2 服务专员分工: who is in charge of liaising with the recipients of a town and a kind. */
export const liaisonAreaFlow = defineWorkflow({
  subject: 'liaison_area',
  label: '服务专员分工',
  clause: '4.2.2',
  states: {
    active: { label: '执行中', tone: 'green', final: true },
    ended: { label: '已取消', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('liaison_area.id', 'is', null),
  title: areaName,
  href: () => '/desk/liaison',
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    town: z.string().nullable(),
    kind: z.string().nullable(),
    staff_id: z.uuid(),
  }),
  actions: action => ({
    assign: action<Area>({
      label: '新增分工',
      past: '确定了分工',
      from: 'new',
      to: 'active',
      by: manageTeam,
      input: async ctx =>
        z.object({
          town: townField(ctx).meta({ help: '不选为全县。' }),
          kind: z
            .enum(Object.keys(partyKinds) as [PartyKind])
            .optional()
            .meta({ label: '对象类型', widget: 'select', options: kindOptions(), help: '不选为各类对象。' }),
          staff_id: await whoever(ctx),
        }) as unknown as z.ZodType<Area>,
      effect: async (ctx, _row, input) => {
        const area = { town: input.town ?? null, kind: input.kind ?? null }
        const twin = await ctx.db
          .selectFrom('liaison_area')
          .select('id')
          .where('state', '=', 'active')
          .where('town', 'is not distinct from', area.town)
          .where('kind', 'is not distinct from', area.kind)
          .executeTakeFirst()
        if (twin) throw invalid({ town: `「${areaName(area)}」已有分工，请在那一条上改人。` })
        return { ...area, staff_id: input.staff_id }
      },
      consequence: settle,
    }),
    reassign: action<{ staff_id: string }>({
      label: '改人',
      past: '改由他人负责',
      from: ['active'],
      by: anyOf(manageTeam, theSystem),
      input: async ctx => z.object({ staff_id: await whoever(ctx) }),
      prefill: async (_ctx, row) => ({ staff_id: row?.staff_id }),
      effect: async (_ctx, _row, input) => input,
      consequence: settle,
    }),
    end: action({
      label: '取消分工',
      past: '取消了分工',
      from: ['active'],
      to: 'ended',
      by: manageTeam,
      tone: 'danger',
      confirm: '这部分服务对象改按更大的范围确定服务专员。',
      consequence: settle,
    }),
  }),
})

/** Every recipient gets the person whom the areas name now, but for those to whom somebody was given in person. */
export async function settle(ctx: Ctx): Promise<void> {
  await sql`
    update party set liaison_id = now.id
    from (
      select kinds.town, kinds.kind, coalesce(liaison_for(kinds.town, kinds.kind), ${liaisonFallback(ctx)}) as id
      from (select distinct town, kind from party where state = 'active') as kinds
    ) as now
    where party.state = 'active' and not party.liaison_fixed and party.kind = now.kind
      and party.town is not distinct from now.town and party.liaison_id is distinct from now.id`.execute(
    ctx.db,
  )
}

const inCharge = (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('party')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('liaison_id', '=', staffId)
    .where('state', '=', 'active')
const areasOf = (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('liaison_area')
    .select('id')
    .where('staff_id', '=', staffId)
    .where('state', '=', 'active')
    .limit(500)

defineHolding('party', {
  label: '负责的服务对象与分工',
  lasting: true,
  successors: ctx => staffWithDuty(ctx, liaise),
  count: async (ctx, staffId) =>
    (await inCharge(ctx, staffId).executeTakeFirstOrThrow()).n +
    (await areasOf(ctx, staffId).execute()).length,
  handOn: async (ctx, from, to, reason) => {
    const bySystem = { ...ctx, actor: system }
    const areas = (await areasOf(ctx, from).execute()).map(row => row.id)
    await performMany(bySystem, liaisonAreaFlow, 'reassign', areas, { staff_id: to })
    // Those who were given in person, and those whom no area names.
    const left = await ctx.db
      .selectFrom('party')
      .select('id')
      .where('liaison_id', '=', from)
      .where('state', '=', 'active')
      .limit(10_000)
      .execute()
    for (const { id } of left)
      await perform(bySystem, partyFlow, 'assignLiaison', id, { liaison_id: to, reason })
  },
})
