import { Hono } from 'hono'
import type { Env } from '#platform/http'

export const orderRoutes = new Hono<Env>()
