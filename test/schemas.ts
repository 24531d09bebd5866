import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect } from 'vitest'
import { root } from '#platform/migrations'

/**
 * The published schemas that our output is judged by. They are others' work and stand beside the project, in
 * `shared/schemas` of the folder that holds it; nothing of them is copied here.
 */
const folder = join(root, '..', 'shared/schemas')

/** Null where they are; otherwise why what needs them is skipped. */
export const noSchemas: string | null = existsSync(folder)
  ? null
  : '没有公开发布的格式定义 the folder shared/schemas beside the project is not there'

export const schemaText = (path: string): string => readFileSync(join(folder, path), 'utf8')
const schema = (path: string): object => JSON.parse(schemaText(path))

/** HSDS 3.1's own word on what our answers must look like. */
export function hsdsJudge() {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addFormat('datetime', text => !Number.isNaN(Date.parse(text)))
  ajv.addSchema({ ...schema('hsds-3.1/service_with_definitions.json'), $id: 'service' })
  ajv.addSchema({ ...schema('hsds-3.1/openapi.json'), $id: 'openapi' })
  const definition = (name: string) => ajv.compile({ $ref: `service#/definitions/${name}` })
  const page = ajv.compile({
    allOf: [{ $ref: 'openapi#/components/schemas/Page' }],
    required: [
      ...[
        'total_items',
        'total_pages',
        'page_number',
        'size',
        'first_page',
        'last_page',
        'empty',
        'contents',
      ],
    ],
  })
  const judges = {
    page,
    service: ajv.getSchema('service') as ValidateFunction,
    service_list: ajv.compile(schema('hsds-3.1/service_list.json')),
    organization: definition('organization'),
    organization_list: ajv.compile(schema('hsds-3.1/organization_list.json')),
    service_at_location: definition('service_at_location'),
    taxonomy: definition('taxonomy'),
    taxonomy_term: definition('taxonomy_term'),
  }
  return (kind: keyof typeof judges, value: unknown, what: string): void => {
    const judge = judges[kind]
    expect(judge(value), `${what}: ${ajv.errorsText(judge.errors)}`).toBe(true)
  }
}
