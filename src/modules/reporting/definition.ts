import { z } from 'zod'
import { compileForm, type FormDefinition } from '#platform/forms'
import { parseRule } from './rules.ts'

/** How a figure is held: whole pieces, or 分 (typed and shown in 元). */
export const itemKinds = { whole: '数量（整数）', money: '金额（元）' } as const
export type ItemKind = keyof typeof itemKinds

/** One row of a form (指标). Its code is what rules and slips call it by, and stays when rows move. */
export interface Item {
  code: string
  label: string
  kind: ItemKind
  unit: string
  required: boolean
  /** A change over the setting, against the last period and last year's, has to be explained. */
  watch: boolean
  help?: string | undefined
  /** What the stations' own days add up to; the sheet starts with it. */
  source?: SourceKey | undefined
}

/** 站点每日登记 that a station's sheet can start with. */
export const sources = {
  buy_count: '代买笔数',
  buy_fen: '代买金额',
  sell_count: '代卖笔数',
  sell_fen: '代卖金额',
  parcel_count: '快递件数',
  parcel_fen: '快递金额',
  errand_count: '便民件数',
  errand_fen: '便民金额',
} as const
export type SourceKey = keyof typeof sources

export interface Rule {
  /** '01 = 02 + 03', as the designer wrote it */
  text: string
  /** Hard ones block; soft ones ask for an explanation. */
  weight: 'hard' | 'soft'
  /** The rule in words: 网络零售额等于商品类与服务类之和 */
  says: string
}

/** 报表制度 as it is stored: what is asked, in which columns, how it must agree, and which indicators it feeds. */
export interface Definition {
  columns: string[]
  items: Item[]
  rules: Rule[]
  /** Cell ('01' or '01.2') to the code of an indicator that is reported. */
  feeds: Array<{ cell: string; indicator: string }>
}

/** One field of the sheet: a row in a column. */
export interface Cell {
  /** 'c01_1', the key of its value */
  key: string
  /** '01', or '01.2' in another column than the first */
  code: string
  item: Item
  /** '01 网络零售额', with the column where there are several */
  label: string
}

/** What a sheet says: whole numbers by the key of the cell; nothing where nothing was said. */
export type Cells = Record<string, number>

export const keyOf = (code: string): string => {
  const [row, column = '1'] = code.split('.')
  return `c${row}_${column}`
}

/** The cells of a form, row by row. */
export const cellsOf = ({ columns, items }: Definition): Cell[] =>
  items.flatMap(item =>
    columns.map((column, at) => {
      const code = at === 0 ? item.code : `${item.code}.${at + 1}`
      const where = columns.length > 1 ? `（${column}）` : ''
      return { key: keyOf(code), code, item, label: `${item.code} ${item.label}${where}` }
    }),
  )

/** The rules under which a cell stands, for the help at its field. */
const rulesAt = ({ rules }: Definition, cell: Cell): string[] =>
  rules.filter(rule => parseRule(rule.text)?.at === cell.code).map(rule => `${rule.says}。`)

/** The form as the one form engine knows it: the same as intake forms. */
export const formOf = (definition: Definition): FormDefinition => ({
  fields: cellsOf(definition).map(cell => ({
    key: cell.key,
    label: cell.label,
    kind: cell.item.kind,
    required: cell.item.required,
    ...(cell.item.kind === 'whole' && { unit: cell.item.unit }),
    help: [
      cell.item.help ?? '',
      cell.item.source ? '已按站点每日登记加好，请核对。' : '',
      ...rulesAt(definition, cell),
    ]
      .join('')
      .slice(0, 400),
  })),
})

/** The schema of a sheet: one field a cell. */
export const compileSheet = (definition: Definition): z.ZodObject => compileForm(formOf(definition), '')

