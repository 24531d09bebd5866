import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

export interface Typesetting {
  /** Name of a template in `documents/`. */
  template: string
  /** What it shows, as JSON: the template reads values from it and never runs them as markup. */
  data: string
}

/** Typesets a document as PDF. */
export function typst({ template, data }: Typesetting): Uint8Array {
  compiler ??= openCompiler()
  const { result, ...diagnosed } = compile(compiler, `${template}.typ`, data)
  if (!result) throw new Error(`${template}.typ: ${diagnosed.problem}`)
  const pdf = compiler.pdf(result)
  // What the last ten documents did not need is forgotten.
  compiler.evictCache(10)
  return pdf
}
