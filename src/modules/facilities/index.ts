import './clauses.ts'
import './inspectable.ts'
import './jobs.ts'

export { areaNames, openAreas } from './queries.ts'
export { facilityRoutes } from './routes.tsx'
export { type SubCentreKind, subCentreFlow, subCentres } from './sub-centre.ts'
export { systemFlow } from './system.ts'
export { areaFlow, manageFacilities, premisesFlow } from './workflow.ts'
