import { objectionParts } from '#platform/objections'
import { defineWorkflow } from '#platform/workflow'
import { superviseOperator, supervisor } from './duties.ts'
import { objectionDays } from './settings.ts'
import { contractFlow, supervises } from './workflow.ts'

/** 4.1.1 异议 to the choice of an operator: the bureau alone reads and answers them. */
export const objectionFlow = defineWorkflow({
  subject: 'objection',
  label: '公示异议',
  clause: '4.1.1',
  title: () => '公示异议',
  ...objectionParts({
    table: 'objection',
    of: 'contract_id',
    flow: contractFlow,
    called: () => '运营机构',
    upheld: 'reopen',
    answers: superviseOperator,
    answeredBy: supervisor,
    reads: supervises,
    within: objectionDays,
    desk: (_contract, id) => `/desk/operator/objections/${id}`,
    open: () => '/operator',
    says: {
      subject: '这个项目',
      help: '写明对什么有异议、依据是什么。只有主管部门看得到。',
      upheld: '异议成立后，项目回到招标，重新确定运营机构。',
    },
  }),
})
