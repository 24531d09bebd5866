import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import {
  type Condition,
  type Group,
  mostConditions,
  type Operator,
  operators,
  operatorsFor,
} from './conditions.ts'
import { type FactCode, factCodes, factOf, moneyWords, optionsOf } from './dictionary.ts'
import type { Policy } from './inputs.ts'
import { conditionsOf, versionOf } from './queries.ts'

/** Conditions as the editor writes them: one row each, with the number of its group. */
interface Row {
  group: string
  need: Group['need']
  fact: FactCode
  operator: Operator
  value?: string | undefined
}

export interface ConditionInput {
  conditions: Group[]
}

const groupNumbers = ['1', '2', '3', '4', '5', '6', '7', '8'] as const
const choice = <K extends string>(
  of: readonly K[],
  label: string,
  words: (one: K) => string,
  help?: string,
) =>
  z.enum(of as unknown as [K, ...K[]]).meta({
    label,
    widget: 'select',
    options: of.map(value => ({ value, label: words(value) })),
    ...(help && { help }),
  })

const needs = { all: '都要满足', any: '满足一项即可' } as const

/** 申报条件: every group must be fulfilled. Whom it is for and where is asked anyway. */
export const conditionForm = async (ctx: Ctx): Promise<z.ZodType<ConditionInput>> =>
  z.object({
    conditions: conditionField(
      ctx.centre.division,
      '申报条件',
      '适用对象和地区已经在政策里填过，这里不用再写。',
    ),
  }) as unknown as z.ZodType<ConditionInput>

/** Conditions as a field of a form: typed row by row, read as groups. `more` goes on in its help. */
export const conditionField = (county: string, label: string, more = ''): z.ZodType<Group[]> =>
  z
    .array(rowField())
    .max(mostConditions, `最多 ${mostConditions} 条`)
    .superRefine((rows, check) => {
      for (const [at, [field, message]] of faultsOf(rows as Row[], county))
        check.addIssue({ code: 'custom', path: [at, field], message })
    })
    .transform(rows => groupsFrom(rows as Row[], county))
    .meta({
      label,
      widget: 'rows',
      help: `每一组都要满足；同一组里可以选“都要满足”或“满足一项即可”。金额写 50万 或 8000，单位是元；证书、乡镇写名称，用顿号隔开；是非题不用填数值。${more}`,
    }) as unknown as z.ZodType<Group[]>

const rowField = () =>
  z.object({
    group: choice(groupNumbers, '组', one => `第 ${one} 组`),
    need: choice(['all', 'any'] as const, '组内', one => needs[one]),
    fact: choice(
      // Whom it is for stands beside the conditions.
      factCodes.filter(code => code !== 'kind'),
      '看什么',
      code => `${factOf(code).label}（${kindWords(code)}）`,
    ),
    operator: choice(Object.keys(operators) as Operator[], '要求', one => operators[one]),
    value: z.string().trim().max(200).optional().meta({ label: '数值或名称' }),
  })

const kindWords = (code: FactCode): string =>
  ({ flag: '是非', number: '数量', money: '金额', since: '年', choice: '名称', choices: '名称' })[
    factOf(code).kind
  ]

/** What is wrong, by row: the field and a sentence. */
function faultsOf(rows: readonly Row[], county: string): Array<[number, [keyof Row, string]]> {
  const needOf = new Map<string, Group['need']>()
  return rows.flatMap((row, at): Array<[number, [keyof Row, string]]> => {
    const { kind, label } = factOf(row.fact)
    const first = needOf.get(row.group) ?? row.need
    needOf.set(row.group, first)
    if (first !== row.need)
      return [[at, ['need', `第 ${row.group} 组前面选的是“${needs[first]}”，同组要一致`]]]
    if (!operatorsFor[kind].includes(row.operator)) {
      const fitting = operatorsFor[kind].map(one => `“${operators[one]}”`).join('或')
      return [[at, ['operator', `${label}请选${fitting}`]]]
    }
    const read = valuesFrom(row.fact, row.value ?? '', county)
    return typeof read === 'string' ? [[at, ['value', read]]] : []
  })
}

const groupsFrom = (rows: readonly Row[], county: string): Group[] =>
  [...Map.groupBy(rows, row => row.group)]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, those]) => ({
      need: those[0]?.need ?? 'all',
      conditions: those.map(({ fact, operator, value }) => ({
        fact,
        operator,
        values: valuesFrom(fact, value ?? '', county) as Condition['values'],
      })),
    }))

/** What was typed, as values of the fact; a sentence where it cannot be read. */
function valuesFrom(fact: FactCode, typed: string, county: string): Condition['values'] | string {
  const { kind } = factOf(fact)
  if (kind === 'flag') return []
  if (kind === 'number' || kind === 'since') return /^\d{1,9}$/.test(typed) ? [Number(typed)] : '请填写整数'
  if (kind === 'money') {
    const [, amount, wan] = /^(\d{1,9}(?:\.\d{1,4})?)\s*(万)?元?$/.exec(typed.replaceAll(',', '')) ?? []
    return amount ? [Math.round(Number(amount) * (wan ? 10_000 : 1) * 100)] : '请填写金额，例如 50万 或 8000'
  }
  const codes = new Map(Object.entries(optionsOf(fact, county)).map(([code, name]) => [name, code]))
  const names = typed.split(/[、，,；;\s]+/).filter(Boolean)
  if (names.length === 0) return '请填写名称'
  const strange = names.filter(name => !codes.has(name))
  return strange.length > 0
    ? `没有“${strange.join('、')}”，可以写：${[...codes.keys()].join('、')}`
    : names.map(name => codes.get(name) as string)
}

/** The rows that the form starts with. */
export async function currentRows(ctx: Ctx, row: Policy | null): Promise<Record<string, unknown>> {
  const version = row && (await versionOf(ctx, row.id, row.latest_version))
  return { conditions: rowsOf(conditionsOf(version), ctx.centre.division) }
}

/** Groups as the field of `conditionField` starts with them. */
export const rowsOf = (groups: readonly Group[], county: string): Array<Record<string, unknown>> =>
  groups.flatMap(({ need, conditions }, at) =>
    conditions.map(({ fact, operator, values }) => ({
      ...{ group: String(at + 1), need, fact, operator },
      value: typed(fact, values, county),
    })),
  )

function typed(fact: FactCode, values: Condition['values'], county: string): string {
  const { kind } = factOf(fact)
  if (kind === 'money') return moneyWords(Number(values[0])).replaceAll(/[\s元]/g, '')
  const options = optionsOf(fact, county)
  return values.map(one => options[one] ?? String(one)).join('、')
}
