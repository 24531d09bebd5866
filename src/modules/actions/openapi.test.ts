import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** The document says what the interface does: valid by the published schema, and true of real answers. */
let app: TestApp
let world: World
// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document, read by a validator
let document: any
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  document = (await world.stranger().get('/api/openapi.json')).json()
})

test('the document is valid OpenAPI 3.1', async () => {
  const result = await new Validator().validate(structuredClone(document))
  expect(result.errors).toBeUndefined()
  expect(result.valid).toBe(true)
  expect(document.openapi).toMatch(/^3\.1/)
})

test('every answer of the interface is as the document says', async () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'document', ...document })
  const citizen = await world.citizen('13800000091', '江顺安')
  const [me] = (await citizen.call('GET', '/api/v1/party')).json<{ contents: Array<{ id: string }> }>()
    .contents
  const made = await citizen.call('POST', '/api/v1/service_case/submit', {
    item_id: world.items.get('ZX-001'),
    party_id: me?.id,
    contact_name: '江顺安',
    contact_phone: '13800000091',
    answers: { question: '稻渔米怎么定价？' },
  })
  expect(made.status).toBe(201)
  const director = await world.worker('李卫东')
  const asked: Array<[string, string, string]> = [
    [`/api/v1/service_case/${made.json().id}`, '/api/v1/service_case/{id}', '200'],
    ['/api/v1/service_case', '/api/v1/service_case', '200'],
    ['/api/v1/party', '/api/v1/party', '200'],
    ['/api/v1/service_item', '/api/v1/service_item', '200'],
    ['/api/v1/staff', '/api/v1/staff', '200'],
    [`/api/v1/party/${crypto.randomUUID()}`, '/api/v1/party/{id}', '404'],
  ]
  for (const [path, template, status] of asked) {
    const answer = await director.call('GET', path)
    expect(String(answer.status), path).toBe(status)
    const responses = document.paths[template].get.responses
    const response = responses[status] ?? responses.default
    const resolved = response.$ref
      ? response.$ref
          .split('/')
          .slice(1)
          .reduce((at: never, key: string) => at[key], document)
      : response
    const [content] = Object.values<{ schema: object }>(resolved.content)
    const schema = JSON.parse(JSON.stringify(content?.schema).replaceAll('"#/', '"document#/'))
    const valid = ajv.validate(schema, answer.json())
    expect(valid, `${path}: ${ajv.errorsText()}`).toBe(true)
  }
})
