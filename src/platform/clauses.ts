import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from './ctx.ts'
import { instantsOf, type Period } from './periods.ts'

/** The verbs of the standard: 应 (shall), 宜 (should), 可 (may); none: a plain instruction. */
export type Verb = '应' | '宜' | '可' | ''

/** The 29 clauses of DB34/T 4229-2022 in our own words, in their order. */
export const clauses = {
  '4.1.1': { part: '运营机构', verb: '宜', says: '由电子商务行业组织、服务企业或相关单位单独或联合运营' },
  '4.1.2': { part: '运营机构', verb: '宜', says: '按市场化方式运营' },
  '4.2.1': { part: '运营团队', verb: '应', says: '有运营管理架构和管理层，设岗位，岗位职责明确' },
  '4.2.2': { part: '运营团队', verb: '应', says: '有专业、专职人员对接区域内服务对象的业务需求' },
  '4.3.1': { part: '设施设备', verb: '应', says: '有与服务内容、规模相适应的场所' },
  '4.3.2': { part: '设施设备', verb: '应', says: '有办公、网络通信和多媒体设备' },
  '4.3.3': {
    part: '设施设备',
    verb: '应',
    says: '设开展服务的功能区；按需要可设产品、品牌、培训孵化等分中心',
  },
  '4.3.4': { part: '设施设备', verb: '应', says: '有电子商务公共服务平台等信息系统' },
  '4.3.5': { part: '设施设备', verb: '宜', says: '有与服务相适应的交通工具和设备' },
  '4.4.1': { part: '服务项目', verb: '应', says: '编制服务项目和服务商名录，写明内容、流程、价格和服务信息' },
  '4.4.2': { part: '服务项目', verb: '应', says: '在中心或网站公布，并动态更新' },
  '4.5.1': { part: '管理制度', verb: '', says: '建立服务商准入退出、服务反馈与处置、监督检查等制度' },
  '4.5.2': { part: '管理制度', verb: '应', says: '制度具体、可操作' },
  '5.1': { part: '咨询', verb: '可', says: '为服务对象提供政策、技术、业务等电子商务咨询' },
  '5.2.1': { part: '对接', verb: '', says: '承担电子商务公共服务资源的对接' },
  '5.2.2': { part: '对接', verb: '', says: '组织沙龙、讲座、参观、考察等活动' },
  '5.3.1': { part: '培训', verb: '', says: '有计划地开展业务培训和职业技能培训' },
  '5.3.2': { part: '培训', verb: '应', says: '提供实习实践信息，开展就业、招聘、人才引进服务' },
  '5.3.3': { part: '培训', verb: '', says: '为服务对象提供电子商务人力资源服务' },
  '5.4.1': { part: '创业', verb: '应', says: '为创业者提供导师、创业咨询等孵化服务' },
  '5.4.2': { part: '创业', verb: '可', says: '组织创业交流、创业大赛、技能大赛' },
  '5.5': { part: '宣传', verb: '可', says: '多渠道宣传产业资源、政策与发展、公共服务' },
  '5.6.1': {
    part: '业务支持',
    verb: '可',
    says: '提供软件、营销、视觉、金融、物流、技术、财税、知识产权、短视频服务',
  },
  '5.6.2': { part: '业务支持', verb: '可', says: '开展区域电子商务统计分析和工作信息报送' },
  '6.1.1': { part: '评价', verb: '应', says: '由中心自评、服务对象评价、第三方评价服务质量和效果' },
  '6.1.2': { part: '评价', verb: '宜', says: '每半年自评一次，每季度服务对象评价一次，每年第三方评价一次' },
  '6.1.3': { part: '评价', verb: '应', says: '评价覆盖中心提供的全部服务' },
  '6.2.1': { part: '改进', verb: '应', says: '对评价结果统计分析，发现问题' },
  '6.2.2': { part: '改进', verb: '', says: '针对问题分析原因、研究措施，制定并实施改进方案' },
} as const satisfies Record<string, { part: string; verb: Verb; says: string }>

export type ClauseNumber = keyof typeof clauses
export const clauseNumbers = Object.keys(clauses) as ClauseNumber[]

