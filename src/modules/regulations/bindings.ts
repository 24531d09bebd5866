import { inWords } from '#modules/team'
import type { Centre } from '#platform/ctx'
import { profileGroup } from '#platform/profile'
import { type Setting, settings } from '#platform/settings'
import { theSystem } from '#platform/who'
import {
  type AnyAction,
  type AnyWorkflow,
  type Clock,
  type Days,
  type State,
  workflows,
} from '#platform/workflow'

/** What in the program carries an article out: a setting, the clock of a workflow, or one of its steps. */
export type Binding =
  | { kind: 'setting'; code: string; setting: Setting<unknown> }
  | { kind: 'clock'; code: string; flow: AnyWorkflow; name: string; clock: Clock<unknown> }
  | { kind: 'step'; code: string; flow: AnyWorkflow; name: string; action: AnyAction }

/** `setting:complaint.accept.days`, `clock:complaint.accept`, `step:complaint.refuse`; null where there is no such thing. */
export function bindingOf(code: string): Binding | null {
  const [kind, rest = ''] = splitAt(code, ':')
  if (kind === 'setting') {
    const setting = settings.get(rest)
    return setting && isBindable(setting) ? { kind, code, setting } : null
  }
  const [subject, name = ''] = splitAt(rest, '.')
  const flow = workflows.get(subject)
  if (!flow) return null
  if (kind === 'clock' && Object.hasOwn(flow.clocks, name))
    return { kind, code, flow, name, clock: flow.clocks[name] as Clock<unknown> }
  if (kind === 'step' && Object.hasOwn(flow.actions, name))
    return { kind, code, flow, name, action: flow.actions[name] as AnyAction }
  return null
}

const splitAt = (text: string, mark: string): [string, string | undefined] => {
  const at = text.indexOf(mark)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

/** What the centre is called, and what nobody is shown, regulates nothing. */
const isBindable = (setting: Setting<unknown>): boolean => !setting.secret && setting.group !== profileGroup

export const bindingsOf = (codes: readonly string[]): Binding[] =>
  codes.flatMap(code => bindingOf(code) ?? [])

/** A limit that a setting holds, as against one that each record promises for itself. */
const settingBehind = (days: Days<never>): Setting<unknown> | null =>
  typeof days === 'object' ? (days as Setting<unknown>) : null

/** The settings that decide what the article says: bound themselves, or the limit of a bound clock. */
export function settingsBehind(bindings: readonly Binding[]): Setting<unknown>[] {
  const found = bindings.flatMap(one =>
    one.kind === 'setting'
      ? one.setting
      : one.kind === 'clock'
        ? (settingBehind(one.clock.within) ?? [])
        : [],
  )
  return [...new Set(found)]
}

/** Where a setting is the limit, in words: 「服务反馈」的「受理」. */
export function carriedOutBy(setting: Setting<unknown>): string[] {
  const uses = [...workflows.values()].flatMap((flow: AnyWorkflow) => [
    ...(Object.values(flow.clocks) as Array<Clock<never>>)
      .filter(clock => settingBehind(clock.within) === setting)
      .map(clock => `「${flow.label}」的「${clock.label}」`),
    ...(Object.values(flow.states) as Array<State<never>>)
      .filter(state => state.after && settingBehind(state.after.within) === setting)
      .map(state => `「${flow.label}」的「${flow.actions[state.after?.do ?? ''].label}」`),
  ])
  return [...new Set(uses)]
}

/** The states in which a clock runs. */
export const statesOf = (flow: AnyWorkflow, clock: string): string[] =>
  Object.entries(flow.states as Record<string, State<unknown>>)
    .filter(([, state]) => state.clock === clock)
    .map(([name]) => name)

/** A binding in a few words: 时限 · 服务反馈 · 受理. */
export function nameOf(binding: Binding): string {
  if (binding.kind === 'setting') return `设置 · ${binding.setting.group} · ${binding.setting.label}`
  if (binding.kind === 'clock') return `时限 · ${binding.flow.label} · ${binding.clock.label}`
  return `步骤 · ${binding.flow.label} · ${binding.action.label}`
}

/** Working days of a clock as they are now; null where each record has its own. */
export function limitOf({ clock }: Extract<Binding, { kind: 'clock' }>, centre: Centre): string | null {
  const setting = settingBehind(clock.within)
  if (setting) return inWords(setting, setting.of(centre))
  return typeof clock.within === 'number' ? `${clock.within} 个工作日` : null
}

/** Who takes a bound step, and what it leads to. */
export function stepInWords({ flow, action }: Extract<Binding, { kind: 'step' }>): string {
  const who = `由${action.by.says}办理`
  if (action.to === undefined) return `${who}，状态不变。`
  if (typeof action.to === 'function') return `${who}，办完的状态视情形而定。`
  return `${who}，办完转为「${flow.states[action.to]?.label ?? action.to}」。`
}

/** Settings that a text may name, with what holds now. */
export const nameable = (): Setting<unknown>[] =>
  [...settings.values()].filter(isBindable).sort((a, b) => a.group.localeCompare(b.group, 'zh'))

/** All that an article can be bound to, for choosing. */
export function bindable(centre: Centre): Array<{ value: string; label: string }> {
  const flows = [...workflows.values()].sort((a, b) => a.label.localeCompare(b.label, 'zh'))
  const codes = [
    ...flows.flatMap(flow => Object.keys(flow.clocks).map(name => `clock:${flow.subject}.${name}`)),
    ...nameable().map(setting => `setting:${setting.code}`),
    ...flows.flatMap(flow =>
      Object.entries<AnyAction>(flow.actions)
        .filter(([, action]) => action.by !== theSystem)
        .map(([name]) => `step:${flow.subject}.${name}`),
    ),
  ]
  return bindingsOf(codes).map(one => ({ value: one.code, label: `${nameOf(one)}${valueNow(one, centre)}` }))
}

function valueNow(binding: Binding, centre: Centre): string {
  if (binding.kind === 'step') return ''
  const value =
    binding.kind === 'clock' ? limitOf(binding, centre) : inWords(binding.setting, binding.setting.of(centre))
  return value === null ? '' : `（现为 ${value}）`
}
