import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { type Contract, contractFrom } from '../../../test/contract.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** The document says what the interface does: valid by the published schema, and true of real answers. */
let app: TestApp
let world: World
let contract: Contract
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  contract = await contractFrom(world.stranger())
})

test('the document is valid OpenAPI 3.1', async () => {
  const result = await new Validator().validate(structuredClone({ ...contract.document }))
  expect(result.errors).toBeUndefined()
  expect(result.valid).toBe(true)
  expect(contract.document.openapi).toMatch(/^3\.1/)
})

test('every kind of record is listed and read as the document says', async () => {
  const director = await world.worker('李卫东')
  for (const path of Object.keys(contract.document.paths).filter(one => /^\/api\/v1\/\w+$/.test(one))) {
    if (!contract.document.paths[path]?.get) continue
    const listed = await contract.call(director, 'GET', `${path}?limit=5`)
    expect(listed.status, path).toBe(200)
    const [first] = listed.json<{ contents: Array<{ id: string }> }>().contents
    const read = await contract.call(director, 'GET', `${path}/${first?.id ?? crypto.randomUUID()}`)
    expect(read.status, path).toBe(first ? 200 : 404)
  }
})
