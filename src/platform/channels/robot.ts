import { z } from 'zod'
import { defineSetting } from '../settings.ts'

/** Addresses of group robots: 企业微信 and 钉钉. Nothing else is called, whatever a setting says. */
export const robotAddress =
  /^https:\/\/(qyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?key=|oapi\.dingtalk\.com\/robot\/send\?access_token=)[\w-]+$/

/** A text to a group of 企业微信 or 钉钉: both take the same body and answer `errcode` 0. Throws what they said instead. */
export async function robot(url: string, text: string): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ msgtype: 'text', text: { content: text } }),
    signal: AbortSignal.timeout(10_000),
  })
  const said = (await answer.json().catch(() => ({}))) as { errcode?: number; errmsg?: string }
  if (!answer.ok || said.errcode !== 0)
    throw new Error(`群机器人答复 ${answer.status}：${said.errmsg ?? '没有说明'}`)
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
