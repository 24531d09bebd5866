import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '#platform/migrations'

export interface Assets {
  script: string | null
  styles: string[]
  /** The rich-text editor: a script of its own, for the pages that have one. */
  editor: { script: string; styles: string[] } | null
}

interface ManifestEntry {
  file: string
  css?: string[]
}
let read: Assets | null = null

/** The addresses of the browser's script and style sheets, from the build's manifest. */
export function assets(): Assets {
  read ??= fromManifest(join(root, 'dist/client/.vite/manifest.json'))
  return read
}

function fromManifest(file: string): Assets {
  if (!existsSync(file)) return { script: null, styles: [], editor: null }
  const manifest: Record<string, ManifestEntry> = JSON.parse(readFileSync(file, 'utf8'))
  const entry = manifest['src/client/main.ts']
  const editor = manifest['src/client/editor.ts']
  return {
    script: entry ? `/${entry.file}` : null,
    styles: (entry?.css ?? []).map(path => `/${path}`),
    editor: editor ? { script: `/${editor.file}`, styles: (editor.css ?? []).map(path => `/${path}`) } : null,
  }
}
