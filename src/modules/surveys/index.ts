import './jobs.ts'
import './own-data.ts'
import './round.tsx'

export { giveAnswers } from './answering.ts'
export { invitationFlow } from './invitation.ts'
export { questionnaireFlow } from './questionnaire.ts'
export { surveyRoutes } from './routes.ts'
export { surveyFlow } from './workflow.ts'
