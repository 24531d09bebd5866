import { sql } from 'kysely'
import { z } from 'zod'
import { createPasswordAccount, hashPassword, passwordRule } from '#platform/auth'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { mobile } from '#platform/identifiers'
import { allOf, defineDuty, duties, not, type Who } from '#platform/who'
import { defineWorkflow, type RowOf, type Visible } from '#platform/workflow'

export const manageTeam = defineDuty('team.manage', '管理岗位与人员')

/** The team is known to staff; the public sees names where they serve. */
const staffSee = (ctx: Ctx): boolean => ctx.actor.staffId !== null || ctx.actor.kind === 'system'
const visiblePosts: Visible<'post'> = (ctx, query) =>
  staffSee(ctx) ? query : query.where('post.id', 'is', null)
const visibleStaff: Visible<'staff'> = (ctx, query) =>
  staffSee(ctx) ? query : query.where('staff.id', 'is', null)

const postInput = async () =>
  z.object({
    name: z.string().trim().min(2).max(30).meta({ label: '岗位名称' }),
    summary: z.string().trim().max(300).default('').meta({ label: '岗位说明', widget: 'textarea' }),
    duties: z.array(z.enum([...duties.keys()] as [string, ...string[]])).meta({
      label: '职责',
      help: '勾选后，担任此岗位的人员即可办理。',
      widget: 'checkboxes',
      options: [...duties.values()].map(duty => ({ value: duty.code, label: duty.label })),
    }),
    rank: z.number().int().min(0).max(999).default(0).meta({ label: '排序', help: '数字小的排在前面。' }),
  })
type PostInput = z.infer<Awaited<ReturnType<typeof postInput>>>

/** 4.2.1 Posts are bundles of duties; what a post may do is what its duty description says. */
export const postFlow = defineWorkflow({
  subject: 'post',
  label: '岗位',
  clause: '4.2.1',
  states: {
    active: { label: '在设', tone: 'green', final: true },
    abolished: { label: '已撤销', tone: 'grey', final: true },
  },
  visible: visiblePosts,
  title: row => row.name,
  href: row => `/desk/team/posts/${row.id}`,
  record: z.object({ id: z.uuid(), name: z.string(), state: z.string(), duties: z.array(z.string()) }),
  actions: action => ({
    create: action<PostInput>({
      label: '新设岗位',
      past: '新设了岗位',
      from: 'new',
      to: 'active',
      by: manageTeam,
      input: postInput,
      effect: async (_ctx, _row, input) => input,
    }),
    edit: action<PostInput>({
      label: '修改',
      past: '修改了岗位',
      from: ['active'],
      by: manageTeam,
      input: postInput,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (_ctx, _row, input) => input,
      consequence: keepOneManager,
    }),
    abolish: action({
      label: '撤销岗位',
      past: '撤销了岗位',
      from: ['active'],
      to: 'abolished',
      by: manageTeam,
      tone: 'danger',
      confirm: '撤销后，这个岗位不能再安排人员。',
      effect: async (ctx, row) => {
        const holder = await holders(ctx).where('staff_post.post_id', '=', row.id).executeTakeFirst()
        if (holder) throw conflict(`${holder.name}仍担任此岗位，请先调整人员的岗位。`)
      },
    }),
  }),
})

const staffFields = {
  name: z.string().trim().min(2).max(20).meta({ label: '姓名' }),
  phone: mobile.optional().meta({ label: '手机号', widget: 'phone' }),
  email: z.email('邮箱格式不正确').optional().meta({ label: '邮箱', help: '填写后，提醒同时发到邮箱。' }),
  full_time: z.boolean().default(true).meta({ label: '专职人员', widget: 'checkbox' }),
}

async function postsField(ctx: Ctx) {
  const posts = await ctx.db
    .selectFrom('post')
    .select(['id', 'name', 'summary'])
    .where('state', '=', 'active')
    .orderBy('rank')
    .limit(100)
    .execute()
  if (posts.length === 0) throw invalid({ '': '请先新设岗位，再安排人员。' })
  return z
    .array(z.enum(posts.map(post => post.id) as [string, ...string[]]))
    .min(1, '请至少选择一个岗位')
    .meta({
      label: '岗位',
      widget: 'checkboxes',
      options: posts.map(post => ({ value: post.id, label: post.name, help: post.summary })),
    })
}

interface StaffInput {
  name: string
  phone?: string | undefined
  email?: string | undefined
  full_time: boolean
  posts: string[]
}
interface Appointment extends StaffInput {
  organisation: 'centre' | 'bureau' | 'assessor'
  username: string
  password: string
}

/** By which name staff sign in. */
export const usernameRule = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9._-]{2,29}$/, '以小写字母开头，3–30 个字母或数字')

const appointment = async (ctx: Ctx) =>
  z.object({
    ...staffFields,
    organisation: z.enum(['centre', 'bureau', 'assessor']).meta({
      label: '所属',
      widget: 'radio',
      options: [
        { value: 'centre', label: '服务中心' },
        { value: 'bureau', label: '商务主管部门' },
        { value: 'assessor', label: '第三方评价机构' },
      ],
    }),
    posts: await postsField(ctx),
    username: usernameRule.meta({ label: '登录名', widget: 'code', autocomplete: 'off' }),
    password: passwordRule.meta({
      label: '初始密码',
      widget: 'password',
      help: '至少 10 个字符，含大写、小写、数字、符号中的三类；首次登录时须自行更换。',
      autocomplete: 'new-password',
    }),
  }) as unknown as z.ZodType<Appointment>

