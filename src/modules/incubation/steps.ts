import type { StepItem } from '#ui/steps'

const labels = ['申请', '审查', '评审', '公示', '签约', '孵化', '毕业', '跟踪'] as const
/** At which step a state stands. */
const at: Record<string, number> = {
  returned: 0,
  checking: 1,
  reviewing: 2,
  deciding: 2,
  publicity: 3,
  objected: 3,
  agreeing: 4,
  incubating: 5,
  warned: 5,
  hearing: 5,
  leaving: 5,
  notified: 5,
  appealed: 5,
  graduated: 7,
  closed: labels.length,
}

/** How far a project has come; null where it ended before its time. */
export function stepsOf(state: string): StepItem[] | null {
  const current = at[state]
  if (current === undefined) return null
  return labels.map((label, index) => ({
    label,
    state: index < current ? 'done' : index === current ? 'current' : 'todo',
  }))
}

/** What the start-up may expect next, in a sentence. */
export const expectOf = (state: string): string => next[state] ?? ''
const next: Record<string, string> = {
  checking: '工作人员正在审查材料，齐全的交评审组。',
  returned: '请按说明补正后重新提交。',
  reviewing: '评审组各自打分，全部交齐后由另一人审定。',
  deciding: '评审表已交齐，正在审定。',
  publicity: '正在公示，期满没有成立的异议即可签约。',
  objected: '公示期间收到异议，核实后继续公示或另行通知。',
  agreeing: '公示期满。协议拟好后双方在网上确认，即可入驻。',
  incubating: '每月填报经营数据，每季考核；遇到难处就约导师。',
  warned: '请按预警的要求整改，并在网上报告。',
  hearing: '中心拟清退，请在期限内说明情况，说明会认真听取。',
  leaving: '正在审定。',
  notified: '已决定清退；有异议的，请在期限内提出，由另一人复核。',
  appealed: '异议正在由另一人复核。',
  graduated: '恭喜毕业。此后每隔一段时间请填写一次近况。',
  closed: '跟踪期满，已办结。',
  left: '已退出孵化。',
  refused: '这次没有通过，原因见下方；改好了可以再来。',
  withdrawn: '这件已撤回，需要时可以重新申请。',
}
