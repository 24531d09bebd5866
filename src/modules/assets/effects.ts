import { sql } from 'kysely'
import { type Day, dayOf, workingDaysBetween } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { perform } from '#platform/perform'
import type { RowOf } from '#platform/workflow'
import type { Particulars, Registration } from './inputs.ts'
import { assetFlow } from './workflow.ts'

type Asset = RowOf<'asset'>

/** '2026-0008': the next of this year. */
export async function nextNumber(ctx: Ctx): Promise<string> {
  const year = dayOf(ctx.now).slice(0, 4)
  const last = await ctx.db
    .selectFrom('asset')
    .select('number')
    .where(sql<boolean>`number ~ ${`^${year}-[0-9]{4,6}$`}`)
    .orderBy(sql`length(number)`, 'desc')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ? following(last.number) : `${year}-0001`
}

/** 'A-009' → 'A-010'; one that ends in a letter goes on as 'A-2'. */
function following(number: string): string {
  const [, start = '', digits = ''] = /^(.*?)(\d*)$/.exec(number) ?? []
  return digits ? start + String(Number(digits) + 1).padStart(digits.length, '0') : `${number}-2`
}

/** One after the other: two who register at once would both still find the number free. */
export async function numberFree(ctx: Ctx, number: string, except?: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('asset number', ${ctx.centre.id}))`.execute(ctx.db)
  const taken = await ctx.db
    .selectFrom('asset')
    .select(['id', 'name'])
    .where('number', '=', number)
    .executeTakeFirst()
  if (taken && taken.id !== except)
    throw invalid({ number: `${number} 已经是「${taken.name}」的编号，可以用 ${await nextNumber(ctx)}。` })
}

export const columnsOf = (input: Particulars) => ({
  number: input.number,
  name: input.name,
  category: input.category,
  model: input.model,
  serial: input.serial,
  funds: input.funds,
  marked: input.marked,
  cost_fen: input.cost_fen,
  acquired_on: input.acquired_on,
  supplier: input.supplier,
  warranty_until: input.warranty_until ?? null,
})

export async function registered(ctx: Ctx, input: Registration) {
  await numberFree(ctx, input.number)
  const { area_id = null, place, keeper_id } = input
  return { ...columnsOf(input), area_id, place, keeper_id }
}

/** Several of a kind: each a record with a number of its own. */
export async function registerCopies(ctx: Ctx, row: Asset, input: Registration): Promise<void> {
  let { number } = row
  for (let copy = 1; copy < input.copies; copy++) {
    number = following(number)
    await perform(ctx, assetFlow, 'copy', null, { ...input, number, copies: 1, photos: undefined })
  }
}

/** Working days of a loan. Where the last day is none, until the next one: nobody is there to take it back before. */
export function loanDays(ctx: Ctx, from: Day, dueBack: Day): number {
  const { calendar } = ctx.centre
  const days = workingDaysBetween(calendar, from, dueBack)
  return calendar.isWorkingDay(dueBack) ? days : days + 1
}

/** Whoever had it is nobody's business any more once it is back. */
export const broughtBack = {
  lent_to: null,
  lent_phone: null,
  lent_on: null,
  due_back: null,
  loan_days: null,
  reminded_on: null,
}
