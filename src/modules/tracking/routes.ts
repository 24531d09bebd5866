import { Hono } from 'hono'
import type { Env } from '#platform/http'
import { classRoutes } from './class-tab.tsx'
import { checkRoutes } from './desk.tsx'
import { linkRoutes } from './public.tsx'
import { reportRoutes } from './report.tsx'
import { roundRoutes } from './rounds.tsx'

/** 5.3.1 电话抽查, 结业跟踪, 转化: at the workbench, and by the link of a message. */
export const trackingRoutes = new Hono<Env>()
  .route('/', linkRoutes)
  .route('/', checkRoutes)
  .route('/', roundRoutes)
  .route('/', reportRoutes)
  .route('/', classRoutes)
