import type { Child } from 'hono/jsx'
import type { Actor, Ctx } from '#platform/ctx'
import { defineDoor } from '#platform/door'
import type { RowOf } from '#platform/workflow'

export type TrainingClass = RowOf<'training_class'>
export type Enrolment = RowOf<'enrolment'>

/** What a rule finds of one learner: whether it is met, and the sentence that they read. */
export interface Verdict {
  met: boolean
  says: string
}
/** What a learner must have done to complete a class (结业条件). */
export interface CompletionRule {
  /** e.g. 出勤 */
  name: string
  /** Of every accepted learner of the class, by enrolment id; whoever is missing is not asked for anything by this rule. */
  judge(ctx: Ctx, trainingClass: TrainingClass): Promise<Map<string, Verdict>>
  /** Why nobody can be judged yet, as a sentence for whoever is in charge; null when all is there. */
  ready(ctx: Ctx, trainingClass: TrainingClass): Promise<string | null>
}
export const completionRules: CompletionRule[] = []
/** Declares a condition of completion; names are unique. */
export function completionRule(rule: CompletionRule): void {
  if (completionRules.some(one => one.name === rule.name))
    throw new Error(`rule ${rule.name} is declared twice`)
  completionRules.push(rule)
}

/** One part of the class file (一期一档). What is absent is not shown. */
export interface Section {
  facts?: ReadonlyArray<{ label: string; value: string }>
  tables?: ReadonlyArray<{
    caption?: string
    columns: ReadonlyArray<{ label: string; number?: boolean }>
    rows: ReadonlyArray<readonly string[]>
  }>
  paragraphs?: readonly string[]
  /** Uploaded files that belong to it, by id; their contents go into the folder. */
  files?: ReadonlyArray<{ id: string; name: string }>
  /** Papers that are made for the folder when it is fetched. */
  made?: ReadonlyArray<{ name: string; content(): Promise<Uint8Array> }>
}
export interface ClassFileSection {
  /** Where it stands: training itself uses 10 to 90 and 900 and above. */
  order: number
  title: string
  /** null where the class has nothing of it. */
  build(ctx: Ctx, trainingClass: TrainingClass): Promise<Section | null>
}
export const classFileSections: ClassFileSection[] = []
/** Declares a part of the class file; they stand by `order`. */
export function classFileSection(section: ClassFileSection): void {
  classFileSections.push(section)
  classFileSections.sort((a, b) => a.order - b.order)
}

/** `completed` is the consequence of a class's completion, once its learners have passed or failed. */
export const { when: whenCompleted, pass: classCompleted } = defineDoor<TrainingClass>()
/** … of its cancellation. */
export const { when: whenClassCancelled, pass: classCancelled } = defineDoor<TrainingClass>()

/** A part of one class at the workbench, beside the others under its head. */
export interface ClassTab {
  order: number
  label: string
  /** The page of a class; also by which its tab is current. */
  href(classId: string): string
  /** Who sees it and for which classes; absent: all staff, always. */
  only?(actor: Actor, trainingClass: TrainingClass): boolean
}
export const classTabs: ClassTab[] = []
/** Declares a tab of the class head; they stand by `order` (training: 0 概况, 10 课程表, 20 学员, 80 评价, 90 经费, 99 档案). */
export function classTab(tab: ClassTab): void {
  classTabs.push(tab)
  classTabs.sort((a, b) => a.order - b.order)
}

/** What a later module shows on the learner's own page of a class; null where there is nothing. */
export interface OwnClassPart {
  order: number
  part(ctx: Ctx, trainingClass: TrainingClass, enrolment: Enrolment): Promise<Child | null>
}
export const ownClassParts: OwnClassPart[] = []
export function ownClassPart(part: OwnClassPart): void {
  ownClassParts.push(part)
  ownClassParts.sort((a, b) => a.order - b.order)
}
