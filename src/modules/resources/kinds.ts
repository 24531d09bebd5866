/** What a centre can bring together (5.2.1), as data: a new kind is a line here. */
export const resourceKinds = {
  platform: '电商平台',
  finance: '金融服务',
  logistics: '仓储物流',
  expert: '专家导师',
  training: '培训机构',
  programme: '项目政策',
  venue: '场地设施',
  design: '设计包装',
  testing: '检测认证',
  media: '直播达人',
  channel: '采购渠道',
  other: '其他资源',
} as const
export type ResourceKind = keyof typeof resourceKinds

export const kindWords = (kind: string): string =>
  Object.hasOwn(resourceKinds, kind) ? resourceKinds[kind as ResourceKind] : kind

export const kindOptions = Object.entries(resourceKinds).map(([value, label]) => ({ value, label }))

/** Who gets to know how to reach a resource. */
export const contactRules = { public: '公开显示', introduced: '引荐后才告知' } as const
