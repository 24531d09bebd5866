export { acceptCases, assignCases, handleCases, readCases, registerCases } from './duties.ts'
export { quoteFlow } from './quote.ts'
export { serviceCaseFlow } from './workflow.ts'
