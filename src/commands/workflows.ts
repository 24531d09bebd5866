import { workflowsDocument } from '../docs.ts'
import '../modules.ts'

/** Prints docs/workflows.md; `npm run docs` writes it. */
process.stdout.write(workflowsDocument())
