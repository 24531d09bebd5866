import { z } from 'zod'
import { type AnyAction, type AnyWorkflow, workflows } from '#platform/workflow'

/** The OpenAPI 3.1 document of /api/v1, made from the workflows: what a person may do, a machine may do. */
export function openApiDocument(origin: string): Record<string, unknown> {
  const paths: Record<string, unknown> = {}
  const schemas: Record<string, unknown> = { Problem: problem }
  for (const flow of workflows.values()) {
    schemas[flow.subject] = schemaOf(flow.record, 'output')
    paths[`/api/v1/${flow.subject}`] = { get: listOperation(flow) }
    paths[`/api/v1/${flow.subject}/{id}`] = { parameters: [idParameter], get: readOperation(flow) }
    for (const [name, action] of Object.entries<AnyAction>(flow.actions)) {
      const path =
        action.from === 'new' ? `/api/v1/${flow.subject}/${name}` : `/api/v1/${flow.subject}/{id}/${name}`
      paths[path] = {
        ...(action.from !== 'new' && { parameters: [idParameter] }),
        post: actionOperation(flow, name, action),
      }
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '县域电子商务公共服务中心平台',
      version: '1',
      description: '查询与办理接口。错误按 RFC 9457 返回。金额单位为分，时间为 ISO 8601。',
    },
    servers: [{ url: origin }],
    components: {
      schemas,
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: '接口密钥，在「账号与安全」中新建。' },
        session: { type: 'apiKey', in: 'cookie', name: 'centre_session' },
      },
    },
    security: [{ key: [] }, { session: [] }],
    paths,
  }
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): unknown => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: asText,
  }) as Record<string, unknown>
  return json
}

/** Points in time leave as ISO 8601 text. */
const asText = ({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodType
  jsonSchema: Record<string, unknown>
}): void => {
  if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
  for (const shown of [
    'widget',
    'options',
    'autocomplete',
    'inputmode',
    'rows',
    'label',
    'help',
    'unit',
    'placeholder',
    'max',
  ]) {
    if (shown === 'label' && typeof jsonSchema.label === 'string') jsonSchema.title ??= jsonSchema.label
    if (shown === 'help' && typeof jsonSchema.help === 'string') jsonSchema.description ??= jsonSchema.help
    delete jsonSchema[shown]
  }
}

const idParameter = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }
const problem = {
  type: 'object',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    errors: { type: 'object', additionalProperties: { type: 'string' } },
  },
}
const refusals = Object.fromEntries(
  Object.entries({
    401: '未登录',
    403: '无权办理',
    404: '不存在或无权查看',
    409: '当前状态不能办理',
    422: '内容有误',
  }).map(([status, description]) => [
    status,
    {
      description,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]),
)
const answer = (flow: AnyWorkflow) => ({
  description: flow.label,
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${flow.subject}` } } },
})

const readOperation = (flow: AnyWorkflow) => ({
  operationId: `${flow.subject}.read`,
  tags: [flow.label],
  summary: `查看${flow.label}`,
  responses: { 200: answer(flow), ...refusals },
})

const listOperation = (flow: AnyWorkflow) => ({
  operationId: `${flow.subject}.list`,
  tags: [flow.label],
  summary: `${flow.label}列表`,
  parameters: [
    {
      name: 'after',
      in: 'query',
      schema: { type: 'string', format: 'uuid' },
      description: '上一页最后一条的编号',
    },
    { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } },
    { name: 'state', in: 'query', schema: { type: 'string', enum: Object.keys(flow.states) } },
  ],
  responses: {
    200: {
      description: `${flow.label}列表`,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['contents', 'next'],
            properties: {
              contents: { type: 'array', items: { $ref: `#/components/schemas/${flow.subject}` } },
              next: { type: ['string', 'null'] },
            },
          },
        },
      },
    },
    ...refusals,
  },
})

function actionOperation(flow: AnyWorkflow, name: string, action: AnyAction) {
  const input =
    action.input && typeof action.input !== 'function'
      ? schemaOf(action.input, 'input')
      : { type: 'object', additionalProperties: true }
  const from =
    action.from === 'new'
      ? '新建'
      : action.from === 'any'
        ? '任何状态'
        : action.from.map((state: string) => flow.states[state]?.label).join('、')
  return {
    operationId: `${flow.subject}.${name}`,
    tags: [flow.label],
    summary: action.label,
    description: `由${action.by.says}办理；起始状态：${from}。`,
    parameters:
      action.from === 'new'
        ? [
            {
              name: 'Idempotency-Key',
              in: 'header',
              schema: { type: 'string', format: 'uuid' },
              description: '同一编号只办理一次',
            },
          ]
        : [],
    requestBody: { required: action.input !== undefined, content: { 'application/json': { schema: input } } },
    responses: { [action.from === 'new' ? 201 : 200]: answer(flow), ...refusals },
  }
}
