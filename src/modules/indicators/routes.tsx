import { Hono } from 'hono'
import type { Env } from '#platform/http'
import { dictionaryRoutes } from './dictionary-desk.tsx'
import { lockingRoutes } from './locking.tsx'
import { oneRoutes } from './one.tsx'
import { overviewRoutes } from './overview.tsx'
import { publicRoutes } from './public.tsx'
import { recordRoutes } from './records.tsx'
import { screenRoutes } from './screen.tsx'

/** 5.6.2 Figures: for everybody, for the hall, and at the workbench. */
export const indicatorRoutes = new Hono<Env>()
  .route('/', screenRoutes)
  .route('/', publicRoutes)
  .route('/', overviewRoutes)
  .route('/', dictionaryRoutes)
  .route('/', lockingRoutes)
  .route('/', recordRoutes)
  .route('/', oneRoutes)
