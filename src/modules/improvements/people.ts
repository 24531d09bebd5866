import type { Centre } from '#platform/ctx'
import { noId } from '#platform/ids'
import { type Addressee, allOf, anyOf, concerned, everDid, not, ofBureau, type Who } from '#platform/who'
import type { RowOf, Visible } from '#platform/workflow'
import {
  approveImprovements,
  handleFindings,
  seesFindings,
  superviseImprovements,
  verifyImprovements,
} from './duties.ts'
import { bureauCritical, bureauMajor } from './settings.ts'
import type { Level } from './words.ts'

export type Finding = RowOf<'finding'>
export type Improvement = RowOf<'improvement'>
export type Measure = RowOf<'measure'>
export type Report = RowOf<'improvement_report'>

const dutyAt: Record<Level, typeof handleFindings> = {
  centre: handleFindings,
  director: approveImprovements,
  bureau: superviseImprovements,
}

/** Who sees to a finding, by how far it has come; those above may always. */
export const keeper: Addressee<{ level: string }> = {
  says: '负责这一级问题的人员',
  test: (actor, row, facts) =>
    (row.level === 'centre' && handleFindings.test(actor, row, facts)) ||
    (row.level !== 'bureau' && approveImprovements.test(actor, row, facts)) ||
    superviseImprovements.test(actor, row, facts),
  address: row => ({ duty: dutyAt[row.level as Level].code }),
}

const causer: Who<Finding> = {
  says: '与问题有关的人员',
  test: (actor, row) => actor.staffId !== null && row.caused_by.includes(actor.staffId),
}
/** What came from outside the centre is not for the centre to wave aside. */
const fromOutside = ['inspections', 'third_party', 'audit', 'bureau']
const outsiders: Who<Finding> = {
  says: '外部提出的，由主管部门',
  test: (actor, row) => !fromOutside.includes(row.source) || actor.organisation === 'bureau',
}
/** 6.2.1 Dismissed by somebody else than who caused it, and than who it is about. */
export const dismisser: Who<Finding> = {
  ...allOf<Finding>(keeper, outsiders, not(causer), not(concerned)),
  says: '负责这一级问题的人员（外部提出的由主管部门；与问题有关的人员除外）',
}

export const owner: Addressee<{ owner_id: string }> = {
  says: '责任人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.owner_id,
  address: row => ({ staff_id: row.owner_id }),
}

const planned = everDid('拟方案的人', 'analyse', 'plan', 'submit')
/** Approved by another than who drew it up; the serious ones by the bureau, as it stood when the plan was handed in. */
export const approver: Addressee<Improvement> = {
  says: '批准改进方案的人员（严重的由主管部门；责任人和拟方案的人除外）',
  test: (actor, row, facts) =>
    (superviseImprovements.test(actor, row, facts) ||
      (!row.for_bureau && approveImprovements.test(actor, row, facts))) &&
    !owner.test(actor, row, facts) &&
    !planned.test(actor, row, facts),
  address: row => ({ duty: row.for_bureau ? superviseImprovements.code : approveImprovements.code }),
}
/** Whether the bureau has to approve a plan: by its weight as the centre set it, or because it came up that far. */
export const isForBureau = (row: Pick<Improvement, 'level' | 'severity'>, centre: Centre): boolean =>
  row.level === 'bureau' ||
  (row.severity === 'critical' && bureauCritical.of(centre)) ||
  (row.severity !== 'minor' && bureauMajor.of(centre))

const doer: Who<Improvement> = {
  says: '落实措施的人',
  test: (actor, row) => actor.staffId !== null && row.doers.includes(actor.staffId),
}
/** 销号与回头看: neither who answers for it nor who carried it out. */
export const verifier: Addressee<Improvement> = {
  ...allOf<Improvement>(
    anyOf(verifyImprovements, superviseImprovements),
    not(owner),
    not(doer),
    not(planned),
  ),
  address: () => ({ duty: verifyImprovements.code }),
}
export const supervisor = allOf(superviseImprovements, ofBureau)

export const visibleFindings: Visible<'finding'> = ({ actor }, query) =>
  seesFindings(actor)
    ? query
    : query.where(eb =>
        eb.or([
          eb('finding.raised_by', '=', actor.staffId ?? noId),
          eb('finding.improvement_id', 'in', one =>
            one
              .selectFrom('improvement')
              .select('improvement.id')
              .where('improvement.owner_id', '=', actor.staffId ?? noId),
          ),
        ]),
      )
/** Improvements are of everybody who works here: measures may fall to anyone. */
export const visibleImprovements: Visible<'improvement'> = ({ actor }, query) =>
  actor.kind === 'system' || actor.staffId !== null ? query : query.where('improvement.id', 'is', null)
export const visibleMeasures: Visible<'measure'> = ({ actor }, query) =>
  actor.kind === 'system' || actor.staffId !== null ? query : query.where('measure.id', 'is', null)
export const visibleReports: Visible<'improvement_report'> = ({ actor }, query) =>
  actor.kind === 'system' || actor.staffId !== null
    ? query
    : query.where('improvement_report.state', '=', 'published')
