import { whenFounded } from '#modules/team'
import './clauses.ts'
import './jobs.ts'
import { adoptStandard } from './standard.ts'

export { regulationRoutes } from './routes.tsx'
export { adoptStandard } from './standard.ts'
export { regulationFlow } from './workflow.ts'

whenFounded(async ctx => void (await adoptStandard(ctx)))
