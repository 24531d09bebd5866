import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Cluster {
  /** Superuser, for making roles and databases. */
  adminUrl: string
  stop(): Promise<void>
}

/** A throw-away PostgreSQL on loopback, or null where its programs are not installed. */
export async function startCluster(within = tmpdir()): Promise<Cluster | null> {
  const programs = findPrograms()
  if (!programs) return null
  const folder = mkdtempSync(join(within, 'pg-'))
  const user = process.getuid?.() === 0 ? identityOf('postgres') : undefined
  if (user) chownSync(folder, user.uid, user.gid)
  const port = await freePort()
  const run = (program: string, args: string[]) =>
    execFileSync(join(programs, program), args, {
      stdio: 'ignore',
      cwd: folder,
      ...user,
      env: { ...process.env, TZ: 'UTC' },
    })
  run('initdb', [
    '-D',
    join(folder, 'data'),
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  ])
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=256MB`
  run('pg_ctl', ['-D', join(folder, 'data'), '-o', options, '-l', join(folder, 'log'), '-w', 'start'])
  return {
    adminUrl: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      run('pg_ctl', ['-D', join(folder, 'data'), '-m', 'immediate', '-w', 'stop'])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root. */
function identityOf(name: string): { uid: number; gid: number } {
  const number = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  return { uid: number('-u'), gid: number('-g') }
}

export function findPrograms(): string | null {
  const config = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' })
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const candidates = [
    process.env.PG_BIN,
    config.status === 0 ? config.stdout.trim() : undefined,
    ...versions.map(version => join(debian, version, 'bin')),
  ]
  return (
    candidates.find(
      (folder): folder is string => folder !== undefined && existsSync(join(folder, 'initdb')),
    ) ?? null
  )
}

const freePort = (): Promise<number> =>
  new Promise(done => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
