import { z } from 'zod'
import { dropFromIndex, putInIndex } from '#platform/search'
import { allOf, anyOf, defineDuty, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'

export const editNotices = defineDuty('notice.edit', '编写公告')
export const publishNotices = defineDuty('notice.publish', '审核发布公告')

interface NoticeInput {
  title: string
  body: string
}
const noticeInput = z.object({
  title: z.string().trim().min(4).max(60).meta({ label: '标题' }),
  body: z
    .string()
    .trim()
    .min(10)
    .max(10_000)
    .meta({ label: '正文', widget: 'textarea', rows: 12, help: '空一行即另起一段。' }),
})
const opinion = (label: string) =>
  z.object({ reason: z.string().trim().min(2).max(300).meta({ label, widget: 'textarea' }) })

/** 公告: one writes, another lets it out (先审后发). */
export const noticeFlow = defineWorkflow({
  subject: 'notice',
  label: '公告',
  clause: '4.4.2',
  states: {
    draft: { label: '草稿', tone: 'grey', awaits: editNotices },
    review: { label: '待审核', tone: 'orange', awaits: publishNotices },
    published: { label: '已发布', tone: 'green', final: true },
    withdrawn: { label: '已撤回', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('notice.state', '=', 'published'),
  title: row => row.title,
  href: (row, actor) => (actor.staffId ? `/desk/notices/${row.id}` : `/notices/${row.id}`),
  record: z.object({
    id: z.uuid(),
    title: z.string(),
    body: z.string(),
    state: z.string(),
    published_at: z.date().nullable(),
  }),
  actions: action => ({
    write: action<NoticeInput>({
      label: '写公告',
      past: '起草',
      from: 'new',
      to: 'draft',
      by: anyOf(editNotices, theSystem),
      tone: 'primary',
      input: noticeInput,
      effect: async (ctx, _row, input) => ({ ...input, edited_at: ctx.now }),
    }),
    edit: action<NoticeInput>({
      label: '修改',
      past: '修改了内容',
      from: ['draft'],
      by: editNotices,
      input: noticeInput,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (ctx, _row, input) => ({ ...input, edited_at: ctx.now }),
    }),
    submit: action({
      label: '提交审核',
      done: '已提交，等待另一人审核',
      past: '提交审核',
      from: ['draft'],
      to: 'review',
      by: editNotices,
      tone: 'primary',
    }),
    publish: action({
      label: '审核发布',
      past: '审核发布',
      from: ['review'],
      to: 'published',
      tone: 'primary',
      publishes: true,
      by: anyOf(allOf(publishNotices, not(everDid('起草人', 'write', 'edit'))), theSystem),
      effect: async ctx => ({ published_at: ctx.now }),
      consequence: async (ctx, row) =>
        putInIndex(ctx, {
          subject: 'notice',
          recordId: row.id,
          audience: 'public',
          title: row.title,
          summary: row.body.slice(0, 60),
          href: `/notices/${row.id}`,
          text: row.body,
          weight: 1,
        }),
    }),
    sendBack: action<{ reason: string }>({
      label: '退回修改',
      past: '退回修改',
      from: ['review'],
      to: 'draft',
      by: publishNotices,
      input: opinion('需要修改什么'),
      note: input => input.reason,
    }),
    withdraw: action<{ reason: string }>({
      label: '撤回',
      past: '撤回',
      from: ['published'],
      to: 'withdrawn',
      by: publishNotices,
      tone: 'danger',
      publishes: true,
      input: opinion('撤回原因'),
      consequence: async (ctx, row) => dropFromIndex(ctx, 'notice', row.id),
      note: input => input.reason,
    }),
  }),
})
