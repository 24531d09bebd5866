import { Hono } from 'hono'
import type { Env } from '#platform/http'
import { deskRoutes } from './desk.tsx'
import { ownRoutes } from './own.tsx'
import { publicRoutes } from './public.tsx'

/** 5.2.2 Activities: for everybody, for whoever registered, and at the workbench. */
export const activityRoutes = new Hono<Env>()
  .route('/', publicRoutes)
  .route('/', ownRoutes)
  .route('/', deskRoutes)
