/** What one asks about (5.1): policy, technology, business. */
export const kinds = { policy: '政策', technology: '技术', business: '业务' } as const
export type Kind = keyof typeof kinds

export const forms = { question: '常见问答', article: '办事知识' } as const
export type Form = keyof typeof forms

export const isKind = (text: string | undefined): text is Kind =>
  text !== undefined && Object.hasOwn(kinds, text)

/** What an entry rests on. */
export interface Basis {
  name: string
  number?: string | undefined
  link?: string | undefined
}
