import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { z } from 'zod'
import { Problem } from '#platform/errors'
import { fieldsOf } from '#platform/forms'

/** Asks for what was not given, line by line; without a terminal nothing is asked and what is missing is told. */
export async function asked(
  form: z.ZodType,
  given: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  if (!process.stdin.isTTY) return given
  let hidden = false
  const output = new Writable({
    write(part, _encoding, done) {
      if (!hidden) process.stdout.write(part)
      done()
    },
  })
  const lines = createInterface({ input: process.stdin, output, terminal: true })
  const answers = { ...given }
  for (const field of fieldsOf(form)) {
    if (answers[field.name] !== undefined) continue
    const answer = lines.question(`${field.label}${field.help ? `（${field.help}）` : ''}：`)
    // A password is typed without being shown.
    hidden = field.widget === 'password'
    answers[field.name] = await answer
    if (hidden) process.stdout.write('\n')
    hidden = false
  }
  lines.close()
  return answers
}

/** Tells on the terminal what was wrong, field by field; anything but a wrong input is thrown on. Returns the exit code. */
export function told(form: z.ZodType, error: unknown): 1 {
  if (!(error instanceof Problem)) throw error
  const labelOf = (name: string): string => fieldsOf(form).find(field => field.name === name)?.label ?? name
  for (const [field, text] of Object.entries(error.errors)) console.error(`${labelOf(field)}：${text}`)
  return 1
}
