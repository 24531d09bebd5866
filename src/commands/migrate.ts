import { pino } from 'pino'
import { readConfig } from '#platform/config'
import { openKernel } from '../kernel.ts'

/** `npm run migrate`: brings the database up to date without serving. */
const kernel = await openKernel(readConfig(process.env), { log: pino({ level: 'warn' }) })
console.log('数据库已是最新。 The database is up to date.')
await kernel.close()
