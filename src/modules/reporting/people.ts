import type { Actor, Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { type Addressee, holds, type Who } from '#platform/who'
import type { RowOf, Visible } from '#platform/workflow'
import { auditReports, lockReports, manageReports, seesSheets } from './duties.ts'

export type ReportForm = RowOf<'report_form'>
export type Reporter = RowOf<'report_reporter'>
export type Round = RowOf<'report_round'>
export type Sheet = RowOf<'report'>
export type Correction = RowOf<'report_correction'>

type Whose = Pick<Sheet, 'party_id' | 'station_id'>

/** The centre's own sheet: neither a party's nor a station's. */
export const ofCentre = (row: Whose): boolean => row.party_id === null && row.station_id === null

/**
 * Who fills a sheet in: whoever acts for the party; the head of the station (`visible` tells who that is); for the centre's
 * own, whoever runs the reports.
 */
export const reporter: Addressee<Whose> = {
  says: '报送单位的人',
  test: (actor, row) =>
    row.party_id !== null
      ? actor.parties.includes(row.party_id)
      : row.station_id !== null
        ? actor.kind === 'person' && actor.staffId === null
        : holds(actor, manageReports, auditReports),
  address: row =>
    row.party_id ? { party_id: row.party_id } : row.station_id ? {} : { duty: manageReports.code },
}

/** Who audits: the centre; its own sheet is audited by the bureau. */
export const auditor: Addressee<Whose> = {
  says: '审核人员（中心自己的报表由主管部门审核）',
  test: (actor, row) => holds(actor, ofCentre(row) ? lockReports : auditReports),
  address: row => ({ duty: ofCentre(row) ? lockReports.code : auditReports.code }),
}

/** With `not`: nobody audits what they typed or signed. */
export const handedIn: Who<Sheet> = {
  says: '填报、签字、代录的人',
  test: (actor, row) =>
    [row.filler_id, row.stats_id, row.head_id].includes(actor.identityId) ||
    (row.entered_by !== null && row.entered_by === actor.staffId),
}

/** Statistics people; the reporter's own; nobody else. */
export const visibleSheets: Visible<'report'> = (ctx, query) =>
  seesSheets(ctx.actor)
    ? query
    : query.where(eb =>
        eb.or([
          eb('report.party_id', 'in', [noId, ...ctx.actor.parties]),
          eb('report.station_id', 'in', ownStations(ctx)),
        ]),
      )
export const visibleCorrections: Visible<'report_correction'> = (ctx, query) =>
  seesSheets(ctx.actor)
    ? query
    : query.where(eb =>
        eb.or([
          eb('report_correction.party_id', 'in', [noId, ...ctx.actor.parties]),
          eb('report_correction.station_id', 'in', ownStations(ctx)),
        ]),
      )

/** The station that the actor heads. */
export const ownStations = ({ db, actor }: Ctx) =>
  db
    .selectFrom('station')
    .select('id')
    .where('head_identity_id', '=', actor.identityId ?? noId)
    .where('state', 'not in', ['closed', 'refused'])

/** Whether it is one's own: for pages under /my, where staff do not look at others'. */
export const isOwn = (actor: Actor, row: Whose): boolean =>
  !ofCentre(row) && reporter.test(actor, row, undefined as never)
