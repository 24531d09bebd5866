import { z } from 'zod'
import { passwordRule } from '#platform/auth'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { mobile } from '#platform/identifiers'
import { duties } from '#platform/who'
import type { RowOf } from '#platform/workflow'
import { heldBy } from './holdings.ts'
import type { Colleague } from './queries.ts'

/** A member of staff to be chosen; who is away says until when. */
export const staffField = (staff: readonly Colleague[], label: string) =>
  z.enum(staff.map(one => one.id) as [string, ...string[]]).meta({
    label,
    widget: 'select',
    options: staff.map(one => ({
      value: one.id,
      label: one.away_until ? `${one.name}（不在岗，至 ${one.away_until}）` : one.name,
    })),
  })

export interface PostInput {
  name: string
  unit: string
  reports_to?: string | undefined
  summary: string
  duties: string[]
  rank: number
}
export const postInput = async (ctx: Ctx, row: RowOf<'post'> | null) => {
  const above = (await activePosts(ctx)).filter(post => post.id !== row?.id)
  const superior = {
    label: '上级岗位',
    help: '组织架构图按此绘制；最高的岗位不选。',
    widget: 'select',
    options: above.map(post => ({ value: post.id, label: post.name })),
  }
  return z.object({
    name: z.string().trim().min(2).max(30).meta({ label: '岗位名称' }),
    unit: z.string().trim().max(20).default('').meta({ label: '所属部门', help: '没有分部门的不填。' }),
    reports_to: z
      .enum(above.map(post => post.id) as [string, ...string[]])
      .optional()
      .meta(superior),
    summary: z.string().trim().max(300).default('').meta({ label: '岗位说明', widget: 'textarea' }),
    duties: z.array(z.enum([...duties.keys()] as [string, ...string[]])).meta({
      label: '职责',
      help: '勾选后，担任此岗位的人员即可办理。',
      widget: 'checkboxes',
      options: [...duties.values()].map(duty => ({ value: duty.code, label: duty.label })),
    }),
    rank: z.number().int().min(0).max(999).default(0).meta({ label: '排序', help: '数字小的排在前面。' }),
  }) as unknown as z.ZodType<PostInput>
}

const activePosts = (ctx: Ctx) =>
  ctx.db
    .selectFrom('post')
    .select(['id', 'name', 'summary'])
    .where('state', '=', 'active')
    .orderBy('rank')
    .limit(100)
    .execute()

async function postsField(ctx: Ctx) {
  const posts = await activePosts(ctx)
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

export interface StaffInput {
  name: string
  phone?: string | undefined
  email?: string | undefined
  full_time: boolean
  contract_from?: string | undefined
  contract_until?: string | undefined
  posts: string[]
}
export interface Appointment extends StaffInput {
  organisation: 'centre' | 'bureau' | 'assessor'
  username: string
  password: string
}

/** From when until when somebody from outside works here; their account opens nothing after it. */
export interface Term {
  contract_from: string
  contract_until: string
}
export const term = z.object({ contract_from: z.iso.date(), contract_until: z.iso.date() })

const staffFields = {
  name: z.string().trim().min(2).max(20).meta({ label: '姓名' }),
  phone: mobile.optional().meta({ label: '手机号', widget: 'phone' }),
  email: z.email('邮箱格式不正确').optional().meta({ label: '邮箱', help: '填写后，提醒同时发到邮箱。' }),
  full_time: z.boolean().default(true).meta({ label: '专职人员', widget: 'checkbox' }),
}
const contractFields = {
  contract_from: z.iso.date('请填写日期').optional().meta({ label: '合同起', widget: 'date' }),
  contract_until: z.iso.date('请填写日期').optional().meta({
    label: '合同止',
    widget: 'date',
    help: '无固定期限的不填；到期前 60、30、7 天提醒。外部人员到期后账号即停用。',
  }),
}

const inOrder = (input: { contract_from?: string | undefined; contract_until?: string | undefined }) =>
  !input.contract_from || !input.contract_until || input.contract_until >= input.contract_from
const outOfOrder = { path: ['contract_until'], error: '合同止期不能早于起期' }

/** By which name staff sign in. */
export const usernameRule = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9._-]{2,29}$/, '以小写字母开头，3–30 个字母或数字')

export const appointment = async (ctx: Ctx) =>
  z
    .object({
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
      ...contractFields,
      posts: await postsField(ctx),
      username: usernameRule.meta({ label: '登录名', widget: 'code', autocomplete: 'off' }),
      password: passwordRule.meta({
        label: '初始密码',
        widget: 'password',
        help: '至少 10 个字符，含大写、小写、数字、符号中的三类；首次登录时须自行更换。',
        autocomplete: 'new-password',
      }),
    })
    .refine(inOrder, outOfOrder) as unknown as z.ZodType<Appointment>

export const changedStaff = async (ctx: Ctx) =>
  z
    .object({ ...staffFields, ...contractFields, posts: await postsField(ctx) })
    .refine(inOrder, outOfOrder) as unknown as z.ZodType<StaffInput>

/** To whom each of the things goes that hang on somebody: by the name of the holding. */
export interface HandingOn {
  to: Record<string, string>
  reason: string
}

/** One choice for each thing that hangs on this person; nobody is asked about what there is none of. */
export async function handingOn(ctx: Ctx, row: RowOf<'staff'> | null) {
  const to: Record<string, z.ZodType> = {}
  for (const { name, holding, count } of row ? await heldBy(ctx, row.id) : []) {
    const others = (await holding.successors(ctx)).filter(one => one.id !== row?.id)
    to[name] = staffField(others, `${holding.label}（${count}）转给`).meta({
      ...(others.length === 0 && { help: '没有同事能接手，请先给一位同事安排相应的岗位。' }),
    })
  }
  return z.object({
    to: z.object(to).prefault({}),
    reason: z
      .string()
      .trim()
      .min(2)
      .max(200)
      .meta({ label: '原因', help: '会写进每件办件的经过。', widget: 'textarea' }),
  }) as unknown as z.ZodType<HandingOn>
}
