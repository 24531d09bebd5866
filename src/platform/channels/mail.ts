import { createTransport } from 'nodemailer'

/** Mail over the given SMTP server; throws when it did not take the message. */
export function mailer(
  url: string,
  from: string,
): (to: string, subject: string, text: string) => Promise<void> {
  const transport = createTransport(url)
  return async (to, subject, text) => {
    await transport.sendMail({ from, to, subject, text })
  }
}
