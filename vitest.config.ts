import { defineConfig } from 'vitest/config'

const stories = ['src/modules/**/*.test.{ts,tsx}', 'test/*.test.ts']
const alone = ['test/tidy.test.ts', 'test/race.*.test.ts', 'test/kill.test.ts']

/** Parts of the suite; `bin/test.ts` runs them in order and says which database they stood on. */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/platform/**/*.test.{ts,tsx}', 'src/ui/**/*.test.{ts,tsx}', 'test/tidy.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'stories',
          include: stories,
          exclude: alone,
          globalSetup: 'test/setup.ts',
          setupFiles: 'test/close.ts',
          // The program is loaded once for each worker: a third of the time, here and for races. Each file has its own
          // database all the same.
          isolate: false,
          // Half of a story is waiting for the database.
          maxWorkers: 4,
        },
      },
      {
        extends: true,
        test: {
          name: 'core',
          include: ['src/modules/cases/loop.test.ts', 'test/{kill,backup,letters,outage}.test.ts'],
          globalSetup: 'test/setup.ts',
          setupFiles: 'test/close.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'races',
          include: ['test/race.*.test.ts'],
          globalSetup: 'test/setup.ts',
          setupFiles: 'test/close.ts',
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/e2e/*.test.ts'],
          globalSetup: 'test/e2e/server.ts',
          // A crawl takes a minute on an idle machine; a busy one takes its time.
          testTimeout: 600_000,
          // Where a file says that its tests go beside each other: two browsers more would wait for two processors.
          maxConcurrency: 2,
        },
      },
    ],
  },
})
