import { Hono } from 'hono'
import type { Env } from '#platform/http'

/** 5.5 宣传: for everyone, and at the workbench. */
export const articleRoutes = new Hono<Env>()
