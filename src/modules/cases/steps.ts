import { workingDaysLeft } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'

export interface Step {
  label: string
  state: 'done' | 'current' | 'todo'
}

const orderSteps = ['提交', '受理', '邀请报价', '确认报价', '服务', '确认', '评价'] as const
const consultationSteps = ['提交', '受理', '答复', '确认', '评价'] as const

/** At which step a state stands, per way of handling. */
const orderAt: Record<string, number> = {
  submitted: 1,
  returned: 0,
  accepted: 2,
  inviting: 2,
  quoted: 3,
  in_delivery: 4,
  delivered: 5,
  closed: 6,
}
const consultationAt: Record<string, number> = {
  submitted: 1,
  returned: 0,
  accepted: 2,
  answered: 3,
  closed: 4,
}

/** How far a case has come; null where it ended before its time. */
export function stepsOf(row: { state: string; handling: string }, rated: boolean): Step[] | null {
  const labels = row.handling === 'order' ? orderSteps : consultationSteps
  const at = (row.handling === 'order' ? orderAt : consultationAt)[row.state]
  if (at === undefined) return null
  const current = rated ? labels.length : at
  return labels.map((label, index) => ({
    label,
    state: index < current ? 'done' : index === current ? 'current' : 'todo',
  }))
}

export interface Deadline {
  text: string
  tone: 'grey' | 'orange' | 'red'
}

/** 还剩 2 个工作日 / 今天到期 / 已超期 3 个工作日 */
export function deadlineOf(ctx: Ctx, dueAt: Date | null | undefined): Deadline | null {
  if (!dueAt) return null
  const left = workingDaysLeft(ctx.centre.calendar, ctx.now, dueAt)
  if (left < 0) return { text: `已超期 ${-left} 个工作日`, tone: 'red' }
  if (left === 0) return { text: '今天到期', tone: 'orange' }
  return { text: `还剩 ${left} 个工作日`, tone: left <= 2 ? 'orange' : 'grey' }
}

/** What whoever reads may expect next, in a sentence: the applicant, or the provider who was chosen. */
export const nextFor = (side: 'centre' | 'applicant' | 'provider', state: string): string =>
  (side === 'provider' ? nextForProvider : nextForApplicant)[state] ?? ''

const nextForApplicant: Record<string, string> = {
  submitted: '工作人员正在查看您的申请，受理后会通知您。',
  returned: '请按说明补充材料后重新提交。',
  accepted: '工作人员正在办理，有进展会通知您。',
  inviting: '正在等待服务商报价，到齐后请您比选。',
  quoted: '报价已到齐，请比较后选定一家。',
  in_delivery: '服务商正在为您服务，交付后请您确认。',
  delivered: '成果已交付，请查看并确认；需要修改也请告诉我们。',
  answered: '已有答复，请查看并确认；没有说清楚的可以再问。',
  closed: '已办结，谢谢您的信任。',
  refused: '这件没有受理，原因见下方记录。',
  withdrawn: '这件已撤回，需要时可以重新申请。',
}

const nextForProvider: Record<string, string> = {
  in_delivery: '对方选定了您，请与对方联系，按期交付成果。',
  delivered: '成果已交付，正在等对方确认。',
  closed: '对方已确认，这件办结了，谢谢您的服务。',
}
