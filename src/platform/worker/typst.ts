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

/** Typesets a document as PDF. */
export function typst({ template, data }: Typesetting): Uint8Array {
  compiler ??= NodeCompiler.create({ workspace: templates, fontArgs: [{ fontPaths: [fonts()] }] })
  const compiled = compiler.compile({ mainFilePath: join(templates, `${template}.typ`), inputs: { data } })
  if (!compiled.result) {
    const wrong = compiled.takeError()?.shortDiagnostics.map(({ message }: { message: string }) => message)
    throw new Error(`${template}.typ: ${wrong?.join('; ')}`)
  }
  const pdf = compiler.pdf(compiled.result)
  // What the last ten documents did not need is forgotten.
  compiler.evictCache(10)
  return pdf
}

let compiler: NodeCompiler | undefined

/** Beside the bundle after a build, beside this folder in the source. */
const here = dirname(fileURLToPath(import.meta.url))
const templates = [join(here, 'documents'), join(here, '..', 'documents')].find(existsSync) ?? here

/** The five weights of Noto Sans SC. */
const fonts = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '..', 'fonts')
