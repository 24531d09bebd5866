import { objectionParts } from '#platform/objections'
import { allOf, holds, not, type Who } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { approveContests, manageContests } from './duties.ts'
import { type Contest, itsJudge, type Objection } from './people.ts'
import { objectionDays } from './settings.ts'
import { contestFlow } from './workflow.ts'

/** 5.4.2 异议 to the result of a contest: nobody who judged it answers. */
export const contestObjectionFlow = defineWorkflow({
  subject: 'contest_objection',
  label: '大赛异议',
  clause: '5.4.2',
  title: () => '大赛异议',
  ...objectionParts({
    table: 'contest_objection',
    of: 'contest_id',
    flow: contestFlow,
    called: (contest: Contest) => contest.title,
    upheld: 'toCorrect',
    answers: approveContests,
    answeredBy: allOf(approveContests as Who<Objection>, not(itsJudge)),
    reads: actor => holds(actor, manageContests, approveContests),
    within: objectionDays,
    taken: (contest: Contest) => ({ judge_ids: contest.judge_ids }),
    desk: contest => `/desk/contests/${contest}/results`,
    open: contest => `/contests/${contest}`,
    says: {
      subject: '这个大赛的结果',
      help: '写明对哪个名次、哪件作品有异议，依据是什么。参赛的人看不到是谁提的。',
      upheld: '异议成立后，核实、更正结果，再重新公示。',
    },
  }),
})
