import { Hono } from 'hono'
import type { Env } from '#platform/http'
import { deskRoutes } from './desk.tsx'
import { publicRoutes } from './public.tsx'

/** 5.5 宣传: for everyone, and at the workbench. */
export const articleRoutes = new Hono<Env>().route('/', publicRoutes).route('/', deskRoutes)
