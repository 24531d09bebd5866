import { onMerge } from '#modules/parties'
import { on } from '#platform/jobs'
import { message, tell } from '#platform/notify'
import { workflows } from '#platform/workflow'
import { texts } from './messages.ts'
import { type Doing, proxyOf } from './queries/doings.ts'

/** What a villager need not look up themselves: who asked for it on their behalf is told as well. */
const turns: Record<Doing['flow'], { page: string; actions: readonly string[] }> = {
  service_case: {
    page: '/my/cases',
    actions: ['accept', 'return', 'refuse', 'answer', 'presentQuotes', 'deliver', 'extend', 'confirmByTime'],
  },
  consultation: { page: '/my/consultations', actions: ['reply', 'takeAnswer', 'toOffice', 'closeUntold'] },
  activity_registration: {
    page: '/my/activities',
    actions: ['offer', 'lapse', 'askAgain', 'tellMoved', 'callOff', 'endWaiting'],
  },
}

for (const [flow, { page, actions }] of Object.entries(turns))
  for (const action of actions)
    on(`${flow}.${action}`, `station.tell_proxy.${flow}.${action}`, (work, { recordId }) =>
      work.write(async ctx => {
        const proxy = await proxyOf(ctx, flow as Doing['flow'], recordId)
        if (!proxy) return
        const known = workflows.get(flow)
        const values = {
          item: proxy.title,
          number: proxy.number,
          state: known?.states[proxy.state]?.label ?? known?.label ?? '',
        }
        await tell(
          ctx,
          message({ identity: proxy.identity_id }, texts.proxyMoved, values, `${page}/${recordId}`),
        )
      }),
    )

onMerge('station.merge', async (ctx, from, into) => {
  await ctx.db.updateTable('errand').set({ party_id: into }).where('party_id', '=', from).execute()
})
