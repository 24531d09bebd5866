import { pino } from 'pino'
import { readConfig } from '#platform/config'
import type { Outside } from '#platform/outside'
import { type Opened, openKernel } from '../src/kernel.ts'
import type { TestApp } from './app.ts'

/**
 * Another process of the same platform: a kernel of its own on the application's database, clock and files, with the
 * channels that its environment (SMTP_URL, SMS_URL) names. Whoever opens it closes it.
 */
export function anotherProcess(
  app: TestApp,
  env: Record<string, string> = {},
  outside: Partial<Outside> = {},
): Promise<Opened> {
  const { dataDir, secret, DATABASE_URL, DATABASE_OWNER_URL } = app.kernel.config
  const config = readConfig({
    DATA_DIR: dataDir,
    SECRET: secret,
    DEMO: '0',
    RATE_LIMIT: '0',
    DATABASE_URL,
    DATABASE_OWNER_URL,
    ...env,
  })
  return openKernel(config, {
    log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    outside: { now: () => app.clock.now, ...outside },
  })
}