/** Records that show what was done for a clause. */
export interface Evidence {
  /** 培训班 */
  label: string
  count: number
  /** 个, 家, 件; absent: 件 */
  unit?: string
  /** Counted as it is today, whatever the period; absent: of the period. */
  now?: true
  /** Where they are listed. */
  href: string
}

/** What is missing for a clause, and what would mend it. */
export interface Gap {
  says: string
  mend: string
  /** Where that is done. */
  href: string
}

/** kept, partly, not: 符合, 部分符合, 不符合. */
export type KeptState = 'kept' | 'partly' | 'not'

/** How far a clause is kept in a period, as far as the records show it. */
export interface Look {
  state: KeptState
  /** Empty exactly where it is kept. */
  gaps: Gap[]
  evidence: Evidence[]
}

/**
 * What a module does for a clause. A clause may have several parts, of several modules; it is kept when all of them are.
 */
export interface ClausePart {
  clause: ClauseNumber
  /** The module that keeps it, as in src/modules.ts. */
  module: string
  /** What the platform does, in one sentence for an inspector. */
  does: string
  look(ctx: Ctx, period: Period): Promise<Look>
}

/** A part as others find it: what it shows can be had without what it judges. */
export interface DeclaredPart extends ClausePart {
  evidence(ctx: Ctx, period: Period): Promise<Evidence[]>
}

export const clauseParts: DeclaredPart[] = []

/** Declares a part; a module has one for each clause. */
export function defineClausePart(part: ClausePart): void {
  if (clauseParts.some(one => one.clause === part.clause && one.module === part.module))
    throw new Error(`${part.module} declares clause ${part.clause} twice`)
  clauseParts.push({
    ...part,
    evidence: async (ctx, period) => (await part.look(ctx, period)).evidence,
  })
}

/** The parts of a clause, in the order of the modules. */
export const partsFor = (clause: ClauseNumber): DeclaredPart[] =>
  clauseParts.filter(part => part.clause === clause)

type MaybeGap = Gap | false | null | undefined

/**
 * A look from what was found: without gaps it is kept; with `nothing` (nothing at all was done) it is not; otherwise
 * partly.
 */
export function lookOf({
  evidence,
  gaps = [],
  nothing,
}: {
  evidence: Evidence[]
  gaps?: MaybeGap[]
  nothing?: MaybeGap
}): Look {
  if (nothing) return { state: 'not', gaps: [nothing], evidence }
  const found = gaps.filter(gap => !!gap)
  return { state: found.length > 0 ? 'partly' : 'kept', gaps: found, evidence }
}

/** Several counts in one statement: each value is a scalar query, `select count(*) from …`. */
export async function countAll<K extends string>(
  ctx: Ctx,
  queries: Record<K, RawBuilder<unknown>>,
): Promise<Record<K, number>> {
  const names = Object.keys(queries) as K[]
  const columns = names.map(name => sql`(${queries[name]})::int as ${sql.ref(name)}`)
  const { rows } = await sql<Record<K, number>>`select ${sql.join(columns)}`.execute(ctx.db)
  return rows[0] as Record<K, number>
}

/** That a column of a moment, or of a day, lies in the period. */
export function inPeriod(column: string, period: Period): RawBuilder<boolean> {
  const { from, until } = instantsOf(period)
  return sql<boolean>`${sql.ref(column)} between ${from} and ${until}`
}
export const dayIn = (column: string, period: Pick<Period, 'first' | 'last'>): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(column)} between ${period.first}::date and ${period.last}::date`

/** Tasks of these flows that the centre's own people should have done by now. */
export const lateTasks = (ctx: Ctx, ...flows: string[]): RawBuilder<unknown> =>
  sql`select count(*) from task where closed_at is null and due_at < ${ctx.now} and flow in (${sql.join(flows)})
    and (duty is not null or staff_id is not null)`

/** The gap that late tasks are. */
export const lateGap = (n: number, what: string): Gap | false =>
  n > 0 && {
    says: `${what}有 ${n} 件待办已超过时限。`,
    mend: '在“督办”里催办，经办人办完即消除。',
    href: '/desk/supervision',
  }
