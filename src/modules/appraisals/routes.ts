import { Hono } from 'hono'
import type { Env } from '#platform/http'
import { deskRoutes } from './desk.tsx'
import { looksRoutes } from './looks.tsx'
import { reportRoutes } from './report.ts'
import { roomRoutes } from './room.tsx'
import { samplingRoutes } from './sampling-desk.tsx'

/** 6.1.1, 6.1.2 第三方评价. */
export const appraisalRoutes = new Hono<Env>()
  .route('/', deskRoutes)
  .route('/', samplingRoutes)
  .route('/', roomRoutes)
  .route('/', looksRoutes)
  .route('/', reportRoutes)
