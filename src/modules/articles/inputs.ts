import { z } from 'zod'
import { moment } from '#modules/activities'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { files, oneOf } from '#platform/forms'
import type { RowOf } from '#platform/workflow'
import { toCheck } from './check.ts'
import { type Origin, origins } from './codes.ts'
import { columnChoices, policyChoices, versionOf } from './queries.ts'

export type Article = RowOf<'article'>

export interface Words {
  title: string
  summary: string
  body: string
}
export interface Content extends Words {
  column_id: string
  pictures: string[]
  cover: string[]
  cover_alt: string
  byline: string
  origin: Origin
  source: string
  source_link?: string | undefined
  permit: string[]
  attachments: string[]
  valid_until?: string | undefined
  policy_id?: string | undefined
}
export interface Correction extends Content {
  correction: string
}

/** The words themselves: what a reviewer may change as well. `body` is cleaned whatever was sent. */
async function words() {
  const { cleanBody, plainText } = await import('#platform/rich-text')
  return {
    title: z.string().trim().min(4).max(60).meta({ label: '标题' }),
    summary: z
      .string()
      .trim()
      .min(10)
      .max(120)
      .meta({ label: '摘要', widget: 'textarea', rows: 2, help: '列表和转发时看到的一两句话。' }),
    body: z
      .string()
      .max(400_000, '内容过长，请分成几篇')
      .transform(cleanBody)
      .refine(body => plainText(body).length >= 20, '正文至少写 20 个字')
      .refine(body => body.length <= 60_000, '正文过长，请分成几篇')
      .meta({
        label: '正文',
        widget: 'richtext',
        rows: 18,
        help: '可以从文档和公众号直接粘贴，多余的格式会自动去掉。',
      }),
  }
}

const until = (ctx: Ctx) =>
  z.iso
    .date('请填写日期')
    .refine(day => day >= dayOf(ctx.now), '不能早于今天')
    .meta({
      label: '有效期至',
      widget: 'date',
      help: '申报通知、活动预告一类请填写；过后页面自动标明“已过期”，不会撤下。',
    })

async function shape(ctx: Ctx) {
  const [columns, chosen, texts] = await Promise.all([columnChoices(ctx), policyChoices(ctx), words()])
  return {
    column_id: z
      .enum(columns.map(one => one.value) as [string, ...string[]])
      .meta({ label: '栏目', widget: 'select', options: columns }),
    ...texts,
    pictures: files(20)
      .default([])
      .meta({ label: '正文图片', accept: 'image/*', help: '先在这里上传，再用编辑器的“图片”插入正文。' }),
    cover: files(1).default([]).meta({ label: '封面图片', accept: 'image/*' }),
    cover_alt: z.string().trim().max(80).default('').meta({
      label: '封面文字说明',
      help: '看不见图片的人靠它知道画面内容；有封面时必填。',
    }),
    byline: z.string().trim().min(2).max(40).meta({ label: '作者', placeholder: '例如：王敏 通讯员李华' }),
    origin: oneOf(origins, '原创或转载', 'radio'),
    source: z.string().trim().min(2).max(60).meta({ label: '来源' }),
    source_link: z
      .url({ protocol: /^https?$/, error: '请填写以 http 开头的网址' })
      .max(300)
      .optional()
      .meta({ label: '原文网址' }),
    permit: files(3)
      .default([])
      .meta({ label: '转载授权', help: '转载的必须上传授权书、邮件截图等；不对外公开。' }),
    attachments: files(5).default([]).meta({ label: '附件', help: '供读者下载的表格、通知等。' }),
    valid_until: until(ctx).optional(),
    ...(chosen.length > 0 && {
      policy_id: z
        .enum(chosen.map(one => one.value) as [string, ...string[]])
        .optional()
        .meta({ label: '相关政策', widget: 'select', options: chosen }),
    }),
  }
}

function consistent(input: Content, issues: z.RefinementCtx): void {
  const wrong = (field: string, message: string) =>
    issues.addIssue({ code: 'custom', path: [field], message, input: undefined })
  if (input.cover.length > 0 && input.cover_alt === '') wrong('cover_alt', '请写一句封面画面的说明')
  if (input.origin === 'reprint' && input.permit.length === 0) wrong('permit', '转载的请上传授权材料')
  const foreign = picturesIn(input.body).filter(id => !input.pictures.includes(id))
  if (foreign.length > 0) wrong('body', '正文里有不是本稿上传的图片，请在“正文图片”上传后再插入')
}

/** The ids of the uploads that a body shows. */
export const picturesIn = (body: string): string[] =>
  [...body.matchAll(/src="\/files\/([0-9a-f-]{36})"/g)].map(match => match[1] as string)

