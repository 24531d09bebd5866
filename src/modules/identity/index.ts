import { Hono } from 'hono'
import type { Env } from '#platform/http'
import { accountRoutes } from './account.tsx'
import { keyRoutes } from './keys.tsx'
import { signInRoutes } from './routes.tsx'

export { apiKeyFlow } from './api-key.ts'
export { consentBox, consentFlow, giveConsent, privacyNotice } from './consent.ts'
export { firstThing } from './first-things.ts'
export const identityRoutes = new Hono<Env>()
  .route('/', signInRoutes)
  .route('/', keyRoutes)
  .route('/', accountRoutes)
