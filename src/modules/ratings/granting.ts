import { whenClosed } from '#modules/cases'
import { whenConsultationOver } from '#modules/consulting'
import { type Ctx, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { rightOf } from './queries.ts'
import type { Served } from './subjects.ts'
import { ratingRightFlow } from './workflow.ts'

/** What is over may be rated at once; what was taken up again and closed once more keeps its right. */
async function grant(ctx: Ctx, served: Served & { party_id: string | null }): Promise<void> {
  if (await rightOf(ctx, served)) return
  await perform({ ...ctx, actor: system }, ratingRightFlow, 'grant', null, { ...served })
}

whenClosed((ctx, { id, party_id }) => grant(ctx, { subject: 'service_case', record_id: id, party_id }))

/** It belongs to whoever asked, by their account, number or code: not to everybody who acts for their firm. */
whenConsultationOver((ctx, { id }) => grant(ctx, { subject: 'consultation', record_id: id, party_id: null }))
