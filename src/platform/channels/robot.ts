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
