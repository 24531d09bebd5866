import { byCode } from '#modules/cases'
import { Matter } from './pages/matter.tsx'
import { complaintByCode } from './queries.ts'
import { ownView } from './view.ts'
import { complaintFlow } from './workflow.ts'

/** How a complaint stands, for whoever holds its receipt. */
export const complaintProgress = byCode(complaintFlow, {
  words: {
    title: '查反馈进展',
    path: '/complaints/progress',
    example: 'FK-20261124-0001',
    primary: 'tellSatisfied',
    write: '写在这里，不少于 5 个字',
  },
  series: ['FK', 'JG'],
  holder: '反映人',
  steps: ['addDetails', 'tellSatisfied', 'tellDiscontent', 'appeal', 'withdraw'],
  byCode: complaintByCode,
  show: async (ctx, row) => <Matter view={await ownView(ctx, row)} />,
})
