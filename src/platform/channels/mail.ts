import type { Transporter } from 'nodemailer'

/**
 * Mail over the given SMTP server; throws when it did not take the message, or was silent for `patience` milliseconds:
 * the letters carried beside it wait for its end, and are sent again where that passes their lease.
 */
export function mailer(
  url: string,
  from: string,
  patience = 10_000,
): (to: string, subject: string, text: string) => Promise<void> {
  let transport: Transporter | undefined
  return async (to, subject, text) => {
    transport ??= (await import('nodemailer')).createTransport({
      url,
      dnsTimeout: patience,
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
    })
    await transport.sendMail({ from, to, subject, text })
  }
}
