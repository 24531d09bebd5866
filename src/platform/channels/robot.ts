import { z } from 'zod'
import { defineSetting } from '../settings.ts'

/** Addresses of group robots: 企业微信 and 钉钉. Nothing else is called, whatever a setting says. */
export const robotAddress =
  /^https:\/\/(qyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?key=|oapi\.dingtalk\.com\/robot\/send\?access_token=)[\w-]+$/

/** Something to read, with its link. */
export interface RobotLink {
  kind: 'wecom' | 'dingtalk'
  title: string
  text: string
  url: string
}

/** A text to a group of 企业微信 or 钉钉: both take the same body and answer `errcode` 0. Throws what they said instead. */
export async function robot(url: string, message: string | RobotLink): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(
      typeof message === 'string' ? { msgtype: 'text', text: { content: message } } : linkFor(message),
    ),
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  })
  const said = (await answer.json().catch(() => ({}))) as { errcode?: number; errmsg?: string }
  if (!answer.ok || said.errcode !== 0)
    throw new Error(`群机器人答复 ${answer.status}：${said.errmsg ?? '没有说明'}`)
}

/**
 * A link as each of the two takes it: 企业微信 as markdown of 4,096 bytes at most, 钉钉 as a card. What markdown would read
 * as its own is written so that it does not.
 */
export function linkFor({ kind, title, text, url }: RobotLink): object {
  if (kind === 'dingtalk')
    return {
      msgtype: 'link',
      link: { title: title.slice(0, 100), text: text.slice(0, 500), messageUrl: url, picUrl: '' },
    }
  const plain = (words: string) => words.replaceAll(/[[\]()<>*_`#\\]/g, ' ')
  const content = `**${plain(title).slice(0, 100)}**\n${plain(text).slice(0, 500)}\n[查看全文](${url})`
  return { msgtype: 'markdown', markdown: { content } }
}

/** The group of the centre's people that hears what a duty is told. */
export const robotSetting = defineSetting<string>({
  code: 'notify.robot',
  label: '工作群机器人地址',
  group: '通知',
  help: '企业微信或钉钉群机器人的 Webhook；钉钉的安全设置选“自定义关键词”，填“【”。',
  schema: z
    .string()
    .trim()
    .max(300)
    .refine(text => text === '' || robotAddress.test(text), '请填写企业微信或钉钉群机器人的地址')
    .default(''),
  fallback: '',
  secret: true,
})
