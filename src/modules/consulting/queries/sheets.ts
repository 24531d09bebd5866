import type { Ctx } from '#platform/ctx'

/** Sheets, the latest first. */
export async function sheetList(
  ctx: Ctx,
  filter: { state: string; place: string; after: string },
  limit: number,
) {
  const rows = await ctx.db
    .selectFrom('consultation_sheet')
    .innerJoin('staff', 'staff.id', 'consultation_sheet.issued_by')
    .leftJoin('consultation', 'consultation.sheet_id', 'consultation_sheet.id')
    .select([
      'consultation_sheet.id',
      'consultation_sheet.number',
      'consultation_sheet.state',
      'consultation_sheet.place',
      'consultation_sheet.visit_on',
      'consultation_sheet.issued_at',
      'staff.name as issued_by',
      'consultation.id as consultation_id',
      'consultation.number as consultation',
    ])
    .$if(filter.state !== '', query => query.where('consultation_sheet.state', '=', filter.state))
    .$if(filter.place !== '', query => query.where('consultation_sheet.place', 'like', `%${filter.place}%`))
    .$if(filter.after !== '', query => query.where('consultation_sheet.id', '<', filter.after))
    .orderBy('consultation_sheet.id', 'desc')
    .limit(limit + 1)
    .execute()
  return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}
export type SheetRow = Awaited<ReturnType<typeof sheetList>>['rows'][number]

/** Unused sheets of one visit, for the printer. */
export const unusedOf = (ctx: Ctx, visit: { place: string; visit_on: string }) =>
  ctx.db
    .selectFrom('consultation_sheet')
    .select(['id', 'number', 'place', 'visit_on'])
    .where('state', '=', 'issued')
    .where('place', '=', visit.place)
    .where('visit_on', '=', visit.visit_on)
    .orderBy('id')
    .limit(60)
    .execute()

export const sheetByNumber = (ctx: Ctx, number: string) =>
  ctx.db.selectFrom('consultation_sheet').selectAll().where('number', '=', number).executeTakeFirst()
