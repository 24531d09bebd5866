import type { Centre } from '#platform/ctx'
import type { Column } from '#platform/spreadsheet'
import type { Published } from './published.ts'
import { townName } from './towns.ts'
import { inUnit } from './words.ts'

/** One figure as a file has it: numbers in their unit, not rounded. */
export interface DataRow {
  code: string
  label: string
  theme: string
  period: string
  from: string
  until: string
  town_code: string
  town: string
  /** Empty where it is not published. */
  value: number | null
  suppressed: boolean
  unit: string
  state: 'locked' | 'provisional'
  version: number
  definition: string
}

export const dataRows = (figures: readonly Published[]): DataRow[] =>
  figures.map(one => ({
    ...{ code: one.code, label: one.label, theme: one.theme, period: one.period.code },
    ...{ from: one.period.first, until: one.period.last },
    town_code: one.town === 'county' || one.town === 'none' ? '' : one.town,
    town: townName(one.town),
    value: one.value === null ? null : inUnit(one.measure, one.value),
    suppressed: one.value === null,
    unit: one.unit,
    state: one.locked ? 'locked' : 'provisional',
    ...{ version: one.version, definition: one.definition },
  }))

type FieldType = 'string' | 'number' | 'integer' | 'boolean' | 'date'

const fields: ReadonlyArray<readonly [keyof DataRow, FieldType, string]> = [
  ['code', 'string', '指标代码'],
  ['label', 'string', '指标'],
  ['theme', 'string', '分组'],
  ['period', 'string', '统计期：2026-11 为月，2026-Q4 为季度，2026 为年'],
  ['from', 'date', '统计期第一天'],
  ['until', 'date', '统计期最后一天'],
  ['town_code', 'string', '统计用区划代码；空为全县或未填乡镇'],
  ['town', 'string', '全县、乡镇名或未填乡镇'],
  ['value', 'number', '数值，按 unit 的单位，没有舍入；空为不公开'],
  ['suppressed', 'boolean', '因报送单位太少、或者能推算出这样的数，而不公开'],
  ['unit', 'string', '单位；% 的数值为百分数'],
  ['state', 'string', 'locked 为已锁定，provisional 为还可能变化'],
  ['version', 'integer', '口径的版本'],
  ['definition', 'string', '口径'],
]

/** The columns of CSV and XLSX are the fields of the package, by the same names. */
export const openColumns: ReadonlyArray<Column<DataRow>> = fields.map(([name, type]) => ({
  label: name,
  ...(type === 'number' && { kind: 'number' as const }),
  value: row => {
    const value = row[name]
    return typeof value === 'boolean' ? String(value) : value
  },
}))

/** Data Package of Frictionless Data (https://specs.frictionlessdata.io/data-package/), profile `tabular-data-package`. */
export function dataPackage({ name, origin, division }: Centre, licence: string) {
  return {
    profile: 'tabular-data-package',
    name: `indicators-${division}`,
    id: `${origin}/indicators`,
    title: `${name}统计数据`,
    description: '县域电子商务和公共服务的统计指标，附口径和版本；报送单位太少的数不公开。',
    homepage: `${origin}/indicators`,
    licenses: [{ title: licence, path: `${origin}/indicators` }],
    resources: [
      {
        profile: 'tabular-data-resource',
        name: 'indicators',
        path: `${origin}/indicators/data.csv`,
        format: 'csv',
        mediatype: 'text/csv',
        encoding: 'utf-8',
        dialect: { delimiter: ',', quoteChar: '"', doubleQuote: true, header: true, lineTerminator: '\r\n' },
        schema: {
          fields: fields.map(([field, type, description]) => ({ name: field, type, description })),
          missingValues: [''],
          primaryKey: ['code', 'period', 'town_code', 'town'],
        },
      },
    ],
  }
}
