import { defineDuty, openToOutsiders } from '#platform/who'

/** Chosen and paid by the bureau: who runs the centre does not choose who judges it. */
export const commission = defineDuty('appraisal.commission', '委托第三方评价', { only: 'bureau' })
export const assess = defineDuty('appraisal.assess', '第三方评价', { only: 'assessor' })
openToOutsiders('/desk/appraisals', assess)
export const replyToAppraisal = defineDuty('appraisal.reply', '答复第三方评价', { only: 'centre' })
