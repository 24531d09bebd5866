import { z } from 'zod'
import { type FactCode, type FactKind, factCodes, factOf, moneyWords, optionsOf } from './dictionary.ts'

export const operators = {
  yes: '是',
  no: '不是',
  at_least: '不少于',
  at_most: '不超过',
  in: '属于其中一种',
  not_in: '不属于其中任何一种',
  any_of: '至少有一项',
  all_of: '全都要有',
} as const
export type Operator = keyof typeof operators

/** Which of them suit which kind of fact. */
export const operatorsFor: Record<FactKind, readonly Operator[]> = {
  flag: ['yes', 'no'],
  number: ['at_least', 'at_most'],
  money: ['at_least', 'at_most'],
  since: ['at_least', 'at_most'],
  choice: ['in', 'not_in'],
  choices: ['any_of', 'all_of'],
}

const condition = z
  .object({
    fact: z.enum(factCodes as [FactCode]),
    operator: z.enum(Object.keys(operators) as [Operator]),
    /** Codes of what is chosen, or one number: a count, 分, or years. None of a flag. */
    values: z.array(z.union([z.string().max(40), z.number().int().min(0)])).max(60),
  })
  .refine(one => operatorsFor[factOf(one.fact).kind].includes(one.operator))
export type Condition = z.infer<typeof condition>

/** All groups must be fulfilled; within one, all or any of its conditions. */
export const conditionGroups = z
  .array(z.object({ need: z.enum(['all', 'any']), conditions: z.array(condition).min(1).max(20) }))
  .max(12)
export type Group = z.infer<typeof conditionGroups>[number]

/** So many conditions a policy may have. */
export const mostConditions = 24

/** 上一年网络零售额不少于 50 万元 */
export function conditionWords({ fact, operator, values }: Condition, county: string): string {
  const { label, kind, unit, yes, no } = factOf(fact)
  const [first] = values
  if (kind === 'flag') return (operator === 'yes' ? yes : no) ?? label
  if (kind === 'money') return `${label}${operators[operator]} ${moneyWords(Number(first))}`
  if (kind === 'number') return `${label}${operators[operator]} ${first} ${unit}`
  if (kind === 'since') return operator === 'at_least' ? `成立满 ${first} 年` : `成立不超过 ${first} 年`
  const options = optionsOf(fact, county)
  const names = values.map(one => options[one] ?? String(one))
  if (operator === 'any_of') return names.length === 1 ? `有${names[0]}` : `有下面任一项：${names.join('、')}`
  if (operator === 'all_of') return names.length === 1 ? `有${names[0]}` : `同时有：${names.join('、')}`
  if (names.length > 1 && names.length === Object.keys(options).length) return `${label}不限`
  const is = fact === 'town' ? '在' : '是'
  return `${operator === 'in' ? is : `不${is}`}${inAWord(names)}`
}

/** 企业、个体工商户或个人 */
const inAWord = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join('、')}或${names.at(-1)}`

interface Scope {
  audience: readonly string[]
  region: string
  conditions: readonly Group[]
}

/** All that a version asks: whom it is for and where, and its own conditions. */
export function asked({ audience, region, conditions }: Scope): Group[] {
  const scope: Condition[] = [{ fact: 'kind', operator: 'in', values: [...audience] }]
  // What holds for the county or more holds for everybody here.
  if (region.length > 6) scope.push({ fact: 'town', operator: 'in', values: [region.slice(0, 9)] })
  return [{ need: 'all', conditions: scope }, ...conditions]
}

/** The facts that a version asks for, in the order of the dictionary. */
export const factsAsked = (groups: readonly Group[]): FactCode[] => {
  const named = new Set(groups.flatMap(group => group.conditions.map(one => one.fact)))
  return factCodes.filter(code => named.has(code))
}

/** Conditions as a list to read: one line each; alternatives under one heading. */
export const groupsInWords = (groups: readonly Group[], county: string) =>
  groups.map(({ need, conditions }) => ({
    any: need === 'any' && conditions.length > 1,
    lines: conditions.map(one => conditionWords(one, county)),
  }))

/** 最高 5 万元; '' where there is no such amount. */
export const moneyOrNone = (fen: number | null): string => (fen === null ? '' : `最高 ${moneyWords(fen)}`)
