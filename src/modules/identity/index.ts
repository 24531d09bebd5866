import { Hono } from 'hono'
import type { Env } from '#platform/http'
import './api-key.ts'
import { accountRoutes } from './account.tsx'
import { keyRoutes } from './keys.tsx'
import { signInRoutes } from './routes.tsx'

export { consentBox, giveConsent, privacyNotice } from './consent.ts'
export { firstThing } from './first-things.ts'
export const identityRoutes = new Hono<Env>()
  .route('/', signInRoutes)
  .route('/', keyRoutes)
  .route('/', accountRoutes)
