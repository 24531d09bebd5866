import { Hono } from 'hono'
import type { Env } from '#platform/http'
import { accountRoutes } from './account.tsx'
import { signInRoutes } from './routes.tsx'

export const identityRoutes = new Hono<Env>().route('/', signInRoutes).route('/', accountRoutes)
