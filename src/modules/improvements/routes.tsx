import { Hono } from 'hono'
import type { Env } from '#platform/http'
import { findingRoutes } from './desk-findings.tsx'
import { itemRoutes } from './desk-improvements.tsx'
import { reportRoutes } from './desk-reports.tsx'
import { publicRoutes } from './public.tsx'

export const improvementRoutes = new Hono<Env>()
  .route('/', publicRoutes)
  .route('/', findingRoutes)
  .route('/', itemRoutes)
  .route('/', reportRoutes)
