// `npm test`: everything, one part after the other, and at the end one line that says what ran.
// --require-all (CI) turns every skip into a failure. --only=stories,browser runs those parts alone.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { openBrowser } from '../test/e2e/browser.ts'
import { startCluster } from '../test/postgres.ts'
import { schemasFolder } from '../test/schemas-folder.ts'

const requireAll = process.argv.includes('--require-all')
const only = process.argv
  .find(arg => arg.startsWith('--only='))
  ?.slice(7)
  .split(',')
const bin = (name: string) => join('node_modules', '.bin', name)
const scratch = mkdtempSync(join(inMemory() ?? tmpdir(), 'test-'))
// PostgreSQL runs as somebody else, and looks for its own folder in here.
chmodSync(scratch, 0o711)
/** What tests write, they write here; the packaged browser unpacks itself elsewhere, where it may be started. */
const inScratch = { TMPDIR: scratch }

/**
 * A folder in memory that holds the databases of tests with room to spare. Two thousand files are made and deleted for each,
 * and on ext4 PostgreSQL spent two thirds of its time on looking for inodes.
 */
function inMemory(): string | null {
  const [folder, gigabyte] = ['/dev/shm', 1024 ** 3]
  if (!existsSync(folder)) return null
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize > 4 * gigabyte && freemem() > 8 * gigabyte ? folder : null
}

interface Tally {
  passed: number
  failed: number
  skipped: number
}
interface TestFile {
  name: string
  status: string
  message: string
  assertionResults: Array<{ status: string; fullName: string; failureMessages: string[] }>
}
/** What vitest's JSON reporter writes, as far as it is read here. */
interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  testResults: TestFile[]
}
const total: Tally = { passed: 0, failed: 0, skipped: 0 }
const reasons: string[] = []
const failures: string[] = []

function step(name: string, command: string, args: string[]): void {
  if (only && !only.includes(name)) return
  console.log(`\n── ${name}`)
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  count(name, status === 0)
}

function count(name: string, passed: boolean): void {
  if (passed) total.passed++
  else {
    total.failed++
    failures.push(name)
  }
}

/** Begins a step that keeps one processor busy beside the others; it is told and counted when it is waited for. */
function beside(name: string, command: string, args: string[]): () => Promise<void> {
  if (only && !only.includes(name)) return async () => {}
  const output = join(scratch, `${name}.txt`)
  const file = openSync(output, 'w')
  const child = spawn(command, args, { stdio: ['ignore', file, file] })
  const ended = new Promise<boolean>(done => {
    child.once('error', () => done(false))
    child.once('exit', code => done(code === 0))
  })
  return async () => {
    const passed = await ended
    console.log(`\n── ${name}\n${readFileSync(output, 'utf8')}`)
    count(name, passed)
  }
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
  const { numPassedTests, numFailedTests, numPendingTests, testResults }: Report = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, testResults: [] }
  failures.push(...testResults.flatMap(file => failuresOf(name, file)))
  // A suite that could not be loaded, or a run that broke off, fails without a failed test.
  total.failed += numFailedTests + (status !== 0 && numFailedTests === 0 ? 1 : 0)
  total.passed += numPassedTests
  total.skipped += numPendingTests
  if (numPendingTests > 0) reasons.push(`${name}: ${numPendingTests} skipped, see above`)
}

/** One line for each test that failed, and for a file that could not be loaded. */
function failuresOf(suite: string, { name, status, message, assertionResults }: TestFile): string[] {
  const file = `${suite}: ${relative('.', name)}`
  const says = (text = '') => text.split('\n', 1)[0]
  const failed = assertionResults.filter(one => one.status === 'failed')
  if (failed.length === 0) return status === 'failed' ? [`${file}: ${says(message)}`] : []
  return failed.map(one => `${file} > ${one.fullName}: ${says(one.failureMessages[0])}`)
}

function skip(name: string, reason: string): void {
  if (only && !only.includes(name)) return
  console.log(`\n── ${name}: 跳过（${reason}）`)
  reasons.push(`${name}: ${reason}`)
  total.skipped++
  if (requireAll) total.failed++
}

const cluster = await startCluster(scratch)
const postgres = cluster && { ...inScratch, TEST_POSTGRES: cluster.adminUrl }

const types = beside('types', bin('tsc'), ['-p', '.'])
step('lint', bin('biome'), ['check', '--error-on-warnings'])
step('build', process.execPath, ['bin/build.ts'])
step('docs', process.execPath, ['bin/docs.ts', '--check'])
// What the published formats say of our output is judged within the stories, wherever they lie beside the project;
// they are others' files, and a clone that stands alone is not wrong for lacking them.
if (!existsSync(schemasFolder))
  reasons.push(`published schemas: 没有公开发布的格式定义 ${schemasFolder} is not there`)
suite('unit', ['--project=unit'])
await types()
suite('stories', ['--project=stories'], postgres ?? inScratch)
if (postgres) {
  suite('embedded', ['--project=core'], inScratch)
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
for (const failure of failures) console.log(`失败 failed: ${failure}`)
for (const reason of reasons) console.log(`跳过 skipped: ${reason}`)
console.log(`\n数据库 database: ${postgres ? 'PostgreSQL + 内嵌 embedded' : '内嵌 embedded'}`)
console.log(`tests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed === 0 ? 0 : 1)
