import { standardDocument } from '#modules/clauses'
import '../modules.ts'

/** Prints docs/standard.md; `npm run docs` writes it. */
process.stdout.write(standardDocument())
