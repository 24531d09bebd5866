import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { maskIdNumber } from '#platform/identifiers'
import { perform, performMany } from '#platform/perform'
import { workflows } from '#platform/workflow'
import type { Correction, HandedAll } from './inputs.ts'
import { type Batch, type Certificate, ofOneself } from './people.ts'

const certificates = () => {
  const flow = workflows.get('certificate')
  if (!flow) throw new Error('certificates are not declared')
  return flow
}

/** How many certificates a class can have. */
const most = 2_000

/** One for everybody who completed the class, in the order of their enrolment. */
export async function issuedForAll(ctx: Ctx, batch: Batch): Promise<void> {
  const learners = await ctx.db
    .selectFrom('enrolment')
    .select(['id', 'identity_id', 'party_id'])
    .where('class_id', '=', batch.class_id)
    .where('state', '=', 'completed')
    .orderBy('turn')
    .limit(most)
    .execute()
  if (learners.some(one => ofOneself.test(ctx.actor, one, undefined as never)))
    throw conflict('您自己也在结业名单里，请由其他负责核发的人员办理。')
  for (const { id } of learners)
    await perform(ctx, certificates(), 'issue', null, { batch_id: batch.id, enrolment_id: id })
}

/** Whoever is on the sheet that was signed: all who have not had theirs yet. */
export async function handedToAll(ctx: Ctx, batch: Batch, { handed_on }: HandedAll): Promise<void> {
  const waiting = await ctx.db
    .selectFrom('certificate')
    .select('id')
    .where('batch_id', '=', batch.id)
    .where('state', '=', 'issued')
    .where('handed_on', 'is', null)
    .limit(most)
    .execute()
  await performMany(
    ctx,
    certificates(),
    'handOut',
    waiting.map(one => one.id),
    { handed_how: 'self', handed_on },
  )
}

export async function correctionOf(_ctx: Ctx, row: Certificate, input: Correction) {
  const id_masked = input.id_number ? maskIdNumber(input.id_number) : row.id_masked
  if (input.person_name === row.person_name && id_masked === row.id_masked)
    throw conflict('姓名和身份证号码都没有变，不需要更正。')
  return {
    correction: JSON.stringify({ person_name: input.person_name, id_masked }),
    reason: input.reason,
  }
}

export async function replacement(ctx: Ctx, old: Certificate): Promise<void> {
  const { batch_id, enrolment_id } = old
  await perform(ctx, certificates(), 'issue', null, { batch_id, enrolment_id, replaces_id: old.id })
}
