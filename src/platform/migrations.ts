import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Migration } from './migrate.ts'

/** The project's root: the folder that holds package.json, from the source as from the build. */
export const root = ((): string => {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!readdirSync(folder).includes('package.json')) folder = dirname(folder)
  return folder
})()

const folder = join(root, 'db/migrations')

/** db/migrations/*.sql, forward only. */
export const migrations: Migration[] = readdirSync(folder)
  .filter(name => /^\d{4}_\w+\.sql$/.test(name))
  .sort()
  .map(name => ({ name, sql: readFileSync(join(folder, name), 'utf8') }))
