import { z } from 'zod'
import { founding } from '#modules/team'
import { hashPassword } from '#platform/auth'
import { division } from '#platform/divisions'
import { invalid } from '#platform/errors'
import { validate } from '#platform/forms'
import type { Kernel } from '#platform/http'
import { newId } from '#platform/ids'

/** What `npm run region -- create` asks for. */
export const regionForm = z.object({
  division: z
    .string()
    .trim()
    .regex(/^\d{2}(\d{2})?$/, '填省、市的代码：省 2 位，市 4 位，例如安庆市是 3408')
    .refine(code => division(code) !== null || /^\d{4}$/.test(code), '没有这个省、市代码，请核对')
    .meta({ label: '行政区划代码', help: '省 2 位，市 4 位，例如安庆市是 3408。', widget: 'code' }),
  name: z.string().trim().min(4).max(60).meta({ label: '主管部门名称', placeholder: '××市商务局' }),
  origin: z
    .url('请填写完整网址，例如 https://ec-city.example.gov.cn')
    .transform(text => new URL(text).origin)
    .meta({ label: '网址', help: '查阅汇总数据的网址，不能和某个县中心相同。' }),
})

/** What `npm run region -- reader` asks for. */
export const readerForm = z.object({
  region: regionForm.shape.division,
  person: founding.shape.person.meta({ label: '查阅人姓名' }),
  username: founding.shape.username.meta({ label: '登录名', widget: 'code' }),
  password: founding.shape.password.meta({ label: '密码', widget: 'password' }),
})

/** What `npm run region -- password` asks for. */
export const passwordForm = readerForm.pick({ username: true, password: true })
/** What `npm run region -- end` asks for. */
export const endForm = readerForm.pick({ username: true })

/** Opens a city or province at a host of its own; wrong input throws 422 with a sentence per field. */
export async function openRegion(kernel: Kernel, raw: unknown, demo = false): Promise<number> {
  const { division: code, name, origin } = validate(regionForm, raw)
  const { host } = new URL(origin)
  const { pool } = kernel.database
  const taken = await pool.query<{ field: string | null }>(
    `select case when exists (select from centre where host = $1) or exists (select from region where host = $1) then 'origin'
                 when exists (select from region where division = $2) then 'division' end as field`,
    [host, code],
  )
  const field = taken.rows[0]?.field
  if (field === 'origin') throw invalid({ origin: '这个网址已有人使用。' })
  if (field === 'division') throw invalid({ division: '这个市或省已经开通。' })
  const { rows } = await pool.query<{ id: number }>(
    'insert into region (division, name, origin, host, demo) values ($1, $2, $3, $4, $5) returning id',
    [code, name, origin, host, demo],
  )
  kernel.regions.renew()
  return rows[0]?.id as number
}

/** Gives somebody an account that reads for a region, and is nobody anywhere else. */
export async function addReader(kernel: Kernel, raw: unknown): Promise<void> {
  const { region, person, username, password } = validate(readerForm, raw)
  const { pool } = kernel.database
  const { rows } = await pool.query<{ id: number | null; taken: boolean }>(
    `select (select id from region where division = $1) as id, exists (select from identity where username = $2) as taken`,
    [region, username],
  )
  if (!rows[0]?.id) throw invalid({ region: '这个市或省还没有开通，请先用 create 开通。' })
  if (rows[0].taken) throw invalid({ username: '这个登录名已有人使用，请换一个。' })
  await pool.query(
    'insert into identity (id, name, username, password_hash, region_id) values ($1, $2, $3, $4, $5)',
    [newId(), person, username, await hashPassword(password), rows[0].id],
  )
}

/** Sets a reader's password anew; who is signed in with the old one is signed out. */
export async function setReaderPassword(kernel: Kernel, raw: unknown): Promise<void> {
  const { username, password } = validate(passwordForm, raw)
  await change(kernel, username, 'password_hash = $2', [await hashPassword(password)])
}

/** Takes the account away, with every session; its name stays with what it looked at. */
export async function endReader(kernel: Kernel, raw: unknown): Promise<void> {
  const { username } = validate(endForm, raw)
  await change(kernel, username, 'erased_at = $2, password_hash = null', [kernel.outside.now()])
}

/** Accounts of the centres are not touched from here: only those that read for a region. */
async function change(kernel: Kernel, username: string, set: string, values: unknown[]): Promise<void> {
  const { rows } = await kernel.database.pool.query<{ id: string }>(
    `update identity set ${set} where username = $1 and region_id is not null and erased_at is null returning id`,
    [username, ...values],
  )
  if (!rows[0]) throw invalid({ username: '没有这个查阅账号。' })
  await kernel.auth.endAllSessions(rows[0].id)
}