const changedStaff = async (ctx: Ctx) =>
  z.object({ ...staffFields, posts: await postsField(ctx) }) as unknown as z.ZodType<StaffInput>

const oneself: Who<RowOf<'staff'>> = { says: '本人', test: (actor, row) => actor.staffId === row.id }

/** 4.2.1, 4.2.2 Staff: who holds which posts, from when to when. */
export const staffFlow = defineWorkflow({
  subject: 'staff',
  label: '人员',
  clause: '4.2.2',
  states: {
    active: { label: '在岗', tone: 'green', final: true },
    left: { label: '已离岗', tone: 'grey', final: true },
  },
  visible: visibleStaff,
  title: row => row.name,
  href: row => `/desk/team/staff/${row.id}`,
  record: z.object({
    id: z.uuid(),
    name: z.string(),
    state: z.string(),
    organisation: z.string(),
    full_time: z.boolean(),
  }),
  actions: action => ({
    appoint: action<Appointment>({
      label: '新增人员',
      past: '任用',
      from: 'new',
      to: 'active',
      by: manageTeam,
      input: appointment,
      effect: async (ctx, _row, { posts: _, username, password, ...staff }) => ({
        ...staff,
        phone: staff.phone ?? null,
        email: staff.email ?? null,
        identity_id: await createPasswordAccount(ctx.db, {
          username,
          password,
          name: staff.name,
          mustChangePassword: !ctx.centre.demo,
        }),
        joined_on: dayOf(ctx.now),
      }),
      consequence: setPosts,
    }),
    edit: action<StaffInput>({
      label: '修改',
      past: '修改了资料与岗位',
      from: ['active'],
      by: manageTeam,
      input: changedStaff,
      prefill: async (ctx, row) => ({ ...row, posts: row ? await postsOf(ctx, row.id) : [] }),
      effect: async (_ctx, _row, { posts: _, ...staff }) => ({
        ...staff,
        phone: staff.phone ?? null,
        email: staff.email ?? null,
      }),
      consequence: async (ctx, row, input) => {
        await setPosts(ctx, row, input)
        await keepOneManager(ctx)
      },
    }),
    resetPassword: action<{ password: string }>({
      label: '重置密码',
      past: '重置了登录密码',
      from: ['active'],
      // One's own is changed under 账号与安全: a reset would take one's second factor away without its code.
      by: allOf(manageTeam, not(oneself)),
      input: z.object({
        password: passwordRule.meta({
          label: '新的初始密码',
          widget: 'password',
          help: '当面告知本人，首次登录时须更换；已登录的设备会退出，两步验证也会取消。',
          autocomplete: 'new-password',
        }),
      }),
      consequence: async (ctx, row, { password }) => {
        await sql`select reset_password(${row.id}, ${await hashPassword(password)})`.execute(ctx.db)
      },
    }),
    leave: action({
      label: '离岗',
      past: '离岗',
      from: ['active'],
      to: 'left',
      by: manageTeam,
      tone: 'danger',
      confirm: '离岗后即不能登录工作台；名下待办须先转办。',
      effect: async (ctx, row) => {
        const open = await ctx.db
          .selectFrom('task')
          .select('title')
          .where('staff_id', '=', row.id)
          .where('closed_at', 'is', null)
          .limit(1)
          .executeTakeFirst()
        if (open) throw conflict(`名下还有待办（${open.title}），请先转办。`)
        await sql`select reset_password(${row.id}, ${noPassword})`.execute(ctx.db)
        return { left_on: dayOf(ctx.now) }
      },
      consequence: keepOneManager,
    }),
  }),
})

/** The account stays, for the journal's sake; no password opens it any more, and its sessions end. */
const noPassword = ''

const postsOf = async (ctx: Ctx, staffId: string): Promise<string[]> =>
  (await ctx.db.selectFrom('staff_post').select('post_id').where('staff_id', '=', staffId).execute()).map(
    row => row.post_id,
  )

async function setPosts(ctx: Ctx, row: { id: string }, { posts }: { posts: string[] }): Promise<void> {
  await ctx.db.deleteFrom('staff_post').where('staff_id', '=', row.id).execute()
  await ctx.db
    .insertInto('staff_post')
    .values(posts.map(post_id => ({ staff_id: row.id, post_id })))
    .execute()
}

const holders = (ctx: Ctx) =>
  ctx.db
    .selectFrom('staff_post')
    .innerJoin('staff', 'staff.id', 'staff_post.staff_id')
    .innerJoin('post', 'post.id', 'staff_post.post_id')
    .select('staff.name')
    .where('staff.state', '=', 'active')
    .where('post.state', '=', 'active')
    .limit(1)

/** Somebody must be left who may manage the team, or the centre would lock itself out. */
async function keepOneManager(ctx: Ctx): Promise<void> {
  // One after the other: two who remove each other at once would both still see the other there.
  await sql`select pg_advisory_xact_lock(hashtextextended('one manager', ${ctx.centre.id}))`.execute(ctx.db)
  const manager = await holders(ctx)
    .where(eb => eb(eb.val(manageTeam.code), '=', eb.fn.any('post.duties')))
    .executeTakeFirst()
  if (!manager) throw conflict(`至少要有一名在岗人员担任含「${manageTeam.label}」职责的岗位。`)
}
