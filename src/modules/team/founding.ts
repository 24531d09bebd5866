import { z } from 'zod'
import { passwordRule } from '#platform/auth'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { mayBeCounty } from '#platform/divisions'
import { invalid } from '#platform/errors'
import { validate } from '#platform/forms'
import type { Kernel } from '#platform/http'
import { newId } from '#platform/ids'
import { perform } from '#platform/perform'
import { type Profile, profileSettings } from '#platform/profile'
import { duties } from '#platform/who'
import { usernameRule } from './inputs.ts'
import { standardPosts } from './standard-posts.ts'
import { postFlow, staffFlow } from './workflow.ts'

/** A centre that is being opened: its county, its name, and the address it answers on. */
export interface NewCentre {
  division: string
  name: string
  host: string
  origin: string
  demo?: boolean
  profile?: Partial<Profile>
}

/** Creates the row of a centre, with nothing in it; returns its id. */
export async function openCentre(kernel: Kernel, centre: NewCentre): Promise<number> {
  const { division, name, origin, host, demo = false, profile = {} } = centre
  const { rows } = await kernel.database.pool.query<{ id: number }>(
    'insert into centre (division, name, origin, host, demo) values ($1,$2,$3,$4,$5) returning id',
    [division, name, origin, host, demo],
  )
  const id = rows[0]?.id as number
  const known = profileSettings(profile)
  if (known.length > 0)
    await kernel.database.write({ centre: id }, db => db.insertInto('setting').values(known).execute())
  kernel.database.changed(id)
  return id
}

/** Somebody who may do everything while a centre is being set up; leaves no trace in the team. */
export const founder = (): Actor => ({
  ...system,
  kind: 'person',
  name: '系统初始化',
  staffId: newId(),
  duties: new Set(duties.keys()),
})

/** The form of the first administrator's page, and what `npm run centre -- create` asks for. */
export const founding = z.object({
  division: z
    .string()
    .trim()
    .regex(/^\d{6}$/, '县级行政区划代码是 6 位数字，例如 340822')
    .refine(mayBeCounty, '没有这个县级行政区划代码，请核对')
    .meta({
      label: '县级行政区划代码',
      help: 'GB/T 2260 的 6 位代码，例如怀宁县是 340822。',
      widget: 'code',
    }),
  name: z.string().trim().min(4).max(60).meta({ label: '中心名称', placeholder: '××县电子商务公共服务中心' }),
  origin: z
    .url('请填写完整网址，例如 https://ec.example.gov.cn')
    .transform(text => new URL(text).origin)
    .meta({ label: '对外网址', help: '服务对象访问中心的网址，用于链接和二维码。' }),
  person: z.string().trim().min(2).max(20).meta({ label: '管理员姓名' }),
  username: usernameRule.meta({ label: '管理员登录名', widget: 'code', autocomplete: 'username' }),
  password: passwordRule.meta({
    label: '管理员密码',
    widget: 'password',
    help: '至少 10 个字符，含大写、小写、数字、符号中的三类。',
    autocomplete: 'new-password',
  }),
})

/**
 * Opens a real, empty centre: the standard posts, and one administrator who is its director. Wrong input throws 422
 * with a sentence per field and leaves nothing behind.
 */
export async function foundCentre(kernel: Kernel, raw: unknown): Promise<{ id: number; name: string }> {
  const { person, username, password, ...centre } = validate(founding, raw)
  const host = new URL(centre.origin).host
  const taken = await kernel.database.pool.query(
    `select case when exists (select from centre where host = $1) or exists (select from region where host = $1) then 'origin'
                 when exists (select from centre where division = $2) then 'division'
                 when exists (select from identity where username = $3) then 'username' end as field`,
    [host, centre.division, username],
  )
  const field: string | null = taken.rows[0]?.field
  if (field === 'origin') throw invalid({ origin: '这个网址已有中心使用。' })
  if (field === 'division') throw invalid({ division: '这个县已有服务中心。' })
  if (field === 'username') throw invalid({ username: '这个登录名已有人使用，请换一个。' })

  const id = await openCentre(kernel, { ...centre, host })
  const opened = await kernel.centres.byId(id)
  await kernel.database.write({ centre: id }, async db => {
    const ctx: Ctx = { db, centre: opened, actor: founder(), now: kernel.outside.now(), log: kernel.log }
    const posts = await settlePosts(ctx, standardPosts)
    await perform(ctx, staffFlow, 'appoint', null, {
      name: person,
      organisation: 'centre',
      full_time: true,
      posts: [posts.get('中心主任')],
      username,
      password,
    })
    for (const handler of foundedHandlers) await handler(ctx)
  })
  // Chosen by its holder, so it need not be changed at the first sign-in.
  await kernel.database.pool.query('update identity set must_change_password = false where username = $1', [
    username,
  ])
  return { id, name: centre.name }
}

const foundedHandlers: Array<(ctx: Ctx) => Promise<void>> = []
/** What a later module gives a new centre to start with, in the transaction that founds it. */
export const whenFounded = (handler: (ctx: Ctx) => Promise<void>): void => {
  foundedHandlers.push(handler)
}

/** Sets up posts in the order given; returns their ids by name. */
export async function settlePosts(
  ctx: Ctx,
  posts: ReadonlyArray<{ name: string; above?: string; summary: string; duties: string[] }>,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const [rank, { above, ...post }] of posts.entries())
    ids.set(
      post.name,
      (
        await perform(ctx, postFlow, 'create', null, {
          ...post,
          reports_to: above && ids.get(above),
          duties: post.duties.filter(code => duties.has(code)),
          rank,
        })
      ).id,
    )
  return ids
}
