import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { cloneDatabase, makeFolder, makeTemplate } from './database.ts'
import { furnish } from './furnished.ts'

/**
 * Before the first test: what each takes its own copy of, on a PostgreSQL where there is one, otherwise embedded. Most
 * begin with the same centre, so it is furnished once.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const admin = process.env.TEST_POSTGRES
  const scratch = await mkdtemp(join(tmpdir(), 'furnished-'))
  if (admin) {
    const bare = await makeTemplate(admin)
    const clone = await cloneDatabase(bare, scratch.slice(-6).toLowerCase().replaceAll(/\W/g, '_'))
    const env = { DATA_DIR: scratch, DATABASE_URL: clone.login, DATABASE_OWNER_URL: clone.owner }
    project.provide('prepared', await furnish(env))
    project.provide('database', { bare, furnished: { admin, name: clone.name } })
    project.provide('folder', null)
    return () => rm(scratch, { recursive: true, force: true })
  }
  const bare = await makeFolder()
  await cp(bare, scratch, { recursive: true })
  project.provide('prepared', await furnish({ DATA_DIR: scratch }))
  project.provide('database', null)
  project.provide('folder', { bare, furnished: scratch })
  return async () => {
    for (const folder of [bare, scratch]) await rm(folder, { recursive: true, force: true })
  }
}
