import {
  type AnyAction,
  type AnyWorkflow,
  type Clock,
  type Days,
  type State,
  workflows,
} from '#platform/workflow'

/** docs/workflows.md: every workflow as a diagram, who may do what, and by when; made from the declarations. */
export function workflowsDocument(): string {
  const flows = [...workflows.values()]
  return [
    '# Workflows',
    '',
    'Generated from the workflow declarations by `npm run docs`. A changed permission is a changed line here.',
    '',
    ...flows.map(
      flow => `- [${flow.label} \`${flow.subject}\`](#${anchor(flow)}) (DB34/T 4229-2022, ${flow.clause})`,
    ),
    '',
    ...flows.flatMap(section),
  ].join('\n')
}

const anchor = (flow: AnyWorkflow): string => `${flow.label}-${flow.subject}`.toLowerCase()

function section(flow: AnyWorkflow): string[] {
  return [
    `## ${flow.label} ${flow.subject}`,
    '',
    ...diagram(flow),
    '',
    '| 动作 | 标识 | 从 | 到 | 由谁 |',
    '| --- | --- | --- | --- | --- |',
    ...Object.entries<AnyAction>(flow.actions).map(
      ([name, action]) =>
        `| ${action.label} | \`${name}\` | ${fromOf(flow, action)} | ${toOf(flow, action)} | ${action.by.says} |`,
    ),
    '',
    ...deadlines(flow),
  ]
}

const labelOf = (flow: AnyWorkflow, state: string): string => flow.states[state]?.label ?? state

const fromOf = (flow: AnyWorkflow, { from }: AnyAction): string =>
  from === 'new'
    ? '新建'
    : from === 'any'
      ? '任何状态'
      : from.map((state: string) => labelOf(flow, state)).join('、')

const toOf = (flow: AnyWorkflow, { to }: AnyAction): string =>
  to === undefined ? '不变' : typeof to === 'function' ? '视情形' : labelOf(flow, to)

function diagram(flow: AnyWorkflow): string[] {
  const lines = Object.entries<AnyAction>(flow.actions).flatMap(([, action]) => {
    if (typeof action.to !== 'string') return []
    const sources = action.from === 'new' ? ['[*]'] : action.from === 'any' ? [] : action.from
    return sources.map((source: string) => `  ${source} --> ${action.to} : ${action.label}`)
  })
  const labels = Object.entries<State<unknown>>(flow.states as Record<string, State<unknown>>).map(
    ([name, state]) => `  ${name} : ${state.label}`,
  )
  const ends = Object.entries<State<unknown>>(flow.states as Record<string, State<unknown>>)
    .filter(([, state]) => state.final)
    .map(([name]) => `  ${name} --> [*]`)
  return ['```mermaid', 'stateDiagram-v2', ...labels, ...lines, ...ends, '```']
}

function deadlines(flow: AnyWorkflow): string[] {
  const states = Object.values(flow.states as Record<string, State<never>>)
  const lines = states.flatMap(state => {
    const clock: Clock<never> | undefined = state.clock ? flow.clocks[state.clock] : undefined
    return [
      ...(clock
        ? [
            `- 「${state.label}」等待${state.awaits?.says ?? '到时'}，${clock.label}时限：${daysText(clock.within)}`,
          ]
        : []),
      ...(state.after
        ? [
            `- 「${state.label}」满 ${daysText(state.after.within)} 自动「${flow.actions[state.after.do].label}」`,
          ]
        : []),
    ]
  })
  return lines.length > 0 ? [...lines, ''] : []
}

const daysText = (days: Days<never>): string =>
  typeof days === 'number'
    ? `${days} 个工作日`
    : typeof days === 'function'
      ? '按该件承诺的工作日'
      : `设置「${days.label}」（默认 ${days.fallback} 个工作日）`
