import { Hono } from 'hono'
import type { Env } from '#platform/http'
import { deskRoutes } from './desk.tsx'
import { markRoutes } from './marks.tsx'
import { openRoutes } from './open.tsx'
import { reportRoutes } from './report.ts'
import { sheetRoutes } from './sheets.tsx'

/** 6.1 评价: at the workbench and in public. */
export const evaluationRoutes = new Hono<Env>()
  .route('/', openRoutes)
  .route('/', sheetRoutes)
  .route('/', markRoutes)
  .route('/', reportRoutes)
  .route('/', deskRoutes)
