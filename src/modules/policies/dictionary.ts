import { partyKinds } from '#modules/parties'
import { townsOf } from '#platform/divisions'

/** What is known of a fact: a flag, a count, 分, a day, one code or several. */
export type FactValue = boolean | number | string | string[]
export type FactKind = 'flag' | 'number' | 'money' | 'since' | 'choice' | 'choices'

interface Fact {
  /** Named in conditions: 上一年网络零售额 */
  label: string
  kind: FactKind
  /** What one is asked, in plain words. */
  question: string
  help?: string
  unit?: string
  /** Of a flag: the condition in words, and its opposite. */
  yes?: string
  no?: string
  options?: Readonly<Record<string, string>>
  /** Kept in the party's file already; asked only where it is not. */
  inFile?: true
  /** Does not change: it counts however long ago it was said. */
  lasting?: true
}

const certificates = {
  green: '绿色食品',
  organic: '有机产品',
  geographic: '农产品地理标志',
  gap: '良好农业规范',
  sc: '食品生产许可',
  workshop: '小作坊登记',
  food: '食品经营许可',
  trademark: '注册商标',
  traceable: '农产品质量追溯编码',
} as const

/**
 * Everything that a condition can ask, once: forms, evaluation and explanation all read this list. To add a fact, add
 * a line; one that policies ask already is never renamed.
 */
export const facts = {
  kind: {
    label: '对象类型',
    kind: 'choice',
    question: '您是哪一类？',
    options: partyKinds,
    inFile: true,
  },
  town: {
    label: '所在乡镇',
    kind: 'choice',
    question: '在哪个乡镇？',
    inFile: true,
  },
  licensed: {
    label: '营业执照',
    kind: 'flag',
    question: '办了营业执照吗？',
    help: '有统一社会信用代码的都算。',
    yes: '已办理营业执照',
    no: '还没有办理营业执照',
    inFile: true,
  },
  founded: {
    label: '成立年限',
    kind: 'since',
    question: '是哪一天成立的？',
    help: '看营业执照上的“成立日期”。',
    unit: '年',
    lasting: true,
  },
  turnover: {
    label: '上一年营业收入',
    kind: 'money',
    question: '上一年一共卖了多少钱？',
    help: '线上线下加起来，大概的数就行。',
    unit: '元',
  },
  online_sales: {
    label: '上一年网络零售额',
    kind: 'money',
    question: '上一年在网上卖了多少钱？',
    help: '网店、直播、微信群接龙都算，大概的数就行。',
    unit: '元',
  },
  parcels: {
    label: '上一年寄出快递',
    kind: 'number',
    question: '上一年寄出多少件快递？',
    help: '大概的数就行。',
    unit: '件',
  },
  employees: {
    label: '常年用工人数',
    kind: 'number',
    question: '常年一起干活的有多少人？',
    help: '包括家里人，不包括临时帮几天工的。',
    unit: '人',
  },
  online_shop: {
    label: '网店或直播账号',
    kind: 'flag',
    question: '开了网店或直播账号吗？',
    help: '淘宝、拼多多、抖音、快手、微信小店等，开了一个就算。',
    yes: '已开网店或直播账号',
    no: '还没有网店和直播账号',
  },
  certificates: {
    label: '证书和品牌',
    kind: 'choices',
    question: '有下面哪些证书？',
    help: '在有效期内的才算。',
    options: certificates,
  },
  helped_households: {
    label: '带动脱贫户',
    kind: 'number',
    question: '带动了多少户脱贫户、监测户？',
    help: '务工、收购、土地流转、入股分红都算；没有填 0。',
    unit: '户',
  },
  insured: {
    label: '社会保险',
    kind: 'flag',
    question: '给员工交社会保险了吗？',
    yes: '为员工缴纳社会保险',
    no: '没有为员工缴纳社会保险',
  },
  woman_led: {
    label: '女性创业',
    kind: 'flag',
    question: '负责人是女同志吗？',
    yes: '负责人为女性',
    no: '负责人不是女性',
  },
  returned: {
    label: '返乡创业',
    kind: 'flag',
    question: '是在外打工、上学或当兵以后，回家乡创业的吗？',
    yes: '返乡创业',
    no: '不是返乡创业',
    lasting: true,
  },
  veteran: {
    label: '退役军人',
    kind: 'flag',
    question: '负责人是退役军人吗？',
    yes: '负责人为退役军人',
    no: '负责人不是退役军人',
    lasting: true,
  },
  graduate: {
    label: '高校毕业生',
    kind: 'flag',
    question: '负责人是毕业五年以内的大中专毕业生吗？',
    yes: '负责人为毕业五年内的大中专毕业生',
    no: '负责人不是毕业五年内的大中专毕业生',
  },
  lifted_poverty: {
    label: '脱贫户、监测户',
    kind: 'flag',
    question: '您家是脱贫户或防返贫监测户吗？',
    yes: '属于脱贫户或监测户',
    no: '不属于脱贫户和监测户',
  },
  clean_record: {
    label: '信用记录',
    kind: 'flag',
    question: '近三年没有被列入失信名单，也没有受过较重的行政处罚，是吗？',
    yes: '近三年没有严重失信和较重行政处罚',
    no: '近三年有严重失信或较重行政处罚',
  },
} as const satisfies Record<string, Fact>

export type FactCode = keyof typeof facts
export const factCodes = Object.keys(facts) as FactCode[]
export const factOf = (code: FactCode): Fact => facts[code]
export const isFact = (code: unknown): code is FactCode =>
  typeof code === 'string' && Object.hasOwn(facts, code)

/** What can be chosen; towns are those of the county. */
export function optionsOf(code: FactCode, county: string): Readonly<Record<string, string>> {
  if (code !== 'town') return factOf(code).options ?? {}
  return Object.fromEntries(townsOf(county).map(town => [town.code, town.name]))
}

/** Whatever is known of somebody; a fact that is not there is not known. */
export type Known = Readonly<Partial<Record<FactCode, FactValue>>>

/** 500000_00 → '50 万元'; 8_000_00 → '8000 元' */
export function moneyWords(fen: number): string {
  const yuan = fen / 100
  return yuan >= 10_000 && yuan % 100 === 0 ? `${yuan / 10_000} 万元` : `${yuan} 元`
}

/** A value as people read it: 是, 120 万元, 绿色食品、注册商标. */
export function valueWords(code: FactCode, value: FactValue | undefined, county: string): string {
  const { kind, unit } = factOf(code)
  if (value === undefined) return '还不知道'
  if (kind === 'flag') return value ? '是' : '否'
  if (kind === 'money') return moneyWords(value as number)
  if (kind === 'number') return `${value as number} ${unit}`
  if (kind === 'since') return `${value as string} 成立`
  const options = optionsOf(code, county)
  const chosen = (Array.isArray(value) ? value : [value as string]).map(one => options[one] ?? one)
  return chosen.length > 0 ? chosen.join('、') : '都没有'
}
