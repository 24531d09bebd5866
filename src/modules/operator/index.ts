import './jobs.ts'
import './own-data.ts'

export { disclosureFlow } from './disclosure.ts'
export { fundFlow } from './funds.ts'
export { objectionFlow } from './objection.ts'
export { paymentFlow } from './payment.ts'
export { operatorRoutes } from './routes.tsx'
export { contractFlow } from './workflow.ts'