export const content = async (ctx: Ctx) =>
  z
    .object(await shape(ctx))
    .superRefine((input, issues) =>
      consistent(input as unknown as Content, issues),
    ) as unknown as z.ZodType<Content>

export const correction = async (ctx: Ctx) =>
  z
    .object({
      correction: z.string().trim().min(10).max(300).meta({
        label: '更正说明',
        widget: 'textarea',
        help: '改了什么、为什么改，会与更正日期一起刊在文章前面。',
      }),
      ...(await shape(ctx)),
    })
    .superRefine((input, issues) =>
      consistent(input as unknown as Content, issues),
    ) as unknown as z.ZodType<Correction>

/** What a correction in progress is edited by: with its 更正说明, which a first version has not. */
export const edited = async (ctx: Ctx, row: Article | null): Promise<z.ZodType<Content>> =>
  row?.state === 'revising' ? ((await correction(ctx)) as z.ZodType<Content>) : content(ctx)

export const proofread = async () => z.object(await words()) as unknown as z.ZodType<Words>

/** The working text as the form starts with it; a new one is signed by whoever writes it. */
export async function start(ctx: Ctx, row: Article | null): Promise<Record<string, unknown>> {
  const known = row && (await versionOf(ctx, row.id, row.latest_version))
  if (!known) return { byline: ctx.actor.name, origin: 'original', source: ctx.centre.name }
  return {
    ...known,
    pictures: known.picture_files,
    cover: known.cover_file ? [known.cover_file] : [],
    permit: known.permit_files,
    attachments: known.attachment_files,
    correction: known.version === row.version ? '' : known.correction,
    ...(known.valid_until && known.valid_until < dayOf(ctx.now) && { valid_until: undefined }),
  }
}

export interface Checked {
  checked?: boolean | undefined
}
export interface Opinion extends Checked {
  opinion: string
}

const opinion = (label: string) =>
  z
    .string()
    .trim()
    .min(2)
    .max(500)
    .meta({ label, widget: 'textarea', help: '看了什么、改了什么；会印在审签单上。' })

/** Before a text moves on: what must be gone is gone, and somebody says that the rest was looked at. */
async function withChecks<S extends z.ZodRawShape>(ctx: Ctx, row: Article | null, own: S) {
  const found = row ? await toCheck(ctx, row) : { faults: [], words: [] }
  const blocking = [...found.faults, ...found.words.filter(one => one.blocks).map(one => one.says)]
  const others = found.words.filter(one => !one.blocks)
  return z
    .object({
      ...own,
      ...(others.length > 0 && {
        checked: z
          .boolean()
          .default(false)
          .refine(ticked => ticked, '请核对后打勾')
          .meta({
            label: `已核对 ${others.length} 处用词提示，确认无误`,
            help: others
              .slice(0, 12)
              .map(one => one.says)
              .join('；'),
          }),
      }),
    })
    .superRefine((_input, issues) => {
      if (blocking.length > 0)
        issues.addIssue({
          code: 'custom',
          path: [''],
          message: `须先改正：${blocking.slice(0, 8).join('；')}`,
          input: undefined,
        })
    })
}

export const handIn = async (ctx: Ctx, row: Article | null) =>
  (await withChecks(ctx, row, {})) as unknown as z.ZodType<Checked>
export const passing = (label: string) => async (ctx: Ctx, row: Article | null) =>
  (await withChecks(ctx, row, { opinion: opinion(label) })) as unknown as z.ZodType<Opinion>

/** The clock publishes what was signed before: nobody is asked again. */
export const signing = async (ctx: Ctx, row: Article | null): Promise<z.ZodType<Opinion>> =>
  row?.state === 'scheduled'
    ? (z.object({ opinion: z.string().default('') }) as unknown as z.ZodType<Opinion>)
    : passing('签发意见')(ctx, row)

export interface Scheduling extends Opinion {
  publish_at: Date
}
export const scheduling = async (ctx: Ctx, row: Article | null) =>
  (await withChecks(ctx, row, {
    publish_at: moment('发布时间', '到这个时间自动发布；之前可以取消定时。').refine(
      at => at > ctx.now,
      '要晚于现在',
    ),
    opinion: opinion('签发意见'),
  })) as unknown as z.ZodType<Scheduling>

export const prolonging = async (ctx: Ctx) =>
  z.object({
    valid_until: until(ctx),
    reason: z.string().trim().min(2).max(200).meta({ label: '核对情况', widget: 'textarea' }),
  })

export const reason = (label: string, help = '') =>
  z.object({
    reason: z
      .string()
      .trim()
      .min(2)
      .max(500)
      .meta({ label, widget: 'textarea', ...(help && { help }) }),
  })
