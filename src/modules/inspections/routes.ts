import { Hono } from 'hono'
import type { Env } from '#platform/http'
import { deskRoutes } from './desk.tsx'
import { looksRoutes } from './looks-page.tsx'
import { myInspectionRoutes } from './my.tsx'
import { openRoutes } from './open.tsx'
import { registerRoutes } from './registers.tsx'

/** Registers before single inspections: '/desk/inspections/:id' would take their addresses. */
export const inspectionRoutes = new Hono<Env>()
  .route('/', openRoutes)
  .route('/', registerRoutes)
  .route('/', deskRoutes)
  .route('/', myInspectionRoutes)
  .route('/', looksRoutes)
