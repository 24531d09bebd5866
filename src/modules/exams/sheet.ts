import { z } from 'zod'
import { type Drawn, optionOrder } from './drawing.ts'
import { type Kind, kinds, letterOf, marksText, type Question } from './kinds.ts'
import type { Answers, Given } from './marking.ts'

/**
 * A question as it stands on one paper: its number there, its words, its options in the order of the seed. Nothing in it
 * tells what is right, which question of the bank it is, or where an option stands in the bank.
 */
export interface Asked {
  number: number
  kind: Kind
  stem: string
  marks: number
  options: string[]
}
/** The same with what stays in the house: `order[n]` is the bank's number of the n-th option. */
export interface Placed {
  asked: Asked
  question: Question
  order: number[]
}

/** The paper of one sitting, put together from what was drawn. Questions that are not there any more cannot be. */
export function paperOf(
  drawn: readonly Drawn[],
  seed: string,
  questions: ReadonlyMap<string, Question>,
): Placed[] {
  return drawn.map(({ id, marks }, at) => {
    const question = questions.get(id)
    if (!question) throw new Error(`a drawn question is missing: ${id}`)
    const order = optionOrder(question, seed, id)
    const options = order.map(from => question.options[from]?.text ?? '')
    return {
      asked: { number: at + 1, kind: question.kind, stem: question.stem, marks, options },
      question,
      order,
    }
  })
}

const fieldOf = (number: number): string => `q${number}`
const truths = { yes: '对', no: '错' } as const

/** The form of a paper: one field a question, none of which must be filled in. */
export function sheetInput(paper: ReadonlyArray<{ asked: Asked }>): z.ZodType<Record<string, unknown>> {
  return z.object(
    Object.fromEntries(paper.map(({ asked }) => [fieldOf(asked.number), fieldFor(asked)])),
  ) as unknown as z.ZodType<Record<string, unknown>>
}

function fieldFor({ number, kind, stem, marks, options }: Asked): z.ZodType {
  const label = `${number}. ${stem}（${kinds[kind]}，${marksText(marks * 10)} 分）`
  const choices = options.map((text, at) => ({ value: letterOf(at), label: `${letterOf(at)}. ${text}` }))
  const letters = z.enum(choices.map(one => one.value) as [string, ...string[]])
  switch (kind) {
    case 'multiple':
      return z.array(letters).default([]).meta({ label, widget: 'checkboxes', options: choices })
    case 'judgement':
      return z
        .enum(['yes', 'no'])
        .optional()
        .meta({
          label,
          widget: 'radio',
          options: Object.entries(truths).map(([value, words]) => ({ value, label: words })),
        })
    case 'fill':
      return z.string().trim().max(200).optional().meta({ label, autocomplete: 'off' })
    default:
      return letters.optional().meta({ label, widget: 'radio', options: choices })
  }
}

/** What came in by the form, as it is kept: options by the bank's numbers. What is empty is left out. */
export function answersFrom(paper: readonly Placed[], typed: Readonly<Record<string, unknown>>): Answers {
  const given: Answers = {}
  for (const { asked, order } of paper) {
    const value = typed[fieldOf(asked.number)]
    const answer = givenFrom(asked.kind, order, value)
    if (answer !== undefined) given[asked.number] = answer
  }
  return given
}

function givenFrom(kind: Kind, order: readonly number[], value: unknown): Given | undefined {
  if (kind === 'judgement') return value === 'yes' ? true : value === 'no' ? false : undefined
  if (kind === 'fill') return typeof value === 'string' && value !== '' ? value : undefined
  const letters = (Array.isArray(value) ? value : [value]).filter(one => typeof one === 'string')
  const places = letters.flatMap(letter => order[letter.charCodeAt(0) - 65] ?? [])
  return places.length > 0 ? places : undefined
}

/** The other way round: what the form shows again. */
export function typedFrom(paper: readonly Placed[], answers: Answers): Record<string, unknown> {
  return Object.fromEntries(
    paper.map(({ asked, order }) => [
      fieldOf(asked.number),
      shownAgain(asked.kind, order, answers[asked.number]),
    ]),
  )
}

function shownAgain(kind: Kind, order: readonly number[], given: Given | undefined): unknown {
  if (typeof given === 'boolean') return given ? 'yes' : 'no'
  if (!Array.isArray(given)) return given
  const letters = given.map(from => letterOf(order.indexOf(from)))
  return kind === 'multiple' ? letters : letters[0]
}

/** An answer in words, by the letters of this paper. */
export function answerText({ asked, order }: Placed, given: Given | undefined): string {
  if (given === undefined) return '没有作答'
  if (typeof given === 'boolean') return given ? truths.yes : truths.no
  if (typeof given === 'string') return given
  return given
    .map(from => order.indexOf(from))
    .sort((a, b) => a - b)
    .map(at => `${letterOf(at)} ${asked.options[at] ?? ''}`)
    .join('；')
}

/** What is right, by the letters of this paper. */
export function rightText({ asked, question, order }: Placed): string {
  if (question.kind === 'judgement') return question.truth ? truths.yes : truths.no
  if (question.kind === 'fill') return question.accepted.join('；或 ')
  return order
    .flatMap((from, at) => (question.options[from]?.right ? [`${letterOf(at)} ${asked.options[at]}`] : []))
    .join('；')
}
