import { whenClosed } from '#modules/cases'
import { system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { rightOf } from './queries.ts'
import { ratingRightFlow } from './workflow.ts'

/** Whoever confirms a case may rate it at once; a case that was taken up again and closed once more keeps its right. */
whenClosed(async (ctx, { id, party_id }) => {
  if (await rightOf(ctx, id)) return
  await perform({ ...ctx, actor: system }, ratingRightFlow, 'grant', null, { case_id: id, party_id })
})