const itemRow = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{2}$/, '行号是两位数字，例如 01')
    .meta({ label: '行号', help: '两位数字，定了不再改' }),
  label: z.string().trim().min(2).max(40).meta({ label: '指标名称' }),
  kind: z.enum(['whole', 'money']).meta({
    label: '填写方式',
    widget: 'select',
    options: Object.entries(itemKinds).map(([value, label]) => ({ value, label })),
  }),
  unit: z.string().trim().min(1).max(8).meta({ label: '计量单位' }),
  required: z.boolean().default(false).meta({ label: '必填', widget: 'checkbox' }),
  watch: z.boolean().default(false).meta({ label: '核对波动', widget: 'checkbox' }),
  help: z.string().trim().max(200).optional().meta({ label: '填报说明（口径）' }),
  source: z
    .enum(Object.keys(sources) as [SourceKey])
    .optional()
    .meta({
      label: '取自站点登记',
      widget: 'select',
      options: Object.entries(sources).map(([value, label]) => ({ value, label })),
    }),
})

const ruleRow = z.object({
  text: z.string().trim().min(5).max(100).meta({ label: '关系式', placeholder: '01 = 02 + 03' }),
  weight: z.enum(['hard', 'soft']).meta({
    label: '不符合时',
    widget: 'select',
    options: [
      { value: 'hard', label: '不能报送' },
      { value: 'soft', label: '写明原因可以报送' },
    ],
  }),
  says: z.string().trim().min(4).max(80).meta({ label: '用一句话说明' }),
})

const indicatorField = (options: ReadonlyArray<{ value: string; label: string }>) =>
  (options.length > 0 ? z.enum(options.map(one => one.value) as [string, ...string[]]) : z.string()).meta({
    label: '汇入的指标',
    widget: 'select',
    options: [...options],
  })

/** The part of a form's form that makes its definition; `indicators` are those that are reported. */
export const definitionFields = (indicators: ReadonlyArray<{ value: string; label: string }>) => ({
  columns: z
    .array(z.string().trim().min(1).max(12))
    .min(1)
    .max(4, '最多 4 栏')
    .meta({ label: '栏目（每行一个）', widget: 'lines', rows: 2, help: '多数报表只有“本期”一栏。' }),
  items: z
    .array(itemRow)
    .min(1)
    .max(60, '最多 60 行')
    .meta({ label: '指标', widget: 'rows', help: '一行一个指标，按这里的顺序填报。' }),
  rules: z.array(ruleRow).max(40).default([]).meta({
    label: '审核关系',
    widget: 'rows',
    help: '用行号写：01 = 02 + 03；05 <= 01；01.2 是 01 行第 2 栏；上期01 是上一期的数；Q1.01 是同一单位同期另一张报表的数。',
  }),
  feeds: z
    .array(
      z.object({
        cell: z
          .string()
          .trim()
          .regex(/^\d{2}(\.[1-4])?$/, '写行号，例如 01 或 01.2')
          .meta({ label: '行号' }),
        indicator: indicatorField(indicators),
      }),
    )
    .max(40)
    .default([])
    .meta({ label: '汇入指标', widget: 'rows', help: '锁定后，全县汇总数成为这个指标的数。' }),
})

/** What is wrong with a definition, by the path of the field; empty where it can be used. */
export function faultsOf(definition: Definition): Array<{ path: Array<string | number>; message: string }> {
  const codes = definition.items.map(item => item.code)
  const known = new Map(cellsOf(definition).map(cell => [cell.code, cell]))
  const twice = definition.items.flatMap((item, at) =>
    codes.indexOf(item.code) === at
      ? []
      : [{ path: ['items', at, 'code'], message: `行号 ${item.code} 用了两次` }],
  )
  const rules = definition.rules.flatMap((rule, at) => {
    const parsed = parseRule(rule.text)
    const path = ['rules', at, 'text']
    if (!parsed) return [{ path, message: '看不懂这个关系式，请照例子写：01 = 02 + 03' }]
    const own = [...parsed.left, ...parsed.right].filter(term => term.form === null)
    const missing = own.find(term => !known.has(term.code))
    if (missing) return [{ path, message: `没有 ${missing.code} 这一格` }]
    const kinds = new Set(own.map(term => known.get(term.code)?.item.kind))
    return kinds.size > 1 ? [{ path, message: '数量和金额不能放在同一个关系式里' }] : []
  })
  const feeds = definition.feeds.flatMap((feed, at) =>
    known.has(feed.cell) ? [] : [{ path: ['feeds', at, 'cell'], message: `没有 ${feed.cell} 这一格` }],
  )
  return [...twice, ...rules, ...feeds]
}
