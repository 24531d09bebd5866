import { Hono } from 'hono'
import type { Env } from '#platform/http'
import { deskRoutes } from './desk.tsx'
import { ownRoutes } from './own.tsx'

/** 5.6.2 统计报表: for whoever reports, and at the workbench. */
export const reportingRoutes = new Hono<Env>().route('/', ownRoutes).route('/', deskRoutes)
