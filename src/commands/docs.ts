import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '#platform/migrations'
import { workflowsDocument } from '../docs.ts'
import '../modules.ts'

/** `npm run docs`: writes what is generated from the code. With --check it only says whether it is up to date. */
const check = process.argv.includes('--check')
const target = join(root, 'docs/workflows.md')
const wanted = workflowsDocument()
const present = readFileSync(target, { encoding: 'utf8', flag: 'a+' })
if (present === wanted) console.log('docs/workflows.md is up to date')
else if (check) {
  console.error('docs/workflows.md differs from the workflows: run `npm run docs`')
  process.exit(1)
} else {
  writeFileSync(target, wanted)
  console.log('docs/workflows.md written')
}
