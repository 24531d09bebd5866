import { z } from 'zod'
import { oneOf } from '#platform/forms'
import {
  type Content,
  type Difficulty,
  difficulties,
  type Kind,
  kinds,
  letterOf,
  mostOptions,
  type Option,
  type Point,
} from './kinds.ts'

/** A question as somebody types it: by the form, in a row of a sheet, or out of a text file. */
export interface Typed {
  kind: Kind
  topic: string
  difficulty: Difficulty
  stem: string
  /** One a line. */
  options: string[]
  /** Letters of the right ones; 对 or 错; accepted answers, one a line. */
  answer: string[]
  /** '标题吸引人 10', one a line. */
  points: string[]
  explanation: string
}

const lines = (most: number, label: string, help: string) =>
  z
    .array(z.string().trim().min(1).max(300))
    .max(most, `最多 ${most} 行`)
    .default([])
    .meta({ label, widget: 'lines', rows: 4, help })

const text = (label: string, least: number, most: number, more: object = {}) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .meta({ label, ...more })

const fields = {
  kind: oneOf(kinds, '题型'),
  topic: text('知识点', 2, 30, { placeholder: '例如：直播话术' }),
  difficulty: oneOf(difficulties, '难度', 'radio'),
  stem: text('题目', 2, 1_000, { widget: 'textarea', rows: 3 }),
  options: lines(mostOptions, '选项', '单选题、多选题填写，一行一个，不用写序号。'),
  answer: lines(
    20,
    '正确答案',
    '选择题填选项的字母，多选的连着写；判断题填“对”或“错”；填空题一行一个可以接受的答案。',
  ),
  points: lines(20, '评分要点', '实操题填写，一行一个，末尾写这一项的满分，例如：讲清产地和卖点 20'),
  explanation: text('解析', 0, 1_000, { widget: 'textarea', rows: 2 })
    .default('')
    .meta({ help: '公布成绩后给学员看。' }),
}

function consistent(typed: unknown, issues: z.RefinementCtx): void {
  for (const [field, message] of Object.entries(faultsOf(typed as Typed)))
    issues.addIssue({ code: 'custom', path: [field], message, input: undefined })
}

/** One schema for the form, the sheet and the text file. */
export const questionInput = z.object(fields).superRefine(consistent) as unknown as z.ZodType<Typed>

export interface Revision extends Typed {
  /** The version in use that is changed. */
  of: string
}
export const revisionInput = z
  .object({ of: z.uuid().meta({ widget: 'hidden', label: '原来的版本' }), ...fields })
  .superRefine(consistent) as unknown as z.ZodType<Revision>

/** What is typed as the bank keeps it; its faults were told before. */
export function contentFrom(typed: Typed): Content & { explanation: string } {
  const { kind, stem, explanation } = typed
  const choice = kind === 'single' || kind === 'multiple'
  const right = new Set(lettersIn(typed.answer))
  return {
    ...{ kind, stem, explanation },
    options: choice ? typed.options.map((text, at) => ({ text, right: right.has(at) })) : [],
    truth: kind === 'judgement' ? truthIn(typed.answer) : null,
    accepted: kind === 'fill' ? typed.answer : [],
    points: kind === 'practical' ? typed.points.map(pointIn).filter(point => point !== null) : [],
  }
}

/** The other way round: for the form, the sheet and the text file. */
export function typedFrom(
  content: Content & { topic: string; difficulty: string; explanation: string },
): Typed {
  return {
    kind: content.kind,
    topic: content.topic,
    difficulty: content.difficulty as Difficulty,
    stem: content.stem,
    options: content.options.map(one => one.text),
    answer: answerLines(content),
    points: content.points.map(({ label, most }) => `${label} ${most}`),
    explanation: content.explanation,
  }
}

const answerLines = ({ kind, options, truth, accepted }: Content): string[] => {
  if (kind === 'judgement') return [truth ? '对' : '错']
  if (kind === 'fill') return accepted
  return kind === 'practical' ? [] : [rightLetters(options).join('')]
}

/** 'A', 'C' */
export const rightLetters = (options: readonly Option[]): string[] =>
  options.flatMap((option, at) => (option.right ? [letterOf(at)] : []))

/** The right answer in words, for who checks it and for who learns from it. */
export function keyText({ kind, options, truth, accepted }: Content): string {
  if (kind === 'judgement') return truth ? '对' : '错'
  if (kind === 'fill') return accepted.join('；或 ')
  if (kind === 'practical') return ''
  return options.flatMap((option, at) => (option.right ? [`${letterOf(at)} ${option.text}`] : [])).join('；')
}

function faultsOf(typed: Typed): Partial<Record<keyof Typed, string>> {
  const { kind, options, answer, points } = typed
  if (kind === 'practical')
    return points.length === 0 ? { points: '实操题要有评分要点' } : pointFaults(points)
  if (answer.length === 0) return { answer: '请填写正确答案' }
  if (kind === 'judgement') return truthIn(answer) === null ? { answer: '判断题填“对”或“错”' } : {}
  if (kind === 'fill') return {}
  if (options.length < 2) return { options: '选择题至少要有两个选项' }
  if (new Set(options).size < options.length) return { options: '有两个选项是一样的' }
  return letterFaults(kind, options, answer)
}

function letterFaults(kind: Kind, options: readonly string[], answer: readonly string[]) {
  const letters = lettersIn(answer)
  if (letters.length === 0) return { answer: '请填选项的字母，例如第一个选项填 A' }
  if (letters.some(at => at >= options.length)) return { answer: `只有 ${options.length} 个选项` }
  if (kind === 'single' && letters.length > 1) return { answer: '单选题只有一个正确答案' }
  if (kind === 'multiple' && letters.length < 2) return { answer: '多选题至少有两个正确答案' }
  return {}
}

function pointFaults(points: readonly string[]) {
  const wrong = points.findIndex(line => pointIn(line) === null)
  return wrong < 0 ? {} : { points: `第 ${wrong + 1} 行末尾要写这一项的满分，例如：讲清产地和卖点 20` }
}

/** 'A、C' or 'ac' → 0, 2; nothing where something else stands there. */
function lettersIn(answer: readonly string[]): number[] {
  const letters = answer
    .join('')
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s,，、;；.]/g, '')
  return /^[A-Z]+$/.test(letters) ? [...new Set([...letters].map(one => one.charCodeAt(0) - 65))] : []
}

const truths: Record<string, boolean> = {
  ...{ 对: true, 正确: true, 是: true, '√': true, T: true, TRUE: true },
  ...{ 错: false, 错误: false, 否: false, '×': false, F: false, FALSE: false },
}
const truthIn = (answer: readonly string[]): boolean | null =>
  truths[answer.join('').trim().toUpperCase()] ?? null

function pointIn(line: string): Point | null {
  const [, label, most] = /^(.+?)[\s：:（(]*(\d{1,3})\s*分?[)）]?$/.exec(line) ?? []
  const marks = Number(most)
  return label && marks >= 1 && marks <= 100 ? { label: label.trim(), most: marks } : null
}
