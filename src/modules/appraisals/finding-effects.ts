import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { type Answer, basisOf, type Noted, type Ruling } from './finding-inputs.ts'
import type { Finding } from './people.ts'
import { atWork } from './work.ts'

export const whileWorking = async (ctx: Ctx, row: Finding): Promise<undefined> => {
  await atWork(ctx, row.appraisal_id, ['working'])
}

/** Numbered as they were noted; the appraisal is locked meanwhile. */
export async function noted(ctx: Ctx, _row: Finding, { evidence: _, register, record_id, ...input }: Noted) {
  await atWork(ctx, input.appraisal_id, ['working'], { lock: true })
  const basis = record_id ? await basisOf(ctx, { ...input, register, record_id }) : null
  const last = await ctx.db
    .selectFrom('appraisal_finding')
    .select(sql<number>`coalesce(max(number), 0)`.as('number'))
    .where('appraisal_id', '=', input.appraisal_id)
    .executeTakeFirstOrThrow()
  if (last.number >= 200) throw conflict('一次评价最多记 200 个问题，请合并同类的。')
  return {
    ...input,
    number: last.number + 1,
    ...(basis && {
      ...{ register: basis.register.name, record_id: basis.record.id, record_title: basis.record.title },
    }),
  }
}

export async function edited(
  ctx: Ctx,
  row: Finding,
  { evidence: _, register: _register, record_id: _record, ...input }: Noted,
) {
  await whileWorking(ctx, row)
  return input
}

export async function answered(ctx: Ctx, row: Finding, { answer }: Answer) {
  const { state } = await ctx.db
    .selectFrom('appraisal')
    .select('state')
    .where('id', '=', row.appraisal_id)
    .executeTakeFirstOrThrow()
  if (state !== 'replying') throw conflict('现在不能答复：报告不在等中心答复。')
  return { answer, answered_at: ctx.now }
}

export async function upheld(ctx: Ctx, row: Finding, { ruling, facts, severity }: Ruling) {
  await atWork(ctx, row.appraisal_id, ['weighing'])
  return { ruling, ruled_at: ctx.now, facts: facts ?? row.facts, severity: severity ?? row.severity }
}

export async function withdrawn(ctx: Ctx, row: Finding, { ruling }: Ruling) {
  await atWork(ctx, row.appraisal_id, ['weighing'])
  return { ruling, ruled_at: ctx.now }
}
