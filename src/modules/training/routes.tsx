import { Hono } from 'hono'
import type { Env } from '#platform/http'
import { deskRoutes } from './desk.tsx'
import { ownRoutes } from './own.tsx'
import { publicRoutes } from './public.tsx'

/** 5.3.1 Training: for everybody, for learners, and at the workbench. */
export const trainingRoutes = new Hono<Env>()
  .route('/', publicRoutes)
  .route('/', ownRoutes)
  .route('/', deskRoutes)
