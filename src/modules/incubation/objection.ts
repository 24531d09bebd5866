import { objectionParts } from '#platform/objections'
import { holds } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { decideIncubation, manageIncubation } from './duties.ts'
import { deskPage, type Incubation } from './people.ts'
import { objectionDays } from './settings.ts'
import { incubationFlow } from './workflow.ts'

/** 5.4.1 异议 to a project that is about to be taken in. */
export const incubationObjectionFlow = defineWorkflow({
  subject: 'incubation_objection',
  label: '入孵异议',
  clause: '5.4.1',
  title: () => '入孵异议',
  ...objectionParts({
    table: 'incubation_objection',
    of: 'incubation_id',
    flow: incubationFlow,
    called: (project: Incubation) => project.name,
    upheld: 'rejectAfterObjection',
    answers: decideIncubation,
    reads: actor => holds(actor, manageIncubation, decideIncubation),
    within: objectionDays,
    desk: deskPage,
    open: () => '/incubation',
    says: {
      subject: '这个项目',
      help: '写明对什么有异议、依据是什么。申请人看不到是谁提的。',
      upheld: '异议成立后，这个项目不予入孵。',
    },
  }),
})
