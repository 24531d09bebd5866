import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect } from 'vitest'
import type { Answer, Visitor } from './app.ts'

interface Schema {
  $ref?: string
  [keyword: string]: unknown
}
type Contents = Record<string, { schema: Schema }>
interface Operation {
  requestBody?: { content: Contents }
  responses: Record<string, { content: Contents }>
}
export interface OpenApi {
  openapi: string
  paths: Record<string, Partial<Record<'get' | 'post', Operation>>>
}

/** The OpenAPI document as a judge of what the interface really takes and says. */
export interface Contract {
  document: OpenApi
  /** Calls as `visitor` and returns the answer, once status, media type and content are as the document says. */
  call(
    visitor: Visitor,
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>
  /** The same judgement of an answer that was asked for in another way. */
  holds(method: 'GET' | 'POST', path: string, answer: Answer): void
}

export async function contractFrom(visitor: Visitor): Promise<Contract> {
  const document = (await visitor.get('/api/openapi.json')).json<OpenApi>()
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'document', ...document })
  const check = (schema: Schema | undefined, value: unknown, what: string) => {
    const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/'))
    expect(ajv.validate(absolute, value), `${what}: ${ajv.errorsText()}`).toBe(true)
  }

  const operationOf = (method: 'GET' | 'POST', path: string): Operation => {
    const plain = path.split('?')[0] ?? ''
    const template = document.paths[plain]
      ? plain
      : plain.replace(/\/[0-9a-f]{8}-[0-9a-f-]{27}(?=\/|$)/, '/{id}')
    const operation = document.paths[template]?.[method === 'GET' ? 'get' : 'post']
    if (!operation) throw new Error(`the document knows no ${method} ${template}`)
    return operation
  }

  const holds = (method: 'GET' | 'POST', path: string, answer: Answer) => {
    const described = operationOf(method, path).responses[answer.status]
    const what = `${method} ${path} answers ${answer.status}`
    expect(described, `${what}, which the document does not say: ${answer.text.slice(0, 300)}`).toBeDefined()
    const type = answer.headers.get('content-type')?.split(';')[0] ?? ''
    expect(Object.keys(described?.content ?? {}), what).toEqual([type])
    check(described?.content[type]?.schema, answer.json(), what)
  }

  return {
    document,
    holds,
    async call(visitor, method, path, body, headers) {
      const answer = await visitor.call(method, path, body, headers)
      holds(method, path, answer)
      const taken = operationOf(method, path).requestBody?.content['application/json']?.schema
      if (answer.status < 300 && body !== undefined) check(taken, body, `what was sent to ${path}`)
      return answer
    },
  }
}

/** A refusal in the words of RFC 9457, in Chinese; returns what it says of each field. */
export function refused(answer: Answer, status: number): Record<string, string> {
  expect(answer.status, answer.text).toBe(status)
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  const problem = answer.json<{
    status: number
    title: string
    detail: string
    errors?: Record<string, string>
  }>()
  expect(problem.status).toBe(status)
  for (const said of [problem.title, problem.detail, ...Object.values(problem.errors ?? {})])
    expect(said).toMatch(/\p{Script=Han}/u)
  return problem.errors ?? {}
}
