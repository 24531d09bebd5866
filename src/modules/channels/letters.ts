import { timingSafeEqual } from 'node:crypto'
import type { Ctx } from '#platform/ctx'
import { date } from '#platform/format'
import { post, type SealedMail } from '#platform/outbox'
import { profileOf } from '#platform/profile'
import { type Publication, sectionOf } from '#platform/publications'
import type { RowOf } from '#platform/workflow'
import { via } from './marks.ts'
import { confirmLetter, digestLetter } from './messages.ts'
import { confirmDays } from './settings.ts'

type Subscriber = RowOf<'digest_subscriber'>
export type Purpose = 'confirm' | 'leave'

/** What opens a subscription: derived by the centre's own key for one purpose, so that it is kept nowhere. */
export const tokenOf = (ctx: Ctx, purpose: Purpose, id: string): string =>
  ctx.centre.keys.hash(`digest ${purpose} ${id}`).slice(0, 40)

export function isToken(ctx: Ctx, purpose: Purpose, id: string, token: string): boolean {
  const [given, right] = [Buffer.from(token), Buffer.from(tokenOf(ctx, purpose, id))]
  return given.length === right.length && timingSafeEqual(given, right)
}

export const confirmPath = (ctx: Ctx, id: string): string =>
  `/subscribe/confirm/${id}/${tokenOf(ctx, 'confirm', id)}`
export const leavePath = (ctx: Ctx, id: string): string =>
  `/subscribe/leave/${id}/${tokenOf(ctx, 'leave', id)}`

/** The letter that asks whether it was really them; to who has confirmed already, where to change or end it. */
export async function postConfirmation(ctx: Ctx, row: Subscriber): Promise<void> {
  const { centre } = ctx
  const [subject, lines] =
    row.state === 'active'
      ? [
          `您已订阅${centre.name}的邮件摘要`,
          [
            '有人（可能是您本人）又用这个邮箱申请订阅。您已经在订阅中，不需要再确认。',
            `修改栏目或退订：${centre.origin}${leavePath(ctx, row.id)}`,
          ],
        ]
      : [
          `请确认订阅${centre.name}的邮件摘要`,
          [
            `有人用这个邮箱申请订阅${centre.name}的邮件摘要。如果是您，请打开下面的链接，点“确认订阅”：`,
            `${centre.origin}${confirmPath(ctx, row.id)}`,
            `如果不是您，不用理会：不确认就不会再收到摘要，${confirmDays.of(centre)} 个工作日后删除这个地址。`,
          ],
        ]
  await postMail(ctx, row, confirmLetter.code, confirmLetter.text, {
    subject: `【${centre.name}】${subject}`,
    text: lines.join('\n\n'),
  })
}

/** What is new, as a clean letter that one can leave by one click (RFC 8058) or by its last line. */
export async function postDigest(
  ctx: Ctx,
  row: Subscriber,
  news: readonly Publication[],
  more: number,
): Promise<void> {
  const { centre } = ctx
  const leave = `${centre.origin}${leavePath(ctx, row.id)}`
  const first = news[0]?.title ?? ''
  await postMail(ctx, row, digestLetter.code, digestLetter.text.replace('{count}', String(news.length)), {
    subject: `【${centre.name}】${first}${news.length > 1 ? `等 ${news.length} 条` : ''}`,
    text: digestText(ctx, news, more, leave),
    html: digestHtml(ctx, news, more, leave),
    headers: {
      'List-Unsubscribe': `<${leave}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  })
}

async function postMail(
  ctx: Ctx,
  row: Subscriber,
  template: string,
  shown: string,
  mail: SealedMail,
): Promise<void> {
  if (!row.email_sealed) return
  const { encrypt, decrypt } = ctx.centre.keys
  const letter = { channel: 'mail', recipient: decrypt(row.email_sealed), template, body: shown } as const
  await post(ctx, [
    { ...letter, notification_id: null, sealed: encrypt(JSON.stringify(mail)), about_id: row.id },
  ])
}

const link = (ctx: Ctx, one: Publication): string => `${ctx.centre.origin}${via('mail', one)}`
const moreText = (more: number): string => (more > 0 ? `另有 ${more} 条，请到网站查看。` : '')
const contact = (ctx: Ctx): string => {
  const { phone } = profileOf(ctx.centre)
  return phone ? `${ctx.centre.name}，服务热线 ${phone}` : ctx.centre.name
}

const digestText = (ctx: Ctx, news: readonly Publication[], more: number, leave: string): string =>
  [
    ...news.map(
      one => `${sectionOf(one)}｜${one.title}（${date(one.at)}）\n${one.summary}\n${link(ctx, one)}`,
    ),
    ...(more > 0 ? [`${moreText(more)}\n${ctx.centre.origin}/`] : []),
    `${contact(ctx)}\n您收到这封信，是因为您订阅了本中心的邮件摘要。\n修改栏目或退订：${leave}`,
  ].join('\n\n')

/** Mail programs know no style sheet: each element carries its own. */
const digestHtml = (ctx: Ctx, news: readonly Publication[], more: number, leave: string): string =>
  [
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>邮件摘要</title></head>',
    '<body style="margin:0;padding:16px;background:#ffffff;color:#1d2421;font:16px/1.6 sans-serif"><div style="max-width:600px;margin:0 auto">',
    `<h1 style="font-size:20px;margin:0 0 16px">${escaped(ctx.centre.name)}</h1>`,
    ...news.map(
      one =>
        `<div style="padding:12px 0;border-top:1px solid #dde3e0"><p style="margin:0;color:#5a6661;font-size:14px">${escaped(sectionOf(one))} · ${date(one.at)}</p><h2 style="margin:4px 0;font-size:18px"><a style="color:#0b7a5a" href="${escaped(link(ctx, one))}">${escaped(one.title)}</a></h2><p style="margin:0">${escaped(one.summary)}</p></div>`,
    ),
    more > 0
      ? `<p><a style="color:#0b7a5a" href="${escaped(ctx.centre.origin)}/">${moreText(more)}</a></p>`
      : '',
    `<p style="margin-top:24px;padding-top:12px;border-top:1px solid #dde3e0;color:#5a6661;font-size:14px">${escaped(contact(ctx))}<br>您收到这封信，是因为您订阅了本中心的邮件摘要。<br><a style="color:#5a6661" href="${escaped(leave)}">修改栏目或退订</a></p>`,
    '</div></body></html>',
  ].join('\n')

export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, sign => names[sign] as string)
const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
