import type { Transporter } from 'nodemailer'

/** What a mail may have besides its text. */
export interface MailMore {
  html?: string
  /** Further headers, by name: those of a list that one can leave (RFC 2369, RFC 8058). */
  headers?: Readonly<Record<string, string>>
}
export type Mailer = (to: string, subject: string, text: string, more?: MailMore) => Promise<void>

/**
 * Mail over the given SMTP server; throws when it did not take the message, or was silent for `patience` milliseconds:
 * the letters carried beside it wait for its end, and are sent again where that passes their lease.
 */
export function mailer(url: string, from: string, patience = 10_000): Mailer {
  let transport: Transporter | undefined
  return async (to, subject, text, { html, headers } = {}) => {
    if (/[\r\n]/.test([to, subject, ...Object.entries(headers ?? {}).flat()].join('')))
      throw new Error('信头里有换行，没有寄出')
    transport ??= (await import('nodemailer')).createTransport({
      url,
      dnsTimeout: patience,
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
    })
    const written = Object.entries(headers ?? {}).map(([key, value]) => ({
      key,
      value: { prepared: true, value },
    }))
    await transport.sendMail({
      // One address, whatever characters it has: never a list of them.
      ...{ from, to: { name: '', address: to }, subject, text },
      ...(html && { html }),
      ...(written.length > 0 && {
        headers: Object.fromEntries(written.map(({ key, value }) => [key, value])),
      }),
    })
  }
}
