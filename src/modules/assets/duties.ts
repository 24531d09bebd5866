import { type Addressee, allOf, anyOf, defineDuty, everDid, holds, not, ofBureau } from '#platform/who'
import { publicFunds } from './kinds.ts'

export const manageAssets = defineDuty('asset.manage', '管理资产')
export const approveAssets = defineDuty('asset.approve', '审批资产处置')
/** Of the bureau: what public money bought. */
export const superviseAssets = defineDuty('asset.supervise', '审批财政资产处置')

/** 保管人: in whose care a thing is. */
export const keeper: Addressee<{ keeper_id: string }> = {
  says: '保管人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.keeper_id,
  address: row => ({ staff_id: row.keeper_id }),
}

/** What happens to a thing from day to day is done by its keeper, or by whoever manages all of them. */
export const inCharge = anyOf<{ keeper_id: string }>(manageAssets, keeper)

const paidByPublic = (row: { funds: string }): boolean => publicFunds.includes(row.funds)

/** Which duty decides on letting a thing go. */
export const decidingDuty = (row: { funds: string }) => (paidByPublic(row) ? superviseAssets : approveAssets)

/**
 * What public money bought is the bureau's to let go (行政事业性国有资产管理条例, 国务院令第 738 号: disposal is approved
 * by the supervising department); the centre itself decides on the rest.
 */
export const decider: Addressee<{ funds: string }> = {
  says: '审批资产处置的人员（财政资金购置的，由主管部门审批）',
  test: (actor, row, facts) =>
    paidByPublic(row)
      ? holds(actor, superviseAssets) && ofBureau.test(actor, row, facts)
      : holds(actor, approveAssets),
  address: row => ({ duty: decidingDuty(row).code }),
}

/** Nobody lets go what they registered, or proposed to scrap, themselves. */
export const approver = allOf<{ funds: string }>(
  decider,
  not(everDid('登记或提出报废的人', 'register', 'copy', 'proposeScrap')),
)

/** Whoever counted or explained does not confirm what was found. */
export const confirmer = allOf<{ took_part: string[] }>(
  approveAssets,
  not({
    says: '参加清点或说明的人',
    test: (actor, row) => actor.staffId !== null && row.took_part.includes(actor.staffId),
  }),
)
