import { Hono } from 'hono'
import type { Env } from '#platform/http'
import { deskRoutes } from './desk.tsx'
import { ownRoutes } from './own.tsx'

/** 5.3.1 Question bank and exams: for whoever sits one, and at the workbench. */
export const examRoutes = new Hono<Env>().route('/', ownRoutes).route('/', deskRoutes)
