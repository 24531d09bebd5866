import type { Ctx } from '#platform/ctx'
import type { Kind } from '../people.ts'

export const activeKinds = (ctx: Ctx): Promise<Kind[]> =>
  ctx.db
    .selectFrom('brief_kind')
    .selectAll()
    .where('state', '=', 'active')
    .orderBy('adopted_at')
    .orderBy('id')
    .limit(100)
    .execute()

/** All versions of all kinds, the newest first of each. */
export const kindList = (ctx: Ctx): Promise<Kind[]> =>
  ctx.db.selectFrom('brief_kind').selectAll().orderBy('name').orderBy('version', 'desc').limit(300).execute()

export const versionsOfKind = (ctx: Ctx, code: string): Promise<Kind[]> =>
  ctx.db
    .selectFrom('brief_kind')
    .selectAll()
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .limit(100)
    .execute()

/** Periods of kinds that have a brief already. */
export const periodsTaken = async (ctx: Ctx): Promise<Set<string>> =>
  new Set(
    (
      await ctx.db
        .selectFrom('brief')
        .select(['kind_code', 'period'])
        .where('period', 'is not', null)
        .where('state', '!=', 'dropped')
        .orderBy('id', 'desc')
        .limit(2_000)
        .execute()
    ).map(row => `${row.kind_code} ${row.period}`),
  )

/** What lies with the bureau: others of a centre are not for it to see. */
export const sentOnes = (ctx: Ctx) =>
  ctx.db.selectFrom('brief').select('brief.id').where('sent_at', 'is not', null)

interface Filter {
  kind: string
  state: string
  question: string
  /** Of the bureau: only what was sent. */
  sentOnly: boolean
}

/** Briefs, the latest first, with how often each was adopted. */
export const briefList = (
  ctx: Ctx,
  { kind, state, question, sentOnly }: Filter,
  page: number,
  size: number,
) =>
  ctx.db
    .selectFrom('brief')
    .leftJoin('staff', 'staff.id', 'brief.author_id')
    .selectAll('brief')
    .select('staff.name as author')
    .select(eb => [
      eb
        .selectFrom('brief_adoption')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .whereRef('brief_adoption.brief_id', '=', 'brief.id')
        .where('brief_adoption.state', '=', 'confirmed')
        .as('adopted'),
      eb
        .selectFrom('task')
        .select('due_at')
        .where('flow', '=', 'brief')
        .whereRef('record_id', '=', 'brief.id')
        .where('closed_at', 'is', null)
        .limit(1)
        .as('due_at'),
    ])
    .$if(kind !== '', query => query.where('kind_code', '=', kind))
    .$if(state !== '', query => query.where('brief.state', '=', state))
    .$if(sentOnly, query => query.where('sent_at', 'is not', null))
    .$if(question !== '', query =>
      query.where('title', 'like', `%${question.replaceAll(/[%_\\]/g, '\\$&')}%`),
    )
    .orderBy('brief.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
    .execute()
export type BriefRow = Awaited<ReturnType<typeof briefList>>[number]

export const dispatchesOf = (ctx: Ctx, briefId: string) =>
  ctx.db
    .selectFrom('brief_dispatch')
    .selectAll()
    .where('brief_id', '=', briefId)
    .orderBy('sent_on')
    .orderBy('id')
    .limit(100)
    .execute()

export const adoptionsOf = (ctx: Ctx, briefId: string) =>
  ctx.db
    .selectFrom('brief_adoption')
    .selectAll()
    .where('brief_id', '=', briefId)
    .orderBy('adopted_on')
    .orderBy('id')
    .limit(100)
    .execute()

export interface AdoptionFilter {
  level: string
  state: string
}
/** 采用台账, the latest first. */
export const adoptionList = (ctx: Ctx, { level, state }: AdoptionFilter, page: number, size: number) =>
  ctx.db
    .selectFrom('brief_adoption')
    .innerJoin('brief', 'brief.id', 'brief_adoption.brief_id')
    .selectAll('brief_adoption')
    .select(['brief.title', 'brief.kind_name'])
    .$if(level !== '', query => query.where('level', '=', level))
    .$if(state !== '', query => query.where('brief_adoption.state', '=', state))
    .orderBy('adopted_on', 'desc')
    .orderBy('brief_adoption.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
    .execute()

/** Of a year: each brief that was sent, and whether somebody adopted it (as confirmed). */
export const sentInYear = (ctx: Ctx, year: string) =>
  ctx.db
    .selectFrom('brief')
    .leftJoin('staff', 'staff.id', 'brief.author_id')
    .select(['brief.id', 'kind_name', 'first_sent_at', 'staff.name as author'])
    .select(eb =>
      eb
        .exists(
          eb
            .selectFrom('brief_adoption')
            .select('brief_adoption.id')
            .whereRef('brief_adoption.brief_id', '=', 'brief.id')
            .where('brief_adoption.state', '=', 'confirmed'),
        )
        .as('adopted'),
    )
    .where('first_sent_at', '>=', new Date(`${year}-01-01T00:00:00+08:00`))
    .where('first_sent_at', '<', new Date(`${Number(year) + 1}-01-01T00:00:00+08:00`))
    .limit(2_000)
    .execute()

/** Briefs of kinds with a rhythm that are due between two days. */
export const dueBriefs = (ctx: Ctx, from: string, until: string) =>
  ctx.db
    .selectFrom('brief')
    .selectAll()
    .where('due_on', '>=', from)
    .where('due_on', '<=', until)
    .where('state', '!=', 'dropped')
    .orderBy('due_on')
    .limit(300)
    .execute()
