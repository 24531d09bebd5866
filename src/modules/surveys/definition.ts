import { z } from 'zod'
import type { Day } from '#platform/calendar'
import { askedOnly, type CompiledField, compileForm, oneOf } from '#platform/forms'

/** How a question is answered. */
export const kinds = {
  marks: '五级评价',
  choice: '单选',
  choices: '多选',
  number: '数字',
  textarea: '自己说',
} as const
export type Kind = keyof typeof kinds

/** The question of which every questionnaire has exactly one: marks of the whole, by which services are compared. */
export const overall = 'overall'

export interface Question {
  key: string
  label: string
  kind: Kind
  required: boolean
  help?: string | undefined
  options?: string[] | undefined
  /** Asked only where one of these was chosen in an earlier question. */
  onlyIf?: { key: string; values: string[] } | undefined
}
export interface Definition {
  questions: Question[]
}

const key = z.string().regex(/^[a-z][a-z0-9_]{0,30}$/, '编号只能用小写字母、数字和下划线，以字母开头')
const option = z.string().trim().min(1).max(30)

/** A definition as it is stored, exported and imported. Unknown parts are refused. */
export const definition = z
  .strictObject({
    questions: z
      .array(
        z.strictObject({
          key,
          label: z.string().trim().min(1).max(60),
          kind: z.enum(Object.keys(kinds) as [Kind]),
          required: z.boolean().default(false),
          help: z.string().trim().max(100).optional(),
          options: z.array(option).min(2).max(12).optional(),
          onlyIf: z.strictObject({ key, values: z.array(option).min(1).max(12) }).optional(),
        }),
      )
      .min(1)
      .max(30),
  })
  .superRefine(({ questions }, issues) => {
    for (const [at, message] of faultsOf(questions))
      issues.addIssue({ code: 'custom', path: ['questions', at], message, input: undefined })
  }) as unknown as z.ZodType<Definition>

/** What is wrong with the questions together, by their place. */
function faultsOf(questions: readonly Question[]): Array<[number, string]> {
  const faults: Array<[number, string]> = []
  const before = new Map<string, Question>()
  for (const [at, one] of questions.entries()) {
    const chosen = one.kind === 'choice' || one.kind === 'choices'
    if (before.has(one.key)) faults.push([at, '编号重复'])
    if (chosen !== (one.options !== undefined))
      faults.push([at, chosen ? '请写出选项' : '只有单选、多选才有选项'])
    if (one.options && new Set(one.options).size < one.options.length) faults.push([at, '选项重复'])
    const on = one.onlyIf && before.get(one.onlyIf.key)
    if (one.onlyIf && (!on?.options || one.onlyIf.values.some(value => !on.options?.includes(value))))
      faults.push([at, '“只在…时问”要指前面一道单选或多选题和它的选项'])
    before.set(one.key, one)
  }
  const whole = before.get(overall)
  if (whole?.kind !== 'marks' || !whole.required || whole.onlyIf)
    faults.push([0, '要有一道人人必答的总体评价（五级评价）'])
  return faults
}

const asField = (question: Question): CompiledField => ({
  ...question,
  ...(question.kind === 'textarea' && { max: 500 }),
})

/** The form of the answering page; free text must not lead to anybody. */
export function compileQuestionnaire(
  { questions }: Definition,
  today: Day,
): z.ZodType<Record<string, unknown>> {
  const form = compileForm({ fields: questions.map(asField) }, today)
  return form.superRefine((answers, issues) => {
    for (const { key: name, kind } of questions) {
      const hint = kind === 'textarea' && personalHint(String(answers[name] ?? ''))
      if (hint) issues.addIssue({ code: 'custom', path: [name], message: hint, input: undefined })
    }
  }) as unknown as z.ZodType<Record<string, unknown>>
}

/** What was answered, without what was not asked. */
export const answered = ({ questions }: Definition, answers: Record<string, unknown>) =>
  askedOnly(questions.map(asField), answers)

/** Why a text cannot stay anonymous, or null: numbers by which somebody is found, addresses of mail and chat. */
export function personalHint(text: string): string | null {
  const plain = text.normalize('NFKC').replaceAll(/[\s\-—_.·]/g, '')
  if (/\d{7,}/.test(plain) || /[零〇一二三四五六七八九幺]{7,}/.test(plain))
    return '这里好像写了电话、证件或办件的号码。答卷是匿名的，请去掉号码；要我们回复的，请打服务热线。'
  if (/@|微信号?[:是]?[a-z]\w{4,}|q{2}[:号]/i.test(plain))
    return '这里好像写了邮箱或账号。答卷是匿名的，请去掉；要我们回复的，请打服务热线。'
  if (/(我叫|姓名)[:是]?[\p{Script=Han}]{2,4}([,,。;;!!]|$)/u.test(plain))
    return '这里好像写了姓名。答卷是匿名的，请去掉姓名。'
  return null
}

/** A question as staff type it; the condition names an earlier question by its number. */
export interface TypedQuestion {
  key?: string | undefined
  label: string
  kind: Kind
  required: boolean
  options?: string[] | undefined
  condition?: string | undefined
  help?: string | undefined
}
export const typedQuestion = z.object({
  key: key.optional().meta({ widget: 'hidden' }),
  label: z.string().trim().min(1).max(60).meta({ label: '问题' }),
  kind: oneOf(kinds, '怎样答'),
  required: z.boolean().default(false).meta({ label: '必答', widget: 'checkbox' }),
  options: z.array(option).max(12).optional().meta({ label: '选项（每行一个）', widget: 'lines', rows: 3 }),
  condition: z
    .string()
    .trim()
    .regex(/^\d{1,2}\s*[=＝]\s*\S.*$/, '写成“题号=选项”，几个选项用顿号隔开')
    .optional()
    .meta({ label: '只在…时问（题号=选项）' }),
  help: z.string().trim().max(100).optional().meta({ label: '说明' }),
})

/** From what was typed; the first question of five levels is the one of the whole. Faults are told by `definition`. */
export function definitionOf(typed: readonly TypedQuestion[]): Definition {
  const taken = new Set(typed.flatMap(one => (one.key ? [one.key] : [])))
  const whole = typed.findIndex(one => one.kind === 'marks')
  let number = 0
  const keys = typed.map((one, at) => {
    if (one.key) return one.key
    if (at === whole && !taken.has(overall)) return overall
    do number++
    while (taken.has(`q${number}`))
    return `q${number}`
  })
  return {
    questions: typed.map(({ condition, options, help, ...one }, at) => {
      const [, turn, values = ''] = /^(\d{1,2})\s*[=＝]\s*(\S.*)$/.exec(condition ?? '') ?? []
      return {
        ...{ key: keys[at] as string, label: one.label, kind: one.kind, required: one.required },
        ...(help && { help }),
        ...(options && options.length > 0 && { options }),
        ...(turn && {
          onlyIf: {
            key: keys[Number(turn) - 1] ?? '-',
            values: values.split('、').map(value => value.trim()),
          },
        }),
      }
    }),
  }
}

/** The other way round, for the form. */
export const typedOf = ({ questions }: Definition): TypedQuestion[] =>
  questions.map(({ onlyIf, ...one }) => ({
    ...one,
    ...(onlyIf && {
      condition: `${questions.findIndex(other => other.key === onlyIf.key) + 1}=${onlyIf.values.join('、')}`,
    }),
  }))
