import { rm } from 'node:fs/promises'
import type { TestProject } from 'vitest/node'
import { makeFolder, makeTemplate } from './database.ts'

/** Before the first test: what each takes its own copy of, on a PostgreSQL where there is one, otherwise embedded. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const admin = process.env.TEST_POSTGRES
  const folder = admin ? null : await makeFolder()
  project.provide('database', admin ? await makeTemplate(admin) : null)
  project.provide('folder', folder)
  return async () => {
    if (folder) await rm(folder, { recursive: true, force: true })
  }
}
