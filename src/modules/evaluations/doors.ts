import { type Ctx, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { roundById } from './queries/rounds.ts'
import { evaluationFlow } from './workflow.ts'

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })

/** The module that brings in a kind tells that its work on the round has begun; nothing where it had begun before. */
export async function roundBegun(ctx: Ctx, evaluationId: string): Promise<void> {
  const round = await roundById(ctx, evaluationId)
  if (round?.state === 'opened') await perform(asSystem(ctx), evaluationFlow, 'start', evaluationId)
}

/** … and that its results can be told: they are fixed and go to whoever approves them. */
export async function roundReady(ctx: Ctx, evaluationId: string): Promise<void> {
  const round = await roundById(ctx, evaluationId)
  if (round?.state === 'working') await perform(asSystem(ctx), evaluationFlow, 'conclude', evaluationId)
}
