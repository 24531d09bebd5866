import { type RawBuilder, sql } from 'kysely'
import type { Day } from './calendar.ts'
import type { Ctx } from './ctx.ts'
import { daysSetting } from './settings.ts'

/* 数据质量: rules that modules declare beside their records. What they find is put right or explained; nobody is accused. */

export const findingKinds = {
  missing: { label: '缺项', about: '应当有的内容没有填' },
  late: { label: '晚登', about: '事情发生很久以后才登记' },
  backfilled: { label: '补录', about: '事后补登，写了原因' },
  implausible: { label: '不合常理', about: '数字或日期超出常见范围' },
  expired: { label: '过期', about: '证照、协议已过有效期' },
  duplicate: { label: '重复', about: '可能是同一个对象登记了两次' },
} as const
export type FindingKind = keyof typeof findingKinds

/** One entry that a rule found. */
export interface QualityFinding {
  /** Of the record. */
  id: string
  title: string
  /** Where it is put right. */
  href: string
  /** Staff whose entry it is; null where that is nobody's in particular. */
  who: string | null
  /** When it was entered, or what it speaks of. */
  at: Date
  /** What is the matter, in a sentence. */
  says: string
}

/** From which day to which is looked. */
export interface Span {
  first: Day
  last: Day
}

export interface QualityRule {
  /** 'attendance.backfilled': the module, and what is found. Never reused for something else. */
  code: string
  module: string
  kind: FindingKind
  /** 考勤补录 */
  label: string
  /** How it is put right, in a sentence. */
  mend: string
  /** At most `limit` findings of the days, in the order of their ids. */
  find(ctx: Ctx, span: Span, limit: number): Promise<QualityFinding[]>
}

export const qualityRules = new Map<string, QualityRule>()

export function defineQualityRule(rule: QualityRule): void {
  if (qualityRules.has(rule.code)) throw new Error(`rule ${rule.code} is declared twice`)
  qualityRules.set(rule.code, rule)
}

const group = '数据质量'

export const lateEntryDays = daysSetting({
  code: 'quality.late.days',
  label: '发生几天后才登记算晚登',
  group,
  unit: '天',
  help: '登记的时间和所说的日子相差超过这么多天的，列入数据质量，由登记的人核对。',
  fallback: 7,
  min: 1,
})

/**
 * Entries made long after the day that they speak of: the journal's time against that day. `day` is a column of the
 * table of the flow, `action` the one that entered it.
 */
export const lateEntries = (spec: {
  code: string
  module: string
  label: string
  mend: string
  /** The table, whose records' journal is under its own name. */
  table: string
  action: string
  day: string
  /** The title of a row, as SQL over `entry`. */
  title: RawBuilder<string>
  /** Its page, as SQL over `entry`. */
  href: RawBuilder<string>
}): QualityRule => ({
  ...spec,
  kind: 'late',
  async find(ctx, { first, last }, limit) {
    const days = lateEntryDays.of(ctx.centre)
    const day = sql.ref(`entry.${spec.day}`)
    const { rows } = await sql<QualityFinding & { days: number }>`
      select entry.id, ${spec.title} as title, ${spec.href} as href, journal.staff_id as who, journal.at,
        (journal.at at time zone 'Asia/Shanghai')::date - ${day} as days
      from ${sql.table(spec.table)} entry join journal on journal.record_id = entry.id
        and journal.flow = ${spec.table} and journal.action = ${spec.action}
      where ${day} between ${first}::date and ${last}::date
        and (journal.at at time zone 'Asia/Shanghai')::date - ${day} > ${days}
        and entry.state not in ('reversed', 'dropped', 'withdrawn')
      order by entry.id limit ${limit}`.execute(ctx.db)
    return rows.map(({ days: behind, ...row }) => ({
      ...row,
      says: `所说的日子过了 ${behind} 天才登记。`,
    }))
  },
})
