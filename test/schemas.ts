import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect } from 'vitest'
import { schemasFolder } from './schemas-folder.ts'

/** Null where they are; otherwise why what needs them is skipped. */
export const noSchemas: string | null = existsSync(schemasFolder)
  ? null
  : `没有公开发布的格式定义 ${schemasFolder} is not there`

const schemaText = (path: string): string => readFileSync(join(schemasFolder, path), 'utf8')
/** A published JSON document, e.g. 'jsonfeed/feed.json'. */
export const schema = (path: string): Record<string, unknown> => JSON.parse(schemaText(path))

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

/** The shapes of CPSV-AP 3.2 on JSON-LD documents whose contexts are fetched by `load`. */
export async function cpsvJudge(load: (address: string) => Promise<object>) {
  const [{ default: Shapes }, { default: jsonld }, n3] = await Promise.all([
    import('rdf-validate-shacl'),
    import('jsonld'),
    import('n3'),
  ])
  const shapes = new n3.Store(new n3.Parser().parse(schemaText('cpsv-ap-3.2.0/cpsv-ap-SHACL.ttl')))
  const validator = new Shapes(shapes as never)
  const documentLoader = async (url: string) => ({
    document: await load(url),
    documentUrl: url,
    contextUrl: undefined,
  })
  return async (document: object, what: string): Promise<InstanceType<typeof n3.Store>> => {
    // In safe mode a term that the context does not know is an error, not dropped.
    const quads = await jsonld.toRDF(
      document as never,
      {
        ...{ format: 'application/n-quads', documentLoader: documentLoader as never, safe: true },
      } as never,
    )
    const data = new n3.Store(new n3.Parser({ format: 'N-Quads' }).parse(quads as unknown as string))
    const { conforms, results } = await validator.validate(data as never)
    const told = results.map(
      one =>
        `${one.focusNode?.value} ${one.path?.value ?? ''} ${one.message.map(text => text.value).join()} ${one.sourceConstraintComponent?.value}`,
    )
    expect(told.slice(0, 5), what).toEqual([])
    expect(conforms, what).toBe(true)
    return data
  }
}
