import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

export interface Typesetting {
  /** Name of a template in `documents/`. */
  template: string
  /** What it shows, as JSON: a template takes values from it and never runs them as markup. */
  data: string
}

/** Typesets a document as PDF. An error says what is wrong in the template or missing in the data. */
export function typst({ template, data }: Typesetting): Uint8Array {
  compiler ??= NodeCompiler.create({ workspace: templates, fontArgs: [{ fontPaths: [fonts()] }] })
  try {
    // In one call: a compiled document that JavaScript holds keeps 100 MB for 2,000 rows until it is collected.
    return compiler.pdf({ mainFilePath: join(templates, `${template}.typ`), inputs: { data } })
  } catch (error) {
    // The compiler puts its diagnosis where others have a code.
    throw new Error(`${template}.typ: ${(error as NodeJS.ErrnoException).code}`)
  } finally {
    // Likewise its memory of earlier layouts: eight such documents with it took 3 GB, without it 0.5.
    compiler.evictCache(0)
  }
}

let compiler: NodeCompiler | undefined

/** Beside the bundle after a build, beside this folder in the source. */
const here = dirname(fileURLToPath(import.meta.url))
const templates = [join(here, 'documents'), join(here, '..', 'documents')].find(existsSync) ?? here

/** The five weights of Noto Sans SC. */
const fonts = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '..', 'fonts')
