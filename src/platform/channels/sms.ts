import type { Outside } from '../outside.ts'

/**
 * SMS over an HTTP gateway (SMS_URL): a POST of JSON `{ phone, template, variables, text }` with `Authorization: Bearer
 * SMS_TOKEN`; any 2xx means that it was taken. Provincial gateways speak something like this, and a vendor's own
 * signed protocol sits behind a few lines of theirs. Throws what the gateway answered otherwise.
 */
export function smsGateway(url: string, token: string | undefined): NonNullable<Outside['sms']> {
  return async (phone, template, variables, text) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ phone, template, variables, text }),
      signal: AbortSignal.timeout(10_000),
    })
    if (!answer.ok) throw new Error(`短信网关答复 ${answer.status}：${(await answer.text()).slice(0, 120)}`)
  }
}
