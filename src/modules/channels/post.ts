import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid, notFound } from '#platform/errors'
import { files, oneOf } from '#platform/forms'
import { isId, newId } from '#platform/ids'
import { publicationOf, sectionOf } from '#platform/publications'
import { theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { manageChannels } from './duties.ts'
import { reasonInput } from './inputs.ts'
import { type ByHand, byHand } from './marks.ts'
import { tellRecall } from './messages.ts'
import { firstTexts, formats, type Texts } from './packages.ts'

export type Post = RowOf<'channel_post'>
interface Preparing extends Texts {
  channel: ByHand
  subject: string
  publication_id: string
}
interface Recording {
  url: string
  posted_on: string
}
interface Reported {
  on_day: string
  readings: number
}

const tag = z
  .string()
  .trim()
  .min(1)
  .max(20)
  .transform(text => text.replace(/^#+/, ''))
const words = {
  title: z
    .string()
    .trim()
    .min(2)
    .max(200)
    .meta({ label: '标题', help: '写长了也能保存，超出的字数会标出来。' }),
  summary: z
    .string()
    .trim()
    .max(400)
    .default('')
    .meta({ label: '摘要', widget: 'textarea', rows: 2, help: '只有微信公众号用得上，其他平台可以不填。' }),
  body: z.string().trim().min(2).max(30_000).meta({
    label: '正文',
    widget: 'textarea',
    rows: 12,
    help: '空一行即另起一段；微信公众号里，单独一行的短句排成小标题。',
  }),
  tags: z
    .array(tag)
    .max(10)
    .default([])
    .meta({ label: '话题', widget: 'lines', help: '一行一个，不用写井号。' }),
}
const webAddress = z
  .string()
  .trim()
  .max(500)
  .regex(/^https:\/\/[^\s]+$/, '请粘贴完整的链接，以 https:// 开头')
  .meta({ label: '发出后的链接', help: '在平台上打开已发的内容，复制它的链接。' })
const day = (label: string) => z.iso.date('请填写日期').meta({ label, widget: 'date' })

/** 平台发布: a publication on a platform without an interface, from the text that is made ready to its link and figures. */
export const postFlow = defineWorkflow({
  subject: 'channel_post',
  label: '平台发布',
  clause: '5.5',
  states: {
    preparing: { label: '待发布', tone: 'orange', awaits: manageChannels },
    posted: { label: '已发布', tone: 'green', final: true },
    recall: { label: '待撤下', tone: 'red', awaits: manageChannels },
    removed: { label: '已撤下', tone: 'grey', final: true },
    dropped: { label: '不发了', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('channel_post.id', 'is', null),
  title: row => `${byHand[row.channel as ByHand]}：${row.publication_title}`,
  href: row => `/desk/channels/posts/${row.id}`,
  record: z.object({
    id: z.uuid(),
    channel: z.string(),
    state: z.string(),
    subject: z.string(),
    publication_id: z.uuid(),
    title: z.string(),
    url: z.string().nullable(),
    posted_at: z.date().nullable(),
  }),
  actions: action => ({
    prepare: action<Preparing>({
      label: '做图文包',
      past: '准备了发布内容',
      from: 'new',
      to: 'preparing',
      by: manageChannels,
      tone: 'primary',
      leave: '/desk/channels',
      input: async () =>
        z.object({
          channel: oneOf(byHand, '发到哪里', 'radio'),
          subject: z.string().max(60).meta({ label: '内容', widget: 'hidden' }),
          publication_id: z.uuid().meta({ label: '内容', widget: 'hidden' }),
          ...words,
        }) as z.ZodType<Preparing>,
      prefill: async (ctx, _row, raw) => prefilled(ctx, raw),
      effect: async (ctx, _row, input) => {
        const publication = await publicationOf(ctx, input.subject, input.publication_id)
        if (!publication) throw notFound('这条公开内容')
        await notYetPrepared(ctx, input)
        return { ...input, publication_title: publication.title }
      },
    }),
    edit: action<Texts>({
      label: '修改文字',
      past: '修改了文字',
      from: ['preparing'],
      by: manageChannels,
      input: z.object(words) as z.ZodType<Texts>,
      prefill: async (_ctx, row) => ({
        title: row?.title,
        summary: row?.summary,
        body: row?.body,
        tags: row?.tags,
      }),
      effect: async (_ctx, _row, input) => input,
    }),
    record: action<Recording>({
      label: '登记链接',
      past: '登记了发布链接',
      from: ['preparing'],
      to: 'posted',
      by: manageChannels,
      tone: 'primary',
      input: z.object({ url: webAddress, posted_on: day('哪天发的') }),
      prefill: async ctx => ({ posted_on: dayOf(ctx.now) }),
      effect: async (ctx, _row, { url, posted_on }) => {
        if (posted_on > dayOf(ctx.now)) throw invalid({ posted_on: '不能晚于今天。' })
        const today = posted_on === dayOf(ctx.now)
        return {
          url,
          posted_at: today ? ctx.now : new Date(`${posted_on}T12:00:00+08:00`),
          posted_by: ctx.actor.staffId,
        }
      },
      note: input => input.url,
    }),
    correct: action<{ url: string }>({
      label: '更正链接',
      past: '更正了链接',
      from: ['posted'],
      by: manageChannels,
      input: z.object({ url: webAddress }),
      prefill: async (_ctx, row) => ({ url: row?.url }),
      effect: async (_ctx, _row, input) => input,
      note: input => input.url,
    }),
    report: action<Reported>({
      label: '填报阅读量',
      past: '填报了平台阅读量',
      from: ['posted', 'recall'],
      by: manageChannels,
      input: z.object({
        on_day: day('截至哪天'),
        readings: z
          .number()
          .int()
          .min(0)
          .max(1_000_000_000)
          .meta({ label: '累计阅读（播放）量', unit: '次' }),
        screenshots: files(3)
          .refine(list => list.length > 0, '请上传平台后台的截图')
          .meta({ label: '后台截图', accept: 'image/*', help: '填报的数和站内统计的数分开列，不相加。' }),
      }) as unknown as z.ZodType<Reported>,
      prefill: async ctx => ({ on_day: dayOf(ctx.now) }),
      consequence: async (ctx, row, { on_day, readings }) => report(ctx, row, { on_day, readings }),
      note: input => `截至 ${input.on_day}：${input.readings} 次`,
    }),
    recall: action({
      label: '要求撤下',
      past: '原内容已撤回，要求撤下',
      from: ['posted'],
      to: 'recall',
      by: theSystem,
      inner: true,
      tell: row => [tellRecall(row.id, row.publication_title, byHand[row.channel as ByHand])],
    }),
    remove: action<{ reason: string }>({
      label: '登记已撤下',
      past: '在平台上撤下了',
      from: ['posted', 'recall'],
      to: 'removed',
      by: manageChannels,
      tone: 'danger',
      input: reasonInput('撤下原因'),
      note: input => input.reason,
      effect: async (_ctx, _row, input) => input,
    }),
    drop: action<{ reason: string }>({
      label: '不发了',
      past: '决定不发',
      from: ['preparing'],
      to: 'dropped',
      by: manageChannels,
      input: reasonInput('为什么不发'),
      note: input => input.reason,
      effect: async (_ctx, _row, input) => input,
    }),
    lapse: action({
      label: '随原文撤回',
      past: '原内容已撤回，不再发布',
      from: ['preparing'],
      to: 'dropped',
      by: theSystem,
      inner: true,
    }),
  }),
})

/** The words of the publication as the platform would take them. */
async function prefilled(ctx: Ctx, raw: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { subject, publication_id, channel } = raw as Record<string, string | undefined>
  if (!subject || !publication_id || !isId(publication_id)) return {}
  const publication = await publicationOf(ctx, subject, publication_id)
  const to = channel && Object.hasOwn(formats, channel) ? (channel as ByHand) : 'wechat'
  return publication
    ? { channel: to, ...firstTexts(ctx.centre, to, publication, sectionOf(publication)) }
    : {}
}

async function notYetPrepared(ctx: Ctx, { channel, subject, publication_id }: Preparing): Promise<void> {
  const other = await ctx.db
    .selectFrom('channel_post')
    .select('id')
    .where('subject', '=', subject)
    .where('publication_id', '=', publication_id)
    .where('channel', '=', channel)
    .where('state', 'in', ['preparing', 'posted', 'recall'])
    .executeTakeFirst()
  if (other) throw invalid({ channel: `${byHand[channel]}上已经有这一条，请到它的页面上修改。` })
}

async function report(ctx: Ctx, row: Post, { on_day, readings }: Reported): Promise<void> {
  if (on_day > dayOf(ctx.now)) throw invalid({ on_day: '不能晚于今天。' })
  if (row.posted_at && on_day < dayOf(row.posted_at)) throw invalid({ on_day: '不能早于发布那天。' })
  await ctx.db
    .insertInto('channel_reported')
    .values({ id: newId(), post_id: row.id, on_day, readings, staff_id: ctx.actor.staffId, at: ctx.now })
    .execute()
}
