import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { find } from '#platform/perform'
import { workflows } from '#platform/workflow'
import { type Appraisal, inTerm, isOnTeam } from './people.ts'

type State = 'working' | 'weighing'

/**
 * The appraisal, where this member may work on it now; 404 for whoever is not on it, 409 in another state. What is added to
 * it locks it; what stands already is locked itself, and the report goes on only when it holds them all.
 */
export async function atWork(
  ctx: Ctx,
  id: string,
  states: readonly State[],
  { lock = false }: { lock?: boolean } = {},
): Promise<Appraisal> {
  const flow = workflows.get('appraisal')
  if (!flow) throw new Error('appraisals are not declared')
  const row = (await find(ctx, flow, id, { lock })) as unknown as Appraisal
  if (!isOnTeam(ctx.actor, row)) throw conflict('请先作独立性声明。')
  if (!inTerm(row, ctx.now)) throw conflict(`合同期是 ${row.first_day} 至 ${row.last_day}，现在不能办理。`)
  if (!states.includes(row.state as State))
    throw conflict(`评价现为「${flow.states[row.state]?.label ?? ''}」，不能再改。`)
  return row
}
