import type { StepItem } from '#ui/steps'

const labels = ['申请', '审查', '评审', '审定', '公示', '签约', '入库'] as const
/** At which step a state stands. */
const at: Record<string, number> = {
  returned: 0,
  checking: 1,
  reviewing: 2,
  deciding: 3,
  publicity: 4,
  objected: 4,
  signing: 5,
  admitted: labels.length,
}

/** How far an application has come; null where it ended before its time. */
export function stepsOf(state: string): StepItem[] | null {
  const current = at[state]
  if (current === undefined) return null
  return labels.map((label, index) => ({
    label,
    state: index < current ? 'done' : index === current ? 'current' : 'todo',
  }))
}

/** What the firm may expect next, in a sentence. */
export const nextOf = (state: string): string => next[state] ?? ''
const next: Record<string, string> = {
  checking: '工作人员正在审查材料，齐全的交评审。',
  returned: '请按说明补正后重新提交。',
  reviewing: '评审人正在打分，评完由另一人审定。',
  deciding: '评审已完毕，正在审定。',
  publicity: '正在公示，期满没有成立的异议即可签约。',
  objected: '公示期间收到异议，核实后继续公示或另行通知。',
  signing: '公示期满，请带上公章到中心签订服务协议。',
  admitted: '已入库，可以在“服务商资料”里维护内容。',
  refused: '这次没有通过，原因见下方；到期后可以再申请。',
  withdrawn: '这件已撤回，需要时可以重新申请。',
}
