// `npm test`: everything, one part after the other, and at the end one line that says what ran.
// --require-all (CI) turns every skip into a failure. --only=stories,browser runs those parts alone.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBrowser } from '../test/e2e/browser.ts'
import { startCluster } from '../test/postgres.ts'
import { schemasFolder } from '../test/schemas-folder.ts'

const requireAll = process.argv.includes('--require-all')
const only = process.argv
  .find(arg => arg.startsWith('--only='))
  ?.slice(7)
  .split(',')
const bin = (name: string) => join('node_modules', '.bin', name)
const scratch = mkdtempSync(join(tmpdir(), 'test-'))

interface Tally {
  passed: number
  failed: number
  skipped: number
}
const total: Tally = { passed: 0, failed: 0, skipped: 0 }
const reasons: string[] = []

function step(name: string, command: string, args: string[]): void {
  if (only && !only.includes(name)) return
  console.log(`\n── ${name}`)
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  if (status === 0) total.passed++
  else total.failed++
}

function suite(name: string, args: string[], env: Record<string, string> = {}): void {
  if (only && !only.includes(name)) return
  console.log(`\n── ${name}`)
  const report = join(scratch, `${name}.json`)
  const { status } = spawnSync(
    bin('vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
    {
      stdio: 'inherit',
      env: { ...process.env, ...env },
    },
  )
  const { numPassedTests, numFailedTests, numPendingTests } = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 }
  // A suite that could not be loaded, or a run that broke off, fails without a failed test.
  total.failed += numFailedTests + (status !== 0 && numFailedTests === 0 ? 1 : 0)
  total.passed += numPassedTests
  total.skipped += numPendingTests
  if (numPendingTests > 0) reasons.push(`${name}: ${numPendingTests} skipped, see above`)
}

function skip(name: string, reason: string): void {
  if (only && !only.includes(name)) return
  console.log(`\n── ${name}: 跳过（${reason}）`)
  reasons.push(`${name}: ${reason}`)
  total.skipped++
  if (requireAll) total.failed++
}

const cluster = await startCluster()
const postgres = cluster ? { TEST_POSTGRES: cluster.adminUrl } : undefined

step('types', bin('tsc'), ['-p', '.'])
step('lint', bin('biome'), ['check', '--error-on-warnings'])
step('build', process.execPath, ['bin/build.ts'])
step('docs', process.execPath, ['bin/docs.ts', '--check'])
// What the published formats say of our output is judged within the stories, wherever they lie beside the project;
// they are others' files, and a clone that stands alone is not wrong for lacking them.
if (!existsSync(schemasFolder))
  reasons.push(`published schemas: 没有公开发布的格式定义 ${schemasFolder} is not there`)
suite('unit', ['--project=unit'])
suite('stories', ['--project=stories'], postgres)
if (postgres) {
  suite('embedded', ['--project=core'])
  suite('races', ['--project=races'], postgres)
} else skip('races', '没有安装 PostgreSQL no PostgreSQL is installed')
const noBrowser = await openBrowser().then(
  browser => browser.close(),
  (error: Error) => error.message,
)
if (noBrowser) skip('browser', noBrowser)
else suite('browser', ['--project=browser'])

await cluster?.stop()
rmSync(scratch, { recursive: true, force: true })
for (const reason of reasons) console.log(`跳过 skipped: ${reason}`)
console.log(`\n数据库 database: ${postgres ? 'PostgreSQL + 内嵌 embedded' : '内嵌 embedded'}`)
console.log(`tests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed === 0 ? 0 : 1)
