import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'

const flag = z.enum(['0', '1', 'true', 'false']).transform(value => value === '1' || value === 'true')
const url = z.url({ error: '应为完整网址' })

const environment = z.object({
  PORT: z.coerce.number({ error: '应为 0–65535 的整数' }).int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: url.optional(),
  DATABASE_OWNER_URL: url.optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(20),
  PUBLIC_URL: url.optional(),
  DEMO: flag.default(true),
  TRUST_PROXY: flag.default(false),
  S3_URL: url.optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_KEY_ID: z.string().min(1).optional(),
  S3_SECRET: z.string().min(1).optional(),
  SMTP_URL: url.optional(),
  SMS_URL: url.optional(),
  SMS_TOKEN: z.string().min(8).optional(),
  MAIL_FROM: z.string().default('noreply@localhost'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  RATE_LIMIT: z.coerce.number().int().min(0).max(100_000).default(240),
  METRICS_TOKEN: z.string().min(16).optional(),
  SECRET: z.string().min(32, '至少 32 个字符').optional(),
})

export type Config = Omit<z.infer<typeof environment>, 'SECRET'> & {
  /** Signs sessions and derives the keys of encryption and hashing. */
  secret: string
  /** Absolute path of the data folder. */
  dataDir: string
  embedded: boolean
}

/**
 * The configuration, from the environment, read once. A wrong value throws an Error with one plain sentence
 * per variable. Without SECRET a random one is kept in the data folder, readable by the owner only.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map(issue => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`配置有误，无法启动：\n${lines.join('\n')}`)
  }
  const { SECRET, ...rest } = parsed.data
  const dataDir = resolve(rest.DATA_DIR)
  return { ...rest, dataDir, embedded: !rest.DATABASE_URL, secret: SECRET ?? keptSecret(dataDir) }
}

export const isLoopback = (host: string): boolean => ['127.0.0.1', 'localhost', '::1'].includes(host)

function keptSecret(dataDir: string): string {
  const file = resolve(dataDir, 'secret')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const secret = randomBytes(48).toString('base64url')
  writeFileSync(file, secret, { mode: 0o600, flag: 'wx' })
  return secret
}
