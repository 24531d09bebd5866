import { Hono } from 'hono'
import type { Env } from '#platform/http'
import { deskRoutes } from './desk.tsx'
import { deskTalentRoutes } from './desk-talents.tsx'
import { ownRoutes } from './own.tsx'
import { publicRoutes } from './public.tsx'

/** 5.3.2, 5.3.3 Jobs, internships and talents: for everybody, for both sides, and at the workbench. */
export const employmentRoutes = new Hono<Env>()
  .route('/', publicRoutes)
  .route('/', ownRoutes)
  .route('/', deskRoutes)
  .route('/', deskTalentRoutes)
