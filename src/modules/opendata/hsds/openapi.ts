import type { Centre } from '#platform/ctx'
import { licence } from '../settings.ts'

const parameter = (name: string, description: string, schema: object) => ({
  ...{ name, in: 'query', required: false, description, schema },
})
const uuid = { type: 'string', format: 'uuid' }
const yesNo = { type: 'boolean' }

const parameters = {
  search: parameter('search', '全文检索：各词都要出现。', { type: 'string', maxLength: 100 }),
  page: parameter('page', '页码，从 1 起。', { type: 'integer', minimum: 1 }),
  per_page: parameter('per_page', '每页条数，默认 50；minimal=true 时最多 10000。', {
    ...{ type: 'integer', minimum: 1, maximum: 100 },
  }),
  format: parameter('format', 'ndjson 时不分页，每行一条，直到取完。', {
    ...{ type: 'string', enum: ['json', 'ndjson'] },
  }),
  taxonomy_term_id: parameter('taxonomy_term_id', '只要属于这个分类项的。', uuid),
  taxonomy_id: parameter('taxonomy_id', '只要有这个分类下任何一项的。', uuid),
  organization_id: parameter('organization_id', '只要这个单位负责或承办的服务。', uuid),
  modified_after: parameter('modified_after', '只要此刻及以后有变化的；不带时区的按北京时间。', {
    ...{ type: 'string', format: 'date-time' },
  }),
  minimal: parameter('minimal', '只要标识和最后变化的时间，一页给完。', yesNo),
  full: parameter('full', '连同所有相关内容。', yesNo),
  full_service: parameter('full_service', '单位下的服务给出全部内容，最多 200 项。', yesNo),
  top_only: parameter('top_only', '只要顶层分类项（本目录的都在顶层）。', yesNo),
  parent_id: parameter('parent_id', '只要这个分类项之下的（本目录没有）。', uuid),
} as const
type Name = keyof typeof parameters

const paging: Name[] = ['search', 'page', 'per_page', 'format']
const lists: Array<{ path: string; what: string; names: Name[] }> = [
  {
    path: 'services',
    what: '服务',
    names: [
      ...paging,
      ...([
        'taxonomy_term_id',
        'taxonomy_id',
        'organization_id',
        'modified_after',
        'minimal',
        'full',
      ] as const),
    ],
  },
  {
    path: 'organizations',
    what: '单位：中心和在库服务商',
    names: [...paging, 'taxonomy_term_id', 'taxonomy_id', 'full', 'full_service'],
  },
  {
    path: 'service_at_locations',
    what: '服务地点',
    names: [...paging, 'taxonomy_term_id', 'taxonomy_id', 'organization_id', 'modified_after', 'full'],
  },
  { path: 'taxonomies', what: '分类', names: paging },
  { path: 'taxonomy_terms', what: '分类项', names: [...paging, 'taxonomy_id', 'top_only', 'parent_id'] },
]

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})
const json = (schema: object) => ({ 'application/json': { schema } })

/** What `openapi_url` leads to: the addresses of the specification that are answered here, and how. */
export function openApi(centre: Centre): object {
  const paths: Record<string, object> = {
    '/': {
      get: {
        summary: '接口的版本',
        responses: { 200: { description: '版本和说明的地址', content: json({ type: 'object' }) } },
      },
    },
  }
  for (const { path, what, names } of lists) {
    paths[`/${path}`] = {
      get: {
        summary: `${what}的列表`,
        parameters: names.map(name => ({ $ref: `#/components/parameters/${name}` })),
        responses: {
          200: {
            description: '一页；format=ndjson 时为全部',
            content: {
              ...json({ $ref: '#/components/schemas/Page' }),
              'application/x-ndjson': { schema: { type: 'object' } },
            },
          },
          422: problem('参数有误，按参数名说明'),
          429: problem('一分钟内的请求太多'),
        },
      },
    }
    paths[`/${path}/{id}`] = {
      get: {
        summary: `${what}的全部内容`,
        parameters: [
          { name: 'id', in: 'path', required: true, schema: uuid },
          ...(path === 'organizations' ? [{ $ref: '#/components/parameters/full_service' }] : []),
        ],
        responses: {
          200: { description: what, content: json({ type: 'object' }) },
          404: problem('不存在或未公开'),
        },
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `${centre.name}服务目录`,
      version: '3.1.1',
      description: 'Open Referral HSDS 3.1。各条件须同时满足。',
      license: { name: licence.of(centre) },
    },
    servers: [{ url: `${centre.origin}/hsds` }],
    paths,
    components: { parameters, schemas },
    externalDocs: { url: 'https://docs.openreferral.org/', description: 'Open Referral HSDS' },
  }
}

const schemas = {
  Page: {
    type: 'object',
    required: [
      ...['total_items', 'total_pages', 'page_number', 'size'],
      ...['first_page', 'last_page', 'empty', 'contents'],
    ],
    properties: {
      total_items: { type: 'integer' },
      total_pages: { type: 'integer' },
      page_number: { type: 'integer' },
      size: { type: 'integer' },
      first_page: { type: 'boolean' },
      last_page: { type: 'boolean' },
      empty: { type: 'boolean' },
      contents: { type: 'array', items: { type: 'object' } },
    },
  },
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'detail', 'instance'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string' },
      instance: { type: 'string' },
      errors: { type: 'object', additionalProperties: { type: 'string' } },
    },
  },
}
