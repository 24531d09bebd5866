import { cp, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { InlineConfig } from 'vite'

/**
 * What dist/ is made of: the browser's files (dist/client, with a manifest) and one bundle per command. `development`
 * keeps what `import.meta.env.DEV` guards: reloading on save.
 */
export async function bundles(mode: 'production' | 'development'): Promise<[InlineConfig, InlineConfig]> {
  const commands = (await readdir('src/commands')).map(name => [
    basename(name, '.ts'),
    join('src/commands', name),
  ])
  const client: InlineConfig = { configFile: 'vite.config.ts', logLevel: 'warn', mode }
  const server: InlineConfig = {
    configFile: false,
    logLevel: 'warn',
    mode,
    oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
    // Libraries are bundled in, because reading their thousands of files takes longer than everything else at a start.
    // Outside stay those that are native or look for files beside their own.
    ssr: { noExternal: true, external: [...outside] },
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
          bench: 'test/bench/main.ts',
          'bench-floor': 'test/bench/floor.ts',
          ...Object.fromEntries(commands),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  }
  return [client, server]
}

const outside = [
  '@electric-sql/pglite',
  '@electric-sql/pglite-socket',
  '@embedpdf/fonts-sc',
  '@myriaddreamin/typst-ts-node-compiler',
  '@node-rs/jieba',
  'autocannon',
  'pg-native',
  'sharp',
  'vite',
  'vitest',
] as const

/** The templates of printed documents are read at run time, beside the bundles. */
export const copyDocuments = (): Promise<void> =>
  cp('src/platform/documents', 'dist/documents', { recursive: true, filter: path => !path.endsWith('.ts') })
