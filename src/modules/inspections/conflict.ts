import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { inspectables } from '#platform/inspectable'
import type { Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { inspect, inspector, manageInspections } from './duties.ts'

type Conflict = RowOf<'inspection_conflict'>

interface Declaration {
  target: string
  reason: string
}

/** Everything that can be inspected today, as 'kind/id' with its name. */
async function everything(ctx: Ctx) {
  const lists = await Promise.all(
    [...inspectables].map(async ([kind, { label, list }]) =>
      (await list(ctx)).map(one => ({ kind, label, ...one, value: `${kind}/${one.id}` })),
    ),
  )
  return lists.flat()
}

const oneself: Who<Conflict> = { says: '本人', test: (actor, row) => actor.staffId === row.staff_id }

/** 回避: an inspector says beforehand what is too near to them; no draw sends them there. */
export const conflictFlow = defineWorkflow({
  subject: 'inspection_conflict',
  outsiders: inspect,
  label: '回避事项',
  clause: '4.5.1',
  states: {
    declared: { label: '回避中', tone: 'orange', final: true },
    withdrawn: { label: '已撤回', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || (actor.organisation === 'bureau' && actor.duties.has(manageInspections.code))
      ? query
      : query.where('inspection_conflict.staff_id', '=', actor.staffId),
  title: row => `回避：${row.target_name}`,
  href: () => '/desk/inspections/avoid',
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    staff_id: z.uuid(),
    target_name: z.string(),
    reason: z.string(),
    declared_at: z.date(),
  }),
  actions: action => ({
    declare: action<Declaration>({
      label: '申报回避事项',
      past: '申报了回避事项',
      from: 'new',
      to: 'declared',
      by: inspector,
      tone: 'primary',
      done: '已申报，以后的抽取不会派您去',
      input: async ctx => {
        const all = await everything(ctx)
        if (all.length === 0) throw invalid({ '': '现在还没有可以检查的对象。' })
        return z.object({
          target: z.enum(all.map(one => one.value) as [string, ...string[]]).meta({
            label: '与谁有利害关系',
            widget: 'select',
            options: all.map(one => ({ value: one.value, label: `${one.label}：${one.name}` })),
          }),
          reason: z
            .string()
            .trim()
            .min(2)
            .max(200)
            .meta({ label: '什么关系', widget: 'textarea', help: '如：近亲属任职、入股、有未了结的纠纷。' }),
        })
      },
      effect: async (ctx, _row, { target, reason }) => {
        const one = (await everything(ctx)).find(each => each.value === target)
        if (!one) throw invalid({ target: '这个对象已不在名单里。' })
        const there = await ctx.db
          .selectFrom('inspection_conflict')
          .select('id')
          .where('staff_id', '=', ctx.actor.staffId)
          .where('target_id', '=', one.id)
          .where('state', '=', 'declared')
          .executeTakeFirst()
        if (there) throw conflict('已经申报过，不用再报。')
        return {
          staff_id: ctx.actor.staffId as string,
          kind: one.kind,
          target_id: one.id,
          target_name: one.name,
          reason,
          declared_at: ctx.now,
        }
      },
      note: input => input.reason,
    }),
    withdraw: action<{ reason: string }>({
      label: '撤回',
      past: '撤回了回避申报',
      from: ['declared'],
      to: 'withdrawn',
      by: oneself,
      input: z.object({
        reason: z.string().trim().min(2).max(200).meta({ label: '为什么不再需要回避', widget: 'textarea' }),
      }),
      note: input => input.reason,
    }),
  }),
})

interface Target {
  kind: string
  id: string
  partyId?: string | null | undefined
}
/** 'kind/id staff' of what must not be brought together: declared, or because one acts for whom it is about. */
export async function apart(ctx: Ctx, staffIds: readonly string[], targets: readonly Target[]) {
  const ids = targets.map(one => one.id)
  const parties = targets.flatMap(one => one.partyId ?? [])
  const [declared, near] = await Promise.all([
    ctx.db
      .selectFrom('inspection_conflict')
      .select(['staff_id', 'kind', 'target_id'])
      .where('state', '=', 'declared')
      .where(sql<boolean>`staff_id = any (${staffIds}::uuid[])`)
      .where(sql<boolean>`target_id = any (${ids}::uuid[])`)
      .limit(5_000)
      .execute(),
    actingFor(ctx, staffIds, parties),
  ])
  const pairs = new Set(declared.map(one => `${one.kind}/${one.target_id} ${one.staff_id}`))
  for (const { staff_id, party_id } of near)
    for (const one of targets.filter(each => each.partyId === party_id))
      pairs.add(`${one.kind}/${one.id} ${staff_id}`)
  return {
    between: (target: Target, staffId: string): boolean =>
      pairs.has(`${target.kind}/${target.id} ${staffId}`),
  }
}

/** Who of the staff acts for which of the parties, or is its contact: by account, and by the phone they share. */
async function actingFor(ctx: Ctx, staffIds: readonly string[], partyIds: readonly string[]) {
  const { rows } = await sql<{ staff_id: string; party_id: string }>`
    select s.id as staff_id, m.party_id from staff s
    join mandate m on m.state in ('active', 'pending') and (m.identity_id = s.identity_id or m.phone = s.phone)
    where s.id = any (${staffIds}::uuid[]) and m.party_id = any (${partyIds}::uuid[])
    union
    select s.id, p.id from staff s join party p on s.phone in (p.contact_phone, p.counter_phone)
    where s.id = any (${staffIds}::uuid[]) and p.id = any (${partyIds}::uuid[])
    limit 5000`.execute(ctx.db)
  return rows
}
