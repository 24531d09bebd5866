// Builds dist/: the browser's files (dist/client, with a manifest) and one bundle per command.
import { cp, readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { build } from 'vite'

const commands = (await readdir('src/commands')).map(name => [
  basename(name, '.ts'),
  join('src/commands', name),
])

await rm('dist', { recursive: true, force: true })
await build({ configFile: 'vite.config.ts', logLevel: 'warn' })
await build({
  configFile: false,
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  build: {
    copyPublicDir: false,
    ssr: true,
    target: 'node24',
    outDir: 'dist',
    emptyOutDir: false,
    sourcemap: true,
    rolldownOptions: {
      input: {
        main: 'src/main.ts',
        'embedded-child': 'src/platform/embedded/child.ts',
        worker: 'src/platform/worker/thread.ts',
        ...Object.fromEntries(commands),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
})
await cp('src/platform/documents', 'dist/documents', {
  recursive: true,
  filter: path => !path.endsWith('.ts'),
})
