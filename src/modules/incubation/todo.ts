import type { ProjectView } from './view.ts'

export interface Todo {
  label: string
  href: string
  urgent: boolean
}

/** What a start-up has to do, the most pressing first: one glance, one button. */
export function todosOf(view: ProjectView): Todo[] {
  const { row } = view
  const page = `/my/incubation/${row.id}`
  const act = (flow: string, name: string, id = row.id) => `/act/${flow}/${name}/${id}?back=${page}`
  const todo = (label: string, href: string, urgent = false): Todo => ({ label, href, urgent })
  const byState: Record<string, Todo> = {
    returned: todo('补正材料', act('incubation', 'complete'), true),
    hearing: todo('说明情况', act('incubation', 'state'), true),
    notified: todo('看清退决定，有异议请提出', act('incubation', 'appeal'), true),
  }
  const stated = byState[row.state]
  return [
    ...(stated ? [stated] : []),
    ...(row.state === 'agreeing' && row.digest && !row.startup_confirmed_at
      ? [todo('核对、确认孵化协议', act('incubation', 'confirmAsStartup'), true)]
      : []),
    ...(row.state === 'warned' && row.mending === null
      ? [todo('报告整改情况', act('incubation', 'reportMending'), true)]
      : []),
    ...view.offers.map(one =>
      todo('有更早的辅导时段，请答复', `/my/incubation/sessions/${one.session_id}`, true),
    ),
    ...view.months
      .filter(one => one.raw === 'due')
      .toReversed()
      .map(one =>
        todo(
          `填报 ${one.month}经营数据（${one.lateness}）`,
          act('incubation_month', 'report', one.id),
          one.lateness === '逾期未报',
        ),
      ),
    ...view.trackings
      .filter(one => one.raw === 'due')
      .map(one => todo('填写毕业后的近况', act('incubation_tracking', 'record', one.id))),
    ...view.sessions
      .filter(one => one.raw === 'recorded' && one.recorded_by === 'mentor')
      .map(one => todo(`确认 ${one.when} 的辅导记录`, `/my/incubation/sessions/${one.id}`)),
    ...view.tasks
      .filter(one => one.raw === 'open')
      .map(one => todo(`${one.due} 前完成：${one.title}`, `/my/incubation/sessions/${one.session}`)),
  ]
}
