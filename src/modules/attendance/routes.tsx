import { Hono } from 'hono'
import type { Env } from '#platform/http'
import { classTabRoutes } from './class-tab.tsx'
import { sessionRoutes } from './desk.tsx'
import { hereRoutes } from './here.tsx'
import { reviewRoutes } from './review-desk.tsx'

/** 5.3.1 Attendance: on the phone in the hall, and at the workbench. */
export const attendanceRoutes = new Hono<Env>()
  .route('/', hereRoutes)
  .route('/', reviewRoutes)
  .route('/', sessionRoutes)
  .route('/', classTabRoutes)
