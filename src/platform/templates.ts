import type { Organisation } from './ctx.ts'
import type { Keys } from './secrets.ts'

/** A filed text with variables; Chinese SMS vendors send nothing else. */
export interface Template<V extends string = string> {
  code: string
  /** '您申请的{item}已受理，编号 {number}。' */
  text: string
  /** Worth an SMS, not only a line in the app. */
  sms: boolean
  /** What it tells is for this organisation only: the other's people do not find it in the outbox. */
  only?: Organisation
  /** Variables that open something, and what is shown instead of them; they are kept encrypted. */
  secret: Readonly<Record<string, string>>
  variables?: V
}

export const templates = new Map<string, Template>()

type Variables<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Variables<Rest>
  : never

/** Declares a template; its variables are read from the text. */
export function defineTemplate<const Text extends string>(
  code: string,
  text: Text,
  options: { sms?: boolean; only?: Organisation; secret?: Partial<Record<Variables<Text>, string>> } = {},
): Template<Variables<Text>> {
  if (templates.has(code)) throw new Error(`template ${code} is declared twice`)
  const secret = (options.secret ?? {}) as Readonly<Record<string, string>>
  const { only } = options
  const template = { code, text, sms: options.sms ?? false, secret, ...(only && { only }) }
  templates.set(code, template)
  return template
}

/** Codes of what only people of another organisation may read of. */
export const templatesNotFor = (organisation: Organisation | undefined): string[] =>
  [...templates.values()].filter(({ only }) => only && only !== organisation).map(({ code }) => code)

type Values = Record<string, string>

export const fill = (text: string, values: Values): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

const secretsOf = ({ secret }: Template, values: Values, change: (value: string) => string): Values => ({
  ...values,
  ...Object.fromEntries(Object.keys(secret).map(name => [name, change(values[name] ?? '')])),
})

/** The values as inbox and outbox show them: what is secret only its letter says. */
export const shownValues = ({ secret }: Template, values: Values): Values => ({ ...values, ...secret })

/** The values as the database keeps them. */
export const sealed = (keys: Keys, template: Template, values: Values): Values =>
  secretsOf(template, values, keys.encrypt)

/** The values as the letter carries them. */
export const unsealed = (keys: Keys, template: Template, kept: Values): Values =>
  secretsOf(template, kept, keys.decrypt)
