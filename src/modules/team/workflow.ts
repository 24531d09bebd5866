import { sql } from 'kysely'
import { z } from 'zod'
import { createPasswordAccount, hashPassword, passwordRule } from '#platform/auth'
import { dayOf } from '#platform/calendar'
import { allOf, anyOf, not, theSystem, type Who } from '#platform/who'
import { defineWorkflow, type RowOf, type Visible } from '#platform/workflow'
import { knowsTeam, manageAccounts, manageTeam } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'

const visiblePosts: Visible<'post'> = (ctx, query) =>
  knowsTeam(ctx) ? query : query.where('post.id', 'is', null)
const visibleStaff: Visible<'staff'> = (ctx, query) =>
  knowsTeam(ctx) ? query : query.where('staff.id', 'is', null)

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
  record: z.object({
    id: z.uuid(),
    name: z.string(),
    state: z.string(),
    unit: z.string(),
    reports_to: z.uuid().nullable(),
    duties: z.array(z.string()),
  }),
  actions: action => ({
    create: action<inputs.PostInput>({
      label: '新设岗位',
      past: '新设了岗位',
      from: 'new',
      to: 'active',
      by: manageTeam,
      input: inputs.postInput,
      effect: effects.placed,
    }),
    edit: action<inputs.PostInput>({
      label: '修改',
      past: '修改了岗位',
      from: ['active'],
      by: manageTeam,
      input: inputs.postInput,
      prefill: async (_ctx, row) => ({ ...row, reports_to: row?.reports_to ?? undefined }),
      effect: effects.placed,
      consequence: effects.keepOneManager,
    }),
    abolish: action({
      label: '撤销岗位',
      past: '撤销了岗位',
      from: ['active'],
      to: 'abolished',
      by: manageTeam,
      tone: 'danger',
      confirm: '撤销后，这个岗位不能再安排人员。',
      effect: effects.abolish,
    }),
  }),
})

/**
 * Who works for the bureau is managed there, and so are outsiders: nobody at the centre could reset the password of who
 * supervises or assesses it.
 */
const sameHouse: Who<RowOf<'staff'>> = {
  says: '同一单位的人员（外部人员由主管部门管理）',
  test: (actor, row) =>
    actor.kind === 'system' ||
    actor.organisation === (row.organisation === 'assessor' ? 'bureau' : row.organisation),
}
const manager = allOf<RowOf<'staff'>>(anyOf(manageTeam, manageAccounts), sameHouse)
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
    appoint: action<inputs.Appointment>({
      label: '新增人员',
      past: '任用',
      from: 'new',
      to: 'active',
      by: anyOf(manageTeam, manageAccounts),
      input: inputs.appointment,
      effect: async (ctx, _row, { posts: _, username, password, ...staff }) => ({
        ...columns(await effects.mayAppoint(ctx, staff)),
        identity_id: await createPasswordAccount(ctx.db, {
          username,
          password,
          name: staff.name,
          mustChangePassword: !ctx.centre.demo,
        }),
        joined_on: dayOf(ctx.now),
      }),
      consequence: effects.setPosts,
    }),
    edit: action<inputs.StaffInput>({
      label: '修改',
      past: '修改了资料与岗位',
      from: ['active'],
      by: manager,
      input: inputs.changedStaff,
      prefill: async (ctx, row) => ({
        ...row,
        contract_from: row?.contract_from ?? undefined,
        contract_until: row?.contract_until ?? undefined,
        posts: row ? await effects.postsOf(ctx, row.id) : [],
      }),
      effect: async (_ctx, _row, { posts: _, ...staff }) => columns(staff),
      consequence: async (ctx, row, input) => {
        await effects.setPosts(ctx, row, input)
        await effects.keepOneManager(ctx)
      },
    }),
    bind: action<inputs.Term>({
      label: '定聘期',
      past: '按合同确定了聘期',
      from: ['active'],
      by: theSystem,
      inner: true,
      input: inputs.term,
      effect: async (_ctx, _row, term) => term,
    }),
    resetPassword: action<{ password: string }>({
      label: '重置密码',
      past: '重置了登录密码',
      from: ['active'],
      // One's own is changed under 账号与安全: a reset would take one's second factor away without its code.
      by: allOf(manager, not(oneself)),
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
    handOver: action<inputs.HandingOn>({
      label: '移交工作',
      past: '把手上的工作移交给同事',
      from: ['active'],
      by: anyOf(manager, oneself),
      input: inputs.handingOn,
      consequence: effects.handOver,
      note: input => input.reason,
    }),
    leave: action<inputs.HandingOn>({
      label: '离岗',
      past: '离岗',
      from: ['active'],
      to: 'left',
      by: manager,
      tone: 'danger',
      confirm: '离岗后即不能登录工作台，名下的办件和服务对象交给下面选定的同事。',
      input: inputs.handingOn,
      effect: effects.leave,
      consequence: effects.keepOneManager,
      note: input => input.reason,
    }),
  }),
})

/** As the columns have it: what was left empty is null. */
const columns = <T extends Omit<inputs.StaffInput, 'posts'>>(staff: T) => ({
  ...staff,
  phone: staff.phone ?? null,
  email: staff.email ?? null,
  contract_from: staff.contract_from ?? null,
  contract_until: staff.contract_until ?? null,
})
