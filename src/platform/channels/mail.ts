import type { Transporter } from 'nodemailer'

/** Mail over the given SMTP server; throws when it did not take the message. */
export function mailer(
  url: string,
  from: string,
): (to: string, subject: string, text: string) => Promise<void> {
  let transport: Transporter | undefined
  return async (to, subject, text) => {
    transport ??= (await import('nodemailer')).createTransport(url)
    await transport.sendMail({ from, to, subject, text })
  }
}
