import type { Ctx } from '#platform/ctx'
import { profileOf } from '#platform/profile'
import { escaped } from './letters.ts'
import type { Texts } from './packages.ts'

/**
 * An article as the editor of 微信公众号 keeps it when it is pasted: every element carries its own style, nothing depends on
 * classes, and there is no script. Everything typed is text, whatever it looks like.
 */
export function articleHtml(ctx: Ctx, { title, body }: Pick<Texts, 'title' | 'body'>): string {
  const { phone } = profileOf(ctx.centre)
  const paragraphs = body
    .split(/\n\s*\n/)
    .map(one => one.trim())
    .filter(one => one !== '')
    .map(one => (isHeading(one) ? heading(one) : paragraph(one)))
  const contact = phone ? `${ctx.centre.name}<br>服务热线：${escaped(phone)}` : escaped(ctx.centre.name)
  return [
    `<section style="font-size:16px;line-height:1.75;color:#1d2421;letter-spacing:0.5px" data-title="${escaped(title)}">`,
    ...paragraphs,
    `<section style="margin-top:28px;padding:12px 16px;background:#eef6f2;border-left:4px solid #0b7a5a;font-size:15px">${contact}</section>`,
    `<p style="margin:16px 0 0;font-size:14px;color:#5a6661">点击文末“阅读原文”，查看办理入口和最新内容。</p>`,
    '</section>',
  ].join('\n')
}

/** A short line without a full stop at its end is a heading. */
const isHeading = (text: string): boolean =>
  text.length <= 24 && !text.includes('\n') && !/[。！？；：:.!?]$/.test(text) && !text.includes('：')

const heading = (text: string): string =>
  `<h2 style="margin:24px 0 12px;padding-left:10px;border-left:4px solid #0b7a5a;font-size:18px;font-weight:bold;color:#0b5b44">${escaped(text)}</h2>`
const paragraph = (text: string): string =>
  `<p style="margin:0 0 16px">${text.split('\n').map(escaped).join('<br>')}</p>`

/**
 * The article as a page to look at, its `main` to be copied from; its own policy lets it carry its styles and nothing
 * else.
 */
export const articlePage = (title: string, article: string): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>排版预览</title></head><body style="margin:16px;max-width:640px"><header><h1 style="font-size:22px;line-height:1.4">${escaped(title)}</h1></header><main>${article}</main></body></html>`
export const articlePolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
