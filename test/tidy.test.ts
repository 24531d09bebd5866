import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '#platform/migrations'

/** A rule of the house: what it forbids in a file, and an example that it must catch. */
interface Rule {
  says: string
  applies(path: string): boolean
  faults(text: string, path: string): string[]
  example: { path: string; text: string }
}

const modulesInOrder = (): string[] =>
  [...readFileSync(join(root, 'src/modules.ts'), 'utf8').matchAll(/^ {2}\['(\w+)', \w+\]/gm)].map(
    match => match[1] as string,
  )
const order = modulesInOrder()
const importsOf = (text: string): string[] =>
  [...text.matchAll(/^(?:import|export)\s[^'"]*?from '([^']+)'|^import '([^']+)'/gm)].map(
    match => (match[1] ?? match[2]) as string,
  )
const moduleOf = (path: string): string | undefined => /^src\/modules\/(\w+)\//.exec(path)?.[1]
const lines = (text: string): number => text.split('\n').length

const rules: Rule[] = [
  {
    says: 'platform/ and ui/ know no module',
    applies: path => /^src\/(platform|ui)\//.test(path),
    faults: text => importsOf(text).filter(from => from.includes('modules/') || from.startsWith('#modules')),
    example: { path: 'src/platform/x.ts', text: "import { a } from '#modules/cases'" },
  },
  {
    says: 'a module imports only from those above it in src/modules.ts',
    applies: path => moduleOf(path) !== undefined && !isTest(path),
    faults: (text, path) => {
      const own = order.indexOf(moduleOf(path) ?? '')
      return importsOf(text).filter(from => {
        const other = /^#modules\/(\w+)$/.exec(from)?.[1]
        return other !== undefined && (order.indexOf(other) >= own || order.indexOf(other) < 0)
      })
    },
    example: { path: 'src/modules/team/x.ts', text: "import { a } from '#modules/cases'" },
  },
  {
    says: 'a module is reached through its door',
    applies: path => path.startsWith('src/'),
    faults: (text, path) =>
      importsOf(text).filter(
        from =>
          /modules\/\w+\/\w+/.test(from) ||
          (moduleOf(path) !== undefined && /^\.\.\/(\.\.\/)*modules\//.test(from)),
      ),
    example: { path: 'src/modules/cases/x.ts', text: "import { a } from '../../modules/team/queries.ts'" },
  },
  {
    says: 'pages import no queries and no database',
    applies: path => /\/pages\//.test(path),
    faults: text =>
      importsOf(text.replaceAll(/^import type .*$/gm, '')).filter(from =>
        /queries|platform\/(db|perform|jobs|http)$|^kysely$|^pg$/.test(from),
      ),
    example: { path: 'src/modules/cases/pages/x.tsx', text: "import { caseList } from '../queries.ts'" },
  },
  {
    says: 'no file is named utils, helpers, manager, service or common',
    applies: () => true,
    faults: (_text, path) =>
      /(^|\/)(utils?|helpers?|\w*manager|\w*service|common)\.(ts|tsx|mjs)$/i.test(path) ? [path] : [],
    example: { path: 'src/platform/utils.ts', text: '' },
  },
  {
    // A workflow is one table, read from top to bottom: cutting it in two would hide half of who may do what. So are the
    // navigation and the standard posts.
    says: 'a file is 300 lines at most',
    applies: path =>
      !/\.gen\.ts$|test\/world|src\/demo\/|\/(workflow|navigation|standard-posts)\.ts$/.test(path),
    faults: text => (lines(text) > 300 ? [`${lines(text)} lines`] : []),
    example: { path: 'src/x.ts', text: 'a\n'.repeat(301) },
  },
  {
    says: 'time comes from ctx.now in modules',
    applies: path => path.startsWith('src/modules/') && !isTest(path),
    faults: text => [...text.matchAll(/Date\.now\(\)|new Date\(\)/g)].map(match => match[0]),
    example: { path: 'src/modules/cases/x.ts', text: 'const at = new Date()' },
  },
  {
    says: 'no inline style or script attribute (the content security policy forbids them)',
    applies: path => path.endsWith('.tsx') && path.startsWith('src/'),
    faults: text =>
      [...text.matchAll(/\sstyle=|\son(click|change|submit|load)=|dangerouslySetInnerHTML/g)].map(match =>
        match[0].trim(),
      ),
    example: { path: 'src/ui/x.tsx', text: '<p style={{}}>' },
  },
  {
    says: 'a table has one owner, the only one that writes it',
    applies: path => ownerOf(path) !== null,
    faults: (text, path) => writtenIn(text).filter(table => owners().get(table) !== ownerOf(path)),
    example: { path: 'src/modules/cases/x.ts', text: "ctx.db.insertInto('task')" },
  },
  {
    says: 'every list in a query has a limit',
    applies: path => /queries(\/\w+)?\.ts$/.test(path),
    faults: text =>
      text
        .split(/\n(?=export )/)
        .filter(
          part =>
            /select[\s\S]*\.execute\(\)/.test(part) &&
            !/\.limit\(|groupBy|'in',|\.executeTakeFirst/.test(part),
        )
        .map(part => part.slice(0, 60)),
    example: {
      path: 'src/modules/x/queries.ts',
      text: "export const all = ctx.db.selectFrom('party').selectAll().execute()",
    },
  },
  {
    says: 'the project speaks of itself alone',
    applies: path => path !== 'test/tidy.test.ts',
    faults: text =>
      [...text.matchAll(/registry\.npmjs|npmmirror\.com|\/work\/|as an ai\b|chatgpt|claude/gi)].map(
        match => match[0],
      ),
    example: { path: 'src/x.ts', text: '// see /work/main' },
  },
]

/** Tables that a text writes, by Kysely. */
const writtenIn = (text: string): string[] =>
  [...text.matchAll(/(?:insertInto|updateTable|deleteFrom)\('(\w+)'\)/g)].map(match => match[1] as string)

/** The module that a file belongs to, or 'platform'; null for what owns nothing (tests, the demonstration). */
const ownerOf = (path: string): string | null =>
  isTest(path) ? null : path.startsWith('src/platform/') ? 'platform' : (moduleOf(path) ?? null)

/** Whose each table is: the platform's, if it writes it at all; else that of the first module that does. */
let known: Map<string, string> | undefined
function owners(): Map<string, string> {
  if (known) return known
  const found = new Map<string, string>()
  const inOrder = ['platform', ...order]
  const files = sources().filter(file => ownerOf(file.path) !== null)
  for (const owner of inOrder)
    for (const file of files.filter(one => ownerOf(one.path) === owner))
      for (const table of writtenIn(file.text)) if (!found.has(table)) found.set(table, owner)
  known = found
  return found
}

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path)

function sources(): Array<{ path: string; text: string }> {
  return ['src', 'test', 'bin', 'db/migrations', 'docs'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && /\.(ts|tsx|mjs|sql|md)$/.test(entry.name))
      .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1))
      .map(path => ({ path, text: readFileSync(join(root, path), 'utf8') })),
  )
}

describe('tidy', () => {
  const files = sources()
  for (const rule of rules) {
    test(rule.says, () => {
      expect(
        rule.applies(rule.example.path) && rule.faults(rule.example.text, rule.example.path),
        'the example is caught',
      ).not.toEqual([])
      const code = /lines at most|limit/.test(rule.says)
        ? files.filter(file => /\.tsx?$/.test(file.path))
        : files
      const found = code
        .filter(file => rule.applies(file.path))
        .flatMap(file => rule.faults(file.text, file.path).map(fault => `${file.path}: ${fault}`))
      expect(found).toEqual([])
    })
  }
})
