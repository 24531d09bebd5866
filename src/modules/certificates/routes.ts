import { Hono } from 'hono'
import type { Env } from '#platform/http'
import { classRoutes } from './class-tab.tsx'
import { deskRoutes } from './desk.tsx'
import { credentialRoutes } from './machines.ts'
import { ownRoutes } from './own.tsx'
import { publicRoutes } from './public.tsx'

/** 5.3.1 结业证书: for whoever checks one, for programs that verify one, for whoever has one, and at the workbench. */
export const certificateRoutes = new Hono<Env>()
  .route('/', publicRoutes)
  .route('/', credentialRoutes)
  .route('/', ownRoutes)
  .route('/', deskRoutes)
  .route('/', classRoutes)
