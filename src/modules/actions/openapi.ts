import { z } from 'zod'
import { type AnyAction, type AnyWorkflow, workflows } from '#platform/workflow'

/** Addresses of later modules that are asked like an action of a flow, and are none. */
const besides: Array<{ subject: string; name: string; action: AnyAction }> = []

/** Puts such an address of a module, `/api/v1/{subject}/{id}/{name}`, into the document. */
export const describeAction = (subject: string, name: string, action: AnyAction): void =>
  void besides.push({ subject, name, action })

/** The OpenAPI 3.1 document of /api/v1, made from the workflows: what a person may do, a machine may do. */
export function openApiDocument(origin: string): Record<string, unknown> {
  const paths: Record<string, unknown> = { '/api/v1/file': { post: uploadOperation } }
  const schemas: Record<string, unknown> = { Problem: problem }
  for (const flow of workflows.values()) {
    schemas[flow.subject] = schemaOf(flow.record, 'output')
    paths[`/api/v1/${flow.subject}`] = { get: listOperation(flow) }
    paths[`/api/v1/${flow.subject}/{id}`] = { parameters: [idParameter], get: readOperation(flow) }
    const more = besides.filter(one => one.subject === flow.subject)
    const actions = [
      ...Object.entries<AnyAction>(flow.actions),
      ...more.map(({ name, action }) => [name, action] as const),
    ]
    for (const [name, action] of actions.filter(([, one]) => !one.inner)) {
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
  required: ['type', 'title', 'status', 'detail', 'instance'],
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
    400: '内容无法读取',
    401: '未登录',
    403: '无权办理',
    404: '不存在或无权查看',
    409: '当前状态不能办理',
    413: '内容太大',
    422: '内容有误',
    429: '操作过于频繁',
    503: '暂时无法办理',
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

const uploadOperation = {
  operationId: 'file.upload',
  tags: ['文件'],
  summary: '上传文件',
  description: '先上传，再把编号写进办理内容的文件一项；180 天内没有用到的会删除。',
  requestBody: {
    required: true,
    content: {
      'multipart/form-data': {
        schema: {
          type: 'object',
          required: ['file'],
          properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
        },
      },
    },
  },
  responses: {
    201: {
      description: '已上传',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['id', 'name', 'media_type', 'size'],
            properties: {
              id: { type: 'string', format: 'uuid' },
              name: { type: 'string' },
              media_type: { type: 'string' },
              size: { type: 'integer', description: '字节' },
            },
          },
        },
      },
    },
    ...refusals,
  },
}

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
    responses: {
      200: answer(flow),
      ...(action.from === 'new' && {
        200: { ...answer(flow), description: `${flow.label}，凭同一 Idempotency-Key 已经办过` },
        201: answer(flow),
      }),
      ...refusals,
    },
  }
}
