import { z } from 'zod'
import { theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { writeArticles } from './duties.ts'

interface Found {
  article_id: string
  url: string
  label: string
  finding: string
}

/** 失效链接: what the patrol found; settled by correcting the article, or by somebody who opened it. */
export const linkFlow = defineWorkflow({
  subject: 'article_link',
  label: '失效链接',
  clause: '5.5',
  states: {
    broken: { label: '打不开', tone: 'red', awaits: writeArticles },
    checked: { label: '已核对', tone: 'green', final: true },
    opens: { label: '又能打开', tone: 'green', final: true },
    gone: { label: '已更正', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('article_link.url', '=', ''),
  title: row => row.url,
  href: () => '/desk/articles/links',
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    article_id: z.uuid(),
    url: z.string(),
    finding: z.string(),
  }),
  actions: action => ({
    find: action<Found>({
      label: '发现',
      past: '巡检发现链接打不开',
      from: 'new',
      to: 'broken',
      by: theSystem,
      inner: true,
      input: z.object({ article_id: z.uuid(), url: z.string(), label: z.string(), finding: z.string() }),
      effect: async (ctx, _row, input) => ({ ...input, found_at: ctx.now }),
    }),
    confirm: action<{ reason: string }>({
      label: '已核对，可以打开',
      past: '核对后确认可以打开',
      from: ['broken'],
      to: 'checked',
      by: writeArticles,
      tone: 'primary',
      input: z.object({
        reason: z
          .string()
          .trim()
          .min(2)
          .max(200)
          .meta({ label: '核对情况', help: '例如：手机和电脑都能打开，网站不让程序访问。' }),
      }),
      effect: async ctx => ({ settled_at: ctx.now }),
      note: input => input.reason,
    }),
    reopen: action({
      label: '又能打开',
      past: '巡检时又能打开',
      from: ['broken'],
      to: 'opens',
      by: theSystem,
      inner: true,
      effect: async ctx => ({ settled_at: ctx.now }),
    }),
    vanish: action({
      label: '已更正',
      past: '文章里已没有这个链接',
      from: ['broken'],
      to: 'gone',
      by: theSystem,
      inner: true,
      effect: async ctx => ({ settled_at: ctx.now }),
    }),
  }),
})
