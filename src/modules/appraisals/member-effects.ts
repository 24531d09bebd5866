import { type Ctx, system } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { tell } from '#platform/notify'
import { perform } from '#platform/perform'
import { type AnyWorkflow, workflows } from '#platform/workflow'
import { type Asked, type Declaration, declaredRelations } from './declaration.ts'
import { toldMember, toldRecused } from './messages.ts'
import type { Appraisal, Member } from './people.ts'

const appraisalOf = (ctx: Ctx, id: string): Promise<Appraisal> =>
  ctx.db.selectFrom('appraisal').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

export async function asked(ctx: Ctx, row: Member, _input: Asked): Promise<void> {
  await tell(ctx, toldMember(await appraisalOf(ctx, row.appraisal_id), row.staff_id))
}

export const declared = async (ctx: Ctx, _row: Member, input: Declaration) => ({
  relations: JSON.stringify(declaredRelations(input)),
  explanation: input.explanation,
  declared_at: ctx.now,
})

/** Who may work on it is who has declared; where the head makes way, the first of the others signs. */
export async function restaff(ctx: Ctx, row: Member): Promise<void> {
  const appraisal = await appraisalOf(ctx, row.appraisal_id)
  const members = await ctx.db
    .selectFrom('appraisal_member')
    .select(['staff_id', 'state'])
    .where('appraisal_id', '=', row.appraisal_id)
    .where('state', 'in', ['asked', 'declared'])
    .orderBy('id')
    .limit(100)
    .execute()
  const team_ids = members.filter(one => one.state === 'declared').map(one => one.staff_id)
  const stays = members.some(one => one.staff_id === appraisal.head_id)
  const head_id = stays ? appraisal.head_id : (team_ids[0] ?? members[0]?.staff_id)
  if (!head_id && row.state !== 'recused')
    throw conflict('没有其他评价人员了，请先增加评价人员，或者终止评价。')
  await perform({ ...ctx, actor: system }, flowOf('appraisal'), 'staffed', row.appraisal_id, {
    team_ids,
    head_id: head_id ?? appraisal.head_id,
  })
  if (row.state === 'recused') await tell(ctx, toldRecused(appraisal, ctx.actor.name))
}

const flowOf = (name: string): AnyWorkflow => {
  const flow = workflows.get(name)
  if (!flow) throw new Error(`${name} is not declared`)
  return flow
}

export async function titlesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db
    .selectFrom('appraisal_member')
    .innerJoin('appraisal', 'appraisal.id', 'appraisal_member.appraisal_id')
    .select(['appraisal_member.id', 'appraisal.title'])
    .where('appraisal_member.id', 'in', [...ids])
    .limit(500)
    .execute()
  return new Map(rows.map(row => [row.id, row.title]))
}
