import { Hono } from 'hono'
import type { Env } from '#platform/http'
import { deskRoutes } from './desk.tsx'
import { mentorRoutes } from './desk-mentors.tsx'
import { ownRoutes } from './own.tsx'
import { publicRoutes } from './public.tsx'

/** 5.4.1 Incubation: for everybody, for start-ups and mentors, and at the workbench. */
export const incubationRoutes = new Hono<Env>()
  .route('/', publicRoutes)
  .route('/', ownRoutes)
  .route('/', deskRoutes)
  .route('/', mentorRoutes)
