import type { TestProject } from 'vitest/node'
import { makeTemplate } from './database.ts'

/** Before the first test: the migrated template, where there is a PostgreSQL; otherwise tests open embedded ones. */
export default async function setup(project: TestProject): Promise<void> {
  const admin = process.env.TEST_POSTGRES
  project.provide('database', admin ? await makeTemplate(admin) : null)
}
