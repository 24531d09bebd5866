import { whenFeeAsked } from '#modules/employment'
import { system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { complaintFlow } from './workflow.ts'

/**
 * Somebody was asked for money for a job (5.3.2): what they said becomes a report that is looked into, in the same
 * transaction. Whoever says it with their own account finds it among their own; what staff heard by phone carries the
 * person's name and number, and not that of who wrote it down.
 */
whenFeeAsked(async (ctx, report) => {
  const known = report.person.name.length >= 1 && /^1[3-9]\d{9}$/.test(report.person.phone)
  await perform(report.self ? ctx : { ...ctx, actor: system }, complaintFlow, 'submit', null, {
    ...{ about: 'place', kind: 'report', place: `招聘收费：${report.employer}`.slice(0, 60) },
    body: `${report.when}答复：应聘「${report.title}」（${report.employer}）时被收费或扣证件。${report.words}`,
    by: known ? 'name' : 'anonymous',
    ...(known && { contact_name: report.person.name.slice(0, 20), contact_phone: report.person.phone }),
  })
})
