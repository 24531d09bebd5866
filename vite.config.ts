import { defineConfig } from 'vite'

/** What the browser gets: one script, one style sheet; and where somebody writes at length, the editor. */
export default defineConfig({
  publicDir: 'public',
  build: {
    outDir: 'dist/client',
    manifest: true,
    target: ['es2020', 'chrome80', 'safari14'],
    rolldownOptions: { input: ['src/client/main.ts', 'src/client/editor.ts'] },
  },
})
