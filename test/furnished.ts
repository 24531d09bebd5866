import { pino } from 'pino'
import { makePasswordsCheap } from '#platform/auth/password'
import { readConfig } from '#platform/config'
import { openKernel } from '../src/kernel.ts'
import '../src/modules.ts'
import type { Settled } from '../src/demo/settle.ts'
import { castCentre } from './world.ts'

/** The time at which every test begins: a working Tuesday in Anhui. */
export const beginning = new Date('2026-11-24T10:00:00+08:00')
/** Keys of encryption and hashing are derived from it. */
export const testSecret = 'a secret of tests that nobody else uses'

/** A settled centre without what cannot be handed on: its way into the database. */
export type Prepared = Omit<Settled, 'at'>

/** Opens the first centre of a migrated, empty database, as `newCentre` would, and says what is in it. */
export async function furnish(env: Record<string, string>): Promise<Prepared> {
  makePasswordsCheap()
  const config = readConfig({ SECRET: testSecret, DEMO: '0', LOG_LEVEL: 'silent', ...env })
  const kernel = await openKernel(config, {
    log: pino({ level: 'error' }),
    outside: { now: () => beginning },
  })
  const { at: _, ...prepared } = await castCentre(kernel, 1, {}, beginning)
  await kernel.close()
  return prepared
}
