import { type SqlBool, sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { visibleAppraisals, visibleChecks, visibleFindings } from '../people.ts'

export interface Asked {
  question: string
  state: string
}

export const appraisalList = (ctx: Ctx, { question, state }: Asked, page: number, size: number) =>
  visibleAppraisals(ctx, ctx.db.selectFrom('appraisal'))
    .selectAll('appraisal')
    .$if(question !== '', query => {
      const like = `%${question.replaceAll(/[%_\\]/g, '\\$&')}%`
      return query.where(sql<SqlBool>`(appraisal.title like ${like} or appraisal.assessor like ${like})`)
    })
    .$if(state !== '', query => query.where('appraisal.state', '=', state))
    .orderBy('period', 'desc')
    .orderBy('appraisal.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
    .execute()

/** Members with their names, in the order in which they were asked. */
export const membersOf = (ctx: Ctx, appraisalId: string) =>
  ctx.db
    .selectFrom('appraisal_member')
    .innerJoin('staff', 'staff.id', 'appraisal_member.staff_id')
    .selectAll('appraisal_member')
    .select('staff.name')
    .where('appraisal_id', '=', appraisalId)
    .orderBy('appraisal_member.id')
    .limit(100)
    .execute()

export const drawsOf = (ctx: Ctx, appraisalId: string) =>
  ctx.db
    .selectFrom('appraisal_draw')
    .innerJoin('staff', 'staff.id', 'appraisal_draw.drawn_by')
    .select(['appraisal_draw.id', 'register', 'method', 'seed', 'digest', 'people', 'size', 'drawn_at'])
    .select('staff.name as drawn_by_name')
    .where('appraisal_id', '=', appraisalId)
    .orderBy('drawn_at')
    .limit(200)
    .execute()

export const frameText = async (ctx: Ctx, appraisalId: string, drawId: string): Promise<string | null> => {
  const row = await ctx.db
    .selectFrom('appraisal_draw')
    .select('frame')
    .where('appraisal_id', '=', appraisalId)
    .where('id', '=', drawId)
    .executeTakeFirst()
  return row?.frame ?? null
}

/** What was looked into, as far as the reader may know of it. */
export const checksOf = (
  ctx: Ctx,
  appraisalId: string,
  { state, method }: { state: string; method: string },
  page: number,
  size: number,
) =>
  visibleChecks(ctx, ctx.db.selectFrom('appraisal_check'))
    .selectAll('appraisal_check')
    .where('appraisal_id', '=', appraisalId)
    .$if(state !== '', query => query.where('appraisal_check.state', '=', state))
    .$if(method !== '', query => query.where('method', '=', method))
    .orderBy('draw_id')
    .orderBy('rank')
    .orderBy('appraisal_check.id')
    .limit(size + 1)
    .offset((page - 1) * size)
    .execute()

export interface CheckCount {
  method: string
  state: string
  outcome: string | null
  count: number
}

/** How many were looked into, by method, state and outcome: numbers only, for whoever reads the report. */
export async function checkCounts(ctx: Ctx, appraisalId: string): Promise<CheckCount[]> {
  const rows = await ctx.db
    .selectFrom('appraisal_check')
    .select(({ fn }) => ['method', 'state', 'outcome', fn.countAll<string>().as('count')])
    .where('appraisal_id', '=', appraisalId)
    .groupBy(['method', 'state', 'outcome'])
    .orderBy('method')
    .limit(100)
    .execute()
  return rows.map(row => ({ ...row, count: Number(row.count) }))
}

/** Drawn records that were really looked into, by register: what the appraisal covers. */
export const checkedRecords = (ctx: Ctx, appraisalId: string) =>
  ctx.db
    .selectFrom('appraisal_check')
    .select(['register', 'record_id'])
    .where('appraisal_id', '=', appraisalId)
    .where('state', '=', 'checked')
    .where('record_id', 'is not', null)
    .orderBy('id')
    .limit(20_000)
    .execute()

export const findingsOf = (ctx: Ctx, appraisalId: string) =>
  visibleFindings(ctx, ctx.db.selectFrom('appraisal_finding'))
    .selectAll('appraisal_finding')
    .where('appraisal_id', '=', appraisalId)
    .orderBy('number')
    .limit(200)
    .execute()

/** How many findings there are that stand, by appraisal, as far as the reader may know of them. */
export async function findingCounts(ctx: Ctx, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await visibleFindings(ctx, ctx.db.selectFrom('appraisal_finding'))
    .select(({ fn }) => ['appraisal_id', fn.countAll<string>().as('count')])
    .where('appraisal_id', 'in', [noId, ...ids])
    .where('appraisal_finding.state', 'not in', ['dropped', 'withdrawn'])
    .groupBy('appraisal_id')
    .limit(200)
    .execute()
  return new Map(rows.map(row => [row.appraisal_id, Number(row.count)]))
}

/** 查阅记录 of the members from the first day of the contract on, newest first; page by key. */
export const looksOf = (
  ctx: Ctx,
  { id, from, until }: { id: string; from: Date; until: Date },
  after: string,
  most: number,
) => {
  const members = ctx.db.selectFrom('appraisal_member').select('staff_id').where('appraisal_id', '=', id)
  let query = ctx.db
    .selectFrom('access_log')
    .innerJoin('staff', 'staff.id', 'access_log.staff_id')
    .select(['access_log.id', 'access_log.at', 'access_log.what', 'access_log.record_id', 'staff.name'])
    .where('access_log.staff_id', 'in', members)
    .where('access_log.at', '>=', from)
    .where('access_log.at', '<=', until)
    .orderBy('access_log.id', 'desc')
    .limit(most + 1)
  if (after) query = query.where('access_log.id', '<', after)
  return query.execute()
}

/** The appraisal of a period that was not terminated. */
export const appraisalOfPeriod = (ctx: Ctx, period: string) =>
  ctx.db
    .selectFrom('appraisal')
    .selectAll()
    .where('period', '=', period)
    .where('state', '!=', 'terminated')
    .executeTakeFirst()

/** What became of the findings that were issued, in numbers. */
export async function findingStates(ctx: Ctx, appraisalId: string) {
  const rows = await ctx.db
    .selectFrom('appraisal_finding')
    .select(({ fn }) => ['state', fn.countAll<string>().as('count')])
    .where('appraisal_id', '=', appraisalId)
    .where('state', 'not in', ['noted', 'dropped'])
    .groupBy('state')
    .limit(10)
    .execute()
  const of = (state: string) => Number(rows.find(row => row.state === state)?.count ?? 0)
  return {
    all: rows.reduce((sum, row) => sum + Number(row.count), 0),
    upheld: of('upheld'),
    withdrawn: of('withdrawn'),
  }
}
