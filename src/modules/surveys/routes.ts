import { Hono } from 'hono'
import type { Env } from '#platform/http'
import { callRoutes } from './calls.tsx'
import { surveyDeskRoutes } from './desk.tsx'
import { linkRoutes } from './public.tsx'
import { questionnaireRoutes } from './questionnaires.tsx'

/** 6.1 满意度调查: at the workbench, on the phone, at the counter, and by the link of a message. */
export const surveyRoutes = new Hono<Env>()
  .route('/', linkRoutes)
  .route('/', questionnaireRoutes)
  .route('/', callRoutes)
  .route('/', surveyDeskRoutes)
