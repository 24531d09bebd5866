import { beginEmbedded } from '#platform/embedded'

/**
 * What `npm start` runs. The embedded database takes as long to open as the program to load, so it begins first, in its
 * own process; `openKernel` then finds it opening.
 */
if (!process.env.DATABASE_URL) {
  beginEmbedded(process.env.DATA_DIR || './data')
  // A moment to start the process, before loading the program keeps this thread busy.
  await new Promise(resolve => setTimeout(resolve, 15))
}

const { startServing } = await import('./serve.ts')
await startServing().catch((error: Error) => {
  // A wrong configuration is said in its own words; anything else with where it came from.
  console.error(error.message.startsWith('配置有误') ? error.message : error.stack)
  process.exit(1)
})
