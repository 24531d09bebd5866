import { byCode } from '#modules/cases'
import { Question } from './pages/question.tsx'
import { consultationByCode } from './queries.ts'
import { ownView } from './view.ts'
import { consultationFlow } from './workflow.ts'

/** How a consultation stands, and its answer, for whoever holds its number and code. */
export const consultationProgress = byCode(consultationFlow, {
  words: {
    title: '看咨询答复',
    path: '/consulting/progress',
    example: 'ZX-20261124-0001',
    primary: 'tellSolved',
    write: '写在这里',
  },
  series: ['ZX'],
  holder: '咨询人',
  steps: ['tellSolved', 'tellUnsolved', 'addDetails', 'withdraw'],
  byCode: consultationByCode,
  show: async (ctx, row) => <Question view={await ownView(ctx, row)} />,
})
