import { objectionParts } from '#platform/objections'
import { holds } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { checkAdmissions, decideAdmissions } from './duties.ts'
import { objectionDays } from './settings.ts'
import { admissionFlow } from './workflow.ts'

/** 4.5.1 异议 to a provider that is about to be admitted. */
export const admissionObjectionFlow = defineWorkflow({
  subject: 'admission_objection',
  label: '准入异议',
  clause: '4.5.1',
  title: () => '准入异议',
  ...objectionParts({
    table: 'admission_objection',
    of: 'admission_id',
    flow: admissionFlow,
    called: (admission: RowOf<'admission'>) => admission.name,
    upheld: 'rejectAfterObjection',
    answers: decideAdmissions,
    reads: actor => holds(actor, checkAdmissions, decideAdmissions),
    within: objectionDays,
    desk: admission => `/desk/admissions/${admission}`,
    open: () => '/admissions',
    says: {
      subject: '这家',
      help: '写明对什么有异议、依据是什么。申请单位看不到是谁提的。',
      upheld: '异议成立后，这家不予入库。',
    },
  }),
})
