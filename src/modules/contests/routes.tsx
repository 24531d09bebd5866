import { Hono } from 'hono'
import type { Env } from '#platform/http'
import { deskRoutes } from './desk.tsx'
import { ownRoutes } from './own.tsx'
import { publicRoutes } from './public.tsx'

/** 5.4.2 Contests: for everybody, for whoever enters or judges, and at the workbench. */
export const contestRoutes = new Hono<Env>()
  .route('/', publicRoutes)
  .route('/', ownRoutes)
  .route('/', deskRoutes)
