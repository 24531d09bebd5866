import { Hono } from 'hono'
import type { Env } from '#platform/http'
import { deskRoutes } from './desk.tsx'
import { publicRoutes } from './public.tsx'
import { screenRoutes } from './screens.tsx'
import { subscribingRoutes } from './subscribing.tsx'

/** 5.5 Channels: for everybody, for the hall, and at the workbench. */
export const channelRoutes = new Hono<Env>()
  .route('/', subscribingRoutes)
  .route('/', publicRoutes)
  .route('/', screenRoutes)
  .route('/', deskRoutes)
